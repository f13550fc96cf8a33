// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>
#include <QString>

namespace scotopic {

/// The two sets of colours. Both are neutral: what surrounds a picture changes how its colours are seen.
enum class ColourSet { Dark, Light };

/// Every role in every group, so that nothing of the desktop's own palette shines through.
[[nodiscard]] QPalette paletteOf(ColourSet set);

/// A style sheet with each `@name` of the table in theme_colours.cpp replaced by its colour.
[[nodiscard]] QString withColours(QString sheet, ColourSet set);

}  // namespace scotopic
