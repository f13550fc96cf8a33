// SPDX-License-Identifier: MIT
#include "ui/charts/chart_board.h"

#include "ui/charts/run_legend.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace scotopic {

namespace {

constexpr std::chrono::milliseconds kBetweenPictures{16};
constexpr int kWideEnoughForThreePx = 1200;
constexpr int kStepsPerDoubling = 2;  // of the smoothing slider
constexpr int kMostSmoothing = 24;    // 4096 points
constexpr int kFirstSmoothing = 10;   // 32 points

/// To be told apart on dark and on light paper, and by most who confuse colours (after Okabe and Ito 2008).
const std::array kColours{QColor(0x4c, 0x9b, 0xe8), QColor(0xe6, 0x9f, 0x00), QColor(0x2f, 0xb6, 0x7c),
                          QColor(0xe4, 0x57, 0x2e), QColor(0xcc, 0x79, 0xa7), QColor(0x9b, 0x7b, 0xe0),
                          QColor(0xb8, 0xa4, 0x00), QColor(0x3f, 0xb4, 0xc0), QColor(0xa0, 0xa0, 0xa0),
                          QColor(0xc2, 0x8e, 0x5c)};

std::size_t windowOf(int sliderValue)
{
    return static_cast<std::size_t>(std::lround(std::pow(2.0, static_cast<double>(sliderValue) / kStepsPerDoubling)));
}

}  // namespace

ChartBoard::ChartBoard(const Workers& workers, const std::vector<ChartSpec>& specs, QWidget* parent)
    : QWidget(parent), m_legend(new RunLegend(this)), m_smoothing(new QSlider(Qt::Horizontal, this)),
      m_smoothingText(new QLabel(this)), m_raw(new QCheckBox(tr("&Raw"), this)),
      m_logarithmicSteps(new QCheckBox(tr("Lo&g steps"), this)), m_export(new QPushButton(this)),
      m_empty(new QLabel(this)), m_area(new QWidget(this)), m_grid(new QGridLayout(m_area)),
      m_exporting(workers.pictures, Priority::Evaluation)
{
    setObjectName(QStringLiteral("chartBoard"));
    for (const ChartSpec& spec : specs) {
        m_charts.push_back(new CurveChart(spec, m_area));
        connectChart(m_charts.back());
    }
    buildLayout();
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(kBetweenPictures);
    connect(&m_exporting, &JobRunner::failed, this, &ChartBoard::failed);
    connect(&m_exporting, &JobRunner::progressed, this, &ChartBoard::tellExport);
    connect(&m_exporting, &JobRunner::finished, this, &ChartBoard::endExport);
    connect(&m_redraw, &QTimer::timeout, this, [this] {
        m_toDraw = m_charts;
        m_drawnSteps = shownSteps();
        m_next.start();
    });
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &ChartBoard::drawNext);
    connect(m_legend, &RunLegend::switched, this, [this] {
        handRuns();
        refresh();
    });
    setSmoothing(kFirstSmoothing);
    handRuns();
}

QWidget* ChartBoard::buildToolRow()
{
    m_smoothing->setObjectName(QStringLiteral("smoothingSlider"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setRange(0, kMostSmoothing);
    m_smoothing->setMaximumWidth(140);
    m_smoothingText->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("4\u2009096 steps ")));
    m_raw->setObjectName(QStringLiteral("rawBox"));
    m_raw->setToolTip(
        tr("Behind a smoothed curve, what it was made of; of more than four runs, of the chosen one alone"));
    m_raw->setChecked(true);
    m_logarithmicSteps->setObjectName(QStringLiteral("logStepsBox"));
    m_logarithmicSteps->setToolTip(tr("Steps on a logarithmic axis; a chart's own menu does so with its values"));
    auto* fit = new QPushButton(tr("All s&teps"), this);
    fit->setObjectName(QStringLiteral("fitButton"));
    fit->setToolTip(tr("Wheel zooms, dragging pans, double-click shows a chart alone, L is for logarithmic values"));
    m_export->setObjectName(QStringLiteral("exportChartsButton"));
    endExport();
    connect(m_smoothing, &QSlider::valueChanged, this, &ChartBoard::setSmoothing);
    connect(m_raw, &QCheckBox::toggled, this, [this](bool isOn) {
        m_look.showsRaw = isOn;
        refresh();
    });
    connect(m_logarithmicSteps, &QCheckBox::toggled, this, [this](bool isOn) {
        m_look.isXLogarithmic = isOn;
        refresh();
    });
    connect(fit, &QPushButton::clicked, this, [this] { showSteps(std::nullopt); });
    connect(m_export, &QPushButton::clicked, this,
            [this] { m_exporting.isRunning() ? m_exporting.cancel() : askForFile(); });
    auto* row = new QWidget(this);
    auto* label = new QLabel(tr("S&moothing"), row);
    label->setBuddy(m_smoothing);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(6, 4, 6, 0);
    layout->setSpacing(4);
    for (QWidget* part :
         std::initializer_list<QWidget*>{label, m_smoothing, m_smoothingText, m_raw, m_logarithmicSteps}) {
        layout->addWidget(part);
    }
    layout->addStretch();
    layout->addWidget(fit);
    layout->addWidget(m_export);
    return row;
}

void ChartBoard::buildLayout()
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(2);
    m_empty->setObjectName(QStringLiteral("hint"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setText(tr("Curves are drawn here of the run that is chosen and of those that are checked in the list."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(buildToolRow());
    layout->addWidget(m_legend);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_area, 1);
    arrange();
}

void ChartBoard::connectChart(CurveChart* chart)
{
    connect(chart, &CurveChart::hovered, this, [this](std::optional<double> step) {
        for (CurveChart* one : m_charts) {
            one->setCursorStep(step);
        }
    });
    connect(chart, &CurveChart::plotResized, this, &ChartBoard::refresh);
    connect(chart, &CurveChart::zoomRequested, this, &ChartBoard::zoom);
    connect(chart, &CurveChart::panRequested, this, &ChartBoard::pan);
    connect(chart, &CurveChart::fitRequested, this, [this] { showSteps(std::nullopt); });
    connect(chart, &CurveChart::maximiseRequested, this,
            [this, chart] { maximise(m_maximised == chart ? nullptr : chart); });
    connect(chart, &CurveChart::restoreRequested, this, [this] { maximise(nullptr); });
}

void ChartBoard::arrange()
{
    const int columns = m_maximised != nullptr ? 1 : width() >= kWideEnoughForThreePx ? 3 : 2;
    if (columns == m_columns && m_grid->count() > 0) {
        return;
    }
    m_columns = columns;
    int place = 0;
    for (CurveChart* chart : m_charts) {
        m_grid->removeWidget(chart);
        chart->setVisible(m_maximised == nullptr || chart == m_maximised);
        if (m_maximised == nullptr || chart == m_maximised) {
            m_grid->addWidget(chart, place / columns, place % columns);
            ++place;
        }
    }
}

void ChartBoard::maximise(CurveChart* chart)
{
    m_maximised = chart;
    m_columns = 0;
    arrange();
    if (chart != nullptr) {
        chart->setFocus();
    }
    refresh();
}

void ChartBoard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
    refresh();  // as many points as there are pixels
}

QColor ChartBoard::freeColour() const
{
    const auto usesOf = [this](const QColor& colour) {
        return std::count_if(m_runs.begin(), m_runs.end(),
                             [&colour](const auto& run) { return run.second.colour == colour; });
    };
    return *std::min_element(kColours.begin(), kColours.end(),
                             [&](const QColor& a, const QColor& b) { return usesOf(a) < usesOf(b); });
}

void ChartBoard::setRun(const QString& id, const QString& label, const RunCurves& curves)
{
    const auto known = m_runs.find(id);
    const QColor colour = known != m_runs.end() ? known->second.colour : freeColour();
    m_runs[id] = {label, colour, curves};
    m_legend->setRun(id, label, colour);
    handRuns();
    refresh();
}

void ChartBoard::removeRun(const QString& id)
{
    if (m_runs.erase(id) > 0) {
        m_legend->removeRun(id);
        handRuns();
        refresh();
    }
}

void ChartBoard::setCurrentRun(const QString& id)
{
    m_current = id;
    m_legend->setCurrent(id);
    handRuns();
    refresh();
}

void ChartBoard::handRuns()
{
    for (CurveChart* chart : m_charts) {
        std::map<QString, CurveChart::DrawnRun> drawn;
        for (const auto& [id, run] : m_runs) {
            drawn[id] = {run.label, run.colour, curve(id, chart->spec().key), m_legend->isOn(id), id == m_current};
        }
        chart->setRuns(drawn);
    }
    if (const std::optional<StepRange> all = allSteps();
        m_zoom && all && (m_zoom->from >= all->to || m_zoom->to <= all->from)) {
        m_zoom.reset();  // nothing of these runs would be seen
    }
    m_empty->setVisible(m_runs.empty());
    m_area->setVisible(!m_runs.empty());
    m_legend->setVisible(!m_runs.empty());
}

std::shared_ptr<const Curve> ChartBoard::curve(const QString& id, const QString& key) const
{
    const auto run = m_runs.find(id);
    if (run == m_runs.end()) {
        return nullptr;
    }
    const auto found = run->second.curves.find(key);
    return found == run->second.curves.end() ? nullptr : found->second;
}

void ChartBoard::refresh()
{
    if (!m_redraw.isActive()) {
        m_redraw.start();
    }
}

void ChartBoard::drawNext()
{
    while (!m_toDraw.empty() && m_toDraw.back()->isHidden()) {
        m_toDraw.pop_back();
    }
    if (m_toDraw.empty()) {
        m_next.stop();
        return;
    }
    m_toDraw.back()->draw(m_drawnSteps, m_look);
    m_toDraw.pop_back();
}

void ChartBoard::drawNow()
{
    m_toDraw.clear();
    const StepRange range = shownSteps();
    for (CurveChart* chart : m_charts) {
        if (!chart->isHidden()) {
            chart->draw(range, m_look);
        }
    }
}

std::optional<StepRange> ChartBoard::allSteps() const
{
    std::optional<StepRange> all;
    for (const auto& [id, run] : m_runs) {
        for (const auto& [key, curve] : run.curves) {
            if (m_legend->isOn(id) && !curve->isEmpty()) {
                all = StepRange{std::min(all ? all->from : *curve->firstX(), *curve->firstX()),
                                std::max(all ? all->to : *curve->lastX(), *curve->lastX())};
            }
        }
    }
    return all;
}

StepRange ChartBoard::shownSteps() const
{
    StepRange range = m_zoom.value_or(allSteps().value_or(StepRange{1, 2}));
    range.from = m_look.isXLogarithmic ? std::max(range.from, 1.0) : range.from;
    range.to = std::max(range.to, range.from + 1);
    return range;
}

void ChartBoard::showSteps(std::optional<StepRange> range)
{
    m_zoom = range;
    refresh();
}

void ChartBoard::zoom(double step, double factor)
{
    const std::optional<StepRange> all = allSteps();
    if (!all) {
        return;
    }
    const StepRange shown = shownSteps();
    const StepRange wanted{std::max(all->from, step - (step - shown.from) * factor),
                           std::min(all->to, step + (shown.to - step) * factor)};
    const bool isAll = (wanted.from <= all->from && wanted.to >= all->to) || wanted.from >= wanted.to;
    showSteps(isAll ? std::nullopt : std::optional(wanted));
}

void ChartBoard::pan(double share)
{
    const std::optional<StepRange> all = allSteps();
    if (!all || !m_zoom) {
        return;
    }
    const double span = m_zoom->to - m_zoom->from;
    const double from = std::clamp(m_zoom->from + share * span, all->from, std::max(all->from, all->to - span));
    showSteps(StepRange{from, from + span});
}

void ChartBoard::setSmoothing(int sliderValue)
{
    m_smoothing->setValue(sliderValue);
    m_look.window = windowOf(m_smoothing->value());
    m_smoothingText->setText(m_look.window == 1 ? tr("none") : tr("%1 steps").arg(QLocale().toString(m_look.window)));
    m_raw->setEnabled(m_look.window > 1);
    refresh();
}

}  // namespace scotopic
