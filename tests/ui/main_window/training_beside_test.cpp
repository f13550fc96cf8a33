// SPDX-License-Identifier: MIT
#include "core/training/run_folder.h"
#include "tests/core/training/run_support.h"
#include "tests/support/latency_probe.h"
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/main_window/main_window.h"
#include "ui/training/train_page.h"

#include <QSlider>

namespace scotopic {

using test::LatencyProbe;
using test::PageFixture;

namespace {

constexpr int kBesideMs = 120'000;
constexpr int kBesideEpochs = 100'000;
constexpr int kSlides = 40;

}  // namespace

/// Enhance while a run has the device.
class TrainingBesideTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSliderAnswersWhileARunTrains()
    {
        const PageFixture files;  // its page is not used
        files.page->hide();
        QSettings settings(files.folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("train/runs"), files.folder.filePath(QStringLiteral("runs")));
        MainWindow window(settings, std::nullopt);
        window.resize(1280, 720);
        window.show();
        TrainPage& train = window.trainPage();
        EnhancePage& enhance = window.enhancePage();
        test::writeSmallCache(files.path("cache"));
        NewRun run;
        run.options = test::smallRun();
        run.options.epochs = kBesideEpochs;
        run.data = files.path("cache");
        run.folder = files.path("runs") / "beside";
        train.begin(run);
        const auto info = [&] { return train.runs().runAt(train.runs().rowOf(run.folder)); };
        QTRY_VERIFY_WITH_TIMEOUT(info() != nullptr && info()->epoch >= 1, kBesideMs);

        QSignalSpy settled(&enhance, &EnhancePage::settled);
        enhance.open(files.noisePhoto("big.dng", {4000, 3000}));
        enhance.chooseModel(files.model());
        QTRY_VERIFY_WITH_TIMEOUT(enhance.state() == EnhancePage::State::Ready && !settled.empty(), kBesideMs);
        const int epochBefore = info()->epoch;

        const LatencyProbe probe;
        auto* slider = enhance.findChild<QSlider*>(QStringLiteral("amplificationSlider"));
        QElapsedTimer sinceRest;
        double worstSettledMs = 0;
        for (int i = 0; i < kSlides; ++i) {
            settled.clear();
            slider->setValue(300 + 10 * i);
            sinceRest.start();
            QTRY_VERIFY_WITH_TIMEOUT(!settled.empty(), kBesideMs);
            worstSettledMs = std::max(worstSettledMs, static_cast<double>(sinceRest.nsecsElapsed()) / 1e6);
        }
        qInfo("worst: %.1f ms between ticks, %.1f ms computed in the window's thread; all the network's picture "
              "%.0f ms after the slider",
              probe.worstGapMs(), probe.worstCpuMs(), worstSettledMs);
        QVERIFY(probe.worstCpuMs() < test::kMostMs);
        QTRY_VERIFY_WITH_TIMEOUT(info()->epoch > epochBefore, kBesideMs);  // the run went on meanwhile
        train.queue().pauseAll();
        QTRY_VERIFY_WITH_TIMEOUT(info()->status == RunStatus::Paused, kBesideMs);
    }
};

SCOTOPIC_TEST(TrainingBesideTest)

}  // namespace scotopic

#include "training_beside_test.moc"
