// SPDX-License-Identifier: MIT
#pragma once

#include <QSettings>

QT_BEGIN_NAMESPACE
class QMenu;
class QWidget;
QT_END_NAMESPACE

namespace scotopic {

/// Theme and language, in a menu of `window`. Both are kept in `settings`, which outlives the menu; a theme is taken at
/// once, a language at the next start, and then `window` says so.
void addLookMenus(QMenu& menu, QSettings& settings, QWidget* window);

}  // namespace scotopic
