// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>

namespace scotopic {

/// What core says of a failure (English: "night.dng: cannot be written: the disk is full") in the person's language.
/// The file or option that it begins with stays; a sentence that is not known here comes back as it is.
[[nodiscard]] QString reasonText(const std::string& sentence);

}  // namespace scotopic
