// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace scotopic {

// What files are called, and what they say, is shown as it is: nothing in it formats, hides or turns round the text
// around it. For texts that are shown; never for names that are opened.

/// Without control characters: "\n" as U+240A, and what would turn the direction of writing as "[U+202E]".
[[nodiscard]] QString shownText(const QString& text);
/// shownText() of every line, for a tool tip, where Qt takes what looks like HTML for it.
[[nodiscard]] QString shownToolTip(const QString& text);
/// shownText() for a window's title, where "[*]" is a mark of changes.
[[nodiscard]] QString shownTitle(const QString& text);
/// shownText() for an entry of a menu: short enough for a screen, and without underlined letters.
[[nodiscard]] QString shownEntry(const QString& text);
/// shownText() for Qt's message boxes, which break lines between words alone.
[[nodiscard]] QString shownBreakable(const QString& text);

}  // namespace scotopic
