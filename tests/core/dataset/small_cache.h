// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/cache_writer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic::test {

/// A pair with SID's names, without files: "00003_01_0.1s" and "00003_00_10s" at x100.
ImagePair namedPair(const std::string& scene, int burst);

/// A cache whose every number tells where it is from: plane p's count at (y, x) is 512 + (p * h + y) * w + x,
/// the ground truth's value of channel c at (y, x) is (y * w + x) * 3 + c. Black 512, white 16383.
void writeSmallCache(const std::filesystem::path& folder, const std::vector<ImagePair>& pairs, PixelSize planeSize,
                     int planes = 4);

/// The first `bytes` of the file.
void truncateFile(const std::filesystem::path& file, std::size_t bytes);
/// Changes one byte, counted from the end.
void damageFile(const std::filesystem::path& file, std::size_t fromEnd);

}  // namespace scotopic::test
