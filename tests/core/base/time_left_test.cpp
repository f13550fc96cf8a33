// SPDX-License-Identifier: MIT
#include "core/base/time_left.h"
#include "tests/support/test_registry.h"

#include <QtTest>

using namespace scotopic;
using namespace std::chrono_literals;

namespace {

Progress at(double fraction)
{
    return {.stage = "counting", .fraction = fraction, .remainingSeconds = {}};
}

}  // namespace

class TimeLeftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsTheRestAtThePaceSoFar()
    {
        TimeLeft timeLeft;
        const TimeLeft::Clock::time_point start{};
        QVERIFY(!timeLeft.after(at(0), start));
        QVERIFY(!timeLeft.after(at(0.1), start + 500ms));  // too soon to tell
        QCOMPARE(timeLeft.after(at(0.25), start + 10s).value(), 30.0);
    }

    void aNewStageHasATimeOfItsOwn()
    {
        TimeLeft timeLeft;
        const TimeLeft::Clock::time_point start{};
        QVERIFY(!timeLeft.after(at(0), start));
        QVERIFY(timeLeft.after(at(1), start + 60s));
        QVERIFY(!timeLeft.after(at(0), start + 61s));
        QCOMPARE(timeLeft.after(at(0.5), start + 63s).value(), 2.0);
    }

    void workThatWasDoneBeforeSaysNothingOfThePace()
    {
        TimeLeft timeLeft;
        const TimeLeft::Clock::time_point start{};
        QVERIFY(!timeLeft.after(at(0.8), start));  // a resumed job
        QCOMPARE(timeLeft.after(at(0.9), start + 10s).value(), 10.0);
        timeLeft.restart();
        QVERIFY(!timeLeft.after(at(0.95), start + 20s));
    }

    void whatTheJobKnowsItselfIsTaken()
    {
        TimeLeft timeLeft;
        QCOMPARE(timeLeft.after({.stage = {}, .fraction = 0.5, .remainingSeconds = 7.0}).value(), 7.0);
        QVERIFY(!timeLeft.after({.stage = "writing", .fraction = {}, .remainingSeconds = {}}));
    }
};

SCOTOPIC_TEST(TimeLeftTest)

#include "time_left_test.moc"
