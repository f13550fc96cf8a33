// SPDX-License-Identifier: MIT
#include "ui/enhance/ratio_text.h"

#include <QLocale>

namespace scotopic {

namespace {

QString withDecimalSign(const std::string& text)
{
    return QString::fromStdString(text).replace(QLatin1Char('.'), QLocale().decimalPoint());
}

}  // namespace

QString textOf(ExposureRatio ratio)
{
    return withDecimalSign(toText(ratio));
}

QString shortTextOf(ExposureRatio ratio)
{
    return withDecimalSign(toShortText(ratio));
}

}  // namespace scotopic
