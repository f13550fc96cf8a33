// SPDX-License-Identifier: MIT
#include "ui/comparison/report_export.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/evaluation/score_table.h"
#include "ui/enhance/photo.h"
#include "ui/viewer/png_bytes.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageLayout>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextImageFormat>
#include <QTextTable>

#include <algorithm>
#include <map>

namespace scotopic {

namespace {

constexpr int kPdfResolution = 300;
constexpr double kPointsPerInch = 72;

/// The evaluation's report with the figure of the chosen pairs, whose cells lead to no file.
Report withFigure(const OpenEvaluation& evaluation, const ReportRequest& request)
{
    Report report = evaluation.report;
    report.figure =
        thumbnailRows(evaluation.thumbnails(), evaluation.cache.get(), report, request.pairs, request.protocol);
    return report;
}

void styleTables(QTextDocument& document)
{
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(0.5);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderCollapse(true);
            format.setCellPadding(3);
            table->setFormat(format);
        }
    }
}

std::string pdfOf(const OpenEvaluation& evaluation, const ReportRequest& request, const JobContext& context)
{
    QBuffer buffer;  // into a file, a full disk would go unnoticed
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kPdfResolution);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageOrientation(QPageLayout::Landscape);
    writer.setPageMargins({15, 15, 15, 15}, QPageLayout::Millimeter);
    writer.setTitle(QString::fromStdString(evaluation.report.facts.title));
    writer.setCreator(QStringLiteral("Scotopic ") + QString::fromStdString(evaluation.report.facts.version));

    QTextDocument document;
    QFont font = document.defaultFont();
    font.setPointSizeF(8.5);
    document.setDefaultFont(font);
    document.setMarkdown(QString::fromStdString(reportMarkdown(evaluation.report)));
    styleTables(document);
    const QSizeF page = QSizeF(writer.pageLayout().paintRectPoints().size());
    if (const QImage sheet = figureSheet(evaluation, request, context); !sheet.isNull()) {
        QTextCursor cursor(&document);
        cursor.movePosition(QTextCursor::End);
        QTextBlockFormat newPage;
        newPage.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        cursor.insertBlock(newPage);
        document.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("figure")), sheet);
        QSizeF size(sheet.size());
        size.scale(page * 0.97, Qt::KeepAspectRatio);
        QTextImageFormat image;
        image.setName(QStringLiteral("figure"));
        image.setWidth(size.width());
        image.setHeight(size.height());
        cursor.insertImage(image);
    }
    context.throwIfCancelled();
    document.setPageSize(page);
    document.print(&writer);
    return buffer.data().toStdString();
}

std::string pngOf(const QImage& image)
{
    if (image.isNull()) {
        throw InvalidArgument(
            QCoreApplication::translate("ReportExport",
                                        "there is no picture to make a figure of; select images whose data is there")
                .toStdString());
    }
    return pngBytes(image);
}

}  // namespace

std::optional<ReportFormat> reportFormatOf(const std::filesystem::path& file)
{
    static const std::map<QString, ReportFormat> formats{
        {QStringLiteral("html"), ReportFormat::Html},   {QStringLiteral("htm"), ReportFormat::Html},
        {QStringLiteral("pdf"), ReportFormat::Pdf},     {QStringLiteral("csv"), ReportFormat::Csv},
        {QStringLiteral("md"), ReportFormat::Markdown}, {QStringLiteral("tex"), ReportFormat::Latex},
        {QStringLiteral("png"), ReportFormat::Figure}};
    const auto format = formats.find(QFileInfo(fromPath(file)).suffix().toLower());
    return format == formats.end() ? std::nullopt : std::optional(format->second);
}

void writeReportFile(const OpenEvaluation& evaluation, const ReportRequest& request, const JobContext& context)
{
    switch (request.format) {
    case ReportFormat::Html: writeTextFile(request.target, reportHtml(withFigure(evaluation, request))); break;
    case ReportFormat::Csv: writeTextFile(request.target, scoresCsv(evaluation.report.scores)); break;
    case ReportFormat::Markdown: writeTextFile(request.target, reportMarkdown(evaluation.report)); break;
    case ReportFormat::Latex: writeTextFile(request.target, reportLatex(evaluation.report)); break;
    case ReportFormat::Pdf: writeTextFile(request.target, pdfOf(evaluation, request, context)); break;
    case ReportFormat::Figure: writeTextFile(request.target, pngOf(figureSheet(evaluation, request, context))); break;
    }
}

}  // namespace scotopic
