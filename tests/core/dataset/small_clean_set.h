// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/clean_index.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace scotopic::test {

/// R, G, B of a picture's pixel.
using PixelOf = std::function<std::array<std::uint16_t, 3>(int x, int y)>;

/// Writes one picture's file and gives its entry of the index.
CleanEntry writeCleanPicture(const std::filesystem::path& folder, CleanPicture picture, const PixelOf& pixelOf);

/// A set of `count` pictures of the train split and one of validation, all different.
void writeSmallCleanSet(const std::filesystem::path& folder, int count, PixelSize size);

}  // namespace scotopic::test
