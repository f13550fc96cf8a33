// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/threads.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

using namespace scotopic;

namespace {

JobContext withThreads(int threads, std::stop_token stop = {})
{
    return JobContext(std::move(stop)).withThreads(threads);
}

void addThreadCounts()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {1, 2, 8}) {
        QTest::addRow("%d", threads) << threads;
    }
}

/// Until the task's job is stopped, as a long decoding that asks in between.
void computeUntilStopped(const JobContext& own)
{
    while (!own.isCancelled()) {
        std::this_thread::yield();
    }
    own.throwIfCancelled();
}

}  // namespace

class ParallelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTaskRunsOnceAndStepsAreToldOnTheCallingThread_data() { addThreadCounts(); }
    void everyTaskRunsOnceAndStepsAreToldOnTheCallingThread()
    {
        QFETCH(const int, threads);
        std::mutex mutex;
        std::multiset<std::size_t> done;
        std::vector<std::size_t> told;
        const std::thread::id caller = std::this_thread::get_id();
        bool isCallersThread = true;
        int handOvers = 0;
        const JobContext context({}, {}, [&] {
            ++handOvers;
            isCallersThread = isCallersThread && std::this_thread::get_id() == caller;
        });
        runInParallel(
            {.taskCount = 50,
             .onSteps =
                 [&](std::size_t steps) {
                     told.push_back(steps);
                     isCallersThread = isCallersThread && std::this_thread::get_id() == caller;
                 }},
            [&](std::size_t task, const JobContext& own, const StepDone& stepDone) {
                {
                    const std::scoped_lock lock(mutex);
                    done.insert(task);
                }
                stepDone();
                own.report({.stage = "told to nobody", .fraction = {}, .remainingSeconds = {}});
                own.handOver();  // to nobody
                stepDone();
            },
            context.withThreads(threads));
        QCOMPARE(done.size(), std::size_t{50});
        QCOMPARE(std::set(done.begin(), done.end()).size(), std::size_t{50});
        QVERIFY(isCallersThread && !told.empty());
        QCOMPARE(static_cast<std::size_t>(handOvers), told.size());
        QVERIFY(std::is_sorted(told.begin(), told.end()) && told.back() == 100);
        QVERIFY(threads > 1 || told.size() == 100);
    }

    void tasksReallyRunAtOnce_data()
    {
        QTest::addColumn<bool>("tellsSteps");
        QTest::newRow("the calling thread listens") << true;
        QTest::newRow("the calling thread works too") << false;
    }
    void tasksReallyRunAtOnce()
    {
        QFETCH(const bool, tellsSteps);
        // Each waits for the other; one after the other they would never end.
        std::atomic<int> waiting{0};
        ParallelOptions options{.taskCount = 2};
        options.onSteps = tellsSteps ? [](std::size_t) {} : std::function<void(std::size_t)>();
        runInParallel(
            options,
            [&](std::size_t, const JobContext&, const StepDone&) {
                ++waiting;
                while (waiting < 2) {
                    std::this_thread::yield();
                }
            },
            withThreads(2));
        QCOMPARE(waiting.load(), 2);
    }

    void noMoreThreadsWorkThanTheJobHas_data() { addThreadCounts(); }
    void noMoreThreadsWorkThanTheJobHas()
    {
        QFETCH(const int, threads);
        for (const int most : {0, 1, 3}) {
            std::mutex mutex;
            std::set<std::thread::id> workers;
            std::set<int> shares;
            const int allowed = most == 0 ? threads : std::min(most, threads);
            runInParallel(
                {.taskCount = 200, .mostThreads = most, .onSteps = {}},
                [&](std::size_t, const JobContext& own, const StepDone&) {
                    const std::scoped_lock lock(mutex);
                    workers.insert(std::this_thread::get_id());
                    shares.insert(own.threadCount());
                    shares.insert(threadCount());
                },
                withThreads(threads));
            QVERIFY(static_cast<int>(workers.size()) <= allowed);
            QCOMPARE(shares, std::set{threads / allowed});
        }
    }

    void theFirstFailureIsThrownAndStopsTheOthers_data() { addThreadCounts(); }
    void theFirstFailureIsThrownAndStopsTheOthers()
    {
        QFETCH(const int, threads);
        std::atomic<int> begun{0};
        const auto task = [&](std::size_t index, const JobContext& own, const StepDone& stepDone) {
            ++begun;
            if (index == 3) {
                throw CorruptInput("task 3");
            }
            stepDone();
            if (index > 3 || threads > 4) {
                computeUntilStopped(own);
            }
        };
        for (const bool tellsSteps : {true, false}) {
            begun = 0;
            ParallelOptions options{.taskCount = 1000};
            options.onSteps = tellsSteps ? [](std::size_t) {} : std::function<void(std::size_t)>();
            QVERIFY_EXCEPTION_THROWN(runInParallel(options, task, withThreads(threads)), CorruptInput);
            QVERIFY(begun >= 4 && begun <= 4 + threads);
        }
    }

    void whatIsNoExceptionOfOursIsCarriedToo()
    {
        const auto task = [&](std::size_t, const JobContext&, const StepDone&) { throw 7; };
        QVERIFY_EXCEPTION_THROWN(runInParallel({.taskCount = 4, .onSteps = [](std::size_t) {}}, task, withThreads(2)),
                                 int);
    }

    void whatTellingThrowsStopsTheOthers_data() { addThreadCounts(); }
    void whatTellingThrowsStopsTheOthers()
    {
        QFETCH(const int, threads);
        std::atomic<int> begun{0};
        const auto task = [&](std::size_t, const JobContext& own, const StepDone& stepDone) {
            ++begun;
            try {
                stepDone();
            } catch (...) {  // what is told is none of the task's business
                QFAIL("thrown into the task");
            }
            if (threads > 1) {
                computeUntilStopped(own);
            }
        };
        const auto fail = [](std::size_t) { throw std::length_error("who listens failed"); };
        QVERIFY_EXCEPTION_THROWN(runInParallel({.taskCount = 1000, .onSteps = fail}, task, withThreads(threads)),
                                 std::length_error);
        QVERIFY(begun >= 1 && begun <= threads);
    }

    void cancelledAtAnyMomentItIsCancelled_data() { addThreadCounts(); }
    /// By another thread, as Ctrl-C and the window do it, whatever the helpers are doing.
    void cancelledAtAnyMomentItIsCancelled()
    {
        QFETCH(const int, threads);
        for (std::size_t moment = 0; moment < 40; ++moment) {
            std::stop_source stop;
            std::atomic<std::size_t> begun{0};
            const std::jthread person([&] {
                while (begun < moment) {
                    std::this_thread::yield();
                }
                stop.request_stop();
            });
            const auto task = [&](std::size_t, const JobContext& own, const StepDone& stepDone) {
                ++begun;
                own.handOver();
                stepDone();
                if (begun > moment) {
                    computeUntilStopped(own);
                }
            };
            const JobContext context(
                stop.get_token(), [](const Progress&) {}, [] {});
            QVERIFY_EXCEPTION_THROWN(
                runInParallel({.taskCount = 100, .onSteps = [](std::size_t) {}}, task, context.withThreads(threads)),
                Cancelled);
        }
    }

    void stopsBetweenTasksWhenCancelled()
    {
        std::stop_source stop;
        int begun = 0;
        const auto task = [&](std::size_t, const JobContext&, const StepDone&) {
            ++begun;
            stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(runInParallel({.taskCount = 10}, task, withThreads(1, stop.get_token())), Cancelled);
        QCOMPARE(begun, 1);
    }

    void noTaskIsBegunWhileMoreUrgentWorkRuns()
    {
        std::atomic<int> begun{0};
        int mostBegunMeanwhile = 0;
        const JobContext context({}, {}, [&] {
            const int before = begun;
            for (int i = 0; i < 200; ++i) {
                std::this_thread::yield();
            }
            mostBegunMeanwhile = std::max(mostBegunMeanwhile, begun - before);
        });
        const auto task = [&](std::size_t, const JobContext&, const StepDone& stepDone) {
            ++begun;
            stepDone();
        };
        runInParallel({.taskCount = 300, .onSteps = [](std::size_t) {}}, task, context.withThreads(2));
        QCOMPARE(begun.load(), 300);
        QVERIFY(mostBegunMeanwhile <= 2);  // what the two threads had taken before
    }

    void aRunWithinATaskKeepsToTheTasksShare()
    {
        std::mutex mutex;
        std::set<std::thread::id> workers;
        std::atomic<int> done{0};
        runInParallel(
            {.taskCount = 2, .onSteps = [](std::size_t) {}},
            [&](std::size_t, const JobContext&, const StepDone&) {
                runInParallel({.taskCount = 50},
                              [&](std::size_t, const JobContext&, const StepDone&) {
                                  ++done;
                                  const std::scoped_lock lock(mutex);
                                  workers.insert(std::this_thread::get_id());
                              },
                              {});
            },
            withThreads(2));
        QCOMPARE(done.load(), 100);
        QVERIFY(workers.size() <= 2);
    }

    void noTasksAreNoWork()
    {
        runInParallel({}, [](std::size_t, const JobContext&, const StepDone&) { QFAIL("there is no task"); }, {});
    }
};

SCOTOPIC_TEST(ParallelTest)
#include "parallel_test.moc"
