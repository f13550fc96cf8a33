// SPDX-License-Identifier: MIT
#include "tests/support/latency_probe.h"
#include "tests/support/test_registry.h"
#include "ui/charts/chart_board.h"

#include <QChart>
#include <QFile>
#include <QImage>
#include <QLineSeries>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>
#include <QXYSeries>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace scotopic {

namespace {

const QString kLoss = QStringLiteral("loss");
const QString kPsnr = QStringLiteral("psnr");

std::vector<ChartSpec> twoCharts()
{
    return {{kLoss, QStringLiteral("Loss"), {}, /*isLogarithmic=*/true, /*canBeSmoothed=*/true},
            {kPsnr, QStringLiteral("PSNR"), QStringLiteral("dB")}};
}

RunCurves curvesOf(int steps, double scale = 1)
{
    RunCurves curves{{kLoss, std::make_shared<Curve>()}, {kPsnr, std::make_shared<Curve>()}};
    for (int step = 1; step <= steps; ++step) {
        curves[kLoss]->append(step, scale * (1 + 0.5 * std::sin(step)) / std::sqrt(step));
        if (step % (steps / 10) == 0) {
            curves[kPsnr]->append(step, 20 + std::log(step));
        }
    }
    return curves;
}

struct BoardFixture {
    BoardFixture() : board(workers, twoCharts())
    {
        board.resize(900, 600);
        board.show();
    }
    void setRun(const char* id, const RunCurves& curves)
    {
        board.setRun(QLatin1String(id), QLatin1String(id), curves);
        draw();
    }
    /// The labels of the first picture change the width of the second.
    void draw()
    {
        board.drawNow();
        QCoreApplication::processEvents();
        board.drawNow();
    }
    /// Of the losses; their lines are the thinnest.
    [[nodiscard]] int rawCurves() const
    {
        const QList<QAbstractSeries*> all = loss().chart()->series();
        return static_cast<int>(std::count_if(all.begin(), all.end(), [](const QAbstractSeries* series) {
            const auto* line = qobject_cast<const QLineSeries*>(series);
            return line != nullptr && line->pen().widthF() == 0 && line->count() > 0;
        }));
    }
    [[nodiscard]] CurveChart& loss() const { return *board.charts()[0]; }
    [[nodiscard]] static std::size_t pointsIn(const CurveChart& chart)
    {
        std::size_t count = 0;
        for (const QAbstractSeries* series : chart.chart()->series()) {
            count += static_cast<std::size_t>(qobject_cast<const QXYSeries*>(series)->count());
        }
        return count;
    }

    Workers workers;
    ChartBoard board;
    QTemporaryDir folder;
};

}  // namespace

class ChartBoardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMillionStepsAreDrawnByTheirPixels()
    {
        BoardFixture fixture;
        fixture.setRun("long", curvesOf(1'000'000));
        const auto width = static_cast<std::size_t>(fixture.loss().plotWidthPx());
        QVERIFY(width > 200);
        QCOMPARE(BoardFixture::pointsIn(fixture.loss()), fixture.loss().drawnPoints());
        QVERIFY(fixture.loss().drawnPoints() > width);
        QVERIFY(fixture.loss().drawnPoints() <= 3 * width + 3);  // two of the raw curve, one of the smoothed
        fixture.board.setSmoothing(0);
        fixture.board.drawNow();
        QVERIFY(fixture.loss().drawnPoints() <= 2 * width + 2);
    }

    void manyRunsShareTheirPoints()
    {
        BoardFixture fixture;
        const RunCurves curves = curvesOf(100'000);
        for (const char* id : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}) {
            fixture.setRun(id, curves);
        }
        QVERIFY(fixture.loss().drawnPoints() > 2000);
        QVERIFY2(fixture.loss().drawnPoints() < 10'000, qPrintable(QString::number(fixture.loss().drawnPoints())));
    }

    void ofManyRunsTheChosenOneAloneHasItsRawCurve()
    {
        BoardFixture fixture;
        const RunCurves curves = curvesOf(1000);
        for (const char* id : {"1", "2", "3", "4"}) {
            fixture.setRun(id, curves);
        }
        QCOMPARE(fixture.rawCurves(), 4);
        fixture.setRun("5", curves);
        QCOMPARE(fixture.rawCurves(), 0);
        fixture.board.setCurrentRun(QStringLiteral("2"));
        fixture.draw();
        QCOMPARE(fixture.rawCurves(), 1);
        fixture.board.setSmoothing(0);
        fixture.draw();
        QCOMPARE(fixture.rawCurves(), 5);
    }

    void newStepsOfTenLongRunsAreOnTheScreenWithinAFrame()
    {
        constexpr int kSteps = 1'000'000;
        BoardFixture fixture;
        std::vector<RunCurves> runs;
        for (int i = 0; i < 10; ++i) {
            runs.push_back(curvesOf(kSteps, 1 + i));
            fixture.board.setRun(QString::number(i), QString::number(i), runs.back());
        }
        fixture.board.setCurrentRun(QStringLiteral("0"));
        fixture.board.maximise(&fixture.loss());
        fixture.draw();
        int step = kSteps;
        const auto frameMs = [&] {
            const double before = test::threadCpuMs();
            ++step;
            for (const RunCurves& run : runs) {
                run.at(kLoss)->append(step, 0.01);
            }
            fixture.board.drawNow();
            fixture.loss().viewport()->repaint();
            return test::threadCpuMs() - before;
        };
        // What else the machine does can only add to the thread's time.
        constexpr int kMostRounds = 8;
        double bestMs = std::numeric_limits<double>::infinity();
        for (int round = 0; round < kMostRounds && bestMs >= test::kFrameMs; ++round) {
            std::vector<double> times(15);
            std::generate(times.begin(), times.end(), frameMs);
            std::sort(times.begin(), times.end());
            bestMs = std::min(bestMs, times[times.size() / 2]);
        }
        qInfo("a step more of ten runs of %d: %.1f ms", kSteps, bestMs);
        QVERIFY(bestMs < test::kFrameMs);
    }

    void anExportedPictureLooksAsTheChartsDo()
    {
        BoardFixture fixture;
        fixture.setRun("run", curvesOf(5000));
        fixture.board.maximise(&fixture.loss());
        fixture.draw();
        QSignalSpy exported(&fixture.board, &ChartBoard::exported);
        const QString file = fixture.folder.filePath(QStringLiteral("curves.png"));
        fixture.board.exportTo(file.toStdString());
        QTRY_COMPARE(exported.count(), 1);
        const QImage shown = fixture.loss().grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        const QImage kept = QImage(file)
                                .scaled(shown.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                .convertToFormat(QImage::Format_Grayscale8);
        const int paper = qGray(fixture.loss().palette().color(QPalette::Base).rgb());
        double difference = 0;
        double drawn = 0;
        for (int y = 0; y < shown.height(); ++y) {
            for (int x = 0; x < shown.width(); ++x) {
                difference += std::abs(qGray(shown.pixel(x, y)) - qGray(kept.pixel(x, y)));
                drawn += std::abs(qGray(shown.pixel(x, y)) - paper);
            }
        }
        QVERIFY2(difference < 0.6 * drawn, qPrintable(QStringLiteral("%1 of %2").arg(difference).arg(drawn)));
    }

    void anExportedPictureNamesItsRunsByTheirColours()
    {
        BoardFixture fixture;
        QSignalSpy exported(&fixture.board, &ChartBoard::exported);
        const auto exportedPicture = [&] {
            exported.clear();
            const QString file = fixture.folder.filePath(QStringLiteral("curves.png"));
            fixture.board.exportTo(file.toStdString());
            return exported.wait() ? QImage(file) : QImage();
        };
        fixture.setRun("one", curvesOf(100));
        const QImage alone = exportedPicture();
        fixture.setRun("two", curvesOf(100, 3));
        const QImage both = exportedPicture();
        QCOMPARE(both.width(), alone.width());
        const int legendHeight = both.height() - alone.height();
        QVERIFY(legendHeight > 30);
        const QImage legend = both.copy(0, 0, both.width(), legendHeight);
        QSet<QRgb> found;
        for (int x = 0; x < legend.width(); ++x) {
            found.insert(legend.pixel(x, legendHeight / 2));
        }
        QVERIFY(found.contains(qRgb(0x4c, 0x9b, 0xe8)) && found.contains(qRgb(0xe6, 0x9f, 0x00)));
    }

    void aLongTableIsWrittenInTurnsAndCanBeLeft()
    {
        BoardFixture fixture;
        for (const char* id : {"1", "2", "3", "4"}) {
            fixture.setRun(id, curvesOf(1'000'000));
        }
        auto* button = fixture.board.findChild<QPushButton*>(QStringLiteral("exportChartsButton"));
        const QString atRest = button->text();
        const std::filesystem::path file = fixture.folder.filePath(QStringLiteral("curves.csv")).toStdString();
        fixture.board.exportTo(file);
        QTRY_VERIFY(button->text() != atRest);
        std::atomic<bool> hasRun = false;
        fixture.workers.pictures->submit(
            Priority::Interactive, [&hasRun](const JobContext&) { hasRun = true; }, [](const std::exception_ptr&) {});
        QTRY_VERIFY(hasRun);
        QVERIFY(!std::filesystem::exists(file));  // still being written
        button->click();
        QTRY_COMPARE(button->text(), atRest);
        QVERIFY(!std::filesystem::exists(file));
    }

    void newStepsComeIntoSightUntilOneLooksCloser()
    {
        BoardFixture fixture;
        const RunCurves curves = curvesOf(1000);
        fixture.setRun("run", curves);
        QCOMPARE(fixture.board.shownSteps(), (StepRange{1, 1000}));
        curves.at(kLoss)->append(1001, 0.1);
        QCOMPARE(fixture.board.shownSteps(), (StepRange{1, 1001}));
        fixture.board.showSteps(StepRange{100, 200});
        curves.at(kLoss)->append(1002, 0.1);
        QCOMPARE(fixture.board.shownSteps(), (StepRange{100, 200}));
        QTest::keyClick(&fixture.loss(), Qt::Key_Home);
        QCOMPARE(fixture.board.shownSteps(), (StepRange{1, 1002}));
    }

    void keysAndWheelZoomAndPan()
    {
        BoardFixture fixture;
        fixture.setRun("run", curvesOf(1000));
        QTest::keyClick(&fixture.loss(), Qt::Key_Plus);
        const StepRange zoomed = fixture.board.shownSteps();
        QVERIFY(zoomed.from > 1 && zoomed.to < 1000);
        fixture.board.drawNow();
        QTest::keyClick(&fixture.loss(), Qt::Key_Right);
        QVERIFY(fixture.board.shownSteps().from > zoomed.from);
        for (int i = 0; i < 50; ++i) {
            QTest::keyClick(&fixture.loss(), Qt::Key_Right);
        }
        QCOMPARE(fixture.board.shownSteps().to, 1000.0);  // no further
        fixture.board.drawNow();
        const double before = fixture.board.shownSteps().to - fixture.board.shownSteps().from;
        const QPointF middle(fixture.loss().viewport()->rect().center());
        QWheelEvent wheel(middle, fixture.loss().viewport()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(fixture.loss().viewport(), &wheel);
        QVERIFY(fixture.board.shownSteps().to - fixture.board.shownSteps().from > before);
    }

    void aSwitchedOffRunIsNotDrawn()
    {
        BoardFixture fixture;
        fixture.setRun("one", curvesOf(1000));
        const std::size_t alone = fixture.loss().drawnPoints();
        fixture.setRun("two", curvesOf(2000, 3));
        QVERIFY(fixture.loss().drawnPoints() > alone);
        QCOMPARE(fixture.board.shownSteps().to, 2000.0);
        for (QToolButton* button : fixture.board.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("two")) {
                button->click();
            }
        }
        fixture.draw();
        QCOMPARE(fixture.board.shownSteps().to, 1000.0);
        QCOMPARE(fixture.loss().drawnPoints(), alone);
        fixture.board.removeRun(QStringLiteral("two"));
        QVERIFY(fixture.board.curve(QStringLiteral("two"), kLoss) == nullptr);
    }

    void hoveringReadsTheValuesOfThatStep()
    {
        BoardFixture fixture;
        RunCurves curves = curvesOf(100);
        fixture.setRun("run", curves);
        fixture.board.setSmoothing(0);
        fixture.board.drawNow();
        Q_EMIT fixture.loss().hovered(42.2);
        const QString value = QLocale().toString(curves[kLoss]->points()[41].y, 'g', 4);
        QVERIFY2(fixture.loss().accessibleDescription().contains(value),
                 qPrintable(fixture.loss().accessibleDescription()));
        QVERIFY(fixture.board.charts()[1]->accessibleDescription().contains(QStringLiteral("step 42")));
    }

    void shiftAndArrowsMoveTheReadingCursor()
    {
        BoardFixture fixture;
        fixture.setRun("run", curvesOf(101));
        const CurveChart& other = *fixture.board.charts()[1];
        QTest::keyClick(&fixture.loss(), Qt::Key_Right, Qt::ShiftModifier);  // from the middle, a hundredth on
        QVERIFY2(other.accessibleDescription().contains(QStringLiteral("step 52")),
                 qPrintable(other.accessibleDescription()));
        QTest::keyClick(&fixture.loss(), Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(&fixture.loss(), Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(other.accessibleDescription().contains(QStringLiteral("step 50")));
        QCOMPARE(fixture.board.shownSteps(), (StepRange{1, 101}));
        QTest::keyClick(&fixture.loss(), Qt::Key_Escape);
        QVERIFY(other.accessibleDescription().contains(QStringLiteral("step 101")));  // none: the newest
    }

    void oddCurvesAreDrawnWithoutHarm_data()
    {
        QTest::addColumn<QList<double>>("values");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("none") << QList<double>{};
        QTest::newRow("one") << QList<double>{0.5};
        QTest::newRow("constant") << QList<double>{0.5, 0.5, 0.5};
        QTest::newRow("zero on a logarithmic axis") << QList<double>{0, 0, 0};
        QTest::newRow("negative there") << QList<double>{-1, -2};
        QTest::newRow("diverged") << QList<double>{0.1, nan, std::numeric_limits<double>::infinity()};
        QTest::newRow("twenty powers of ten") << QList<double>{1e-12, 1e8};
        QTest::newRow("beyond any screen") << QList<double>{0.1, 1e300, 0.2};
    }
    void oddCurvesAreDrawnWithoutHarm()
    {
        QFETCH(const QList<double>, values);
        BoardFixture fixture;
        RunCurves curves{{kLoss, std::make_shared<Curve>()}, {kPsnr, std::make_shared<Curve>()}};
        for (int i = 0; i < values.size(); ++i) {
            curves[kLoss]->append(i + 1, values[i]);
        }
        fixture.setRun("odd", curves);
        for (const bool isLogarithmic : {false, true}) {
            fixture.loss().setLogarithmic(isLogarithmic);
            QVERIFY(!fixture.board.grab().isNull());
            for (const QAbstractSeries* series : fixture.loss().chart()->series()) {
                for (const QPointF& point : qobject_cast<const QXYSeries*>(series)->points()) {
                    QVERIFY(std::isfinite(point.y()) && (!isLogarithmic || point.y() > 0));
                }
            }
        }
    }

    void oneStepIsSeen()
    {
        BoardFixture fixture;
        RunCurves curves{{kLoss, std::make_shared<Curve>()}, {kPsnr, std::make_shared<Curve>()}};
        fixture.setRun("run", curves);
        const QImage before = fixture.loss().grab().toImage();
        curves[kLoss]->append(1, 0.5);
        fixture.draw();
        QVERIFY(BoardFixture::pointsIn(fixture.loss()) >= 2);  // a dot beside the line
        QVERIFY(fixture.loss().grab().toImage() != before);
    }

    void aChartAloneFillsTheBoard()
    {
        BoardFixture fixture;
        fixture.setRun("run", curvesOf(100));
        QTest::keyClick(&fixture.loss(), Qt::Key_Return);
        QVERIFY(fixture.loss().isVisible() && !fixture.board.charts()[1]->isVisible());
        QTest::keyClick(&fixture.loss(), Qt::Key_Escape);
        QVERIFY(fixture.board.charts()[1]->isVisible());
    }

    void exportsHoldWhatIsShown()
    {
        BoardFixture fixture;
        fixture.setRun("one, with a comma", curvesOf(100));
        const auto path = [&fixture](const char* name) {
            return std::filesystem::path(fixture.folder.filePath(QLatin1String(name)).toStdString());
        };
        QSignalSpy exported(&fixture.board, &ChartBoard::exported);
        QSignalSpy failed(&fixture.board, &ChartBoard::failed);
        fixture.board.showSteps(StepRange{11, 20});
        for (const char* name : {"curves.png", "curves.svg", "curves.csv"}) {
            fixture.board.exportTo(path(name));
            QTRY_COMPARE(exported.count() + failed.count(), 1);
            QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed.front().front().toString()));
            exported.clear();
        }
        const QImage picture(fixture.folder.filePath(QStringLiteral("curves.png")));
        QVERIFY(picture.width() > 2 * fixture.board.width());
        QFile svg(fixture.folder.filePath(QStringLiteral("curves.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly) && svg.readAll().contains("<polyline"));
        QFile csv(fixture.folder.filePath(QStringLiteral("curves.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 12);  // head, losses of steps 11 to 20, PSNR of step 20
        QVERIFY(lines[1].startsWith("\"one, with a comma\",loss,11,"));

        fixture.board.exportTo(path("nowhere/curves.csv"));
        QTRY_COMPARE(failed.count(), 1);
        fixture.board.exportTo(path("curves.xyz"));
        QTRY_COMPARE(failed.count(), 2);
        QVERIFY(failed.back().front().toString().contains(QStringLiteral(".svg")));
    }
};

SCOTOPIC_TEST(ChartBoardTest)

}  // namespace scotopic

#include "chart_board_test.moc"
