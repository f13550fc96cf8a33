// SPDX-License-Identifier: MIT
#include "core/image/colour_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace scotopic {

MapColour magmaColour(float place)
{
    static constexpr std::array<MapColour, 5> kMagma{
        {{0, 0, 4}, {81, 18, 124}, {183, 55, 121}, {252, 137, 97}, {252, 253, 191}}};
    const float scaled = std::clamp(place, 0.0F, 1.0F) * static_cast<float>(kMagma.size() - 1);
    const std::size_t below = std::min(static_cast<std::size_t>(scaled), kMagma.size() - 2);
    const float share = scaled - static_cast<float>(below);
    MapColour colour{};
    for (std::size_t c = 0; c < colour.size(); ++c) {
        colour[c] = (kMagma[below][c] + share * (kMagma[below + 1][c] - kMagma[below][c])) / 255.0F;
    }
    return colour;
}

MapColour blueWhiteRedColour(float place)
{
    const float strength = std::min(std::abs(place), 1.0F);
    const float rest = 1 - strength;
    return place < 0 ? MapColour{rest, rest, 1} : MapColour{1, rest, rest};
}

}  // namespace scotopic
