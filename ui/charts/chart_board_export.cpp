// SPDX-License-Identifier: MIT
#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "ui/charts/chart_board.h"
#include "ui/charts/run_legend.h"

#include <QChart>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>

namespace scotopic {

namespace {

constexpr double kPrintScale = 3;  // of a window's pixels: 300 dots an inch at the size of a screen

std::filesystem::path pathOf(const QString& name)
{
    return std::filesystem::path(name.toStdU16String());
}

std::string textOf(double number)
{
    char text[64];
    const auto [end, error] = std::to_chars(text, text + sizeof text, number);
    return {text, end};
}

}  // namespace

void ChartBoard::paintCharts(QPainter& painter) const
{
    for (CurveChart* chart : m_charts) {
        if (!chart->isHidden()) {
            const QRectF place(chart->geometry());
            painter.fillRect(place, palette().color(QPalette::Base));
            chart->scene()->render(&painter, place, chart->chart()->geometry(), Qt::IgnoreAspectRatio);
        }
    }
}

void ChartBoard::writePicture(const std::filesystem::path& file, bool isVector) const
{
    const QString name = QString::fromStdU16String(file.u16string());
    if (isVector) {
        QSvgGenerator svg;
        svg.setFileName(name);
        svg.setSize(m_area->size());
        svg.setViewBox(m_area->rect());
        svg.setTitle(tr("Training curves"));
        QPainter painter(&svg);
        if (!painter.isActive()) {
            throw OutputFailed(file, tr("cannot be written").toStdString());
        }
        paintCharts(painter);
        return;
    }
    QImage image((QSizeF(m_area->size()) * kPrintScale).toSize(), QImage::Format_RGB32);
    image.fill(palette().color(QPalette::Base));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(kPrintScale, kPrintScale);
    paintCharts(painter);
    painter.end();
    if (!image.save(name, "PNG")) {
        throw OutputFailed(file, tr("cannot be written").toStdString());
    }
}

std::vector<ChartBoard::Values> ChartBoard::shownValues() const
{
    const StepRange range = shownSteps();
    std::vector<Values> all;
    for (const auto& [id, run] : m_runs) {
        for (const CurveChart* chart : m_charts) {
            const std::shared_ptr<const Curve> values = curve(id, chart->spec().key);
            if (!values || !m_legend->isOn(id)) {
                continue;
            }
            all.push_back({joinFields({run.label.toStdString(), chart->spec().key.toStdString()}), {}});
            std::copy_if(values->points().begin(), values->points().end(), std::back_inserter(all.back().points),
                         [&range](const CurvePoint& point) { return point.x >= range.from && point.x <= range.to; });
        }
    }
    return all;
}

void ChartBoard::exportValues(const std::filesystem::path& file, const QString& name)
{
    m_exporting.start(
        [file, all = shownValues()](const JobContext& context) {
            std::string table = "run,quantity,step,value\n";
            for (const Values& values : all) {
                context.throwIfCancelled();
                for (const CurvePoint& point : values.points) {
                    table += values.head + "," + textOf(point.x) + "," + textOf(point.y) + "\n";
                }
            }
            writeTextFile(file, table);
        },
        [this, name] { Q_EMIT exported(name); });
}

void ChartBoard::exportTo(const std::filesystem::path& file)
{
    const QString name = QString::fromStdU16String(file.u16string());
    const QString suffix = QFileInfo(name).suffix().toLower();
    try {
        drawNow();
        if (suffix == QLatin1String("csv")) {
            exportValues(file, name);
            return;
        }
        if (suffix == QLatin1String("png") || suffix == QLatin1String("svg")) {
            writeAtomically(file, IfExists::Overwrite, [&](const std::filesystem::path& temporary) {
                writePicture(temporary, suffix == QLatin1String("svg"));
            });
        } else {
            throw InvalidArgument(tr("%1: choose a name that ends in .png, .svg or .csv").arg(name).toStdString());
        }
        Q_EMIT exported(name);
    } catch (const Error& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
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
