// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/base/planes.h"
#include "tests/support/test_registry.h"

#include <exception>
#include <vector>

using scotopic::Cancelled;
using scotopic::JobContext;
using scotopic::Progress;

class Job : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDefaultContextIsNeverCancelledAndTellsNobody();
    void cancellationIsSeenByEveryCopy();
    void reportsReachTheListener();
    void reportingElsewhereKeepsTheSameStop();
    void handOverRunsOthersBeforeItThrows();
    void cancelledIsNoStandardException();
    void planesLieOneAfterTheOther();
};

void Job::aDefaultContextIsNeverCancelledAndTellsNobody()
{
    const JobContext context;
    context.report({.stage = "network", .fraction = 0.5, .remainingSeconds = {}});
    context.throwIfCancelled();
    context.handOver();
    QVERIFY(!context.isCancelled());
}

void Job::cancellationIsSeenByEveryCopy()
{
    std::stop_source stop;
    const JobContext context(stop.get_token());
    const JobContext copy = context;
    context.throwIfCancelled();
    stop.request_stop();
    QVERIFY(copy.isCancelled());
    QVERIFY_EXCEPTION_THROWN(context.throwIfCancelled(), Cancelled);
}

void Job::reportsReachTheListener()
{
    std::vector<Progress> reports;
    const JobContext context({}, [&](const Progress& progress) { reports.push_back(progress); });
    context.report({.stage = "network", .fraction = 0.25, .remainingSeconds = 3.0});
    QCOMPARE(reports.size(), std::size_t{1});
    QCOMPARE(reports.front().stage, std::string("network"));
    QCOMPARE(reports.front().fraction, std::optional<double>(0.25));
    QCOMPARE(reports.front().remainingSeconds, std::optional<double>(3.0));
}

void Job::reportingElsewhereKeepsTheSameStop()
{
    std::stop_source stop;
    int handOvers = 0;
    int outer = 0;
    int inner = 0;
    const JobContext context(
        stop.get_token(), [&](const Progress&) { ++outer; }, [&] { ++handOvers; });
    const JobContext stage = context.reportingTo([&](const Progress&) { ++inner; });
    stage.report({});
    stage.handOver();
    stop.request_stop();
    QCOMPARE(outer, 0);
    QCOMPARE(inner, 1);
    QCOMPARE(handOvers, 1);
    QVERIFY(stage.isCancelled());
}

void Job::handOverRunsOthersBeforeItThrows()
{
    std::stop_source stop;
    const JobContext context(stop.get_token(), {}, [&] { stop.request_stop(); });
    QVERIFY_EXCEPTION_THROWN(context.handOver(), Cancelled);
}

void Job::cancelledIsNoStandardException()
{
    QVERIFY(!(std::is_base_of_v<std::exception, Cancelled>));
    const scotopic::Error error(std::filesystem::path("night.dng"), "is empty");
    QCOMPARE(error.what(), "night.dng: is empty");
}

void Job::planesLieOneAfterTheOther()
{
    scotopic::Planes planes(9, 3, 5);
    planes.row(8, 2)[4] = 1.0F;
    QCOMPARE(planes.values.size(), std::size_t{9 * 3 * 5});
    QCOMPARE(planes.values.back(), 1.0F);
    QCOMPARE(planes.row(1, 0) - planes.row(0, 0), std::ptrdiff_t{15});
    QCOMPARE(planes.stride(), 3);
    QCOMPARE(scotopic::Planes(4, 1, 1).stride(), 2);
}

SCOTOPIC_TEST(Job)
#include "job_test.moc"
