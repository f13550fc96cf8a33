// SPDX-License-Identifier: MIT
#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "ui/charts/chart_board.h"
#include "ui/charts/run_legend.h"

#include <QBuffer>
#include <QChart>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>
#include <string>
#include <utility>

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

void writePng(const std::filesystem::path& file, const QImage& image)
{
    writeAtomically(file, IfExists::Overwrite, [&](const std::filesystem::path& temporary) {
        if (!image.save(QString::fromStdU16String(temporary.u16string()), "PNG")) {
            throw OutputFailed(file, ChartBoard::tr("cannot be written").toStdString());
        }
    });
}

}  // namespace

std::string ChartBoard::tableOf(const std::vector<Values>& all, const JobContext& context)
{
    std::string table = "run,quantity,step,value\n";
    for (const Values& values : all) {
        context.throwIfCancelled();
        for (const CurvePoint& point : values.points) {
            table += values.head + "," + textOf(point.x) + "," + textOf(point.y) + "\n";
        }
    }
    return table;
}

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

QByteArray ChartBoard::drawing() const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(m_area->size());
    svg.setViewBox(m_area->rect());
    svg.setTitle(tr("Training curves"));
    QPainter painter(&svg);
    paintCharts(painter);
    painter.end();
    return buffer.data();
}

QImage ChartBoard::picture() const
{
    QImage image((QSizeF(m_area->size()) * kPrintScale).toSize(), QImage::Format_RGB32);
    image.fill(palette().color(QPalette::Base));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(kPrintScale, kPrintScale);
    paintCharts(painter);
    return image;
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

void ChartBoard::exportTo(const std::filesystem::path& file)
{
    const QString name = QString::fromStdU16String(file.u16string());
    const QString suffix = QFileInfo(name).suffix().toLower();
    drawNow();
    std::function<void(const JobContext&)> write;
    if (suffix == QLatin1String("csv")) {
        write = [file, all = shownValues()](const JobContext& context) { writeTextFile(file, tableOf(all, context)); };
    } else if (suffix == QLatin1String("svg")) {
        write = [file, svg = drawing()](const JobContext&) { writeTextFile(file, svg.toStdString()); };
    } else if (suffix == QLatin1String("png")) {
        write = [file, image = picture()](const JobContext&) { writePng(file, image); };
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
