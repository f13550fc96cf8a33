// SPDX-License-Identifier: MIT
#include "ui/jobs/stage_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace scotopic {

namespace {

// Each stands for itself with any numbers in it. tests/translations/check holds the list to core's sources.
constexpr std::array kStages{
    QT_TRANSLATE_NOOP("StageText", "decoding the data set"),
    QT_TRANSLATE_NOOP("StageText", "developing"),
    QT_TRANSLATE_NOOP("StageText", "epoch %1 of %2"),
    QT_TRANSLATE_NOOP("StageText", "ground truth %1 of %2"),
    QT_TRANSLATE_NOOP("StageText", "looking at files"),
    QT_TRANSLATE_NOOP("StageText", "network"),
    QT_TRANSLATE_NOOP("StageText", "opening"),
    QT_TRANSLATE_NOOP("StageText", "packing"),
    QT_TRANSLATE_NOOP("StageText", "pair %1 of %2"),
    QT_TRANSLATE_NOOP("StageText", "picture %1 of %2"),
    QT_TRANSLATE_NOOP("StageText", "preparing the network"),
    QT_TRANSLATE_NOOP("StageText", "report"),
    QT_TRANSLATE_NOOP("StageText", "sample pictures"),
    QT_TRANSLATE_NOOP("StageText", "self-check"),
    QT_TRANSLATE_NOOP("StageText", "statistics"),
    QT_TRANSLATE_NOOP("StageText", "validation"),
    QT_TRANSLATE_NOOP("StageText", "waiting for another process that decodes this data set"),
    QT_TRANSLATE_NOOP("StageText", "writing"),
};

}  // namespace

QString stageText(const std::string& stage)
{
    static const QRegularExpression number(QStringLiteral("\\b[0-9]+\\b"));
    const QString told = QString::fromStdString(stage);
    QString pattern = told;
    QStringList numbers;
    for (QRegularExpressionMatch match = number.match(pattern); match.hasMatch();
         match = number.match(pattern, match.capturedStart() + 2)) {
        numbers << match.captured();
        pattern.replace(match.capturedStart(), match.capturedLength(), QStringLiteral("%%1").arg(numbers.size()));
    }
    const auto known =
        std::find_if(kStages.begin(), kStages.end(), [&](const char* one) { return pattern == QLatin1String(one); });
    if (known == kStages.end()) {
        return told;
    }
    QString text = QCoreApplication::translate("StageText", *known);
    for (const QString& one : numbers) {
        text = text.arg(one);
    }
    return text;
}

}  // namespace scotopic
