// SPDX-License-Identifier: MIT
#include "core/base/device_worker.h"
#include "core/base/error.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

using scotopic::Cancelled;
using scotopic::DeviceWorker;
using scotopic::JobContext;
using scotopic::Priority;
using scotopic::Progress;

namespace {

std::string outcomeOf(const std::exception_ptr& failure)
{
    if (!failure) {
        return "done";
    }
    try {
        std::rethrow_exception(failure);
    } catch (const Cancelled&) {
        return "cancelled";
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// What happened, in order; written from the worker's thread and read from the test's.
class Log {
public:
    void add(const std::string& entry)
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.push_back(entry);
    }
    [[nodiscard]] DeviceWorker::OnFinished outcome(const std::string& job)
    {
        return [this, job](const std::exception_ptr& failure) { add(job + " " + outcomeOf(failure)); };
    }
    [[nodiscard]] DeviceWorker::Work entry(const std::string& job)
    {
        return [this, job](const JobContext&) { add(job); };
    }
    [[nodiscard]] std::vector<std::string> entries() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_entries;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_entries;
};

/// Waits for the end of everything submitted so far that is at least as urgent as training.
void drain(DeviceWorker& worker)
{
    std::promise<void> drained;
    worker.submit(
        Priority::Training, [](const JobContext&) {}, [&](const std::exception_ptr&) { drained.set_value(); });
    drained.get_future().wait();
}

void ignore(const std::exception_ptr& /*failure*/) {}
void nothing(const JobContext& /*context*/) {}

/// Submits a job that asks again and again, by `ask`, whether it should stop, and waits until it runs.
std::stop_source startLoop(DeviceWorker& worker, void (JobContext::*ask)() const, DeviceWorker::OnFinished onFinished)
{
    auto started = std::make_shared<std::latch>(1);
    std::stop_source stop = worker.submit(
        Priority::Interactive,
        [started, ask](const JobContext& context) {
            started->count_down();
            for (;;) {
                (context.*ask)();
                std::this_thread::yield();
            }
        },
        std::move(onFinished));
    started->wait();
    return stop;
}

/// A job that keeps the worker until it is let go, so that what is submitted meanwhile has to wait; then it hands over
/// and does `rest`.
class Blocker {
public:
    explicit Blocker(DeviceWorker& worker, Priority priority = Priority::Interactive, DeviceWorker::Work rest = nothing)
    {
        worker.submit(
            priority,
            [this, rest = std::move(rest)](const JobContext& context) {
                m_started.count_down();
                m_letGo.wait();
                context.handOver();
                rest(context);
            },
            ignore);
        m_started.wait();
    }
    void letGo() { m_letGo.count_down(); }

private:
    std::latch m_started{1};
    std::latch m_letGo{1};
};

using Entries = std::vector<std::string>;

}  // namespace

class DeviceWorkerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void successIsToldOnce();
    void theWorksExceptionIsPassedOn();
    void theWorkerGoesOnAfterAFailure();
    void theMostUrgentGoesFirstAndEqualsInOrder();
    void aJobThatHandsOverLetsMoreUrgentOnesFinishFirst();
    void handOverNests();
    void handOverDoesNotRunEquals();
    void stoppingAWaitingJobStopsThatJobOnly();
    void stoppingARunningJobIsSeenInside();
    void theDestructorStopsTheRunningJobAndDropsTheRest();
    void aJobSubmittedWhileTheWorkerEndsIsCancelled();
    void whatTheWorkCapturedIsFreedBeforeTheEndIsTold();
    void reportsComeFromTheJob();
    void everyJobOfManyThreadsRunsOnceAndAlone();
};

void DeviceWorkerTest::successIsToldOnce()
{
    Log log;
    {
        DeviceWorker worker;
        worker.submit(Priority::Interactive, log.entry("work"), log.outcome("work"));
        drain(worker);
    }
    QVERIFY(log.entries() == (Entries{"work", "work done"}));
}

void DeviceWorkerTest::theWorksExceptionIsPassedOn()
{
    Log log;
    DeviceWorker worker;
    worker.submit(
        Priority::Interactive, [](const JobContext&) { throw scotopic::CorruptInput("night.dng", "is truncated"); },
        log.outcome("open"));
    drain(worker);
    QVERIFY(log.entries() == (Entries{"open night.dng: is truncated"}));
}

void DeviceWorkerTest::theWorkerGoesOnAfterAFailure()
{
    Log log;
    DeviceWorker worker;
    worker.submit(
        Priority::Interactive, [](const JobContext&) { throw std::runtime_error("broken"); }, ignore);
    worker.submit(Priority::Interactive, log.entry("next"), ignore);
    drain(worker);
    QVERIFY(log.entries() == (Entries{"next"}));
}

void DeviceWorkerTest::theMostUrgentGoesFirstAndEqualsInOrder()
{
    Log log;
    DeviceWorker worker;
    Blocker blocker(worker);
    worker.submit(Priority::Training, log.entry("training"), ignore);
    worker.submit(Priority::Evaluation, log.entry("evaluation 1"), ignore);
    worker.submit(Priority::Interactive, log.entry("interactive 1"), ignore);
    worker.submit(Priority::Evaluation, log.entry("evaluation 2"), ignore);
    worker.submit(Priority::Interactive, log.entry("interactive 2"), ignore);
    blocker.letGo();
    drain(worker);
    QVERIFY(log.entries() == (Entries{"interactive 1", "interactive 2", "evaluation 1", "evaluation 2", "training"}));
}

void DeviceWorkerTest::aJobThatHandsOverLetsMoreUrgentOnesFinishFirst()
{
    Log log;
    DeviceWorker worker;
    Blocker training(worker, Priority::Training, log.entry("next step"));
    worker.submit(Priority::Interactive, log.entry("slider"), log.outcome("slider"));
    worker.submit(Priority::Evaluation, log.entry("evaluation"), ignore);
    training.letGo();
    drain(worker);
    QVERIFY(log.entries() == (Entries{"slider", "slider done", "evaluation", "next step"}));
}

void DeviceWorkerTest::handOverNests()
{
    Log log;
    DeviceWorker worker;
    Blocker training(worker, Priority::Training, log.entry("training"));
    worker.submit(
        Priority::Evaluation,
        [&](const JobContext& context) {
            worker.submit(Priority::Interactive, log.entry("slider"), ignore);
            context.handOver();
            log.add("evaluation");
        },
        ignore);
    training.letGo();
    drain(worker);
    QVERIFY(log.entries() == (Entries{"slider", "evaluation", "training"}));
}

void DeviceWorkerTest::handOverDoesNotRunEquals()
{
    Log log;
    DeviceWorker worker;
    Blocker first(worker, Priority::Evaluation, log.entry("first"));
    worker.submit(Priority::Evaluation, log.entry("second"), ignore);
    worker.submit(Priority::Training, log.entry("third"), ignore);
    first.letGo();
    drain(worker);
    QVERIFY(log.entries() == (Entries{"first", "second", "third"}));
}

void DeviceWorkerTest::stoppingAWaitingJobStopsThatJobOnly()
{
    Log log;
    DeviceWorker worker;
    Blocker blocker(worker);
    std::stop_source stop = worker.submit(Priority::Interactive, log.entry("a"), log.outcome("a"));
    worker.submit(Priority::Interactive, log.entry("b"), log.outcome("b"));
    stop.request_stop();
    blocker.letGo();
    drain(worker);
    QVERIFY(log.entries() == (Entries{"a cancelled", "b", "b done"}));
}

void DeviceWorkerTest::stoppingARunningJobIsSeenInside()
{
    Log log;
    DeviceWorker worker;
    startLoop(worker, &JobContext::throwIfCancelled, log.outcome("loop")).request_stop();
    drain(worker);
    QVERIFY(log.entries() == (Entries{"loop cancelled"}));
}

void DeviceWorkerTest::theDestructorStopsTheRunningJobAndDropsTheRest()
{
    Log log;
    {
        DeviceWorker worker;
        static_cast<void>(startLoop(worker, &JobContext::handOver, log.outcome("loop")));
        worker.submit(Priority::Training, log.entry("waiting"), log.outcome("waiting"));
    }
    QVERIFY(log.entries() == (Entries{"loop cancelled", "waiting cancelled"}));
}

void DeviceWorkerTest::aJobSubmittedWhileTheWorkerEndsIsCancelled()
{
    Log log;
    std::optional<std::stop_callback<std::function<void()>>> onStop;
    {
        DeviceWorker worker;
        const std::stop_source stop = startLoop(worker, &JobContext::throwIfCancelled, log.outcome("loop"));
        // Runs inside the destructor's request to stop, where the queue must not be locked.
        onStop.emplace(stop.get_token(),
                       [&] { worker.submit(Priority::Interactive, log.entry("late"), log.outcome("late")); });
    }
    QVERIFY(log.entries() == (Entries{"loop cancelled", "late cancelled"}));
}

void DeviceWorkerTest::whatTheWorkCapturedIsFreedBeforeTheEndIsTold()
{
    DeviceWorker worker;
    auto photo = std::make_shared<int>(42);
    const std::weak_ptr<int> watched = photo;
    std::promise<bool> freed;
    worker.submit(
        Priority::Interactive, [photo = std::move(photo)](const JobContext&) { (void)photo; },
        [&](const std::exception_ptr&) { freed.set_value(watched.expired()); });
    QVERIFY(freed.get_future().get());
}

void DeviceWorkerTest::reportsComeFromTheJob()
{
    DeviceWorker worker;
    std::promise<std::vector<double>> fractions;
    auto seen = std::make_shared<std::vector<double>>();
    worker.submit(
        Priority::Interactive,
        [](const JobContext& context) {
            context.report({.stage = "network", .fraction = 0.5, .remainingSeconds = {}});
            context.report({.stage = "network", .fraction = 1.0, .remainingSeconds = {}});
        },
        [&, seen](const std::exception_ptr&) { fractions.set_value(*seen); },
        [seen](const Progress& progress) { seen->push_back(progress.fraction.value_or(-1)); });
    QVERIFY(fractions.get_future().get() == (std::vector<double>{0.5, 1.0}));
}

void DeviceWorkerTest::everyJobOfManyThreadsRunsOnceAndAlone()
{
    constexpr int kThreads = 8;
    constexpr int kJobsPerThread = 200;
    std::atomic<int> running{0};
    std::atomic<int> overlaps{0};
    std::atomic<int> runs{0};
    std::atomic<int> ends{0};
    {
        DeviceWorker worker;
        const auto submitMany = [&](int thread) {
            for (int i = 0; i < kJobsPerThread; ++i) {
                std::stop_source stop = worker.submit(
                    Priority{(thread + i) % 3},
                    [&](const JobContext&) {
                        overlaps += running++ == 0 ? 0 : 1;
                        ++runs;
                        --running;
                    },
                    [&](const std::exception_ptr&) { ++ends; });
                if (i % 10 == 0) {
                    stop.request_stop();
                }
            }
        };
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread) {
            threads.emplace_back(submitMany, thread);
        }
        threads.clear();
        drain(worker);
    }
    QCOMPARE(ends.load(), kThreads * kJobsPerThread);
    QCOMPARE(overlaps.load(), 0);
    QVERIFY(runs.load() >= kThreads * kJobsPerThread * 9 / 10 && runs.load() <= kThreads * kJobsPerThread);
}

SCOTOPIC_TEST(DeviceWorkerTest)
#include "device_worker_test.moc"
