// SPDX-License-Identifier: MIT
#include "ui/charts/curve_chart.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>
#include <QScatterSeries>

#include <algorithm>
#include <cmath>
#include <utility>

namespace scotopic {

namespace {

constexpr int kRawAlpha = 80;
constexpr int kMostDots = 60;  // more of them hide the line

// What is drawn within a sixtieth of a second: of ten runs, each has a few hundred bins.
constexpr std::size_t kMostPoints = 5000;
constexpr int kFewestBins = 100;
// Of more, one cannot tell whose they are.
constexpr std::ptrdiff_t kMostRunsWithRaw = 4;

}  // namespace

void CurveChart::ValueRange::take(const std::vector<CurvePoint>& points)
{
    for (const CurvePoint& point : points) {
        lowest = isEmpty ? point.y : std::min(lowest, point.y);
        highest = isEmpty ? point.y : std::max(highest, point.y);
        isEmpty = false;
    }
}

CurveChart::CurveChart(ChartSpec spec, QWidget* parent)
    : QChartView(parent), m_spec(std::move(spec)), m_isLogarithmic(m_spec.isLogarithmic)
{
    setObjectName(QStringLiteral("chart-") + m_spec.key);
    setAccessibleName(m_spec.title);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(220, 140);
    chart()->setTitle(m_spec.unit.isEmpty() ? m_spec.title : QStringLiteral("%1 (%2)").arg(m_spec.title, m_spec.unit));
    chart()->legend()->hide();
    chart()->setBackgroundRoundness(0);
    chart()->setMargins({2, 0, 6, 0});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    connect(chart(), &QChart::plotAreaChanged, this, &CurveChart::plotResized);
    replaceAxes();
    followPalette();
}

void CurveChart::followPalette()
{
    chart()->setBackgroundBrush(palette().color(QPalette::Base));
    chart()->setTitleBrush(palette().color(QPalette::Text));
    styleAxis(m_xAxis);
    styleAxis(m_yAxis);
}

void CurveChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && m_xAxis != nullptr) {
        followPalette();
    }
    QChartView::changeEvent(event);
}

void CurveChart::setRuns(const std::map<QString, DrawnRun>& runs)
{
    for (auto lines = m_lines.begin(); lines != m_lines.end();) {
        if (runs.contains(lines->first)) {
            ++lines;
            continue;
        }
        for (QXYSeries* series :
             {static_cast<QXYSeries*>(lines->second.raw), static_cast<QXYSeries*>(lines->second.smooth),
              static_cast<QXYSeries*>(lines->second.dots)}) {
            chart()->removeSeries(series);
            delete series;
        }
        lines = m_lines.erase(lines);
    }
    m_runs = runs;
}

CurveChart::Lines& CurveChart::linesOf(const QString& id)
{
    Lines& lines = m_lines[id];
    if (lines.raw == nullptr) {
        lines = {new QLineSeries, new QLineSeries, new QScatterSeries};
        for (QXYSeries* series : {static_cast<QXYSeries*>(lines.raw), static_cast<QXYSeries*>(lines.smooth),
                                  static_cast<QXYSeries*>(lines.dots)}) {
            chart()->addSeries(series);
            series->attachAxis(m_xAxis);
            series->attachAxis(m_yAxis);
        }
        lines.dots->setBorderColor(Qt::transparent);
        lines.dots->setMarkerSize(6);
    }
    return lines;
}

int CurveChart::plotWidthPx() const
{
    return std::max(1, static_cast<int>(chart()->plotArea().width()));
}

bool CurveChart::isSmoothed() const
{
    return m_spec.canBeSmoothed && m_look.window > 1;
}

bool CurveChart::hasRaw(const DrawnRun& run) const
{
    const auto shown =
        std::count_if(m_runs.begin(), m_runs.end(), [](const auto& one) { return one.second.isShown(); });
    return !isSmoothed() || (m_look.showsRaw && (shown <= kMostRunsWithRaw || run.isCurrent));
}

CurveBins CurveChart::bins() const
{
    std::size_t pointsPerBin = 0;
    for (const auto& [id, run] : m_runs) {
        if (run.isShown()) {
            pointsPerBin += (hasRaw(run) ? 2 : 0) + (isSmoothed() ? 1 : 0);  // lowest and highest; mean
        }
    }
    const int most = std::max(kFewestBins, static_cast<int>(kMostPoints / std::max<std::size_t>(pointsPerBin, 1)));
    return {m_range.from, m_range.to, std::min(plotWidthPx(), most), m_look.isXLogarithmic};
}

QList<QPointF> CurveChart::drawable(std::vector<CurvePoint> points, ValueRange& range) const
{
    std::erase_if(points, [this](const CurvePoint& point) {
        return (m_isLogarithmic && point.y <= 0) || (m_look.isXLogarithmic && point.x <= 0);
    });
    range.take(points);
    QList<QPointF> drawn;
    drawn.reserve(static_cast<qsizetype>(points.size()));
    for (const CurvePoint& point : points) {
        drawn.append({point.x, point.y});
    }
    return drawn;
}

void CurveChart::drawRun(const DrawnRun& run, const Lines& lines, std::vector<Handed>& handed, ValueRange& range) const
{
    const double width = run.isCurrent ? 2 : 1;  // up to 1, Qt draws lines in half the time
    QColor faint = run.colour;
    faint.setAlpha(kRawAlpha);
    lines.raw->setPen(isSmoothed() ? QPen(faint, 0) : QPen(run.colour, m_spec.canBeSmoothed ? 0 : width));
    lines.smooth->setPen(QPen(run.colour, width));
    QList<QPointF> raw;
    QList<QPointF> smooth;
    if (run.isShown() && hasRaw(run)) {
        raw = drawable(run.curve->envelope(bins()), range);
    }
    if (run.isShown() && isSmoothed()) {
        smooth = drawable(run.curve->smoothed(bins(), m_look.window), range);
    }
    lines.dots->setColor(run.colour);
    // A line through one point is none.
    const bool hasDots = raw.size() == 1 || (!m_spec.canBeSmoothed && raw.size() <= kMostDots);
    handed.push_back({lines.dots, hasDots ? raw : QList<QPointF>()});
    handed.push_back({lines.raw, std::move(raw)});
    handed.push_back({lines.smooth, std::move(smooth)});
}

void CurveChart::draw(const StepRange& range, const ChartLook& look)
{
    m_range = range;
    m_look = look;
    if (m_isXAxisLogarithmic != look.isXLogarithmic) {
        replaceAxes();
    }
    ValueRange values;
    std::vector<Handed> handed;
    for (const auto& [id, run] : m_runs) {
        drawRun(run, linesOf(id), handed, values);
    }
    // Each change of an axis places all points anew: there are none meanwhile.
    for (const Handed& one : handed) {
        one.series->replace(QList<QPointF>());
    }
    setRanges(values);
    m_drawnPoints = 0;
    for (const Handed& one : handed) {
        m_drawnPoints += static_cast<std::size_t>(one.points.size());
        one.series->replace(one.points);
    }
    tellValues();
}

void CurveChart::setLogarithmic(bool isLogarithmic)
{
    if (isLogarithmic != m_isLogarithmic) {
        m_isLogarithmic = isLogarithmic;
        replaceAxes();
        draw(m_range, m_look);
        Q_EMIT logarithmicChanged();
    }
}

std::optional<double> CurveChart::stepAt(const QPointF& place) const
{
    const QRectF plot = chart()->plotArea();
    const QPointF inChart = chart()->mapFromScene(mapToScene(place.toPoint()));
    if (plot.width() <= 0 || inChart.x() < plot.left() || inChart.x() > plot.right()) {
        return std::nullopt;
    }
    return stepOf((inChart.x() - plot.left()) / plot.width());
}

double CurveChart::stepOf(double share) const
{
    return m_look.isXLogarithmic ? m_range.from * std::pow(m_range.to / m_range.from, share)
                                 : m_range.from + (m_range.to - m_range.from) * share;
}

double CurveChart::shareOf(double step) const
{
    return m_look.isXLogarithmic ? std::log(step / m_range.from) / std::log(m_range.to / m_range.from)
                                 : (step - m_range.from) / (m_range.to - m_range.from);
}

void CurveChart::setCursorStep(std::optional<double> step)
{
    if (step != m_cursorStep) {
        m_cursorStep = step;
        tellValues();
        viewport()->update();
    }
}

QStringList CurveChart::valuesAt(double step) const
{
    QStringList values;
    for (const auto& [id, run] : m_runs) {
        if (!run.isShown()) {
            continue;
        }
        if (const std::optional<CurvePoint> point = run.curve->nearest(step)) {
            const double span = 0.5;
            const std::vector<CurvePoint> mean =
                isSmoothed() ? run.curve->smoothed({point->x - span, point->x + span, 4}, m_look.window)
                             : std::vector<CurvePoint>{};
            const auto here =
                std::find_if(mean.begin(), mean.end(), [&](const CurvePoint& one) { return one.x == point->x; });
            const double value = here == mean.end() ? point->y : here->y;
            values << QStringLiteral("%1  %2").arg(QLocale().toString(value, 'g', m_spec.digits), run.label);
        }
    }
    return values;
}

void CurveChart::tellValues()
{
    const double step = m_cursorStep.value_or(m_range.to);
    setAccessibleDescription(
        tr("step %1: %2").arg(QLocale().toString(std::round(step), 'f', 0), valuesAt(step).join(QStringLiteral("; "))));
}

void CurveChart::drawForeground(QPainter* painter, const QRectF& /*rect*/)
{
    const QRectF plot = chart()->mapToScene(chart()->plotArea()).boundingRect();
    if (hasFocus()) {
        painter->setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter->drawRect(plot);
    }
    if (!m_cursorStep || *m_cursorStep < m_range.from || *m_cursorStep > m_range.to) {
        return;
    }
    const double x = plot.left() + shareOf(*m_cursorStep) * plot.width();
    painter->setPen(QPen(palette().color(QPalette::Mid), 1, Qt::DashLine));
    painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const QStringList values = valuesAt(*m_cursorStep);
    if (values.isEmpty()) {
        return;
    }
    const QString text = tr("step %1").arg(QLocale().toString(std::round(*m_cursorStep), 'f', 0)) + QLatin1Char('\n')
                         + values.join(QLatin1Char('\n'));
    const QRectF size = painter->boundingRect(QRectF(0, 0, plot.width(), plot.height()), Qt::AlignLeft, text);
    const bool isLeft = x > plot.center().x();
    const QRectF box(QPointF(isLeft ? x - size.width() - 16 : x + 8, plot.top() + 4), size.size() + QSizeF(10, 6));
    QColor paper = palette().color(QPalette::ToolTipBase);
    paper.setAlpha(225);
    painter->fillRect(box, paper);
    painter->setPen(palette().color(QPalette::ToolTipText));
    painter->drawText(box.adjusted(5, 3, -5, -3), Qt::AlignLeft, text);
}

}  // namespace scotopic
