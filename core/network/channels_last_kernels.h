// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace scotopic {

/// What surrounds the convolutions of a training step on the CPU, forward and backward, on channels-last images:
/// `pixels` of `channels` neighbouring values. Element is float, double or c10::BFloat16; bfloat16 is computed in
/// float32. Sums over pixels are taken over short blocks and then in float64, because LibTorch's own, in float32 from
/// end to end, lose half of the digits; their order does not depend on the number of threads.
/// activation(z) is z where that is positive, else slope * z.
struct PixelShape {
    std::int64_t pixels = 0;
    std::int64_t channels = 0;
};

/// One number a channel.
using PerChannel = std::vector<double>;

[[nodiscard]] PerChannel zeroPerChannel(PixelShape shape);

template <typename Element>
[[nodiscard]] PerChannel sumPixels(const Element* values, PixelShape shape);

/// values = activation(values + bias)
template <typename Element>
void addBiasAndActivate(Element* values, PixelShape shape, const PerChannel& bias, double slope);

/// dL/dbias of it; writes dL/dvalues. Takes its results, whose signs are those of what was activated.
template <typename Element>
[[nodiscard]] PerChannel biasGradients(const Element* results, const Element* gradients, PixelShape shape, double slope,
                                       Element* inputGradients);

struct ChannelMoments {
    PerChannel mean;
    PerChannel variance;  // the mean square deviation: biased
};

template <typename Element>
[[nodiscard]] ChannelMoments momentsOf(const Element* values, PixelShape shape);

/// results = activation((values - mean) * scale + shift)
struct ChannelScaling {
    PerChannel mean;
    PerChannel scale;
    PerChannel shift;
    double slope = 1;
};

template <typename Element>
void scaleAndActivate(const Element* values, PixelShape shape, const ChannelScaling& scaling, Element* results);

/// Sums over the pixels, where z is what is activated.
struct ScalingGradients {
    PerChannel gradients;        // of dL/dz
    PerChannel gradientOffsets;  // of dL/dz * (values - mean)
};

template <typename Element>
[[nodiscard]] ScalingGradients scalingGradients(const Element* values, const Element* gradients, PixelShape shape,
                                                const ChannelScaling& scaling);

/// result = dL/dz * scale + constant + (values - mean) * slope
struct InputGradientTerms {
    PerChannel constant;
    PerChannel slope;
};

template <typename Element>
void scalingInputGradients(const Element* values, const Element* gradients, PixelShape shape,
                           const ChannelScaling& scaling, const InputGradientTerms& terms, Element* result);

/// The end of a transposed convolution of 2x2 pixels with stride 2, and the skip connection that it meets.
struct JoinShape {
    std::int64_t rows = 0;  // of the smaller image, in all images of the batch
    std::int64_t columns = 0;
    std::int64_t channels = 0;  // of the skip connection, and as many upsampled
};

/// joined[2r + i, 2c + j] = (products[r, c, i, j] + bias, skip[2r + i, 2c + j])
template <typename Element>
void spreadAndJoin(const Element* products, const PerChannel& bias, const Element* skip, const JoinShape& shape,
                   Element* joined);

/// Writes dL/dproducts; dL/dbias from dL/djoined.
template <typename Element>
[[nodiscard]] PerChannel gatherUpsampled(const Element* joined, const JoinShape& shape, Element* products);

}  // namespace scotopic
