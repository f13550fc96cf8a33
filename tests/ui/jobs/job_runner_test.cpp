// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"
#include "ui/jobs/job_runner.h"

#include <QDirIterator>
#include <QSignalSpy>

#include <atomic>
#include <latch>
#include <memory>
#include <new>
#include <thread>

namespace scotopic {

namespace {

/// Runs until it is cancelled; a job that never ends by itself.
void untilCancelled(const JobContext& context)
{
    while (!context.isCancelled()) {
        std::this_thread::yield();
    }
    context.throwIfCancelled();
}

}  // namespace

class JobRunnerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_worker = std::make_shared<DeviceWorker>(); }
    void cleanup() { m_worker.reset(); }

    void deliversTheResultOnItsOwnThreadAndFinishesLast()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        QStringList heard;
        const Qt::HANDLE here = QThread::currentThreadId();
        connect(&runner, &JobRunner::finished, this, [&] { heard << QStringLiteral("finished"); });
        runner.start([here](const JobContext&) { return QThread::currentThreadId() != here; },
                     [&](bool ranElsewhere) {
                         QVERIFY(ranElsewhere);
                         QCOMPARE(QThread::currentThreadId(), here);
                         heard << QStringLiteral("result");
                     });
        QVERIFY(runner.isRunning());
        QTRY_COMPARE(heard, (QStringList{QStringLiteral("result"), QStringLiteral("finished")}));
        QVERIFY(!runner.isRunning());
    }

    void movesAResultThatCannotBeCopied()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        int received = 0;
        runner.start([](const JobContext&) { return std::make_unique<int>(7); },
                     [&](std::unique_ptr<int> value) { received = *value; });
        QTRY_COMPARE(received, 7);
    }

    void aFailureIsItsSentenceAndThenFinished()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        QSignalSpy failed(&runner, &JobRunner::failed);
        QSignalSpy finished(&runner, &JobRunner::finished);
        runner.start([](const JobContext&) { throw UnsupportedInput("a.txt: not a raw photo"); },
                     [] { QFAIL("a failed job has no result"); });
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().toString(), QStringLiteral("a.txt: not a raw photo"));
    }

    void aForeignExceptionIsASentenceToo()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        QSignalSpy failed(&runner, &JobRunner::failed);
        runner.start([](const JobContext&) { throw std::bad_alloc(); }, [] { QFAIL("a failed job has no result"); });
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().toString(),
                 QString::fromStdString(sentenceOf(std::make_exception_ptr(std::bad_alloc()))));
        QVERIFY(failed.front().front().toString().contains(QStringLiteral("memory")));
    }

    void cancellingIsNotAFailure()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        QSignalSpy failed(&runner, &JobRunner::failed);
        QSignalSpy cancelled(&runner, &JobRunner::cancelled);
        QSignalSpy finished(&runner, &JobRunner::finished);
        runner.start(&untilCancelled, [] { QFAIL("a cancelled job has no result"); });
        runner.cancel();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(failed.count(), 0);
    }

    void cancellingParallelWorkAtAnyMomentEndsItAsCancelled_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 8}) {
            QTest::addRow("%d", threads) << threads;
        }
    }
    /// As Esc, Pause and closing do it, while helpers decode.
    void cancellingParallelWorkAtAnyMomentEndsItAsCancelled()
    {
        QFETCH(const int, threads);
        for (int moment = 0; moment < 30; ++moment) {
            JobRunner runner(m_worker, Priority::Training);
            QSignalSpy failed(&runner, &JobRunner::failed);
            QSignalSpy cancelled(&runner, &JobRunner::cancelled);
            QSignalSpy finished(&runner, &JobRunner::finished);
            std::atomic<int> begun{0};
            const auto work = [&begun, threads](const JobContext& context) {
                const auto report = [&context](std::size_t) { context.report({"decoding", 0.5, {}}); };
                const auto task = [&begun](std::size_t, const JobContext& own, const StepDone& stepDone) {
                    ++begun;
                    own.throwIfCancelled();
                    stepDone();
                };
                runInParallel({.taskCount = 100'000'000, .onSteps = report}, task, context.withThreads(threads));
            };
            runner.start(work, [] { QFAIL("a cancelled job has no result"); });
            while (begun < moment) {
                std::this_thread::yield();
            }
            runner.cancel();
            QTRY_COMPARE(finished.count(), 1);
            QCOMPARE(cancelled.count(), 1);
            QCOMPARE(failed.count(), 0);
        }
    }

    void closingTheWindowEndsParallelWork()
    {
        std::atomic<int> begun{0};
        {
            JobRunner runner(m_worker, Priority::Training);
            const auto work = [&begun](const JobContext& context) {
                runInParallel(
                    {.taskCount = 8, .onSteps = [](std::size_t) {}},
                    [&begun](std::size_t, const JobContext& own, const StepDone&) {
                        ++begun;
                        untilCancelled(own);
                    },
                    context.withThreads(8));
            };
            runner.start(work, [] { QFAIL("a cancelled job has no result"); });
            while (begun < 8) {
                std::this_thread::yield();
            }
        }
        m_worker.reset();  // waits for the job
        QCOMPARE(begun.load(), 8);
    }

    void aNewerJobReplacesTheOlderWithoutAWord()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        QSignalSpy cancelled(&runner, &JobRunner::cancelled);
        QSignalSpy finished(&runner, &JobRunner::finished);
        std::vector<int> results;
        for (int i = 0; i < 20; ++i) {
            runner.start([i](const JobContext&) { return i; }, [&](int result) { results.push_back(result); });
        }
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(results, std::vector<int>{19});
        QCOMPARE(cancelled.count(), 0);
    }

    void aJobMayBeStartedFromTheResultOfTheLast()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        QSignalSpy finished(&runner, &JobRunner::finished);
        int sum = 0;
        runner.start([](const JobContext&) { return 1; },
                     [&](int one) {
                         sum += one;
                         runner.start([](const JobContext&) { return 2; }, [&](int two) { sum += two; });
                     });
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(sum, 3);
    }

    void manyReportsArriveAsFewEndingWithTheNewest()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        QSignalSpy progressed(&runner, &JobRunner::progressed);
        std::latch reported(1);
        double last = 0;
        connect(&runner, &JobRunner::progressed, this, [&](const Progress& progress) { last = *progress.fraction; });
        QSignalSpy finished(&runner, &JobRunner::finished);
        runner.start(
            [&reported](const JobContext& context) {
                for (int i = 1; i <= 10'000; ++i) {
                    context.report({.stage = "counting", .fraction = i / 10'000.0, .remainingSeconds = {}});
                }
                reported.count_down();
            },
            [] {});
        reported.wait();  // nothing has been delivered yet: this thread has not seen its event loop
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(progressed.count(), 1);
        QCOMPARE(last, 1.0);
    }

    void partsArriveInOrderBeforeTheEnd()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        std::vector<int> heard;
        runner.startStreaming<int>(
            [](const JobContext&, const std::function<void(int)>& send) {
                for (int i = 0; i < 100; ++i) {
                    send(i);
                }
            },
            [&](int part) { heard.push_back(part); }, [&] { heard.push_back(-1); });
        QTRY_COMPARE(heard.size(), std::size_t{101});
        QCOMPARE(heard[42], 42);
        QCOMPARE(heard.back(), -1);
    }

    void partsOfAReplacedJobAreDropped()
    {
        JobRunner runner(m_worker, Priority::Interactive);
        std::latch sent(1);
        std::vector<int> heard;
        runner.startStreaming<int>(
            [&sent](const JobContext& context, const std::function<void(int)>& send) {
                send(1);
                sent.count_down();
                untilCancelled(context);
            },
            [&](int part) { heard.push_back(part); }, [] {});
        sent.wait();
        QSignalSpy finished(&runner, &JobRunner::finished);
        runner.start([](const JobContext&) { return 2; }, [&](int result) { heard.push_back(result); });
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(heard, std::vector<int>{2});
    }

    void nothingArrivesAfterTheRunnerIsGone()
    {
        std::latch started(1);
        std::atomic<bool> ended = false;
        bool heard = false;
        {
            JobRunner runner(m_worker, Priority::Interactive);
            runner.start(
                [&started, &ended](const JobContext& context) {
                    started.count_down();
                    while (!context.isCancelled()) {
                        std::this_thread::yield();
                    }
                    ended = true;
                },
                [&] { heard = true; });
            started.wait();
        }
        QTRY_VERIFY(ended);
        m_worker.reset();  // joined: whatever it had to post is in the queue
        QCoreApplication::processEvents();
        QVERIFY(!heard);
    }

    void mayBeDeletedByItsOwnResult()
    {
        auto* runner = new JobRunner(m_worker, Priority::Interactive, this);
        bool gone = false;
        connect(runner, &QObject::destroyed, this, [&] { gone = true; });
        runner->start([](const JobContext&) {}, [runner] { delete runner; });
        QTRY_VERIFY(gone);
    }

    void twoRunnersShareOneWorkerByUrgency()
    {
        JobRunner training(m_worker, Priority::Training);
        JobRunner interactive(m_worker, Priority::Interactive);
        std::atomic<bool> answered = false;
        QSignalSpy finished(&training, &JobRunner::finished);
        training.start(
            [&answered](const JobContext& context) {
                while (!answered) {
                    context.handOver();
                }
            },
            [] {});
        interactive.start([&answered](const JobContext&) { answered = true; }, [] {});
        QTRY_COMPARE(finished.count(), 1);
    }

    /// Style: one bridge between threads. A second one would bring back late answers and dead receivers.
    void noOtherUiSourceCrossesThreads()
    {
        const QString ui = QString::fromStdString((test::sourceFolder() / "ui").string());
        QDirIterator sources(ui, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                             QDirIterator::Subdirectories);
        int seen = 0;
        while (sources.hasNext()) {
            QFile source(sources.next());
            QVERIFY(source.open(QIODevice::ReadOnly));
            const QByteArray text = source.readAll();
            ++seen;
            if (source.fileName().endsWith(QStringLiteral("ui/jobs/job_runner.cpp"))) {
                continue;
            }
            for (const char* crossing : {"invokeMethod", "std::thread", "std::jthread", "QThread", "QtConcurrent",
                                         "processEvents", "BlockingQueuedConnection"}) {
                QVERIFY2(!text.contains(crossing),
                         qPrintable(source.fileName() + QLatin1String(": ") + QLatin1String(crossing)));
            }
        }
        QVERIFY(seen > 2);
    }

private:
    std::shared_ptr<DeviceWorker> m_worker;
};

SCOTOPIC_TEST(JobRunnerTest)

}  // namespace scotopic

#include "job_runner_test.moc"
