// SPDX-License-Identifier: MIT
#include "ui/recipe/quantity_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace scotopic {

QString QuantityText::ofDuration(double seconds)
{
    constexpr qint64 kMinute = 60;
    constexpr qint64 kHour = 60 * kMinute;
    constexpr qint64 kDay = 24 * kHour;
    constexpr double kShort = 2;  // below it, tenths count
    if (seconds < kShort) {
        return tr("%1 s").arg(QLocale().toString(std::max(seconds, 0.0), 'f', 1));
    }
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < kMinute) {
        return tr("%1 s").arg(whole);
    }
    if (whole < kHour) {
        return tr("%1 min").arg((whole + kMinute / 2) / kMinute);
    }
    if (whole < kDay) {
        return tr("%1 h %2 min").arg(whole / kHour).arg(whole % kHour / kMinute);
    }
    return tr("%1 d %2 h").arg(whole / kDay).arg(whole % kDay / kHour);
}

QString QuantityText::ofBytes(std::size_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1);
}

}  // namespace scotopic
