// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "app/cli/picture_options.h"
#include "core/enhance/how_rendered.h"

#include <filesystem>

namespace scotopic::cli {

/// What the person said about the picture file, and for the rest how the picture `from` was written: format, bits and
/// JPEG quality. Throws as readPictureFacts() where an older record does not say the bits.
[[nodiscard]] PictureWords withRecorded(PictureWords words, const HowRendered& how, const std::filesystem::path& from,
                                        const std::filesystem::path& output);

/// Says where the record of `from` was rendered again from another raw, or by something else.
void noteDifferences(const PictureRecord& then, const PictureRecord& now, const std::filesystem::path& from,
                     Console& console);

}  // namespace scotopic::cli
