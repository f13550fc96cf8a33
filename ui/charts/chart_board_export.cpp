// SPDX-License-Identifier: MIT
// What is shown, as files: handed to a worker's thread.
#include "ui/charts/chart_board.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/run_legend.h"

#include <QChart>
#include <QFileDialog>
#include <QFileInfo>
#include <QPainter>

#include <functional>
#include <utility>

namespace scotopic {

namespace {

std::filesystem::path pathOf(const QString& name)
{
    return std::filesystem::path(name.toStdU16String());
}

}  // namespace

ChartDrawing ChartBoard::drawing() const
{
    ChartDrawing drawing{m_area->size(), palette().color(QPalette::Base), {}};
    for (CurveChart* chart : m_charts) {
        if (!chart->isHidden()) {
            ChartDrawing::Chart drawn{QRectF(chart->geometry()), QPicture()};
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
        write = [file, charts = drawing()](const JobContext&) { ChartExport::writeSvg(file, charts); };
    } else if (suffix == QLatin1String("png")) {
        write = [file, charts = drawing()](const JobContext&) { ChartExport::writePng(file, charts); };
    } else {
        Q_EMIT failed(tr("%1: choose a name that ends in .png, .svg or .csv").arg(name));
        return;
    }
    m_exporting.start(std::move(write), [this, name] { Q_EMIT exported(name); });
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
