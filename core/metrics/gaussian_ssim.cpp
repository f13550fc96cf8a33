// SPDX-License-Identifier: MIT
#include "core/metrics/gaussian_ssim.h"

#include "core/metrics/row_sums.h"
#include "core/metrics/ssim_constants.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

namespace scotopic {

namespace {

constexpr int kReach = kGaussianWindowPx / 2;
constexpr double kSigmaPx = 1.5;
constexpr std::size_t kMaps = 4;  // x, y, x^2 + y^2, x y

using Taps = std::array<double, kGaussianWindowPx>;

Taps gaussianTaps()
{
    Taps taps{};
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
std::array<std::array<double, 3>, 3> channelWeights()
{
    const Taps taps = gaussianTaps();
    std::array<std::array<double, 3>, 3> weights{};
    for (int channel = 0; channel < 3; ++channel) {
        for (int k = -kReach; k <= kReach; ++k) {
            const auto from = static_cast<std::size_t>(std::clamp(channel + k, 0, 2));
            weights[static_cast<std::size_t>(channel)][from] += taps[static_cast<std::size_t>(k + kReach)];
        }
    }
    return weights;
}

/// One row of one slice of both pictures.
using ReadRow = std::function<void(int y, std::size_t slice, double* x, double* yOfTruth)>;

struct Slices {
    PixelSize size;
    std::size_t count = 1;  // 1: luminance, 3: a volume
    SsimConstants constants;
    ReadRow read;
};

/// Where the values under each tap of the window begin.
using Neighbours = std::array<const double*, kGaussianWindowPx>;

void addWeighted(const Neighbours& values, const Taps& taps, std::size_t count, double* result)
{
    for (std::size_t i = 0; i < count; ++i) {
        double sum = taps[kReach] * values[kReach][i];
        for (std::size_t k = 0; k < kReach; ++k) {
            sum += taps[k] * (values[k][i] + values[kGaussianWindowPx - 1 - k][i]);
        }
        result[i] = sum;
    }
}

/// Rows after the horizontal filter; those that the vertical one needs at a time.
class FilteredRows {
public:
    explicit FilteredRows(const Slices& slices)
        : m_slices(slices), m_width(static_cast<std::size_t>(slices.size.width)),
          m_rows(kGaussianWindowPx * slices.count * kMaps * m_width), m_padded(kMaps * (m_width + 2 * kReach))
    {
    }

    void add(int y)
    {
        for (std::size_t slice = 0; slice < m_slices.count; ++slice) {
            fillPadded(y, slice);
            for (std::size_t map = 0; map < kMaps; ++map) {
                Neighbours columns{};
                for (std::size_t k = 0; k < columns.size(); ++k) {
                    columns[k] = padded(map) + k;
                }
                addWeighted(columns, m_taps, m_width, row(y, slice, map));
            }
        }
    }

    /// The rows around `y`, weighted, of one map.
    void filterColumns(int y, std::size_t slice, std::size_t map, double* result) const
    {
        Neighbours rows{};
        for (int k = -kReach; k <= kReach; ++k) {
            const int near = std::clamp(y + k, 0, m_slices.size.height - 1);
            rows[static_cast<std::size_t>(k + kReach)] = row(near, slice, map);
        }
        addWeighted(rows, m_taps, m_width, result);
    }

private:
    double* row(int y, std::size_t slice, std::size_t map)
    {
        const std::size_t slot = static_cast<std::size_t>(y % kGaussianWindowPx);
        return m_rows.data() + ((slot * m_slices.count + slice) * kMaps + map) * m_width;
    }
    const double* row(int y, std::size_t slice, std::size_t map) const
    {
        return const_cast<FilteredRows*>(this)->row(y, slice, map);
    }
    double* padded(std::size_t map) { return m_padded.data() + map * (m_width + 2 * kReach); }

    void fillPadded(int y, std::size_t slice)
    {
        double* a = padded(0) + kReach;
        double* b = padded(1) + kReach;
        m_slices.read(y, slice, a, b);
        std::fill_n(padded(0), kReach, a[0]);
        std::fill_n(padded(1), kReach, b[0]);
        std::fill_n(a + m_width, kReach, a[m_width - 1]);
        std::fill_n(b + m_width, kReach, b[m_width - 1]);
        double* squares = padded(2);
        double* products = padded(3);
        for (std::size_t i = 0; i < m_width + 2 * kReach; ++i) {
            const double p = padded(0)[i];
            const double q = padded(1)[i];
            squares[i] = p * p + q * q;
            products[i] = p * q;
        }
    }

    const Slices& m_slices;
    std::size_t m_width;
    Taps m_taps = gaussianTaps();
    std::vector<double> m_rows;    // [row modulo 11][slice][map][width]
    std::vector<double> m_padded;  // [map][width and what is repeated]
};

double ratioAt(const std::array<double, kMaps>& means, const SsimConstants& constants)
{
    const double sizes = means[0] * means[0] + means[1] * means[1];
    const double covariance = means[3] - means[0] * means[1];
    const double variances = means[2] - sizes;
    return (2 * means[0] * means[1] + constants.c1) * (2 * covariance + constants.c2)
           / ((sizes + constants.c1) * (variances + constants.c2));
}

/// What the third direction of a volume adds to the means of one map; nothing for the luminance.
struct SliceWeights {
    std::size_t count = 1;
    std::array<double, 3> values{1, 0, 0};

    double sum(const double* firstSlice, std::size_t sliceStride) const
    {
        return count == 1 ? firstSlice[0]
                          : values[0] * firstSlice[0] + values[1] * firstSlice[sliceStride]
                                + values[2] * firstSlice[2 * sliceStride];
    }
};

/// `maps`: [slice][map][width]; `ratios`: a row's worth of room.
double sumOfSlice(const std::vector<double>& maps, const SliceWeights& weights, const Slices& slices,
                  std::vector<double>& ratios)
{
    const std::size_t width = ratios.size();
    const double* map = maps.data();
    for (std::size_t i = 0; i < width; ++i) {
        const auto meanOf = [&weights, map, width, i](std::size_t which) {
            return weights.sum(map + which * width + i, kMaps * width);
        };
        ratios[i] = ratioAt({meanOf(0), meanOf(1), meanOf(2), meanOf(3)}, slices.constants);
    }
    return std::accumulate(ratios.begin(), ratios.end(), 0.0);
}

double sumOfRow(const std::vector<double>& maps, const Slices& slices, std::vector<double>& ratios)
{
    if (slices.count == 1) {
        return sumOfSlice(maps, {}, slices, ratios);
    }
    static const auto weights = channelWeights();
    double sum = 0;
    for (const std::array<double, 3>& weight : weights) {
        sum += sumOfSlice(maps, {3, weight}, slices, ratios);
    }
    return sum;
}

double meanOver(const Slices& slices)
{
    const std::size_t width = static_cast<std::size_t>(slices.size.width);
    const auto sumOfRows = [&](int begin, int end) {
        FilteredRows rows(slices);
        std::vector<double> maps(slices.count * kMaps * width);
        std::vector<double> ratios(width);
        int next = std::max(0, begin - kReach);
        double sum = 0;
        for (int y = begin; y < end; ++y) {
            for (; next <= std::min(y + kReach, slices.size.height - 1); ++next) {
                rows.add(next);
            }
            for (std::size_t k = 0; k < slices.count * kMaps; ++k) {
                rows.filterColumns(y, k / kMaps, k % kMaps, maps.data() + k * width);
            }
            sum += sumOfRow(maps, slices, ratios);
        }
        return sum;
    };
    return sumOverRowBands(slices.size.height, sumOfRows) / static_cast<double>(slices.size.area() * slices.count);
}

template <typename Scored, typename ValueAt>
ReadRow rowReader(const Scored& picture, const Scored& truth, ValueAt valueAt)
{
    return [&picture, &truth, valueAt](int y, std::size_t slice, double* x, double* yOfTruth) {
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

template <typename Scored>
double volumeSsim(const Scored& picture, const Scored& truth, double peak)
{
    const auto valueAt = [](const auto* rgb, std::size_t slice) { return static_cast<double>(rgb[slice]); };
    return meanOver({picture.size, 3, SsimConstants(peak), rowReader(picture, truth, valueAt)});
}

}  // namespace

double gaussianVolumeSsim(const Scored8Bit& picture, const Scored8Bit& truth)
{
    return volumeSsim(picture, truth, 255);
}

double gaussianVolumeSsim(const ScoredFloat& picture, const ScoredFloat& truth)
{
    return volumeSsim(picture, truth, 1);
}

double gaussianLuminanceSsim(const Scored8Bit& picture, const Scored8Bit& truth)
{
    const auto valueAt = [](const std::uint8_t* rgb, std::size_t) { return std::floor(luminanceOf(rgb) + 0.5); };
    return meanOver({picture.size, 1, SsimConstants(255), rowReader(picture, truth, valueAt)});
}

double gaussianLuminanceSsim(const ScoredFloat& picture, const ScoredFloat& truth)
{
    const auto valueAt = [](const float* rgb, std::size_t) { return luminanceOf(rgb); };
    return meanOver({picture.size, 1, SsimConstants(1), rowReader(picture, truth, valueAt)});
}

}  // namespace scotopic
