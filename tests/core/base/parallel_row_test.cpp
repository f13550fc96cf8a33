// SPDX-License-Identifier: MIT
#include "core/base/parallel_row.h"
#include "tests/support/test_registry.h"

#include <atomic>
#include <thread>

using namespace scotopic;

namespace {

void addBackgroundCounts()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {0, 1, 2, 8}) {
        QTest::addRow("%d", threads) << threads;
    }
}

}  // namespace

class ParallelRowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itemsComeInTheirOrderWhoeverMadeThem_data() { addBackgroundCounts(); }
    void itemsComeInTheirOrderWhoeverMadeThem()
    {
        QFETCH(const int, threads);
        ParallelRow<long> squares(5, threads, [](long index, const JobContext&) { return index * index; });
        for (long index = 0; index < 200; ++index) {
            QCOMPARE(squares.take({}), index * index);
        }
    }

    void noMoreAreMadeThanAreKept_data() { addBackgroundCounts(); }
    void noMoreAreMadeThanAreKept()
    {
        QFETCH(const int, threads);
        std::atomic<int> made{0};
        ParallelRow<int> row(9, threads, [&](long, const JobContext&) { return ++made; });
        row.waitUntilReady({});
        QCOMPARE(made.load(), 9);
        static_cast<void>(row.take({}));
        row.waitUntilReady({});
        QCOMPARE(made.load(), 10);
    }

    void whatMakingAnItemThrowsComesWithIt_data() { addBackgroundCounts(); }
    void whatMakingAnItemThrowsComesWithIt()
    {
        QFETCH(const int, threads);
        ParallelRow<long> row(4, threads, [](long index, const JobContext&) {
            if (index == 2) {
                throw CorruptInput("item 2");
            }
            return index;
        });
        QCOMPARE(row.take({}), 0L);
        QCOMPARE(row.take({}), 1L);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(row.take({})), CorruptInput);
        QCOMPARE(row.take({}), 3L);
    }

    void whoWaitsForAnItemCanBeCancelled_data() { addBackgroundCounts(); }
    /// Items that never come, as from a disk that is gone: until the row is destroyed, or its taker stopped.
    void whoWaitsForAnItemCanBeCancelled()
    {
        QFETCH(const int, threads);
        std::stop_source stop;
        std::atomic<bool> isMaking{false};
        ParallelRow<int> row(4, threads, [&](long, const JobContext& own) -> int {
            isMaking = true;
            while (!own.isCancelled()) {
                std::this_thread::yield();
            }
            throw Cancelled{};
        });
        const std::jthread person([&] {
            while (!isMaking) {
                std::this_thread::yield();
            }
            stop.request_stop();
        });
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(row.take(JobContext(stop.get_token()))), Cancelled);
        QVERIFY_EXCEPTION_THROWN(row.waitUntilReady(JobContext(stop.get_token())), Cancelled);
    }
};

SCOTOPIC_TEST(ParallelRowTest)
#include "parallel_row_test.moc"
