// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>

namespace scotopic {

/// What a job says it is doing (Progress::stage, English in core) in the person's language; what is not known here,
/// such as the name of a picture, comes back as it is.
[[nodiscard]] QString stageText(const std::string& stage);

}  // namespace scotopic
