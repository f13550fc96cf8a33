// SPDX-License-Identifier: MIT
#include "core/inference/flops.h"

#include "core/inference/benchmark.h"

namespace scotopic {
namespace {

struct Cost {
    double up = 0;  // of the up-convolution before it
    double convolution = 0;
};

/// Multiply-adds per plane pixel.
Cost costOf(const UNetOptions& options, int index)
{
    const int block = index / 2;
    if (block == 9) {
        return {.convolution = static_cast<double>(options.headKernel) * options.headKernel * options.baseWidth
                               * options.headChannels()};
    }
    const int level = block <= 4 ? block : 8 - block;
    const double pixels = 1.0 / (1 << (2 * level));
    const double width = options.baseWidth * (1 << level);
    if (index % 2 == 1) {
        return {.convolution = pixels * 9 * width * width};
    }
    if (block >= 5) {
        return {.up = pixels * 2 * width * width, .convolution = pixels * 9 * 2 * width * width};
    }
    return {.convolution = pixels * 9 * (block == 0 ? options.inputPlanes : width / 2) * width};
}

}  // namespace

double flopsUpTo(const UNetOptions& options, PixelSize planes, int index)
{
    double multiplyAdds = 0;
    for (int i = 0; i <= index; ++i) {
        const Cost cost = costOf(options, i);
        multiplyAdds += cost.up + cost.convolution;
    }
    return 2 * multiplyAdds * static_cast<double>(planes.area());
}

double networkFlops(const UNetOptions& options, PixelSize planes)
{
    return flopsUpTo(options, planes, kConvolutionCount - 1);
}

}  // namespace scotopic
