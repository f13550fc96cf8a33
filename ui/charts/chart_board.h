// SPDX-License-Identifier: MIT
#pragma once

#include "ui/charts/curve.h"
#include "ui/charts/curve_chart.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QTimer>
#include <QWidget>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSlider;
QT_END_NAMESPACE

namespace scotopic {

class RunLegend;
struct ChartDrawing;
struct CurveValues;

/// What a run is drawn by: ChartSpec::key to its curve.
using RunCurves = std::map<QString, std::shared_ptr<Curve>>;

/// The curves of several runs, a chart for each quantity over the same steps. Curves grow in their owner's hands, on
/// this thread; refresh() draws what is new.
class ChartBoard : public QWidget {
    Q_OBJECT
public:
    /// The workers' threads outlive the board.
    ChartBoard(const Workers& workers, const std::vector<ChartSpec>& specs, QWidget* parent = nullptr);

    /// Adds or replaces; a run keeps its colour.
    void setRun(const QString& id, const QString& label, const RunCurves& curves);
    void removeRun(const QString& id);
    /// Drawn thicker than the others.
    void setCurrentRun(const QString& id);
    /// Soon, and once for any number of calls. While all steps are shown, new ones come into sight.
    void refresh();
    /// At once.
    void drawNow();

    [[nodiscard]] std::shared_ptr<const Curve> curve(const QString& id, const QString& key) const;
    [[nodiscard]] const std::vector<CurveChart*>& charts() const { return m_charts; }
    /// What is shown.
    [[nodiscard]] StepRange shownSteps() const;
    /// None: all steps.
    void showSteps(std::optional<StepRange> range);
    void setSmoothing(int sliderValue);
    /// Null: all charts beside each other.
    void maximise(CurveChart* chart);

    /// By its suffix: the charts as .png or .svg, or the visible runs' values as .csv. `exported` or `failed` follows.
    void exportTo(const std::filesystem::path& file);

Q_SIGNALS:
    void exported(const QString& file);
    void failed(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Run {
        QString label;
        QColor colour;
        RunCurves curves;
    };

    void buildLayout();
    QWidget* buildToolRow();
    void connectChart(CurveChart* chart);
    void arrange();
    void handRuns();
    void drawNext();
    void zoom(double step, double factor);
    void pan(double share);
    void tellSmoothing();
    void askForFile();
    void tellExport(const Progress& progress);
    void endExport();
    [[nodiscard]] ChartDrawing drawing() const;
    [[nodiscard]] std::vector<CurveValues> shownValues() const;
    [[nodiscard]] std::optional<StepRange> allSteps() const;
    [[nodiscard]] QColor freeColour() const;

    std::vector<CurveChart*> m_charts;
    std::map<QString, Run> m_runs;
    QString m_current;
    std::optional<StepRange> m_zoom;  // none: all steps
    ChartLook m_look;
    CurveChart* m_maximised = nullptr;

    RunLegend* m_legend;
    QSlider* m_smoothing;
    QLabel* m_smoothingText;
    QCheckBox* m_raw;
    QCheckBox* m_logarithmicSteps;
    QPushButton* m_export;
    QLabel* m_empty;
    QWidget* m_area;
    QGridLayout* m_grid;
    int m_columns = 0;
    QTimer m_redraw;
    QTimer m_next;                      // one chart at a time: events come between two of them
    std::vector<CurveChart*> m_toDraw;  // the last one first
    StepRange m_drawnSteps;
    JobRunner m_exporting;
};

}  // namespace scotopic
