// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// What only the file's own fields tell.
struct FileFacts {
    bool whiteIsAssumed = false;             // a DNG without WhiteLevel
    std::vector<std::string> notApplied;     // what it asks for that is not done, by name
    std::optional<std::string> newCamera{};  // newCameraAdvice(), where LibRaw has no colours of the camera
};

/// Judges a raw whose fields are all set but the notes: levels against the counts, colours, geometry. The most serious
/// come first. Milliseconds: large raws are judged by some rows.
[[nodiscard]] std::vector<RawNote> notesOf(const RawImage& raw, const FileFacts& file);

/// "every photosite lies at or below ...": whether that is among the notes, so that nothing can be amplified.
[[nodiscard]] bool hasNoLight(const RawImage& raw);

}  // namespace scotopic
