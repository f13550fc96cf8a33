// SPDX-License-Identifier: MIT
#include "core/metrics/metrics.h"

#include "core/base/error.h"
#include "core/metrics/gaussian_ssim.h"
#include "core/metrics/row_sums.h"
#include "core/metrics/uniform_ssim.h"

#include <cmath>
#include <limits>
#include <string>

namespace scotopic {

namespace {

std::string toText(PixelSize size)
{
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

template <typename Scored>
void requireComparable(const Scored& picture, const Scored& truth, int smallestSide)
{
    if (picture.size != truth.size) {
        throw InvalidArgument("a picture of " + toText(picture.size)
                              + " pixels cannot be compared with a ground truth of " + toText(truth.size));
    }
    if (picture.rgb.size() != picture.size.area() * 3 || truth.rgb.size() != truth.size.area() * 3) {
        throw InvalidArgument("a picture of " + toText(picture.size) + " pixels has another number of values");
    }
    if (picture.size.width < smallestSide || picture.size.height < smallestSide) {
        throw InvalidArgument("a picture of " + toText(picture.size) + " pixels is too small to be scored: "
                              + std::to_string(smallestSide) + " on each side are needed");
    }
}

/// Mean over all values of `distance(a, b)`, summed row by row.
template <typename Scored, typename Distance>
double meanOf(const Scored& picture, const Scored& truth, Distance distance)
{
    requireComparable(picture, truth, 1);
    const std::size_t valuesPerRow = static_cast<std::size_t>(picture.size.width) * 3;
    const auto sumOfRows = [&](int begin, int end) {
        double sum = 0;
        for (int y = begin; y < end; ++y) {
            const auto* a = picture.rgb.data() + static_cast<std::size_t>(y) * valuesPerRow;
            const auto* b = truth.rgb.data() + static_cast<std::size_t>(y) * valuesPerRow;
            decltype(distance(*a, *b)) rowSum = 0;
            for (std::size_t i = 0; i < valuesPerRow; ++i) {
                rowSum += distance(a[i], b[i]);
            }
            sum += static_cast<double>(rowSum);
        }
        return sum;
    };
    return sumOverRowBands(picture.size.height, sumOfRows) / static_cast<double>(picture.rgb.size());
}

double decibels(double peak, double meanSquaredError)
{
    return meanSquaredError == 0 ? std::numeric_limits<double>::infinity()
                                 : 10 * std::log10(peak * peak / meanSquaredError);
}

template <typename Scored>
double ssimOf(const Scored& picture, const Scored& truth, SsimKind kind)
{
    switch (kind) {
    case SsimKind::Uniform7: requireComparable(picture, truth, kUniformWindowPx); return uniformSsim(picture, truth);
    case SsimKind::Gaussian11Volume:
        requireComparable(picture, truth, kGaussianWindowPx);
        return gaussianVolumeSsim(picture, truth);
    case SsimKind::Gaussian11Luminance:
        requireComparable(picture, truth, kGaussianWindowPx);
        return gaussianLuminanceSsim(picture, truth);
    }
    throw InvalidArgument("unknown kind of SSIM");
}

}  // namespace

double psnrDb(const Scored8Bit& picture, const Scored8Bit& truth)
{
    // A row of up to 22,000 pixels fits: 3 * 22,000 * 255^2 < 2^32.
    const auto squared = [](std::uint8_t a, std::uint8_t b) {
        const int difference = a - b;
        return static_cast<std::uint32_t>(difference * difference);
    };
    const auto squaredWide = [squared](std::uint8_t a, std::uint8_t b) { return std::uint64_t{squared(a, b)}; };
    constexpr int kWidestNarrowSum = 22'000;
    return decibels(255, picture.size.width <= kWidestNarrowSum ? meanOf(picture, truth, squared)
                                                                : meanOf(picture, truth, squaredWide));
}

double psnrDb(const ScoredFloat& picture, const ScoredFloat& truth)
{
    return decibels(1, meanOf(picture, truth, [](float a, float b) {
                        const double difference = static_cast<double>(a) - static_cast<double>(b);
                        return difference * difference;
                    }));
}

double meanAbsoluteError(const ScoredFloat& picture, const ScoredFloat& truth)
{
    return meanOf(picture, truth,
                  [](float a, float b) { return std::abs(static_cast<double>(a) - static_cast<double>(b)); });
}

double ssim(const Scored8Bit& picture, const Scored8Bit& truth, SsimKind kind)
{
    return ssimOf(picture, truth, kind);
}

double ssim(const ScoredFloat& picture, const ScoredFloat& truth, SsimKind kind)
{
    return ssimOf(picture, truth, kind);
}

}  // namespace scotopic
