// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scotopic {

/// A camera that some LibRaw versions do not know yet.
struct NewCamera {
    std::string_view model;  // as it writes itself into its raws
    int libRawMinor = 0;     // 0.N is the first to know it
};

/// The camera whose name stands in these bytes of a raw's beginning, whatever its container; none that is not in the
/// table of LibRaw 0.21 and 0.22.
[[nodiscard]] std::optional<NewCamera> newCameraIn(std::string_view bytes);

/// Why LibRaw 0.`libRawMinor` cannot read a raw that begins so, and what helps, as the predicate of a sentence; none
/// where it knows the camera.
[[nodiscard]] std::optional<std::string> newCameraAdvice(std::string_view bytes, int libRawMinor,
                                                         const std::string& libRawVersion);

}  // namespace scotopic
