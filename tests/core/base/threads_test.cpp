// SPDX-License-Identifier: MIT
#include "core/base/device_worker.h"
#include "core/base/threads.h"
#include "tests/support/test_registry.h"

#include <latch>
#include <omp.h>
#include <thread>

using namespace scotopic;

class ThreadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aThreadHasAllUntilItsJobSaysOtherwise()
    {
        QVERIFY(allThreads() >= 1);
        QCOMPARE(threadCount(), allThreads());
        {
            const ThreadsHere three(3);
            QCOMPARE(threadCount(), 3);
            QCOMPARE(omp_get_max_threads(), 3);
            {
                const ThreadsHere all(0);
                QCOMPARE(threadCount(), allThreads());
                QCOMPARE(omp_get_max_threads(), allThreads());
            }
            QCOMPARE(threadCount(), 3);
            std::thread([] { QCOMPARE(threadCount(), allThreads()); }).join();
        }
        QCOMPARE(threadCount(), allThreads());
        QCOMPARE(omp_get_max_threads(), allThreads());
    }

    void aJobsNumberTravelsWithIt()
    {
        const JobContext three = JobContext().withThreads(3);
        QCOMPARE(three.reportingTo({}).threadCount(), 3);
        QCOMPARE(three.withThreads(0).threadCount(), allThreads());
        const ThreadsHere five(5);
        QCOMPARE(JobContext().threadCount(), 5);
        QCOMPARE(three.threadCount(), 3);
    }

    void twoJobsAtOnceMayHaveDifferentNumbers()
    {
        std::latch bothHaveSaid(2);
        std::latch bothAreDone(2);
        std::array<int, 2> counts{};
        std::array<DeviceWorker, 2> workers;
        for (std::size_t i = 0; i < 2; ++i) {
            workers[i].submit(
                Priority::Training,
                [&, i](const JobContext& context) {
                    const ThreadsHere own(context.withThreads(static_cast<int>(i) + 2).threadCount());
                    bothHaveSaid.arrive_and_wait();
                    counts[i] = 10 * threadCount() + omp_get_max_threads();
                },
                [&](const std::exception_ptr&) { bothAreDone.count_down(); });
        }
        bothAreDone.wait();
        QCOMPARE(counts, (std::array{22, 33}));
    }

    void anUrgentJobDoesNotInheritWhatTheWaitingOneHas()
    {
        DeviceWorker worker;
        std::latch isDone(2);
        int ofUrgent = 0;
        int afterwards = 0;
        worker.submit(
            Priority::Training,
            [&](const JobContext& context) {
                const ThreadsHere one(allThreads() + 1);
                worker.submit(
                    Priority::Interactive, [&](const JobContext& urgent) { ofUrgent = urgent.threadCount(); },
                    [&](const std::exception_ptr&) { isDone.count_down(); });
                context.handOver();
                afterwards = threadCount();
            },
            [&](const std::exception_ptr&) { isDone.count_down(); });
        isDone.wait();
        QCOMPARE(ofUrgent, allThreads());
        QCOMPARE(afterwards, allThreads() + 1);
    }
};

SCOTOPIC_TEST(ThreadsTest)
#include "threads_test.moc"
