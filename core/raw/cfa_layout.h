// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <array>

namespace scotopic {

/// A photosite relative to the first one of its block.
struct BlockSite {
    int row = 0;
    int column = 0;
};

/// How a mosaic folds into planes: blocks of `blockPx` x `blockPx` photosites, each giving `platePx` x `platePx`
/// pixels of every plane.
struct CfaLayout {
    int planeCount = 4;
    int blockPx = 2;
    int platePx = 1;
    /// Per plane, its pixels of one block row by row: platePx * platePx entries used.
    std::array<std::array<BlockSite, 4>, 9> sites{};
    PixelRect area;  // photosites that land in the planes: whole blocks, beginning at the layout's own phase

    [[nodiscard]] PixelSize planeSize() const
    {
        return {area.width / blockPx * platePx, area.height / blockPx * platePx};
    }
};

/// Throws UnsupportedInput for a pattern that is neither RGGB nor the known X-Trans one in some phase. (A turned or
/// mirrored X-Trans pattern is such a phase.)
[[nodiscard]] CfaLayout layoutOf(const RawImage& raw);

}  // namespace scotopic
