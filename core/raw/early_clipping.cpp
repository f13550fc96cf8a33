// SPDX-License-Identifier: MIT
#include "core/raw/early_clipping.h"

#include "core/raw/row_bands.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <numeric>
#include <vector>

namespace scotopic {

namespace {

constexpr float kLargestLack = 0.1F;     // of the range: further below white a peak is a bright wall, not saturation
constexpr float kSmallestLack = 0.002F;  // nobody sees
constexpr float kPeakWidth = 0.002F;     // saturation scatters by a few counts
constexpr float kBesidePeak = 0.02F;     // where hardly any may lie
constexpr std::uint64_t kPeakOverBeside = 2;
constexpr std::uint64_t kFewestInPeak = 16;
constexpr double kLeastPeakShare = 2e-6;
constexpr float kSpread = 0.03F;

using Histogram = std::vector<std::uint64_t>;  // by count, up to the highest

std::array<Histogram, 3> histogramsOf(const RawImage& raw)
{
    const auto highest = std::ranges::max_element(raw.photosites);
    const std::size_t length = highest == raw.photosites.end() ? 1 : *highest + std::size_t{1};
    const auto emptyOnes = [length] {
        std::array<Histogram, 3> histograms;
        histograms.fill(Histogram(length));
        return histograms;
    };
    std::array<Histogram, 3> all = emptyOnes();
    std::mutex adding;
    forRowBands(raw.size.height, [&](int begin, int end) {
        std::array<Histogram, 3> own = emptyOnes();
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < raw.size.width; ++column) {
                ++own[static_cast<std::size_t>(raw.cfa.at(row, column))][raw.at(row, column)];
            }
        }
        const std::scoped_lock lock(adding);
        for (std::size_t colour = 0; colour < 3; ++colour) {
            std::transform(own[colour].begin(), own[colour].end(), all[colour].begin(), all[colour].begin(),
                           std::plus<>());
        }
    });
    return all;
}

/// Photosites with counts in [from, to].
std::uint64_t countBetween(const Histogram& histogram, float fromDn, float toDn)
{
    const auto last = static_cast<float>(histogram.size() - 1);
    const auto begin = static_cast<std::ptrdiff_t>(std::clamp(std::ceil(fromDn), 0.0F, last));
    const auto end = static_cast<std::ptrdiff_t>(std::clamp(std::floor(toDn), -1.0F, last)) + 1;
    return end <= begin ? 0 : std::accumulate(histogram.begin() + begin, histogram.begin() + end, std::uint64_t{0});
}

float lowestBlackDn(const RawImage& raw)
{
    return *std::min_element(raw.black.levelsDn.begin(), raw.black.levelsDn.end());
}

/// The highest counts of a colour, where many lie there, or nearly, and hardly any a little lower.
struct Peak {
    float highestDn = 0;
    bool isOneCount = false;
};

std::optional<Peak> peakBelowWhite(const Histogram& histogram, float blackDn, float whiteDn)
{
    const auto last = std::find_if(histogram.rbegin(), histogram.rend(), [](std::uint64_t n) { return n > 0; });
    const auto highestDn = static_cast<float>(histogram.rend() - last) - 1;
    const float rangeDn = whiteDn - blackDn;
    const float lack = (whiteDn - highestDn) / rangeDn;
    if (!(lack > kSmallestLack && lack < kLargestLack)) {
        return std::nullopt;
    }
    const float peakBeginsDn = highestDn - kPeakWidth * rangeDn;
    const std::uint64_t inPeak = countBetween(histogram, peakBeginsDn, highestDn);
    const std::uint64_t beside =
        countBetween(histogram, peakBeginsDn - kBesidePeak * rangeDn, std::nextafter(std::ceil(peakBeginsDn), 0.0F));
    const auto all = static_cast<double>(std::accumulate(histogram.begin(), histogram.end(), std::uint64_t{0}));
    const bool isPeak = inPeak >= kFewestInPeak && static_cast<double>(inPeak) >= kLeastPeakShare * all
                        && inPeak >= kPeakOverBeside * beside;
    const bool isOneCount = countBetween(histogram, highestDn, highestDn) == inPeak;
    return isPeak ? std::optional(Peak{highestDn, isOneCount}) : std::nullopt;
}

/// Whether the other colours, beside most photosites of a peak that is one count, are each one count too, below white:
/// an even patch of a picture without noise, a chart's or a program's, and no saturation.
bool isEvenPatch(const RawImage& raw, std::size_t colour, float peakDn)
{
    std::uint64_t evenCount = 0;
    std::uint64_t inPeak = 0;
    const auto isEvenAlong = [&](int row, int column) {
        const int period = raw.cfa.period;
        for (int dy = 0; dy < period; ++dy) {
            for (int dx = 0; dx < period; ++dx) {
                const int y = row + dy;
                const int x = column + dx;
                if (y + period >= raw.size.height || x + period >= raw.size.width) {
                    return true;
                }
                const auto other = static_cast<std::size_t>(raw.cfa.at(y, x));
                const bool isWhite = static_cast<float>(raw.at(y, x)) >= raw.whiteLevelDn[other];
                if (other != colour
                    && (isWhite || raw.at(y, x) != raw.at(y + period, x) || raw.at(y, x) != raw.at(y, x + period))) {
                    return false;
                }
            }
        }
        return true;
    };
    for (int row = 0; row < raw.size.height; ++row) {
        for (int column = 0; column < raw.size.width; ++column) {
            if (static_cast<float>(raw.at(row, column)) >= peakDn
                && static_cast<std::size_t>(raw.cfa.at(row, column)) == colour) {
                ++inPeak;
                evenCount += isEvenAlong(row, column) ? 1 : 0;
            }
        }
    }
    return 2 * evenCount > inPeak;
}

std::optional<float> clippingOf(const RawImage& raw, std::size_t colour, const Histogram& histogram)
{
    const std::optional<Peak> peak = peakBelowWhite(histogram, lowestBlackDn(raw), raw.whiteLevelDn[colour]);
    if (!peak || (peak->isOneCount && isEvenPatch(raw, colour, peak->highestDn))) {
        return std::nullopt;
    }
    return peak->highestDn;
}

}  // namespace

std::array<std::optional<float>, 3> earlyClippingDn(const RawImage& raw)
{
    const std::array<Histogram, 3> histograms = histogramsOf(raw);
    std::array<std::optional<float>, 3> clippingDn;
    for (std::size_t colour = 0; colour < 3; ++colour) {
        clippingDn[colour] = clippingOf(raw, colour, histograms[colour]);
    }
    return clippingDn;
}

std::array<std::optional<float>, 3> liftEarlyClipping(RawImage& raw)
{
    const std::array<std::optional<float>, 3> clippingDn = earlyClippingDn(raw);
    if (std::none_of(clippingDn.begin(), clippingDn.end(), [](const auto& level) { return level.has_value(); })) {
        return clippingDn;
    }
    const auto liftedDn = [&](std::uint16_t count, std::size_t colour) {
        const float whiteDn = raw.whiteLevelDn[colour];
        const float toDn = *clippingDn[colour];
        const float fromDn = toDn - kSpread * (whiteDn - lowestBlackDn(raw));
        const float part = std::clamp((static_cast<float>(count) - fromDn) / (toDn - fromDn), 0.0F, 1.0F);
        return part > 0 ? static_cast<std::uint16_t>(std::lround(fromDn + part * (whiteDn - fromDn))) : count;
    };
    forRowBands(raw.size.height, [&](int begin, int end) {
        std::size_t index = static_cast<std::size_t>(begin) * static_cast<std::size_t>(raw.size.width);
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < raw.size.width; ++column, ++index) {
                const auto colour = static_cast<std::size_t>(raw.cfa.at(row, column));
                if (clippingDn[colour]) {
                    raw.photosites[index] = liftedDn(raw.photosites[index], colour);
                }
            }
        }
    });
    return clippingDn;
}

}  // namespace scotopic
