// SPDX-License-Identifier: MIT
#include "core/training/run_folder.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"
#include "ui/charts/chart_board.h"
#include "ui/comparison/comparison_page.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/comparison/setup_dialog.h"
#include "ui/enhance/photo.h"
#include "ui/main_window/main_window.h"
#include "ui/training/train_page.h"

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>

namespace scotopic {

namespace {

constexpr int kStoryMs = 240'000;
constexpr int kStoryEpochs = 100'000;

}  // namespace

/// What a researcher does from the first run to the report, in the real window on real raws.
class StoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNetworkIsTrainedPausedResumedComparedAndReported()
    {
        SCOTOPIC_REAL_FILE(data, "sid-mini");
        qputenv("XDG_CACHE_HOME", m_folder.filePath(QStringLiteral("cache-home")).toLocal8Bit());
        QSettings settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("train/runs"), m_folder.filePath(QStringLiteral("runs")));
        MainWindow window(settings, std::nullopt);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_2, Qt::AltModifier);
        TrainPage& page = window.trainPage();
        QVERIFY(page.isVisible());

        NewRun run;
        run.options = test::smallRun(Normalisation::Double);
        run.options.epochs = kStoryEpochs;
        run.data = data;
        run.folder = toPath(m_folder.filePath(QStringLiteral("runs"))) / "double";
        page.begin(run);
        const auto info = [&] { return page.runs().runAt(page.runs().rowOf(run.folder)); };
        const auto lossPoints = [&] {
            const std::shared_ptr<const Curve> loss = page.charts().curve(fromPath(run.folder), QStringLiteral("loss"));
            return loss ? loss->size() : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(lossPoints() > 0, kStoryMs);
        const std::size_t before = lossPoints();
        QTRY_VERIFY_WITH_TIMEOUT(lossPoints() > before, kStoryMs);

        page.actions().pause->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(info()->status == RunStatus::Paused, kStoryMs);
        page.resume(run.folder, info()->epoch + 1);
        QTRY_VERIFY_WITH_TIMEOUT(info()->status == RunStatus::Finished, kStoryMs);

        page.actions().compare->trigger();
        auto* comparison = window.findChild<ComparisonPage*>();
        QVERIFY(comparison->isVisible());
        auto* setup = comparison->findChild<SetupDialog*>();
        QVERIFY(setup != nullptr);
        QCOMPARE(setup->setup().models.size(), std::size_t{2});  // the best and the last
        setup->setData(data);
        setup->findChild<QLineEdit*>(QStringLiteral("resultsField"))
            ->setText(m_folder.filePath(QStringLiteral("scores")));
        QSignalSpy opened(comparison, &ComparisonPage::opened);
        setup->findChild<QPushButton*>(QStringLiteral("evaluateButton"))->click();
        QVERIFY(opened.wait(kStoryMs));
        const ScoreGridModel& grid = comparison->grid().grid();
        QCOMPARE(grid.rowCount(), 4);

        QSignalSpy scored(&comparison->viewer(), &ComparisonViewer::regionScored);
        comparison->look(QString::fromStdString(grid.scores().front().pair), ScoreGridModel::FirstContestant);
        comparison->viewer().setRegion(QRect(100, 100, 200, 150));
        QVERIFY(!scored.empty() || scored.wait(kStoryMs));
        QSignalSpy saved(comparison, &ComparisonPage::reportSaved);
        comparison->saveReport(toPath(m_folder.filePath(QStringLiteral("report.html"))));
        QVERIFY(saved.wait(kStoryMs));
        QFile report(m_folder.filePath(QStringLiteral("report.html")));
        QVERIFY(report.open(QIODevice::ReadOnly));
        QVERIFY(report.readAll().contains("double"));
    }

private:
    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(StoryTest)

}  // namespace scotopic

#include "story_test.moc"
