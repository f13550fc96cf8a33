// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/pair.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace scotopic {

/// What a file's name in the SID data set says: IIIII_BB_Es.ARW, e.g. "00001_00_0.04s.ARW" (reference, section 1).
struct SidName {
    std::string scene;  // five digits
    int burstIndex = 0;
    std::optional<double> exposureSeconds;
};

/// None for files that are named otherwise.
[[nodiscard]] std::optional<SidName> parseSidName(const std::filesystem::path& file);
/// What files belong together by: the SID scene, else the name without extension.
[[nodiscard]] std::string sceneOf(const std::filesystem::path& file);
/// By the scene's first digit: 0 train, 1 test, 2 validation; none for other scenes.
[[nodiscard]] std::optional<Split> splitOfScene(std::string_view scene);

}  // namespace scotopic
