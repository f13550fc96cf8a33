// SPDX-License-Identifier: MIT
#include "ui/jobs/reason_text.h"

#include "ui/jobs/reason_table.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <vector>

namespace scotopic {

namespace {

/// "cannot be written: %1" -> what finds it at a sentence's end, after the file or option concerned.
QRegularExpression expressionFor(const char* reason)
{
    static const QRegularExpression place(QStringLiteral("%[1-9]"));
    QString pattern;
    QString rest = QString::fromUtf8(reason);
    for (QRegularExpressionMatch match = place.match(rest); match.hasMatch(); match = place.match(rest)) {
        pattern += QRegularExpression::escape(rest.left(match.capturedStart())) + QStringLiteral("(.+?)");
        rest.remove(0, match.capturedEnd());
    }
    pattern += QRegularExpression::escape(rest);
    return QRegularExpression(QStringLiteral("^(.+?: )??%1$").arg(pattern),
                              QRegularExpression::DotMatchesEverythingOption);
}

const std::vector<QRegularExpression>& expressions()
{
    static const std::vector<QRegularExpression> all = [] {
        std::vector<QRegularExpression> result;
        for (const char* reason : knownReasons()) {
            result.push_back(expressionFor(reason));
        }
        return result;
    }();
    return all;
}

struct Found {
    const char* reason = nullptr;
    QRegularExpressionMatch match;
};

/// The one that says most: of which least comes before, and whose words are most.
Found reasonIn(const QString& sentence)
{
    Found best;
    const auto wordsOf = [](const Found& found) { return qsizetype(qstrlen(found.reason)); };
    for (std::size_t i = 0; i < expressions().size(); ++i) {
        const Found found{knownReasons()[i], expressions()[i].match(sentence)};
        if (!found.match.hasMatch()) {
            continue;
        }
        const qsizetype before = found.match.capturedLength(1);
        const qsizetype beforeBest = best.reason != nullptr ? best.match.capturedLength(1) : 0;
        if (best.reason == nullptr || before < beforeBest || (before == beforeBest && wordsOf(found) > wordsOf(best))) {
            best = found;
        }
    }
    return best;
}

/// A number alone, as the person's language writes it; a file's name stays.
QString withDecimalSign(QString told)
{
    static const QRegularExpression number(QStringLiteral("^[+-]?[0-9]+\\.[0-9]+$"));
    return number.match(told).hasMatch() ? told.replace(QLatin1Char('.'), QLocale().decimalPoint()) : told;
}

/// What stands before a reason: "night.dng: ", or a value, "0.05: ".
QString beginning(const QString& before)
{
    const QString end = QStringLiteral(": ");
    return before.endsWith(end) ? withDecimalSign(before.chopped(end.size())) + end : before;
}

QString translated(const QString& sentence)
{
    const Found found = reasonIn(sentence);
    if (found.reason == nullptr) {
        return sentence;
    }
    QStringList told;
    for (int i = 2; i <= found.match.lastCapturedIndex(); ++i) {
        told << withDecimalSign(translated(found.match.captured(i)));
    }
    static const QRegularExpression place(QStringLiteral("%([1-9])"));
    QString text = QCoreApplication::translate("ReasonText", found.reason);
    qsizetype from = 0;
    for (QRegularExpressionMatch match = place.match(text); match.hasMatch(); match = place.match(text, from)) {
        const QString one = told.value(match.captured(1).toInt() - 1);
        text.replace(match.capturedStart(), match.capturedLength(), one);
        from = match.capturedStart() + one.size();  // what is put in may look like a place
    }
    return beginning(found.match.captured(1)) + text;
}

}  // namespace

QString reasonText(const std::string& sentence)
{
    return translated(QString::fromStdString(sentence));
}

}  // namespace scotopic
