// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace scotopic {

/// What core says of failures and remarks that the window meets, for translation in the context ReasonText. %1 stands
/// for whatever is said there. tests/translations/check holds the list to the sources.
[[nodiscard]] std::span<const char* const> knownReasons();

}  // namespace scotopic
