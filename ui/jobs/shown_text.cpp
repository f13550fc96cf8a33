// SPDX-License-Identifier: MIT
#include "ui/jobs/shown_text.h"

#include <QStringList>

#include <algorithm>

namespace scotopic {

namespace {

constexpr qsizetype kEntryCharacters = 72;
constexpr qsizetype kUnbrokenCharacters = 24;
constexpr char16_t kPictureOfNull = 0x2400;  // Unicode's pictures of control characters lie in their order
constexpr char16_t kPictureOfDelete = 0x2421;

/// Unicode's marks, embeddings, overrides and isolates (UAX #9), and its own line and paragraph ends.
bool turnsText(char16_t unit)
{
    return unit == 0x061C || unit == 0x200E || unit == 0x200F || (unit >= 0x2028 && unit <= 0x202E)
           || (unit >= 0x2066 && unit <= 0x2069);
}

}  // namespace

QString shownText(const QString& text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        if (unit < 0x20) {
            shown += QChar(static_cast<char16_t>(kPictureOfNull + unit));
        } else if (unit == 0x7F) {
            shown += QChar(kPictureOfDelete);
        } else if (turnsText(unit) || (unit >= 0x80 && unit < 0xA0)) {
            shown += QStringLiteral("[U+%1]").arg(static_cast<int>(unit), 4, 16, QLatin1Char('0')).toUpper();
        } else {
            shown += character;
        }
    }
    return shown;
}

QString shownToolTip(const QString& text)
{
    if (!text.contains(QLatin1Char('<'))) {
        QStringList plain = text.split(QLatin1Char('\n'));
        std::transform(plain.begin(), plain.end(), plain.begin(), &shownText);
        return plain.join(QLatin1Char('\n'));
    }
    QStringList lines;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        lines << shownText(line).toHtmlEscaped();
    }
    return QStringLiteral("<p style='white-space: pre-wrap'>%1</p>").arg(lines.join(QStringLiteral("<br>")));
}

QString shownTitle(const QString& text)
{
    return shownText(text).replace(QStringLiteral("[*]"), QStringLiteral("[*][*]"));
}

QString shownEntry(const QString& text)
{
    QString shown = shownText(text);
    if (shown.size() > kEntryCharacters) {
        shown = shown.left(kEntryCharacters / 2) + QChar(0x2026) + shown.right(kEntryCharacters / 2);
    }
    return shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString shownBreakable(const QString& text)
{
    QString shown;
    qsizetype unbroken = 0;
    for (const QChar character : shownText(text)) {
        unbroken = character.isSpace() ? 0 : unbroken + 1;
        shown += character;
        if (unbroken >= kUnbrokenCharacters && !character.isHighSurrogate()) {
            shown += QChar(0x200B);  // a place for a line's end, without width
            unbroken = 0;
        }
    }
    return shown;
}

}  // namespace scotopic
