// SPDX-License-Identifier: MIT
// Ten runs of a million steps: what it takes to draw them anew when some steps have come.
// With the name of a PNG file, also leaves a picture of them.
#include "ui/charts/chart_board.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace {

using namespace scotopic;

constexpr int kRuns = 10;
constexpr int kSteps = 1'000'000;
constexpr int kRepetitions = 21;

double medianMs(const std::function<void()>& work)
{
    std::vector<double> times;
    for (int i = 0; i < kRepetitions; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

RunCurves longRun(unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> noise;
    RunCurves curves;
    for (const char* key : {"loss", "seconds"}) {
        auto curve = std::make_shared<Curve>();
        for (int step = 1; step <= kSteps; ++step) {
            curve->append(step, std::exp(0.3 * noise(random)) / (1 + 1e-4 * step));
        }
        curves[QLatin1String(key)] = curve;
    }
    return curves;
}

}  // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    const Workers workers;
    ChartBoard board(workers, {{QStringLiteral("loss"), QStringLiteral("Loss"), {}, true, true},
                               {QStringLiteral("seconds"), QStringLiteral("Time"), QStringLiteral("s"), false, true}});
    board.resize(1280, 720);
    board.show();
    std::vector<RunCurves> runs;
    for (unsigned i = 0; i < kRuns; ++i) {
        runs.push_back(longRun(i + 1));
        board.setRun(QString::number(i), QStringLiteral("run %1").arg(i), runs.back());
    }
    board.setCurrentRun(QStringLiteral("0"));
    const QTemporaryDir folder;
    QTextStream out(stdout);
    int step = kSteps;
    const auto append = [&] {
        ++step;
        for (RunCurves& curves : runs) {
            for (auto& [key, curve] : curves) {
                curve->append(step, 0.01);
            }
        }
    };
    for (const bool isAlone : {true, false}) {
        board.maximise(isAlone ? board.charts().front() : nullptr);
        QCoreApplication::processEvents();
        board.drawNow();
        out << (isAlone ? "one chart" : "two charts") << ", points " << board.charts().front()->drawnPoints() << '\n';
        out << "  new steps into the series: " << medianMs([&] {
            append();
            board.drawNow();
        }) << " ms\n";
        out << "  and onto the screen:       " << medianMs([&] {
            append();
            board.drawNow();
            for (CurveChart* chart : board.charts()) {
                if (chart->isVisible()) {
                    chart->viewport()->repaint();
                }
            }
        }) << " ms\n";
        out << "  handing out a picture:     "
            << medianMs([&] { board.exportTo(folder.filePath(QStringLiteral("c.png")).toStdString()); }) << " ms\n";
        out << "  handing out a table:       "
            << medianMs([&] { board.exportTo(folder.filePath(QStringLiteral("c.csv")).toStdString()); }) << " ms\n";
        int smoothing = 0;
        out << "  another smoothing:         " << medianMs([&] {
            board.setSmoothing(++smoothing % 24);
            board.drawNow();
        }) << " ms\n";
    }
    if (argc > 1 && !board.grab().save(QString::fromLocal8Bit(argv[1]))) {
        QTextStream(stderr) << argv[1] << " cannot be written\n";
        return 1;
    }
    return 0;
}
