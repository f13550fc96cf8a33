// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scotopic {

enum class HeadOrder {
    PixelShuffle,  // PyTorch: channel = colour * r * r + dy * r + dx
    DepthToSpace,  // TensorFlow: channel = (dy * r + dx) * 3 + colour
};

/// One program's names for the layers; '#' is the level, 1..9.
struct NameLayout {
    const char* name;
    const char* first;
    const char* second;
    const char* up;
    const char* head;
    const char* weight = ".weight";
    const char* bias = ".bias";
    HeadOrder headOrder = HeadOrder::PixelShuffle;
    bool isTensorFlow = false;
    /// Two programs use the same names and differ in the order of the head's channels; this tells them apart.
    std::optional<bool> upsampleBias = std::nullopt;
};

/// Every layout known, the study's first.
[[nodiscard]] std::span<const NameLayout> nameLayouts();

/// A pattern's name at one level.
[[nodiscard]] std::string atLevel(std::string_view pattern, int level);

/// From a layout's names to the study's, for every weight that any of the networks can have.
using LayerNames = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] LayerNames layerNames(const NameLayout& layout);

}  // namespace scotopic
