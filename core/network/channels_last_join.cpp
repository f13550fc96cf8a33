// SPDX-License-Identifier: MIT
#include "core/network/channels_last_bands.h"
#include "core/network/channels_last_kernels.h"

#include <c10/util/BFloat16.h>

#include <algorithm>

namespace scotopic {

namespace {

/// Which group of `channels` products an upsampled pixel comes from.
std::int64_t joinedFrom(std::int64_t row, std::int64_t column, const JoinShape& shape)
{
    return ((row / 2 * shape.columns + column / 2) * 2 + row % 2) * 2 + column % 2;
}

}  // namespace

template <typename Element>
void spreadAndJoin(const Element* products, const PerChannel& bias, const Element* skip, const JoinShape& shape,
                   Element* joined)
{
    using Real = RealOf<Element>;
    const std::vector<Real> biases = as<Real>(bias);
    const std::int64_t channels = shape.channels;
    const std::int64_t width = 2 * shape.columns;
    const PixelShape large{2 * shape.rows * width, 2 * channels};
    forBands(large, [&](std::int64_t, std::int64_t first, std::int64_t last) {
        const Real* const offset = biases.data();
        for (std::int64_t pixel = first; pixel < last; ++pixel) {
            const Element* from = products + joinedFrom(pixel / width, pixel % width, shape) * channels;
            Element* __restrict const to = joined + pixel * 2 * channels;
            for (std::int64_t c = 0; c < channels; ++c) {
                to[c] = static_cast<Element>(static_cast<Real>(from[c]) + offset[c]);
            }
            std::copy_n(skip + pixel * channels, channels, to + channels);
        }
    });
}

template <typename Element>
PerChannel gatherUpsampled(const Element* joined, const JoinShape& shape, Element* products)
{
    using Real = RealOf<Element>;
    const std::int64_t channels = shape.channels;
    const std::int64_t width = 2 * shape.columns;
    return sums<Real>({2 * shape.rows * width, channels},
                      [=](std::int64_t pixel, Real* __restrict sum, Real*) {
                          const std::int64_t row = pixel / width;
                          const std::int64_t column = pixel % width;
                          const Element* from = joined + pixel * 2 * channels;
                          Element* __restrict const to = products + joinedFrom(row, column, shape) * channels;
                          for (std::int64_t c = 0; c < channels; ++c) {
                              to[c] = from[c];
                              sum[c] += static_cast<Real>(from[c]);
                          }
                      })
        .first;
}

#define SCOTOPIC_KERNELS(Element)                                                                                      \
    template void spreadAndJoin(const Element*, const PerChannel&, const Element*, const JoinShape&, Element*);        \
    template PerChannel gatherUpsampled(const Element*, const JoinShape&, Element*);
SCOTOPIC_KERNELS(float)
SCOTOPIC_KERNELS(double)
SCOTOPIC_KERNELS(c10::BFloat16)
#undef SCOTOPIC_KERNELS

}  // namespace scotopic
