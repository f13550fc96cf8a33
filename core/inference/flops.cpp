// SPDX-License-Identifier: MIT
#include "core/inference/flops.h"

#include "core/inference/benchmark.h"

namespace scotopic {
namespace {

/// Multiply-adds per pixel of its own level, the up-convolution before it included.
double multiplyAddsPerPixel(const UNetOptions& options, int index)
{
    if (index == kHeadIndex) {
        return static_cast<double>(options.headKernel) * options.headKernel * options.baseWidth
               * options.headChannels();
    }
    const double width = options.baseWidth * (1 << levelOf(index));
    if (index % 2 == 1) {
        return 9 * width * width;
    }
    if (blockOf(index) > kDeepestLevel) {
        return 2 * width * width + 9 * 2 * width * width;
    }
    return 9 * (index == 0 ? options.inputPlanes : width / 2) * width;
}

}  // namespace

double flopsUpTo(const UNetOptions& options, const TileShape& tile, int index)
{
    double multiplyAdds = 0;
    for (int i = 0; i <= index; ++i) {
        multiplyAdds += multiplyAddsPerPixel(options, i) * static_cast<double>(tile.computedAt(i).size().area());
    }
    return 2 * multiplyAdds;
}

double networkFlops(const UNetOptions& options, PixelSize planes)
{
    double multiplyAdds = 0;
    for (int i = 0; i <= kHeadIndex; ++i) {
        multiplyAdds += multiplyAddsPerPixel(options, i) / (1 << (2 * levelOf(i)));
    }
    return 2 * multiplyAdds * static_cast<double>(planes.area());
}

}  // namespace scotopic
