// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "tests/support/test_registry.h"

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

using namespace scotopic;

class ParallelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTaskRunsOnceAndStepsAreToldOnTheCallingThread()
    {
        std::mutex mutex;
        std::multiset<std::size_t> done;
        std::vector<std::size_t> told;
        const std::thread::id caller = std::this_thread::get_id();
        bool isCallersThread = true;
        runInParallel({.taskCount = 50,
                       .threads = 3,
                       .onSteps =
                           [&](std::size_t steps) {
                               told.push_back(steps);
                               isCallersThread = isCallersThread && std::this_thread::get_id() == caller;
                           }},
                      [&](std::size_t task, const StepDone& stepDone) {
                          {
                              const std::scoped_lock lock(mutex);
                              done.insert(task);
                          }
                          stepDone();
                          stepDone();
                      },
                      {});
        QCOMPARE(done.size(), std::size_t{50});
        QCOMPARE(std::set(done.begin(), done.end()).size(), std::size_t{50});
        QVERIFY(isCallersThread && !told.empty());
        QVERIFY(std::is_sorted(told.begin(), told.end()) && told.back() == 100);
    }

    void tasksReallyRunAtOnce()
    {
        // Each waits for the other; one after the other they would never end.
        std::atomic<int> waiting{0};
        runInParallel({.taskCount = 2, .threads = 2, .onSteps = {}},
                      [&](std::size_t, const StepDone&) {
                          ++waiting;
                          while (waiting < 2) {
                              std::this_thread::yield();
                          }
                      },
                      {});
        QCOMPARE(waiting.load(), 2);
    }

    void theFirstFailureEndsTheWorkAndIsThrown()
    {
        std::atomic<int> begun{0};
        const auto task = [&](std::size_t index, const StepDone&) {
            ++begun;
            if (index == 3) {
                throw CorruptInput("task 3");
            }
        };
        QVERIFY_EXCEPTION_THROWN(runInParallel({.taskCount = 1000, .threads = 1, .onSteps = {}}, task, {}),
                                 CorruptInput);
        QCOMPARE(begun.load(), 4);
    }

    void stopsBetweenTasksWhenCancelled()
    {
        std::stop_source stop;
        int begun = 0;
        const auto task = [&](std::size_t, const StepDone&) {
            ++begun;
            stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(
            runInParallel({.taskCount = 10, .threads = 1, .onSteps = {}}, task, JobContext(stop.get_token())),
            Cancelled);
        QCOMPARE(begun, 1);
    }

    void noTasksAreNoWork()
    {
        runInParallel({}, [](std::size_t, const StepDone&) { QFAIL("there is no task"); }, {});
    }
};

SCOTOPIC_TEST(ParallelTest)
#include "parallel_test.moc"
