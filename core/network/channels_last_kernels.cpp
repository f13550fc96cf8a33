// SPDX-License-Identifier: MIT
#include "core/network/channels_last_kernels.h"

#include "core/network/channels_last_bands.h"

#include <c10/util/BFloat16.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace scotopic {
namespace {

constexpr std::int64_t kSampledPixels = 64;

template <typename Real>
Real activationFactor(Real z, Real slope)
{
    return z > 0 ? Real{1} : slope;
}

/// Near the means, so that squares of distances from it cancel no digits: the means of pixels all over the image.
template <typename Element>
PerChannel sampledMeans(const Element* values, PixelShape shape)
{
    const std::int64_t samples = std::min(kSampledPixels, shape.pixels);
    PerChannel means = zeroPerChannel(shape);
    for (std::int64_t sample = 0; sample < samples; ++sample) {
        const Element* pixel = values + shape.pixels * sample / samples * shape.channels;
        for (double& mean : means) {
            mean += static_cast<double>(static_cast<RealOf<Element>>(*pixel++)) / static_cast<double>(samples);
        }
    }
    return means;
}

/// What the loops over pixels read of a scaling, in their own precision.
template <typename Real>
struct Scaling {
    explicit Scaling(const ChannelScaling& scaling)
        : means(as<Real>(scaling.mean)), scales(as<Real>(scaling.scale)), shifts(as<Real>(scaling.shift)),
          slope(static_cast<Real>(scaling.slope))
    {
    }

    std::vector<Real> means;
    std::vector<Real> scales;
    std::vector<Real> shifts;
    Real slope;
};

}  // namespace

PerChannel zeroPerChannel(PixelShape shape)
{
    return PerChannel(static_cast<std::size_t>(shape.channels));
}

template <typename Element>
PerChannel sumPixels(const Element* values, PixelShape shape)
{
    using Real = RealOf<Element>;
    const std::int64_t channels = shape.channels;
    return sums<Real>(shape,
                      [=](std::int64_t pixel, Real* __restrict sum, Real*) {
                          const Element* from = values + pixel * channels;
                          for (std::int64_t c = 0; c < channels; ++c) {
                              sum[c] += static_cast<Real>(from[c]);
                          }
                      })
        .first;
}

template <typename Element>
void addBiasAndActivate(Element* values, PixelShape shape, const PerChannel& bias, double slope)
{
    using Real = RealOf<Element>;
    const std::vector<Real> biases = as<Real>(bias);
    const std::int64_t channels = shape.channels;
    forBands(shape, [&, low = static_cast<Real>(slope)](std::int64_t, std::int64_t first, std::int64_t last) {
        const Real* const offset = biases.data();
        for (std::int64_t pixel = first; pixel < last; ++pixel) {
            Element* __restrict const at = values + pixel * channels;
            for (std::int64_t c = 0; c < channels; ++c) {
                const Real z = static_cast<Real>(at[c]) + offset[c];
                at[c] = static_cast<Element>(z * activationFactor(z, low));
            }
        }
    });
}

template <typename Element>
PerChannel biasGradients(const Element* results, const Element* gradients, PixelShape shape, double slope,
                         Element* inputGradients)
{
    using Real = RealOf<Element>;
    const std::int64_t channels = shape.channels;
    const Real low = static_cast<Real>(slope);
    return sums<Real>(shape,
                      [=](std::int64_t pixel, Real* __restrict sum, Real*) {
                          const Element* result = results + pixel * channels;
                          const Element* gradient = gradients + pixel * channels;
                          Element* __restrict const to = inputGradients + pixel * channels;
                          for (std::int64_t c = 0; c < channels; ++c) {
                              const Real down =
                                  static_cast<Real>(gradient[c]) * activationFactor(static_cast<Real>(result[c]), low);
                              to[c] = static_cast<Element>(down);
                              sum[c] += down;
                          }
                      })
        .first;
}

template <typename Element>
ChannelMoments momentsOf(const Element* values, PixelShape shape)
{
    using Real = RealOf<Element>;
    const std::int64_t channels = shape.channels;
    const std::vector<Real> origin = as<Real>(sampledMeans(values, shape));
    const Real* const origins = origin.data();
    const auto [distances, squares] =
        sums<Real>(shape, [=](std::int64_t pixel, Real* __restrict sum, Real* __restrict sumOfSquares) {
            const Element* from = values + pixel * channels;
            for (std::int64_t c = 0; c < channels; ++c) {
                const Real distance = static_cast<Real>(from[c]) - origins[c];
                sum[c] += distance;
                sumOfSquares[c] += distance * distance;
            }
        });
    ChannelMoments moments{zeroPerChannel(shape), zeroPerChannel(shape)};
    const auto count = static_cast<double>(shape.pixels);
    for (std::size_t c = 0; c < distances.size(); ++c) {
        const double distance = distances[c] / count;
        moments.mean[c] = static_cast<double>(origin[c]) + distance;
        moments.variance[c] = std::max(squares[c] / count - distance * distance, 0.0);
    }
    return moments;
}

template <typename Element>
void scaleAndActivate(const Element* values, PixelShape shape, const ChannelScaling& scaling, Element* results)
{
    using Real = RealOf<Element>;
    const Scaling<Real> by(scaling);
    const std::int64_t channels = shape.channels;
    forBands(shape, [&](std::int64_t, std::int64_t first, std::int64_t last) {
        const Real* const mean = by.means.data();
        const Real* const scale = by.scales.data();
        const Real* const shift = by.shifts.data();
        for (std::int64_t pixel = first; pixel < last; ++pixel) {
            const Element* from = values + pixel * channels;
            Element* __restrict const to = results + pixel * channels;
            for (std::int64_t c = 0; c < channels; ++c) {
                const Real z = (static_cast<Real>(from[c]) - mean[c]) * scale[c] + shift[c];
                to[c] = static_cast<Element>(z * activationFactor(z, by.slope));
            }
        }
    });
}

template <typename Element>
ScalingGradients scalingGradients(const Element* values, const Element* gradients, PixelShape shape,
                                  const ChannelScaling& scaling)
{
    using Real = RealOf<Element>;
    const Scaling<Real> by(scaling);
    const std::int64_t channels = shape.channels;
    auto [ofGradients, ofProducts] =
        sums<Real>(shape, [&](std::int64_t pixel, Real* __restrict sum, Real* __restrict sumOfProducts) {
            const Element* value = values + pixel * channels;
            const Element* gradient = gradients + pixel * channels;
            const Real* const mean = by.means.data();
            const Real* const scale = by.scales.data();
            const Real* const shift = by.shifts.data();
            for (std::int64_t c = 0; c < channels; ++c) {
                const Real offset = static_cast<Real>(value[c]) - mean[c];
                const Real factor = activationFactor(offset * scale[c] + shift[c], by.slope);
                const Real down = static_cast<Real>(gradient[c]) * factor;
                sum[c] += down;
                sumOfProducts[c] += down * offset;
            }
        });
    return {std::move(ofGradients), std::move(ofProducts)};
}

template <typename Element>
void scalingInputGradients(const Element* values, const Element* gradients, PixelShape shape,
                           const ChannelScaling& scaling, const InputGradientTerms& terms, Element* result)
{
    using Real = RealOf<Element>;
    const Scaling<Real> by(scaling);
    const std::vector<Real> constants = as<Real>(terms.constant);
    const std::vector<Real> slopes = as<Real>(terms.slope);
    const std::int64_t channels = shape.channels;
    forBands(shape, [&](std::int64_t, std::int64_t first, std::int64_t last) {
        const Real* const mean = by.means.data();
        const Real* const scale = by.scales.data();
        const Real* const shift = by.shifts.data();
        const Real* const constant = constants.data();
        const Real* const slope = slopes.data();
        for (std::int64_t pixel = first; pixel < last; ++pixel) {
            const Element* value = values + pixel * channels;
            const Element* gradient = gradients + pixel * channels;
            Element* __restrict const to = result + pixel * channels;
            for (std::int64_t c = 0; c < channels; ++c) {
                const Real offset = static_cast<Real>(value[c]) - mean[c];
                const Real factor = activationFactor(offset * scale[c] + shift[c], by.slope);
                const Real down = static_cast<Real>(gradient[c]) * factor;
                to[c] = static_cast<Element>(down * scale[c] + (constant[c] + offset * slope[c]));
            }
        }
    });
}

#define SCOTOPIC_KERNELS(Element)                                                                                      \
    template PerChannel sumPixels(const Element*, PixelShape);                                                         \
    template void addBiasAndActivate(Element*, PixelShape, const PerChannel&, double);                                 \
    template PerChannel biasGradients(const Element*, const Element*, PixelShape, double, Element*);                   \
    template ChannelMoments momentsOf(const Element*, PixelShape);                                                     \
    template void scaleAndActivate(const Element*, PixelShape, const ChannelScaling&, Element*);                       \
    template ScalingGradients scalingGradients(const Element*, const Element*, PixelShape, const ChannelScaling&);     \
    template void scalingInputGradients(const Element*, const Element*, PixelShape, const ChannelScaling&,             \
                                        const InputGradientTerms&, Element*);
SCOTOPIC_KERNELS(float)
SCOTOPIC_KERNELS(double)
SCOTOPIC_KERNELS(c10::BFloat16)
#undef SCOTOPIC_KERNELS

}  // namespace scotopic
