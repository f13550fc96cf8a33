// SPDX-License-Identifier: MIT
#include "core/metrics/gaussian_ssim.h"

#include "core/metrics/row_sums.h"
#include "core/metrics/ssim_constants.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

namespace scotopic {

namespace {

constexpr int kReach = kGaussianWindowPx / 2;
constexpr double kSigmaPx = 1.5;
constexpr std::size_t kMaps = 4;  // x, y, x^2 + y^2, x y

using Taps = std::array<float, kGaussianWindowPx>;

std::array<double, kGaussianWindowPx> gaussianTaps()
{
    std::array<double, kGaussianWindowPx> taps{};
    double sum = 0;
    for (int k = -kReach; k <= kReach; ++k) {
        const double tap = std::exp(-k * k / (2 * kSigmaPx * kSigmaPx));
        taps[static_cast<std::size_t>(k + kReach)] = tap;
        sum += tap;
    }
    for (double& tap : taps) {
        tap /= sum;
    }
    return taps;
}

/// Where the window reaches in the third direction: the Gaussian over three slices whose outer ones are repeated.
/// [channel of the result][channel of the picture]
std::array<std::array<float, 3>, 3> channelWeights()
{
    const auto taps = gaussianTaps();
    std::array<std::array<double, 3>, 3> weights{};
    for (int channel = 0; channel < 3; ++channel) {
        for (int k = -kReach; k <= kReach; ++k) {
            const auto from = static_cast<std::size_t>(std::clamp(channel + k, 0, 2));
            weights[static_cast<std::size_t>(channel)][from] += taps[static_cast<std::size_t>(k + kReach)];
        }
    }
    std::array<std::array<float, 3>, 3> result{};
    for (std::size_t i = 0; i < 3; ++i) {
        std::copy(weights[i].begin(), weights[i].end(), result[i].begin());
    }
    return result;
}

/// One row of one slice of both pictures, less `offset`: squares of small numbers lose fewer digits, and variances
/// do not change.
using ReadRow = std::function<void(int y, std::size_t slice, float* x, float* yOfTruth)>;

struct Slices {
    PixelSize size;
    std::size_t count = 1;  // 1: luminance, 3: a volume
    float offset = 0;
    SsimConstants constants;
    ReadRow read;
};

/// Rows after the horizontal filter; those that the vertical one needs at a time.
class FilteredRows {
public:
    explicit FilteredRows(const Slices& slices)
        : m_slices(slices), m_width(static_cast<std::size_t>(slices.size.width)),
          m_rows(kGaussianWindowPx * slices.count * kMaps * m_width), m_padded(kMaps * (m_width + 2 * kReach))
    {
        const auto taps = gaussianTaps();
        std::copy(taps.begin(), taps.end(), m_taps.begin());
    }

    void add(int y)
    {
        for (std::size_t slice = 0; slice < m_slices.count; ++slice) {
            fillPadded(y, slice);
            for (std::size_t map = 0; map < kMaps; ++map) {
                filter(padded(map), row(y, slice, map));
            }
        }
    }

    /// The rows around `y`, weighted, of one map.
    void filterColumns(int y, std::size_t slice, std::size_t map, float* result) const
    {
        std::array<const float*, kGaussianWindowPx> rows{};
        for (int k = -kReach; k <= kReach; ++k) {
            const int near = std::clamp(y + k, 0, m_slices.size.height - 1);
            rows[static_cast<std::size_t>(k + kReach)] = row(near, slice, map);
        }
        for (std::size_t i = 0; i < m_width; ++i) {
            float sum = m_taps[kReach] * rows[kReach][i];
            for (std::size_t k = 0; k < kReach; ++k) {
                sum += m_taps[k] * (rows[k][i] + rows[kGaussianWindowPx - 1 - k][i]);
            }
            result[i] = sum;
        }
    }

private:
    float* row(int y, std::size_t slice, std::size_t map)
    {
        const std::size_t slot = static_cast<std::size_t>(y % kGaussianWindowPx);
        return m_rows.data() + ((slot * m_slices.count + slice) * kMaps + map) * m_width;
    }
    const float* row(int y, std::size_t slice, std::size_t map) const
    {
        return const_cast<FilteredRows*>(this)->row(y, slice, map);
    }
    float* padded(std::size_t map) { return m_padded.data() + map * (m_width + 2 * kReach); }

    void fillPadded(int y, std::size_t slice)
    {
        float* a = padded(0) + kReach;
        float* b = padded(1) + kReach;
        m_slices.read(y, slice, a, b);
        std::fill_n(padded(0), kReach, a[0]);
        std::fill_n(padded(1), kReach, b[0]);
        std::fill_n(a + m_width, kReach, a[m_width - 1]);
        std::fill_n(b + m_width, kReach, b[m_width - 1]);
        float* squares = padded(2);
        float* products = padded(3);
        for (std::size_t i = 0; i < m_width + 2 * kReach; ++i) {
            const float p = padded(0)[i];
            const float q = padded(1)[i];
            squares[i] = p * p + q * q;
            products[i] = p * q;
        }
    }

    void filter(const float* values, float* result) const
    {
        for (std::size_t i = 0; i < m_width; ++i) {
            float sum = m_taps[kReach] * values[i + kReach];
            for (std::size_t k = 0; k < kReach; ++k) {
                sum += m_taps[k] * (values[i + k] + values[i + kGaussianWindowPx - 1 - k]);
            }
            result[i] = sum;
        }
    }

    const Slices& m_slices;
    std::size_t m_width;
    Taps m_taps{};
    std::vector<float> m_rows;    // [row modulo 11][slice][map][width]
    std::vector<float> m_padded;  // [map][width and what is repeated]
};

float ratioAt(const std::array<float, kMaps>& means, const Slices& slices)
{
    const float c1 = static_cast<float>(slices.constants.c1);
    const float c2 = static_cast<float>(slices.constants.c2);
    const float covariance = means[3] - means[0] * means[1];
    const float variances = means[2] - means[0] * means[0] - means[1] * means[1];
    const float x = means[0] + slices.offset;
    const float y = means[1] + slices.offset;
    return (2 * x * y + c1) * (2 * covariance + c2) / ((x * x + y * y + c1) * (variances + c2));
}

/// `maps`: [slice][map][width]
double sumOfPlane(const std::vector<float>& maps, std::size_t width, const Slices& slices)
{
    double sum = 0;
    for (std::size_t i = 0; i < width; ++i) {
        sum +=
            static_cast<double>(ratioAt({maps[i], maps[width + i], maps[2 * width + i], maps[3 * width + i]}, slices));
    }
    return sum;
}

double sumOfVolume(const std::vector<float>& maps, std::size_t width, const Slices& slices)
{
    static const auto weights = channelWeights();
    double sum = 0;
    for (const std::array<float, 3>& weight : weights) {
        for (std::size_t i = 0; i < width; ++i) {
            std::array<float, kMaps> means{};
            for (std::size_t map = 0; map < kMaps; ++map) {
                const float* values = maps.data() + map * width + i;
                means[map] =
                    weight[0] * values[0] + weight[1] * values[kMaps * width] + weight[2] * values[2 * kMaps * width];
            }
            sum += static_cast<double>(ratioAt(means, slices));
        }
    }
    return sum;
}

double meanOver(const Slices& slices)
{
    const std::size_t width = static_cast<std::size_t>(slices.size.width);
    const auto sumOfRows = [&](int begin, int end) {
        FilteredRows rows(slices);
        std::vector<float> maps(slices.count * kMaps * width);
        int next = std::max(0, begin - kReach);
        double sum = 0;
        for (int y = begin; y < end; ++y) {
            for (; next <= std::min(y + kReach, slices.size.height - 1); ++next) {
                rows.add(next);
            }
            for (std::size_t k = 0; k < slices.count * kMaps; ++k) {
                rows.filterColumns(y, k / kMaps, k % kMaps, maps.data() + k * width);
            }
            sum += slices.count == 3 ? sumOfVolume(maps, width, slices) : sumOfPlane(maps, width, slices);
        }
        return sum;
    };
    return sumOverRowBands(slices.size.height, sumOfRows) / static_cast<double>(slices.size.area() * slices.count);
}

template <typename Scored, typename ValueAt>
ReadRow rowReader(const Scored& picture, const Scored& truth, ValueAt valueAt)
{
    return [&picture, &truth, valueAt](int y, std::size_t slice, float* x, float* yOfTruth) {
        const std::size_t width = static_cast<std::size_t>(picture.size.width);
        const std::size_t first = static_cast<std::size_t>(y) * width * 3;
        for (std::size_t i = 0; i < width; ++i) {
            x[i] = valueAt(picture.rgb.data() + first + i * 3, slice);
            yOfTruth[i] = valueAt(truth.rgb.data() + first + i * 3, slice);
        }
    };
}

/// MATLAB's rgb2gray: the first row of the inverse of the matrix from RGB to YIQ.
template <typename Value>
double luminanceOf(const Value* rgb)
{
    return 0.298936021293776 * static_cast<double>(rgb[0]) + 0.587043074451121 * static_cast<double>(rgb[1])
           + 0.114020904255103 * static_cast<double>(rgb[2]);
}

constexpr double kPeak8Bit = 255;
constexpr float kOffset8Bit = 128;
constexpr float kOffsetFloat = 0.5F;

}  // namespace

double gaussianVolumeSsim(const Scored8Bit& picture, const Scored8Bit& truth)
{
    const auto valueAt = [](const std::uint8_t* rgb, std::size_t slice) {
        return static_cast<float>(rgb[slice]) - kOffset8Bit;
    };
    return meanOver({picture.size, 3, kOffset8Bit, SsimConstants(kPeak8Bit), rowReader(picture, truth, valueAt)});
}

double gaussianVolumeSsim(const ScoredFloat& picture, const ScoredFloat& truth)
{
    const auto valueAt = [](const float* rgb, std::size_t slice) { return rgb[slice] - kOffsetFloat; };
    return meanOver({picture.size, 3, kOffsetFloat, SsimConstants(1), rowReader(picture, truth, valueAt)});
}

double gaussianLuminanceSsim(const Scored8Bit& picture, const Scored8Bit& truth)
{
    const auto valueAt = [](const std::uint8_t* rgb, std::size_t) {
        return static_cast<float>(std::floor(luminanceOf(rgb) + 0.5)) - kOffset8Bit;
    };
    return meanOver({picture.size, 1, kOffset8Bit, SsimConstants(kPeak8Bit), rowReader(picture, truth, valueAt)});
}

double gaussianLuminanceSsim(const ScoredFloat& picture, const ScoredFloat& truth)
{
    const auto valueAt = [](const float* rgb, std::size_t) {
        return static_cast<float>(luminanceOf(rgb) - static_cast<double>(kOffsetFloat));
    };
    return meanOver({picture.size, 1, kOffsetFloat, SsimConstants(1), rowReader(picture, truth, valueAt)});
}

}  // namespace scotopic
