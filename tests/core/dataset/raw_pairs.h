// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture.h"
#include "core/raw/raw_image.h"

#include <filesystem>
#include <string>

namespace scotopic::test {

/// An RGGB readout whose counts differ from photosite to photosite, black 512, white 16383, upright.
RawImage nightRaw(PixelSize size, std::uint32_t seed);
/// A 16-bit picture that is nowhere white, with values that differ.
SrgbPicture brightPicture(PixelSize size, std::uint32_t seed);

/// SID's layout in `root`: Sony/short/SCENE_BB_0.1s.dng and Sony/long/SCENE_00_10s.png of 96x64 photosites.
std::filesystem::path addShort(const std::filesystem::path& root, const std::string& scene, int burst);
std::filesystem::path addLong(const std::filesystem::path& root, const std::string& scene);

void writeText(const std::filesystem::path& file, const std::string& text);
/// For files whose names alone matter.
void touch(const std::filesystem::path& file);

}  // namespace scotopic::test
