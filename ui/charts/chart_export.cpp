// SPDX-License-Identifier: MIT
#include "ui/charts/chart_export.h"

#include "core/base/csv.h"
#include "core/base/files.h"
#include "ui/viewer/png_bytes.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <charconv>
#include <ostream>

namespace scotopic {

namespace {

constexpr double kPrintScale = 3;  // of a window's pixels: 300 dots an inch at the size of a screen

std::string textOf(double number)
{
    char text[64];
    const auto [end, error] = std::to_chars(text, text + sizeof text, number);
    return {text, end};
}

void paint(QPainter& painter, const ChartDrawing& drawing)
{
    for (const ChartDrawing::Chart& chart : drawing.charts) {
        painter.fillRect(chart.place, drawing.paper);
        painter.drawPicture(chart.place.topLeft(), chart.picture);
    }
}

/// Tells how far it is, and lets others on the thread meanwhile.
class RowCounter {
public:
    RowCounter(const std::vector<CurveValues>& values, const JobContext& context) : m_context(context)
    {
        for (const CurveValues& one : values) {
            m_all += one.points.size();
        }
    }
    void count()
    {
        constexpr qsizetype kBetween = 20'000;  // some milliseconds
        if (++m_done % kBetween == 0) {
            m_context.throwIfCancelled();
            m_context.report({{}, static_cast<double>(m_done) / static_cast<double>(m_all), {}});
            m_context.handOver();
        }
    }

private:
    const JobContext& m_context;
    qsizetype m_all = 0;
    qsizetype m_done = 0;
};

void writeRows(std::ostream& table, const CurveValues& values, const StepRange& range, RowCounter& counter)
{
    const std::string head = joinFields({values.run, values.quantity}) + ",";
    for (const CurvePoint& point : values.points) {
        if (point.x >= range.from && point.x <= range.to) {
            table << head << textOf(point.x) << ',' << textOf(point.y) << '\n';
        }
        counter.count();
    }
}

}  // namespace

void ChartExport::writeTable(const std::filesystem::path& file, const std::vector<CurveValues>& values,
                             const StepRange& range, const JobContext& context)
{
    writeTextFile(file, [&](std::ostream& table) {
        table << "run,quantity,step,value\n";
        RowCounter counter(values, context);
        for (const CurveValues& one : values) {
            writeRows(table, one, range, counter);
        }
    });
}

void ChartExport::writePng(const std::filesystem::path& file, const ChartDrawing& drawing, const JobContext& context)
{
    QImage image((QSizeF(drawing.size) * kPrintScale).toSize(), QImage::Format_RGB32);
    image.fill(drawing.paper);
    QPainter painter(&image);
    painter.scale(kPrintScale, kPrintScale);
    paint(painter, drawing);
    painter.end();
    context.throwIfCancelled();
    writeTextFile(file, pngBytes(image));
}

void ChartExport::writeSvg(const std::filesystem::path& file, const ChartDrawing& drawing, const JobContext& context)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(drawing.size);
    svg.setViewBox(QRect(QPoint(0, 0), drawing.size));
    svg.setTitle(tr("Training curves"));
    QPainter painter(&svg);
    paint(painter, drawing);
    painter.end();
    context.throwIfCancelled();
    writeTextFile(file, buffer.data().toStdString());
}

}  // namespace scotopic
