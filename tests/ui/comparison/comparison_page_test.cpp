// SPDX-License-Identifier: MIT
#include "core/evaluation/line_up.h"
#include "core/evaluation/score_table.h"
#include "core/metrics/metrics.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/latency_probe.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"
#include "tests/ui/accessible_controls.h"
#include "tests/ui/comparison/comparison_fixture.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/norm_page.h"
#include "ui/comparison/picture_board.h"
#include "ui/comparison/protocol_text.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/comparison/score_grid_view.h"
#include "ui/comparison/setup_dialog.h"
#include "ui/viewer/picture_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>

#include <algorithm>
#include <optional>
#include <semaphore>

namespace scotopic {

using test::ComparisonFixture;

namespace {

constexpr int kLongMs = 60'000;
constexpr PixelSize kSlowPlanes = test::kMostMs > 50 ? PixelSize{120, 90} : PixelSize{356, 266};

/// PSNR and SSIM of a region as the study scores a frame, without core/evaluation: cut, truncated to 8 bit, scored.
std::pair<double, double> studyScores(const RenderedFrame& frame, const DecodedLong& truth, QRect region)
{
    std::vector<std::uint8_t> picture;
    std::vector<std::uint8_t> wanted;
    for (int y = region.top(); y <= region.bottom(); ++y) {
        for (int i = region.left() * 3; i < (region.right() + 1) * 3; ++i) {
            const auto at = static_cast<std::size_t>(y * frame.size.width * 3 + i);
            picture.push_back(static_cast<std::uint8_t>(frame.rgb[at] * 255.0F));
            wanted.push_back(static_cast<std::uint8_t>(static_cast<float>(truth.rgb[at]) / 65535.0F * 255.0F));
        }
    }
    const PixelSize size{region.width(), region.height()};
    return {psnrDb(Scored8Bit{size, picture}, Scored8Bit{size, wanted}),
            ssim(Scored8Bit{size, picture}, Scored8Bit{size, wanted}, SsimKind::Uniform7)};
}

/// Pictures large enough that not all are scored before the window hears of the first.
EvaluationSetup slowSetup(const ComparisonFixture& fixture)
{
    EvaluationSetup setup = fixture.smallSetup();
    setup.data = fixture.path("large");
    std::vector<ImagePair> pairs;
    for (const char* scene : {"10003", "10011", "10016", "10022", "10030", "10032"}) {
        pairs.push_back(test::namedPair(scene, 0));
    }
    test::writeSmallCache(setup.data, pairs, kSlowPlanes);
    setup.folder = fixture.path("large scores");
    return setup;
}

/// Nothing else is computed on the device while it lives.
class HeldDevice {
public:
    explicit HeldDevice(DeviceWorker& device)
    {
        device.submit(
            Priority::Interactive, [isReleased = m_isReleased](const JobContext&) { isReleased->acquire(); },
            [](const std::exception_ptr&) {});
    }
    ~HeldDevice() { m_isReleased->release(); }
    HeldDevice(const HeldDevice&) = delete;
    HeldDevice& operator=(const HeldDevice&) = delete;

private:
    std::shared_ptr<std::binary_semaphore> m_isReleased = std::make_shared<std::binary_semaphore>(0);
};

}  // namespace

class ComparisonPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theEmptyPageSaysWhatToDoNext()
    {
        const ComparisonFixture fixture;
        QVERIFY(fixture.find<QPushButton>("startNewEvaluation")->isVisible());
        QVERIFY(fixture.find<QPushButton>("startOpenEvaluation")->isVisible());
        QVERIFY(!fixture.find<QListWidget>("recentEvaluations")->isVisible());
        fixture.find<QPushButton>("startNewEvaluation")->click();
        QVERIFY(fixture.page->findChild<SetupDialog*>() != nullptr);
    }

    void aSetupSaysWhatIsMissing()
    {
        const ComparisonFixture fixture;
        SetupDialog dialog(EvaluationSetup{});
        auto* start = dialog.findChild<QPushButton*>(QStringLiteral("evaluateButton"));
        auto* problem = dialog.findChild<QLabel*>(QStringLiteral("warnings"));
        QVERIFY(!start->isEnabled());
        QVERIFY(problem->text().contains(QStringLiteral("data set")));
        dialog.setData(fixture.smallSetup().data);
        QVERIFY(start->isEnabled());  // the classical rendering takes part
        QVERIFY(dialog.findChild<QLineEdit*>(QStringLiteral("resultsField"))->text().endsWith(QStringLiteral("data")));
        dialog.findChild<QCheckBox*>(QStringLiteral("classicalBox"))->setChecked(false);
        QVERIFY(problem->text().contains(QStringLiteral("model")));
        dialog.addModels(fixture.smallSetup().models);
        QVERIFY(start->isEnabled());
        dialog.findChild<QComboBox*>(QStringLiteral("protocolBox"))->setEditText(QStringLiteral("study+nonsense"));
        QVERIFY(problem->text().contains(QStringLiteral("nonsense")));
        dialog.findChild<QComboBox*>(QStringLiteral("protocolBox"))->setEditText(QStringLiteral("study, paper"));
        QCOMPARE(dialog.setup().protocols, QStringLiteral("study,paper"));
        QCOMPARE(dialog.setup().models.size(), std::size_t{2});
    }

    void aSetupIsFoundAgain()
    {
        const ComparisonFixture fixture;
        EvaluationSetup setup = fixture.smallSetup();
        setup.ratio = {ScoringRatio::Source::Fixed, {120}};
        setup.split = Split::Validation;
        writeSetup(*fixture.settings, setup);
        const SetupDialog dialog(readSetup(*fixture.settings));
        const EvaluationSetup found = dialog.setup();
        QCOMPARE(found.data.string(), setup.data.string());
        QCOMPARE(found.folder.string(), setup.folder.string());
        QCOMPARE(found.models.size(), setup.models.size());
        QCOMPARE(found.ratio.fixed.value, 120.0F);
        QVERIFY(found.split == Split::Validation);
        QVERIFY(found.statistics == setup.statistics);
        QVERIFY(!found.withClassical);
    }

    void anEvaluationFillsTheGridAndOpensAgainAtOnce()
    {
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        const ScoreGridModel& grid = fixture.page->grid().grid();
        QCOMPARE(grid.rowCount(), 3);
        QCOMPARE(grid.columnCount(), 3 + 3);  // plain, double with two kinds of statistics
        const std::vector<ImageScore> written = readScores(fixture.path("scores") / "results.csv");
        QCOMPARE(grid.scores().size(), written.size());
        QCOMPARE(grid.index(0, 3).data(ScoreGridModel::PsnrRole).toDouble(), written.front().scores.psnrDb);
        fixture.find<QComboBox>("shownProtocol")->setCurrentIndex(1);
        QCOMPARE(grid.rowCount(), 3);
        QVERIFY(grid.index(0, 3).data(ScoreGridModel::PsnrRole).toDouble() != written.front().scores.psnrDb);

        fixture.openPage();
        QVERIFY(fixture.find<QListWidget>("recentEvaluations")->isVisible());
        QSignalSpy opened(fixture.page.get(), &ComparisonPage::opened);
        fixture.page->open(fixture.path("scores"));
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kLongMs);
        QCOMPARE(fixture.page->grid().grid().scores().size(), written.size());
        QVERIFY2(fixture.bannerText().isEmpty(), qPrintable(fixture.bannerText()));
    }

    void thumbnailsComeForWhatIsInSight()
    {
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        ThumbnailLoader& thumbnails = fixture.page->grid().thumbnails();
        const QString pair = fixture.page->grid().shownPairs().front();
        for (int column = ScoreGridModel::Input; column < 6; ++column) {
            QTRY_VERIFY_WITH_TIMEOUT(thumbnails.find({pair, column}) != nullptr, kLongMs);
        }
    }

    void aCancelledEvaluationIsGoneOnWith()
    {
        ComparisonFixture fixture;
        const EvaluationSetup setup = fixture.smallSetup();
        fixture.page->evaluate(setup);
        fixture.page->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.page->isEvaluating(), kLongMs);
        QVERIFY(fixture.bannerText().contains(QStringLiteral("Cancelled")));
        fixture.evaluateAndWait(setup);
        QCOMPARE(fixture.page->grid().grid().rowCount(), 3);
    }

    void whatWasScoredBeforeACancelCanBeSaved()
    {
        ComparisonFixture fixture;
        const EvaluationSetup setup = slowSetup(fixture);
        fixture.page->evaluate(setup);
        const ScoreGridModel& grid = fixture.page->grid().grid();
        QTRY_VERIFY_WITH_TIMEOUT(!grid.scores().empty(), kLongMs);
        fixture.page->cancel();
        auto* save = fixture.find<QPushButton>("saveReportButton");
        QVERIFY(!save->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.page->isEvaluating() && save->isEnabled(), kLongMs);
        QVERIFY2(fixture.bannerText().contains(QStringLiteral("Cancelled")), qPrintable(fixture.bannerText()));
        QVERIFY(grid.scores().size() < 6 * 3 * 2);  // images, contestants, protocols
        QCOMPARE(fixture.page->shown()->report.scores.size(), grid.scores().size());
        QSignalSpy saved(fixture.page.get(), &ComparisonPage::reportSaved);
        fixture.page->saveReport(fixture.path("part.csv"));
        QTRY_VERIFY2_WITH_TIMEOUT(saved.count() > 0, qPrintable(fixture.bannerText()), kLongMs);
        QCOMPARE(readScores(fixture.path("part.csv")).size(), grid.scores().size());
    }

    void anotherEvaluationIsLookedAtWhileOneGoesOn()
    {
        ComparisonFixture fixture;
        EvaluationSetup other = fixture.smallSetup();
        other.models.pop_back();
        other.protocols = QStringLiteral("paper");
        other.folder = fixture.path("other");
        fixture.evaluateAndWait(other);
        const std::size_t otherCount = fixture.page->grid().grid().scores().size();

        const EvaluationSetup setup = slowSetup(fixture);
        fixture.page->evaluate(setup);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.page->shown()->folder.string(), setup.folder.string(), kLongMs);
        std::optional<HeldDevice> held(*fixture.workers.device);
        QVERIFY(!fixture.find<QPushButton>("saveReportButton")->isEnabled());
        fixture.page->evaluate(other);
        QVERIFY(fixture.bannerText().contains(QStringLiteral("An evaluation goes on")));
        QSignalSpy opened(fixture.page.get(), &ComparisonPage::opened);
        fixture.page->open(other.folder);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, kLongMs);
        fixture.page->open(setup.folder);
        QVERIFY(!fixture.find<QPushButton>("saveReportButton")->isEnabled());
        QCOMPARE(fixture.page->grid().grid().contestants().size(), std::size_t{3});
        fixture.page->open(other.folder);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 2, kLongMs);
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.page->isEvaluating(), kLongMs);
        QCOMPARE(fixture.page->shown()->folder.string(), other.folder.string());
        QCOMPARE(fixture.page->grid().grid().scores().size(), otherCount);
        QVERIFY2(fixture.bannerText().contains(QStringLiteral("Scored: ")), qPrintable(fixture.bannerText()));
    }

    void whatGoesWrongIsSaid()
    {
        const ComparisonFixture fixture;
        EvaluationSetup setup = fixture.smallSetup();
        std::filesystem::resize_file(setup.models.front(), 100);
        fixture.page->evaluate(setup);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.bannerText().contains(QStringLiteral("plain.safetensors")), kLongMs);
        fixture.page->open(fixture.path("nowhere"));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.bannerText().contains(QStringLiteral("holds no evaluation")), kLongMs);
    }

    void theViewerShowsWhatWasScoredAndScoresRegions()
    {
        ComparisonFixture fixture;
        const EvaluationSetup setup = fixture.smallSetup();
        fixture.evaluateAndWait(setup);
        ComparisonViewer& viewer = fixture.page->viewer();
        QSignalSpy settled(&viewer, &ComparisonViewer::settled);
        fixture.page->look(QStringLiteral("10011_00_0.1s"), 4);
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, kLongMs);
        QCOMPARE(viewer.board().pictureCount(), 5);
        QCOMPARE(viewer.board().current(), 3);

        QSignalSpy scored(&viewer, &ComparisonViewer::regionScored);
        const QRect region(11, 7, 40, 30);
        viewer.setRegion(region);
        QTRY_VERIFY_WITH_TIMEOUT(scored.count() > 0, kLongMs);
        const DecodedCache cache(setup.data);
        LineUp lineUp;
        lineUp.statistics = setup.statistics;
        const auto contestants = contestantsOf(lineUp, readModels(setup.models), cache, {});
        const RenderedFrame frame =
            contestants[1].makeRenderer()->render(cache, 1, cache.pairs()[1].ratio, JobContext());
        const auto [psnr, ssim] = studyScores(frame, cache.longOf(1), region);
        auto* table = fixture.find<QTableWidget>("pictureTable");
        QCOMPARE(table->item(3, 2)->text(), QStringLiteral("%1 dB").arg(psnr, 0, 'f', 2));
        QCOMPARE(table->item(3, 3)->text(), QString::number(ssim, 'f', 3));
        QVERIFY(table->item(0, 2)->text().isEmpty());

        QTest::keyClick(viewer.board().currentView(), Qt::Key_X);
        const ScoreGridModel& grid = fixture.page->grid().grid();
        const QString whole = grid.index(1, 4).data().toString();
        QVERIFY2(whole.startsWith(table->item(3, 2)->text()), qPrintable(whole));
    }

    void dataThatIsDamagedIsSaidInThePicturesPlace()
    {
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        fixture.page->open(fixture.path("scores"));
        std::filesystem::resize_file(fixture.path("data") / "long" / "10011_00_10s.srgb", 100);
        QSignalSpy opened(fixture.page.get(), &ComparisonPage::opened);
        fixture.page->open(fixture.path("scores"));
        QTRY_VERIFY_WITH_TIMEOUT(opened.count() > 0, kLongMs);
        ComparisonViewer& viewer = fixture.page->viewer();
        QSignalSpy settled(&viewer, &ComparisonViewer::settled);
        fixture.page->look(QStringLiteral("10011_00_0.1s"), 2);
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, kLongMs);
        QVERIFY2(viewer.board().noteOf(1).contains(QStringLiteral("10011_00_10s")),
                 qPrintable(viewer.board().noteOf(1)));
        viewer.setRegion(QRect(0, 0, 20, 20));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.bannerText().contains(QStringLiteral("10011_00_10s")), kLongMs);
    }

    void aRegionSmallerThanAWindowSaysWhyItHasNoScores()
    {
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        ComparisonViewer& viewer = fixture.page->viewer();
        QSignalSpy settled(&viewer, &ComparisonViewer::settled);
        fixture.page->look(QStringLiteral("10011_00_0.1s"), 3);
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, kLongMs);
        QSignalSpy scored(&viewer, &ComparisonViewer::regionScored);
        viewer.setRegion(QRect(3, 3, 5, 5));
        QTRY_VERIFY_WITH_TIMEOUT(scored.count() > 0, kLongMs);
        QVERIFY(fixture.find<QTableWidget>("pictureTable")->item(2, 2)->text().isEmpty());
        const QString said = fixture.find<QLabel>("regionText")->text();
        QVERIFY2(said.contains(QStringLiteral("too small to be scored")), qPrintable(said));
    }

    void everyViewIsReachedByKeyboard()
    {
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        ComparisonViewer& viewer = fixture.page->viewer();
        PictureBoard& board = viewer.board();
        fixture.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(fixture.page.get()));
        auto* grid = fixture.page->findChild<ScoreGridView*>();
        grid->setCurrentIndex(grid->model()->index(0, 3));
        QSignalSpy settled(&viewer, &ComparisonViewer::settled);
        QTest::keyClick(grid, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, kLongMs);
        QVERIFY(viewer.isVisible());
        const auto press = [&](Qt::Key key) { QTest::keyClick(board.currentView(), key); };
        press(Qt::Key_D);
        QVERIFY(board.arrangement() == PictureBoard::Arrangement::Split);
        QVERIFY(board.currentView()->isSplitShown());
        press(Qt::Key_B);
        QVERIFY(board.arrangement() == PictureBoard::Arrangement::Single);
        const int before = board.current();
        press(Qt::Key_B);
        QCOMPARE(board.current(), board.reference());
        press(Qt::Key_B);
        QCOMPARE(board.current(), before);
        press(Qt::Key_Period);
        QCOMPARE(board.current(), before + 1);
        press(Qt::Key_S);
        QVERIFY(board.arrangement() == PictureBoard::Arrangement::SideBySide);
        press(Qt::Key_1);
        QCOMPARE(board.currentView()->zoom(), 1.0);
        QCOMPARE(board.viewOf(0)->zoom(), 1.0);
        QSignalSpy maps(&viewer, &ComparisonViewer::mapsShown);
        press(Qt::Key_M);
        QTRY_VERIFY_WITH_TIMEOUT(maps.count() > 0, kLongMs);
        QSignalSpy scored(&viewer, &ComparisonViewer::regionScored);
        press(Qt::Key_V);
        QTRY_VERIFY_WITH_TIMEOUT(scored.count() > 0, kLongMs);
        const QString first = viewer.pair();
        press(Qt::Key_PageDown);
        QVERIFY(viewer.pair() != first);
        press(Qt::Key_Escape);
        QVERIFY(!viewer.isVisible());
        QVERIFY(grid->isVisible());
    }

    void batchNormalisationIsExplainedByItsScores()
    {
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        auto* page = fixture.find<NormPage>("normPage");
        QSignalSpy shown(page, &NormPage::shown);
        fixture.find<QTabWidget>("comparisonTabs")->setCurrentWidget(page);
        QTRY_VERIFY_WITH_TIMEOUT(shown.count() > 0, kLongMs);
        auto* table = fixture.find<QTableWidget>("normTable");
        QCOMPARE(table->rowCount(), 4);
        const auto row = summaryRow(fixture.page->grid().grid().scores(), "study", "double, image statistics");
        QVERIFY(row.has_value());
        QCOMPARE(table->item(1, 2)->text(), psnrText(row->mean.psnrDb));
        QCOMPARE(table->item(2, 2)->text(), QStringLiteral("not scored"));
        QCOMPARE(table->item(3, 1)->text(), QStringLiteral("folded"));
        QCOMPARE(table->item(3, 2)->text(), table->item(0, 2)->text());
    }

    void reportsAreWrittenInEveryFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("page") << "report.html" << QByteArray("data:image/jpeg;base64,");
        QTest::newRow("PDF") << "report.pdf" << QByteArray("%PDF-");
        QTest::newRow("scores") << "report.csv" << QByteArray("protocol,contestant,scene");
        QTest::newRow("Markdown") << "report.md" << QByteArray("## Protocol: study");
        QTest::newRow("LaTeX") << "report.tex" << QByteArray("\\toprule");
        QTest::newRow("figure") << "report.png" << QByteArray("pHYs");
    }
    void reportsAreWrittenInEveryFormat()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        QSignalSpy saved(fixture.page.get(), &ComparisonPage::reportSaved);
        fixture.page->saveReport(fixture.path(qPrintable(name)));
        QTRY_VERIFY2_WITH_TIMEOUT(saved.count() > 0, qPrintable(fixture.bannerText()), kLongMs);
        QFile file(fixture.folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(content));
    }

    void aFullDiskIsSaidAndLeavesNoHalfReport_data() { reportsAreWrittenInEveryFormat_data(); }
    void aFullDiskIsSaidAndLeavesNoHalfReport()
    {
        QFETCH(QString, name);
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.page->isEvaluating(), kLongMs);
        const test::FileSizeLimit limit(200);
        fixture.page->saveReport(fixture.path(qPrintable(name)));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.bannerText().contains(name + QStringLiteral(": cannot be written: ")),
                                 kLongMs);
        QVERIFY(!std::filesystem::exists(fixture.path(qPrintable(name))));
    }

    /// The window has its own words, for its languages; reports and the command line have core's.
    void aProtocolMeansTheSameInWindowAndReport()
    {
        for (const char* name : {"study", "paper", "full", "study+all+aligned+float+matlab-grey+crop64+gain",
                                 "paper+aligned+fit", "full+gain+fit"}) {
            const Protocol protocol = parseProtocol(name);
            QCOMPARE(ProtocolText::of(protocol), QString::fromStdString(describe(protocol)));
        }
    }

    void everyControlSaysItsName()
    {
        ComparisonFixture fixture;
        fixture.evaluateAndWait(fixture.smallSetup());
        fixture.find<QPushButton>("newEvaluationButton")->click();
        const test::ControlNames names = test::controlNames(*fixture.page);
        QCOMPARE(names.unnamed.join(QStringLiteral(", ")), QString());
        QVERIFY(names.count >= 30);
    }

    void aRealTestSetIsScoredFromItsRaws()
    {
        SCOTOPIC_REAL_FILE(data, "sid-mini");
        ComparisonFixture fixture;
        EvaluationSetup setup = fixture.smallSetup();
        setup.data = data;
        setup.withClassical = true;
        setup.statistics = {NormStatistics::Running};
        setup.protocols = QStringLiteral("study");
        fixture.evaluateAndWait(setup);
        const ScoreGridModel& grid = fixture.page->grid().grid();
        QVERIFY(grid.rowCount() >= 4);
        QCOMPARE(grid.columnCount(), 3 + 3);
        const double classical = grid.index(0, 5).data(ScoreGridModel::PsnrRole).toDouble();
        QVERIFY2(classical > 10 && classical < 40, qPrintable(QString::number(classical)));
        ComparisonViewer& viewer = fixture.page->viewer();
        QSignalSpy settled(&viewer, &ComparisonViewer::settled);
        fixture.page->look(fixture.page->grid().shownPairs().front(), 5);
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, kLongMs);
        viewer.setRegion(QRect(100, 100, 128, 96));
        QSignalSpy scored(&viewer, &ComparisonViewer::regionScored);
        QTRY_VERIFY_WITH_TIMEOUT(scored.count() > 0, kLongMs);
        QVERIFY(!fixture.find<QTableWidget>("pictureTable")->item(4, 2)->text().isEmpty());
        QSignalSpy saved(fixture.page.get(), &ComparisonPage::reportSaved);
        fixture.page->saveReport(fixture.path("report.html"));
        QTRY_VERIFY_WITH_TIMEOUT(saved.count() > 0, kLongMs);
    }
};

SCOTOPIC_TEST(ComparisonPageTest)

}  // namespace scotopic

#include "comparison_page_test.moc"
