// SPDX-License-Identifier: MIT
// What is shown, as files: handed to a worker's thread.
#include "ui/charts/chart_board.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/run_legend.h"

#include <QChart>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontMetrics>
#include <QPainter>
#include <QPushButton>

#include <functional>
#include <utility>

namespace scotopic {

namespace {

std::filesystem::path pathOf(const QString& name)
{
    return std::filesystem::path(name.toStdU16String());
}

/// Names beside their colours, in as many lines as they need.
ChartDrawing::Chart legendOf(const std::vector<std::pair<QString, QColor>>& runs, int width, const QFont& font,
                             const QColor& ink)
{
    constexpr int kGapPx = 6;
    constexpr int kSwatchPx = 10;
    const QFontMetrics metrics(font);
    const int lineHeight = metrics.height() + kGapPx;
    ChartDrawing::Chart legend{QRectF(), QPicture()};
    QPainter painter(&legend.picture);
    painter.setFont(font);
    painter.setPen(ink);
    QPoint at(kGapPx, 0);
    for (const auto& [name, colour] : runs) {
        const int nameWidth = metrics.horizontalAdvance(name);
        const int needed = kSwatchPx + nameWidth + 4 * kGapPx;
        if (at.x() > kGapPx && at.x() + needed > width) {
            at = {kGapPx, at.y() + lineHeight};
        }
        painter.fillRect(QRect(at + QPoint(0, (lineHeight - kSwatchPx) / 2), QSize(kSwatchPx, kSwatchPx)), colour);
        painter.drawText(QRect(at + QPoint(kSwatchPx + kGapPx, 0), QSize(nameWidth + kGapPx, lineHeight)),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
        at.rx() += needed;
    }
    painter.end();
    legend.place = QRectF(0, 0, width, at.y() + lineHeight);
    return legend;
}

}  // namespace

ChartDrawing ChartBoard::drawing() const
{
    ChartDrawing drawing{m_area->size(), palette().color(QPalette::Base), {}};
    std::vector<std::pair<QString, QColor>> runs;
    for (const auto& [id, run] : m_runs) {
        if (m_legend->isOn(id)) {
            runs.emplace_back(run.label, run.colour);
        }
    }
    int top = 0;
    if (runs.size() > 1) {
        drawing.charts.push_back(legendOf(runs, drawing.size.width(), font(), palette().color(QPalette::Text)));
        top = static_cast<int>(drawing.charts.back().place.height());
        drawing.size.rheight() += top;
    }
    for (CurveChart* chart : m_charts) {
        if (!chart->isHidden()) {
            ChartDrawing::Chart drawn{QRectF(chart->geometry().translated(0, top)), QPicture()};
            QPainter painter(&drawn.picture);
            painter.setRenderHint(QPainter::Antialiasing);
            chart->scene()->render(&painter, QRectF(QPointF(0, 0), drawn.place.size()), chart->chart()->geometry(),
                                   Qt::IgnoreAspectRatio);
            painter.end();
            drawing.charts.push_back(std::move(drawn));
        }
    }
    return drawing;
}

std::vector<CurveValues> ChartBoard::shownValues() const
{
    std::vector<CurveValues> all;
    for (const auto& [id, run] : m_runs) {
        for (const CurveChart* chart : m_charts) {
            const QString& key = chart->spec().key;
            if (const std::shared_ptr<const Curve> values = curve(id, key); values && m_legend->isOn(id)) {
                all.push_back({run.label.toStdString(), key.toStdString(), values->points()});
            }
        }
    }
    return all;
}

void ChartBoard::exportTo(const std::filesystem::path& file)
{
    const QString name = QString::fromStdU16String(file.u16string());
    const QString suffix = QFileInfo(name).suffix().toLower();
    drawNow();
    std::function<void(const JobContext&)> write;
    if (suffix == QLatin1String("csv")) {
        write = [file, values = shownValues(), range = shownSteps()](const JobContext& context) {
            ChartExport::writeTable(file, values, range, context);
        };
    } else if (suffix == QLatin1String("svg")) {
        write = [file, charts = drawing()](const JobContext& context) { ChartExport::writeSvg(file, charts, context); };
    } else if (suffix == QLatin1String("png")) {
        write = [file, charts = drawing()](const JobContext& context) { ChartExport::writePng(file, charts, context); };
    } else {
        Q_EMIT failed(tr("%1: choose a name that ends in .png, .svg or .csv").arg(name));
        return;
    }
    m_exporting.start(std::move(write), [this, name] { Q_EMIT exported(name); });
    m_export->setText(tr("Stop"));
    m_export->setToolTip(tr("The file is being written; click to leave it"));
}

void ChartBoard::tellExport(const Progress& progress)
{
    m_export->setText(tr("Stop (%1 %)").arg(static_cast<int>(100 * progress.fraction.value_or(0))));
}

void ChartBoard::endExport()
{
    m_export->setText(tr("E&xport\u2026"));
    m_export->setToolTip({});
}

void ChartBoard::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Export the curves"), QStringLiteral("curves.png"),
                                   tr("Picture (*.png);;Drawing (*.svg);;Values (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { exportTo(pathOf(file)); });
    dialog->open();
}

}  // namespace scotopic
