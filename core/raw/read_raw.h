// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/raw/raw_image.h"

#include <string>

namespace scotopic {

/// Decodes a camera raw: every Bayer and X-Trans camera that LibRaw knows, DNG included. What a DNG asks for that
/// LibRaw does not do is done here (black levels by row and column, gain maps, tiles) or said in RawImage::notes.
/// `picture`: which of several raw pictures in the file, from 1 on. Usable from any thread.
/// Throws UnreadableInput (missing, a folder, empty, no permission), UnsupportedInput (not a raw, linear DNG,
/// monochrome, Foveon, other patterns; the reason is in the sentence) CorruptInput (truncated, damaged), or Cancelled
/// within some rows.
[[nodiscard]] RawImage readRaw(const std::filesystem::path& file, int picture = 1, const JobContext& context = {});

/// The same without decoding: no photosites, and levels as the file declares them, which decoding may still correct.
/// Milliseconds. Throws UnreadableInput, UnsupportedInput, and CorruptInput for impossible dimensions.
[[nodiscard]] RawImage readRawHeader(const std::filesystem::path& file);

/// "0.20.2-Release": part of the ground truth's definition, so it is recorded with every result.
[[nodiscard]] std::string libRawVersion();

}  // namespace scotopic
