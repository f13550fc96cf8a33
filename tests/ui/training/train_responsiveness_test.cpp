// SPDX-License-Identifier: MIT
#include "core/training/run_tables.h"
#include "tests/support/latency_probe.h"
#include "tests/support/test_registry.h"
#include "tests/ui/training/train_fixture.h"
#include "ui/charts/chart_board.h"

#include <QTabWidget>

#include <cmath>

namespace scotopic {

using test::kLongMs;
using test::LatencyProbe;
using test::TrainFixture;

namespace {

constexpr int kEpochsOfLongRun = 100'000;
constexpr long kLongRunSteps = 300'000;

/// As if the run had been trained for days.
void lengthen(const std::filesystem::path& run)
{
    RunTables tables(run, /*lastStep=*/0, /*epoch=*/0);
    for (long step = 1; step <= kLongRunSteps; ++step) {
        StepRow row;
        row.step = step;
        row.epoch = 1;
        row.pairs = {"00001_00_0.1s"};
        row.loss = 0.1 + 0.05 * std::sin(static_cast<double>(step) * 0.37);
        row.learningRate = 1e-4;
        row.seconds = row.networkSeconds = 0.2;
        row.memoryBytes = 1U << 30U;
        tables.add(row);
    }
}

}  // namespace

class TrainResponsivenessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// What else the machine does can only add to the thread's time, so one of three attempts is enough.
    void thePageNeverFreezesBesideALongRunAndOneThatTrains()
    {
        constexpr int kAttempts = 3;
        double worstMs = test::kMostMs;
        for (int attempt = 0; attempt < kAttempts && worstMs >= test::kMostMs; ++attempt) {
            lookAtRuns(worstMs);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        QVERIFY(worstMs < test::kMostMs);
    }

private:
    static void lookAtRuns(double& worstMs)
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("short", 1));
        fixture.waitFor("short", RunStatus::Finished);
        const std::filesystem::path aside = toPath(fixture.folder.filePath(QStringLiteral("aside")));
        std::filesystem::rename(fixture.runFolder("short"), aside);
        lengthen(aside);
        std::filesystem::rename(aside, fixture.runFolder("long"));
        const auto pointsOf = [&fixture](const char* name) {
            const std::shared_ptr<const Curve> loss =
                fixture.page->charts().curve(fromPath(fixture.runFolder(name)), QStringLiteral("loss"));
            return loss ? loss->size() : 0;
        };

        const LatencyProbe probe;
        fixture.page->choose(fixture.runFolder("long"));
        QTRY_COMPARE_WITH_TIMEOUT(pointsOf("long"), static_cast<std::size_t>(kLongRunSteps), kLongMs);
        fixture.page->begin(fixture.smallNewRun("live", kEpochsOfLongRun));
        fixture.waitForEpoch("live", 2);
        auto* tabs = fixture.page->findChild<QTabWidget*>();
        for (int tab = tabs->count() - 1; tab >= 0; --tab) {
            tabs->setCurrentIndex(tab);
            fixture.waitForEpoch("live", fixture.listed("live")->epoch + 2);
        }
        fixture.page->choose(fixture.runFolder("long"));
        QSignalSpy drawn(fixture.page.get(), &TrainPage::chartsUpToDate);
        QVERIFY(drawn.wait(kLongMs));
        fixture.page->queue().pauseAll();
        fixture.waitFor("live", RunStatus::Paused);
        worstMs = probe.worstCpuMs();
        qInfo("worst: %.1f ms between ticks, %.1f ms computed in the window's thread, %d ticks", probe.worstGapMs(),
              worstMs, probe.tickCount());
        QVERIFY(probe.tickCount() > 50);
    }
};

SCOTOPIC_TEST(TrainResponsivenessTest)

}  // namespace scotopic

#include "train_responsiveness_test.moc"
