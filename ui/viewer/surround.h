// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>

namespace scotopic {

/// Whether a window of these colours is a dark one.
[[nodiscard]] inline bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

/// What lies around a picture: without a colour, so that it lends the picture none. Beside light windows it is the
/// middle grey of ISO 3664: a darker one would frame the picture, a lighter one dazzle.
[[nodiscard]] inline QColor surroundOf(const QPalette& palette)
{
    return isDark(palette) ? QColor(0x24, 0x24, 0x24) : QColor(0x77, 0x77, 0x77);
}

}  // namespace scotopic
