// SPDX-License-Identifier: MIT
#include "ui/comparison/report_export.h"
#include "ui/comparison/score_grid_model.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace scotopic {

namespace {

constexpr double kDotsPerInch = 300;
constexpr int kSheetGapPx = 16;
constexpr int kTextPx = 36;  // 8.6 points at 300 dots per inch

/// The columns of one row; null where a picture is not there.
std::vector<QImage> picturesOf(const OpenEvaluation& evaluation, const std::string& pair)
{
    std::vector<QImage> pictures;
    const int last = ScoreGridModel::FirstContestant + static_cast<int>(evaluation.report.contestants.size());
    for (int column = ScoreGridModel::Input; column < last; ++column) {
        const std::string jpeg = thumbnailJpeg(evaluation, pair, column);
        pictures.push_back(jpeg.empty() ? QImage() : QImage::fromData(QByteArray::fromStdString(jpeg), "JPEG"));
    }
    return pictures;
}

QString scoreText(const OpenEvaluation& evaluation, const ReportRequest& request, const std::string& pair,
                  const std::string& contestant)
{
    for (const ImageScore& score : evaluation.report.scores) {
        if (score.pair == pair && score.contestant == contestant && score.protocol == request.protocol) {
            return psnrText(score.scores.psnrDb) + QStringLiteral(" / ") + ssimText(score.scores.ssim);
        }
    }
    return {};
}

/// Below the pictures of a row.
QStringList captionsOf(const OpenEvaluation& evaluation, const ReportRequest& request, const std::string& pair)
{
    QString ratio;
    for (const ImageScore& score : evaluation.report.scores) {
        if (score.pair == pair) {
            ratio = ratioText(score.ratio.value);
            break;
        }
    }
    QStringList captions{ratio, QString::fromStdString(pair)};
    for (const Contestant& contestant : evaluation.report.contestants) {
        captions << scoreText(evaluation, request, pair, contestant.label());
    }
    return captions;
}

QStringList titlesOf(const OpenEvaluation& evaluation)
{
    QStringList titles{QCoreApplication::translate("FigureSheet", "Input, amplified"),
                       QCoreApplication::translate("FigureSheet", "Ground truth")};
    for (const Contestant& contestant : evaluation.report.contestants) {
        // What tells statistics and ratios apart has a line of its own.
        titles << QString::fromStdString(contestant.label()).replace(QStringLiteral(", "), QStringLiteral(",\n"));
    }
    return titles;
}

void drawTexts(QPainter& painter, const QStringList& texts, int top, int height, int cellWidth)
{
    for (int column = 0; column < texts.size(); ++column) {
        const QRect rect(kSheetGapPx + column * (cellWidth + kSheetGapPx), top, cellWidth, height);
        QStringList lines = texts[column].split(QLatin1Char('\n'));
        for (QString& line : lines) {
            line = painter.fontMetrics().elidedText(line, Qt::ElideMiddle, cellWidth);
        }
        painter.drawText(rect, Qt::AlignCenter, lines.join(QLatin1Char('\n')));
    }
}

}  // namespace

QImage figureSheet(const OpenEvaluation& evaluation, const ReportRequest& request, const JobContext& context)
{
    std::vector<std::vector<QImage>> rows;
    QSize cell(Thumbnails::kLongestPx / 2, 1);
    for (const std::string& pair : request.pairs) {
        context.throwIfCancelled();
        rows.push_back(picturesOf(evaluation, pair));
        for (const QImage& picture : rows.back()) {
            cell = cell.expandedTo(picture.size());
        }
    }
    if (rows.empty() || cell.height() <= 1) {
        return {};
    }
    const QStringList titles = titlesOf(evaluation);
    const int textHeight = kTextPx + kSheetGapPx;
    qsizetype titleLines = 1;
    for (const QString& title : titles) {
        titleLines = std::max(titleLines, title.count(QLatin1Char('\n')) + 1);
    }
    const int titleHeight = static_cast<int>(titleLines) * (kTextPx + kSheetGapPx / 2) + kSheetGapPx / 2;
    const int rowHeight = cell.height() + textHeight + kSheetGapPx;
    QImage sheet(kSheetGapPx + static_cast<int>(titles.size()) * (cell.width() + kSheetGapPx),
                 titleHeight + static_cast<int>(rows.size()) * rowHeight + kSheetGapPx, QImage::Format_RGB32);
    sheet.setDotsPerMeterX(qRound(kDotsPerInch / 0.0254));
    sheet.setDotsPerMeterY(sheet.dotsPerMeterX());
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    QFont font = painter.font();
    font.setPixelSize(kTextPx);
    painter.setFont(font);
    drawTexts(painter, titles, 0, titleHeight, cell.width());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const int top = titleHeight + static_cast<int>(row) * rowHeight;
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            QSize size = rows[row][column].size();
            size.scale(cell, Qt::KeepAspectRatio);  // inputs have half the pixels
            QRect place(QPoint(kSheetGapPx + static_cast<int>(column) * (cell.width() + kSheetGapPx), top), cell);
            QRect target(QPoint(), size);
            target.moveCenter(place.center());
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(target, rows[row][column]);
        }
        drawTexts(painter, captionsOf(evaluation, request, request.pairs[row]), top + cell.height(), textHeight,
                  cell.width());
    }
    return sheet;
}

}  // namespace scotopic
