// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>

namespace scotopic {

/// One of our own drawings, by its name in resources/icons without the extension. It follows the theme.
[[nodiscard]] QIcon loadIcon(const char* name);

}  // namespace scotopic
