// SPDX-License-Identifier: MIT
#include "tests/support/latency_probe.h"
#include "tests/support/test_registry.h"
#include "ui/comparison/difference_chart.h"
#include "ui/comparison/filter_bar.h"
#include "ui/comparison/means_model.h"
#include "ui/comparison/pairwise_page.h"
#include "ui/comparison/score_filter.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/comparison/score_grid_view.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QIdentityProxyModel>
#include <QLabel>
#include <QScrollBar>
#include <QTableWidget>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <vector>

namespace scotopic {

namespace {

ImageScore scoreOf(const std::string& contestant, const std::string& scene, float ratio, double psnrDb, double ssim)
{
    ImageScore score;
    score.protocol = "study";
    score.contestant = contestant;
    score.scene = scene;
    score.pair = scene + "_00_0.1s";
    score.ratio = {ratio};
    score.usedRatio = {ratio};
    score.scores = {psnrDb, ssim, 0.1};
    return score;
}

std::vector<ImageScore> threeImages()
{
    return {scoreOf("a", "10003", 100, 28, 0.70), scoreOf("a", "10011", 300, 20, 0.60),
            scoreOf("a", "10016", 100, 24, 0.80), scoreOf("b", "10003", 100, 27, 0.75),
            scoreOf("b", "10011", 300, 23, 0.50)};
}

void fill(ScoreGridModel& grid, const std::vector<ImageScore>& scores)
{
    grid.setContestants({"a", "b"});
    grid.setProtocol("study");
    grid.addScores(scores);
}

/// With pictures of every model for the first rows of a grid.
std::shared_ptr<const OpenEvaluation> evaluationWithPictures(const std::filesystem::path& folder,
                                                             const ScoreGridModel& grid, int rows)
{
    auto evaluation = std::make_shared<OpenEvaluation>();
    evaluation->folder = folder;
    evaluation->report.facts.fingerprint = "data";
    for (const std::string& label : grid.contestants()) {
        Contestant contestant;
        contestant.model = contestant.identity = label;
        evaluation->report.contestants.push_back(contestant);
    }
    RenderedFrame frame{{1280, 853}, {}};
    for (std::size_t i = 0; i < frame.size.area() * 3; ++i) {
        frame.rgb.push_back(static_cast<float>(i * 2654435761U % 1000) / 1000);
    }
    const Thumbnails thumbnails = evaluation->thumbnails();
    thumbnails.save("first", evaluation->report.contestants.front(), frame);
    const std::filesystem::path first = thumbnails.fileOf("first", evaluation->report.contestants.front());
    for (int row = 0; row < rows; ++row) {
        const std::string pair = grid.index(row, 0).data(ScoreGridModel::PairRole).toString().toStdString();
        for (const Contestant& contestant : evaluation->report.contestants) {
            std::filesystem::copy_file(first, thumbnails.fileOf(pair, contestant));
        }
    }
    return evaluation;
}

QString scenesOf(const QAbstractItemModel& model)
{
    QStringList scenes;
    for (int row = 0; row < model.rowCount(); ++row) {
        scenes << model.index(row, 0).data(ScoreGridModel::SceneRole).toString();
    }
    return scenes.join(QLatin1Char(' '));
}

/// Remembers which rows a view asks pictures' names of.
class RowCounter : public QIdentityProxyModel {
public:
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role == Qt::DisplayRole) {
            asked.insert(index.row());
        }
        return QIdentityProxyModel::data(index, role);
    }
    mutable std::set<int> asked;
};

std::vector<ImageScore> manyImages(int count)
{
    std::vector<ImageScore> scores;
    for (int i = 0; i < count; ++i) {
        const std::string scene = std::to_string(10000 + i);
        scores.push_back(scoreOf("a", scene, 100, 20 + i % 13, 0.7));
        scores.push_back(scoreOf("b", scene, 100, 21 + i % 7, 0.6));
    }
    return scores;
}

}  // namespace

class ScoreGridTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAppearAsScoresCome()
    {
        ScoreGridModel grid;
        const QAbstractItemModelTester tester(&grid, QAbstractItemModelTester::FailureReportingMode::QtTest);
        grid.setContestants({"a", "b"});
        grid.setProtocol("study");
        const std::vector<ImageScore> scores = threeImages();
        grid.addScores({scores[0]});
        QCOMPARE(grid.rowCount(), 1);
        QCOMPARE(grid.columnCount(), 5);
        QCOMPARE(grid.index(0, 3).data().toString(), QStringLiteral("28.00 dB  \u00b7  0.700"));
        QVERIFY(grid.index(0, 4).data().toString().isEmpty());
        grid.addScores({scores.begin() + 1, scores.end()});
        QCOMPARE(grid.rowCount(), 3);
        QCOMPARE(grid.index(0, 4).data(ScoreGridModel::PsnrRole).toDouble(), 27.0);
        QVERIFY(!grid.index(2, 4).data(ScoreGridModel::PsnrRole).isValid());
        QVERIFY(grid.index(0, 3).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("PSNR 28.00 dB")));
        grid.setProtocol("paper");
        QCOMPARE(grid.rowCount(), 0);
        grid.setProtocol("study");
        QCOMPARE(grid.rowCount(), 3);
    }

    void rowsSortBestOrWorstFirstAndUnscoredLast()
    {
        ScoreGridModel grid;
        fill(grid, threeImages());
        ScoreFilter filter(&grid);
        filter.sort(3, Qt::DescendingOrder);
        QCOMPARE(scenesOf(filter), QStringLiteral("10003 10016 10011"));
        filter.setKind(ScoreKind::Ssim);
        QCOMPARE(scenesOf(filter), QStringLiteral("10016 10003 10011"));
        filter.setKind(ScoreKind::Psnr);
        filter.sort(4, Qt::AscendingOrder);
        QCOMPARE(scenesOf(filter), QStringLiteral("10011 10003 10016"));
        filter.sort(4, Qt::DescendingOrder);
        QCOMPARE(scenesOf(filter), QStringLiteral("10003 10011 10016"));
        filter.sort(ScoreGridModel::Input, Qt::AscendingOrder);
        QCOMPARE(scenesOf(filter), QStringLiteral("10003 10016 10011"));
    }

    void rowsAreFilteredByNameRatioAndScore()
    {
        ScoreGridModel grid;
        fill(grid, threeImages());
        ScoreFilter filter(&grid);
        filter.sort(0);
        filter.setText(QStringLiteral("1001"));
        QCOMPARE(scenesOf(filter), QStringLiteral("10011 10016"));
        filter.setRatio(300.0F);
        QCOMPARE(scenesOf(filter), QStringLiteral("10011"));
        filter.setText({});
        filter.setRatio(std::nullopt);
        filter.setThreshold(ScoreFilter::Threshold{3, /*isAtMost=*/true, 24});
        QCOMPARE(scenesOf(filter), QStringLiteral("10011 10016"));
        filter.setThreshold(ScoreFilter::Threshold{std::nullopt, /*isAtMost=*/false, 27});
        QCOMPARE(scenesOf(filter), QStringLiteral("10003"));
    }

    void meansStandBesideThePublishedOnesOfTheSameProtocol()
    {
        MeansModel means;
        means.setMeans(Split::Test, parseProtocol("study"), {"a", "b"}, threeImages());
        QCOMPARE(means.rowCount(), 3 + 4);
        QCOMPARE(means.index(0, 3).data().toString(), QStringLiteral("24.00 dB  \u00b7  0.700"));
        QCOMPARE(means.index(1, 3).data().toString(), QStringLiteral("26.00 dB  \u00b7  0.750"));
        QVERIFY(means.index(1, 0).data().toString().startsWith(QStringLiteral("x100")));
        QCOMPARE(means.index(2, 4).data().toString(), QStringLiteral("23.00 dB  \u00b7  0.500"));
        QVERIFY(!means.isPublished(2));
        QVERIFY(means.isPublished(3));
        QVERIFY(means.index(4, 0).data().toString().contains(QStringLiteral("28.13 dB")));
        std::vector<ImageScore> others = threeImages();
        for (ImageScore& score : others) {
            score.protocol = "paper";
        }
        means.setMeans(Split::Test, parseProtocol("paper"), {"a", "b"}, others);
        QCOMPARE(means.rowCount(), 3);
        means.setMeans(Split::Validation, parseProtocol("study"), {"a", "b"}, threeImages());
        QCOMPARE(means.rowCount(), 3);  // the published ones are of the test split
    }

    void onlyRowsInSightArePaintedAmongThousands()
    {
        constexpr int kRows = 3000;
        ScoreGridModel grid;
        fill(grid, manyImages(kRows));
        RowCounter counter;
        counter.setSourceModel(&grid);
        const Workers workers;
        ThumbnailLoader thumbnails(workers);
        ScoreGridView view(thumbnails);
        view.setSortingEnabled(false);
        view.setModel(&counter);
        view.resize(1000, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
        counter.asked.clear();
        view.viewport()->grab();
        QVERIFY(!counter.asked.empty());
        const int inSight = view.viewport()->height() / view.rowHeight(0) + 2;
        QVERIFY2(static_cast<int>(counter.asked.size()) <= inSight, qPrintable(QString::number(counter.asked.size())));
        QVERIFY(std::abs(*counter.asked.begin() - kRows / 2) < 2 * inSight);
    }

    void scrollingThroughPicturesKeepsUpWithTheScreen()
    {
        constexpr int kFrames = 100;
        constexpr int kStepPx = 40;
        ScoreGridModel grid;
        grid.setContestants({"a", "b", "c", "d"});
        grid.setProtocol("study");
        grid.addScores(manyImages(3000));
        const QTemporaryDir folder;
        const Workers workers;
        ThumbnailLoader thumbnails(workers);
        thumbnails.setEvaluation(evaluationWithPictures(folder.path().toStdString(), grid, /*rows=*/80));
        ScoreGridView view(thumbnails);
        view.setModel(&grid);
        view.resize(1280, 720);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        std::vector<double> frameMs;
        for (int frame = 0; frame < kFrames; ++frame) {
            const double before = test::threadCpuMs();
            view.verticalScrollBar()->setValue(frame * kStepPx);
            view.viewport()->repaint();
            frameMs.push_back(test::threadCpuMs() - before);
            const int last = view.rowAt(view.viewport()->height() - 1);
            const QString pair = grid.index(last, 0).data(ScoreGridModel::PairRole).toString();
            QTRY_VERIFY(thumbnails.find({pair, ScoreGridModel::FirstContestant + 3}) != nullptr);
        }
        std::sort(frameMs.begin(), frameMs.end());
        const double usualMs = frameMs[kFrames * 9 / 10];
        qInfo("a frame of scrolling through pictures: %.1f ms in the median, nine of ten within %.1f, %.1f at worst",
              frameMs[kFrames / 2], usualMs, frameMs.back());
        QVERIFY(frameMs[kFrames / 2] < test::kFrameMs);
    }

    void thousandsOfStoredScoresAreShownAtOnce()
    {
        ScoreGridModel grid;
        ScoreFilter filter(&grid);
        grid.setContestants({"a", "b"});
        grid.setProtocol("study");
        const std::vector<ImageScore> scores = manyImages(3000);
        const double before = test::threadCpuMs();
        grid.addScores(scores);
        const double neededMs = test::threadCpuMs() - before;
        QCOMPARE(filter.rowCount(), 3000);
        qInfo("%zu stored scores are in the grid after %.1f ms", scores.size(), neededMs);
        QVERIFY(neededMs < test::kMostMs);
    }

    void theFilterBarShowsWhatIsFilteredBy()
    {
        ScoreGridModel grid;
        ScoreFilter filter(&grid);
        FilterBar bar(filter);
        auto* ratio = bar.findChild<QComboBox*>(QStringLiteral("filterRatio"));
        auto* column = bar.findChild<QComboBox*>(QStringLiteral("filterColumn"));
        grid.setContestants({"a", "b"});
        grid.setProtocol("study");
        grid.addScores(threeImages());
        bar.setChoices({100, 300}, {"a", "b"});
        const int all = filter.rowCount();
        ratio->setCurrentIndex(2);
        QVERIFY(filter.rowCount() < all);
        bar.setChoices({100, 300}, {"a", "b"});  // as more scores come
        QCOMPARE(ratio->currentIndex(), 2);
        bar.setChoices({100, 250}, {"a", "b"});  // another evaluation, with as many ratios
        QCOMPARE(ratio->itemText(2), QStringLiteral("x250"));
        QCOMPARE(ratio->currentIndex(), 0);
        QCOMPARE(filter.rowCount(), all);

        bar.findChild<QComboBox*>(QStringLiteral("filterSide"))->setCurrentIndex(2);
        bar.findChild<QDoubleSpinBox*>(QStringLiteral("filterValue"))->setValue(199);
        column->setCurrentIndex(2);
        QCOMPARE(filter.rowCount(), 0);
        bar.setChoices({100, 250}, {"b", "a"});
        QCOMPARE(column->currentIndex(), 2);  // the same place
        bar.setChoices({100, 250}, {"a"});
        QCOMPARE(column->currentIndex(), 0);
        QCOMPARE(filter.rowCount(), 0);  // none of any model has so much
    }

    void binsAreRoundAndZeroIsAnEdge()
    {
        const ValueBins bins = binned({-0.73, -0.1, 0.02, 0.4, 1.31}, 40);
        QCOMPARE(bins.width, 0.1);
        int count = 0;
        for (const int one : bins.counts) {
            count += one;
        }
        QCOMPARE(count, 5);
        const double edges = bins.low / bins.width;
        QVERIFY(std::abs(edges - std::round(edges)) < 1e-9);
        QCOMPARE(bins.counts.front(), 1);
        QCOMPARE(bins.counts.back(), 1);
        QVERIFY(bins.counts.size() <= 40);
        QCOMPARE(binned({0.5, 0.5}, 40).counts.size(), std::size_t{1});
        QVERIFY(binned({}, 40).counts.empty());
    }

    void twoModelsAreComparedImageByImage()
    {
        const Workers workers;
        PairwisePage page(workers);
        QSignalSpy shown(&page, &PairwisePage::shown);
        page.setScores(threeImages(), "study", {"a"});
        page.show();
        QVERIFY(page.findChild<QTableWidget*>(QStringLiteral("differenceTable"))->isHidden()
                || !page.findChild<QTableWidget*>(QStringLiteral("differenceTable"))->isVisible());
        page.setScores(threeImages(), "study", {"a", "b"});
        auto* images = page.findChild<QTableWidget*>(QStringLiteral("differenceTable"));
        QVERIFY(images->isVisible());
        QVERIFY(shown.wait());
        QCOMPARE(images->rowCount(), 2);
        QCOMPARE(images->item(0, 0)->text(), QStringLiteral("10011_00_0.1s"));
        QCOMPARE(images->item(0, 1)->text(), QStringLiteral("+3.00"));
        const QString mean = page.findChild<QLabel*>(QStringLiteral("pairwiseMean"))->text();
        const Comparison comparison = compare(threeImages(), "study", "a", "b");
        QVERIFY2(mean.startsWith(QStringLiteral("+1.00 dB")), qPrintable(mean));
        QVERIFY(mean.contains(QString::number(comparison.psnrDb.confidence95.high, 'f', 2)));
        page.findChild<QComboBox*>(QStringLiteral("pairwiseKind"))->setCurrentIndex(1);
        QCOMPARE(images->item(0, 2)->text(), QStringLiteral("-0.100"));
        QSignalSpy opened(&page, &PairwisePage::opened);
        Q_EMIT images->cellActivated(0, 0);
        QCOMPARE(opened.front()[1].toString(), QStringLiteral("b"));
    }
};

SCOTOPIC_TEST(ScoreGridTest)

}  // namespace scotopic

#include "score_grid_test.moc"
