// SPDX-License-Identifier: MIT
#pragma once

#include <QSettings>

class QApplication;

namespace scotopic {

/// What can be chosen; System follows the desktop, also while the program runs.
enum class Theme { System, Dark, Light };

/// Dark where nothing was chosen: eyes adapt to the brightest thing on the screen, and beside a white window the
/// shadows of a picture look darker than they are.
[[nodiscard]] Theme readTheme(const QSettings& settings);
void writeTheme(QSettings& settings, Theme theme);

/// Style, palette and style sheet of the whole program. Called again, it changes the open windows at once.
void applyTheme(QApplication& application, Theme theme = Theme::Dark);

}  // namespace scotopic
