// SPDX-License-Identifier: MIT
#include "core/dataset/block_light.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace scotopic {

namespace {

/// The light of one position of the 2x2 pattern at the middle of a block: of its four nearest photosites, the nearer
/// ones three times.
float lightAtMiddle(const RawImage& raw, int blockRow, int blockColumn, int position)
{
    const int row = blockRow * 2 + position / 2;
    const int column = blockColumn * 2 + position % 2;
    const auto inside = [](int place, int length) { return place >= 0 && place < length; };
    const int farRow =
        inside(row + (position / 2 == 0 ? 2 : -2), raw.size.height) ? row + (position / 2 == 0 ? 2 : -2) : row;
    const int farColumn =
        inside(column + (position % 2 == 0 ? 2 : -2), raw.size.width) ? column + (position % 2 == 0 ? 2 : -2) : column;
    const auto light = [&raw](int r, int c) {
        const float blackDn = raw.black.at(r, c);
        const float whiteDn = raw.whiteLevelDn[static_cast<std::size_t>(raw.cfa.at(r, c))];
        return std::clamp((static_cast<float>(raw.at(r, c)) - blackDn) / (whiteDn - blackDn), 0.0F, 1.0F);
    };
    return (9 * light(row, column) + 3 * light(row, farColumn) + 3 * light(farRow, column) + light(farRow, farColumn))
           / 16;
}

}  // namespace

CameraPicture lightOfBlocks(const RawImage& raw)
{
    if (raw.cfa.isXTrans()) {
        throw UnsupportedInput(raw.file, "is an X-Trans raw; light is taken from Bayer raws and pictures");
    }
    CameraPicture result{.size = {raw.size.width / 2, raw.size.height / 2}, .rgb = {}};
    result.rgb.reserve(result.size.area() * 3);
    for (int y = 0; y < result.size.height; ++y) {
        for (int x = 0; x < result.size.width; ++x) {
            std::array<float, 3> sum{};
            std::array<float, 3> count{};
            for (int position = 0; position < 4; ++position) {
                const auto colour = static_cast<std::size_t>(raw.cfa.at(position / 2, position % 2));
                sum[colour] += lightAtMiddle(raw, y, x, position);
                ++count[colour];
            }
            for (std::size_t colour = 0; colour < 3; ++colour) {
                result.rgb.push_back(sum[colour] / count[colour]);
            }
        }
    }
    return result;
}

}  // namespace scotopic
