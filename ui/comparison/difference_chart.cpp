// SPDX-License-Identifier: MIT
#include "ui/comparison/difference_chart.h"

#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QCoreApplication>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr int kMostBins = 40;
constexpr int kMostTicks = 8;

struct DifferenceChart {
    Q_DECLARE_TR_FUNCTIONS(DifferenceChart)
};

}  // namespace

QChart* makeDifferenceChart(const std::vector<double>& differences, const PairedDifference& mean, ScoreKind kind,
                            const QPalette& palette)
{
    auto* chart = new QChart;
    chart->setBackgroundRoundness(0);
    chart->setBackgroundBrush(palette.color(QPalette::Base));
    chart->setLocalizeNumbers(true);
    chart->legend()->hide();
    chart->setMargins({8, 8, 8, 8});
    const ValueBins bins = binned(differences, kMostBins);
    auto* set = new QBarSet(DifferenceChart::tr("images"));
    set->setColor(palette.color(QPalette::Link));
    set->setBorderColor(palette.color(QPalette::Base));
    for (const int count : bins.counts) {
        *set << count;
    }
    auto* bars = new QBarSeries;
    bars->setBarWidth(1);
    bars->append(set);
    chart->addSeries(bars);

    // Bars lie around whole numbers, so the axis that is read is another one, of values.
    auto* places = new QValueAxis;
    places->setRange(-0.5, static_cast<double>(bins.counts.size()) - 0.5);
    places->setVisible(false);
    auto* values = new QValueAxis;
    values->setRange(bins.low, bins.low + bins.width * static_cast<double>(bins.counts.size()));
    values->setTickType(QValueAxis::TicksDynamic);
    values->setTickAnchor(0);
    values->setTickInterval(bins.width
                            * std::max(1.0, std::ceil(static_cast<double>(bins.counts.size()) / kMostTicks)));
    values->setLabelFormat(QStringLiteral("%.3g"));
    values->setTitleText(kind == ScoreKind::Psnr ? DifferenceChart::tr("difference of PSNR (dB)")
                                                 : DifferenceChart::tr("difference of SSIM"));
    auto* counts = new QValueAxis;
    const int most = bins.counts.empty() ? 1 : *std::max_element(bins.counts.begin(), bins.counts.end());
    counts->setRange(0, most);
    counts->setTickInterval(std::max(1, most / 6));
    counts->setTickType(QValueAxis::TicksDynamic);
    counts->setLabelFormat(QStringLiteral("%.0f"));
    counts->setTitleText(DifferenceChart::tr("images"));
    chart->addAxis(places, Qt::AlignTop);
    chart->addAxis(values, Qt::AlignBottom);
    chart->addAxis(counts, Qt::AlignLeft);
    bars->attachAxis(places);
    bars->attachAxis(counts);
    const auto addLine = [&](double value, Qt::PenStyle style) {
        auto* line = new QLineSeries;
        line->append(value, 0);
        line->append(value, most);
        line->setPen(QPen(palette.color(QPalette::Text), 1.5, style));
        chart->addSeries(line);
        line->attachAxis(values);
        line->attachAxis(counts);
    };
    if (mean.imageCount > 0) {
        addLine(mean.mean, Qt::SolidLine);
        addLine(mean.confidence95.low, Qt::DashLine);
        addLine(mean.confidence95.high, Qt::DashLine);
    }
    for (QValueAxis* axis : {values, counts}) {
        axis->setLabelsColor(palette.color(QPalette::Text));
        axis->setTitleBrush(palette.color(QPalette::Text));
        axis->setGridLineColor(palette.color(QPalette::AlternateBase));
        axis->setLinePenColor(palette.color(QPalette::Mid));
    }
    return chart;
}

}  // namespace scotopic
