// SPDX-License-Identifier: MIT
#pragma once

#include "ui/charts/curve.h"

#include <QChartView>
#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QAbstractAxis;
class QLineSeries;
class QScatterSeries;
class QXYSeries;
QT_END_NAMESPACE

namespace scotopic {

/// A quantity that runs are drawn by.
struct ChartSpec {
    QString key;
    QString title;
    QString unit;  // beside the title; may be empty
    bool isLogarithmic = false;
    bool canBeSmoothed = false;  // one value a step; else few values, drawn as points too
    int digits = 4;              // significant ones, of values that are read
};

/// A part of the steps.
struct StepRange {
    double from = 0;
    double to = 1;

    friend bool operator==(const StepRange&, const StepRange&) = default;
};

/// How all charts of a board draw.
struct ChartLook {
    std::size_t window = 1;  // points of the moving mean; 1: none
    bool showsRaw = true;
    bool isXLogarithmic = false;
};

/// One quantity of several runs. Whatever the number of steps, no series has more than two points a pixel, and of many
/// runs each has fewer. Smoothed curves have their raw ones behind them; of more than four runs, the current one alone.
class CurveChart : public QChartView {
    Q_OBJECT
public:
    CurveChart(ChartSpec spec, QWidget* parent);

    struct DrawnRun {
        QString label;
        QColor colour;
        std::shared_ptr<const Curve> curve;
        bool isVisible = true;
        bool isCurrent = false;

        [[nodiscard]] bool isShown() const { return isVisible && curve && !curve->isEmpty(); }
    };
    /// By their ids.
    void setRuns(const std::map<QString, DrawnRun>& runs);
    void draw(const StepRange& range, const ChartLook& look);
    void setLogarithmic(bool isLogarithmic);
    [[nodiscard]] bool isLogarithmic() const { return m_isLogarithmic; }
    /// Shows the runs' values there; none hides them.
    void setCursorStep(std::optional<double> step);

    [[nodiscard]] const ChartSpec& spec() const { return m_spec; }
    /// All that was handed to Qt Charts for the last picture.
    [[nodiscard]] std::size_t drawnPoints() const { return m_drawnPoints; }
    [[nodiscard]] int plotWidthPx() const;

Q_SIGNALS:
    void hovered(std::optional<double> step);
    /// Around that step, by that factor (below 1: closer).
    void zoomRequested(double step, double factor);
    /// By that share of what is shown.
    void panRequested(double share);
    void fitRequested();
    void maximiseRequested();
    void restoreRequested();
    void logarithmicChanged();
    /// Another number of pixels: longer labels, say.
    void plotResized();

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Lines {
        QLineSeries* raw = nullptr;
        QLineSeries* smooth = nullptr;
        QScatterSeries* dots = nullptr;
    };
    struct ValueRange {
        double lowest = 0;
        double highest = 0;
        bool isEmpty = true;
        void take(const std::vector<CurvePoint>& points);
    };

    void followPalette();
    /// What a series is to show.
    struct Handed {
        QXYSeries* series;
        QList<QPointF> points;
    };

    Lines& linesOf(const QString& id);
    void drawRun(const DrawnRun& run, const Lines& lines, std::vector<Handed>& handed, ValueRange& range) const;
    [[nodiscard]] QList<QPointF> drawable(std::vector<CurvePoint> points, ValueRange& range) const;
    void replaceAxes();
    void setRanges(const ValueRange& values);
    void styleAxis(QAbstractAxis* axis) const;
    [[nodiscard]] bool isSmoothed() const;
    [[nodiscard]] bool hasRaw(const DrawnRun& run) const;
    [[nodiscard]] CurveBins bins() const;
    [[nodiscard]] std::optional<double> stepAt(const QPointF& place) const;
    /// Of a share of the plot's width, and back.
    [[nodiscard]] double stepOf(double share) const;
    [[nodiscard]] double shareOf(double step) const;
    void moveCursor(double share);
    void moveByKey(double sign, bool isReading);
    [[nodiscard]] QStringList valuesAt(double step) const;
    void tellValues();

    ChartSpec m_spec;
    std::map<QString, DrawnRun> m_runs;
    std::map<QString, Lines> m_lines;
    QAbstractAxis* m_xAxis = nullptr;
    QAbstractAxis* m_yAxis = nullptr;
    StepRange m_range;
    ChartLook m_look;
    bool m_isLogarithmic = false;
    bool m_isXAxisLogarithmic = false;
    std::optional<double> m_cursorStep;
    std::optional<QPointF> m_dragFrom;
    std::size_t m_drawnPoints = 0;
};

}  // namespace scotopic
