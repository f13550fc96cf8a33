// SPDX-License-Identifier: MIT
#include "core/raw/dead_photosites.h"

#include "core/raw/row_bands.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <mutex>

namespace scotopic {

namespace {

// Multiples of the read noise: below them the noise model of the default model draws one count in a million.
constexpr float kNoiseDeviations = 6;
constexpr float kGapDeviations = 2;  // without a count for so long, what follows is something else
constexpr float kLeastReachDn = 4;
constexpr float kLeastReachOfBlack = 1.0F / 32;
// Rarer counts are no continuation of the picture's own: hot and cold photosites are.
constexpr double kRareShare = 1e-4;
constexpr std::uint64_t kFewestCounts = 4;
constexpr double kLeastHonestShare = 1.0 / 8;

constexpr int kSquarePx = 12;  // whole periods of Bayer and X-Trans
constexpr int kSquaresPerAxis = 64;
constexpr double kQuietShare = 0.25;

float highestBlackDn(const RawImage& raw)
{
    return *std::max_element(raw.black.levelsDn.begin(), raw.black.levelsDn.end());
}

/// Standard deviation of the noise of a square, or none where all its counts are the same.
std::optional<double> noiseOfSquare(const RawImage& raw, int top, int left)
{
    const int period = raw.cfa.period;
    double sum = 0;
    int pairCount = 0;
    bool areAllTheSame = true;
    for (int row = top; row < top + kSquarePx; ++row) {
        for (int column = left; column + period < left + kSquarePx; ++column, ++pairCount) {
            sum += std::abs(int{raw.at(row, column)} - int{raw.at(row, column + period)});
            areAllTheSame = areAllTheSame && raw.at(row, column) == raw.at(top, left);
        }
    }
    // Of two normal deviates the absolute difference is 2 / sqrt(pi) standard deviations in the mean.
    constexpr double kHalfRootPi = 0.88622692545275801;
    return areAllTheSame && sum <= 0 ? std::nullopt : std::optional(sum / pairCount * kHalfRootPi);
}

/// How many photosites lie so many whole counts below their black level; those at or above it are left out.
std::vector<std::uint64_t> countsBelowBlack(const RawImage& raw)
{
    std::vector<std::uint64_t> counts(static_cast<std::size_t>(std::ceil(highestBlackDn(raw))) + 1);
    std::mutex adding;
    forRowBands(raw.size.height, [&](int begin, int end) {
        std::vector<std::uint64_t> own(counts.size());
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < raw.size.width; ++column) {
                const float depthDn = raw.black.at(row, column) - static_cast<float>(raw.at(row, column));
                if (depthDn > 0) {
                    ++own[static_cast<std::size_t>(depthDn)];
                }
            }
        }
        const std::scoped_lock lock(adding);
        std::transform(own.begin(), own.end(), counts.begin(), counts.begin(), std::plus<>());
    });
    return counts;
}

/// How far down from black counts go without a gap.
std::size_t continuousDepth(const std::vector<std::uint64_t>& counts, float noiseDn, float gapDn, std::size_t area)
{
    const auto fewest = std::max(kFewestCounts, static_cast<std::uint64_t>(kRareShare * static_cast<double>(area)));
    const auto window = static_cast<std::size_t>(std::max(1.0F, noiseDn));
    std::size_t reached = 0;
    std::uint64_t inWindow = 0;
    for (std::size_t depth = 0; depth < counts.size() && static_cast<float>(depth - reached) <= gapDn; ++depth) {
        inWindow += counts[depth] - (depth >= window ? counts[depth - window] : 0);
        reached = inWindow >= fewest ? depth : reached;
    }
    return reached;
}

/// The way from a dead photosite to the nearest good one of its colour.
struct Side {
    int distancePx = 0;            // to it, or to the picture's edge
    std::optional<float> aboveDn;  // above black; none at the edge
};

/// Squares of photosites that are all dead, so that nobody walks out of the middle of a large area.
class DeadSquares {
public:
    DeadSquares(PixelSize size, const std::vector<std::uint8_t>& isDead)
        : m_size{size.width / kPx, size.height / kPx}, m_isDead(m_size.area(), 1)
    {
        for (int row = 0; row < m_size.height * kPx; ++row) {
            for (int column = 0; column < m_size.width * kPx; ++column) {
                const std::size_t site = static_cast<std::size_t>(row) * static_cast<std::size_t>(size.width)
                                         + static_cast<std::size_t>(column);
                if (isDead[site] == 0) {
                    m_isDead[indexOf(row / kPx, column / kPx)] = 0;
                }
            }
        }
    }

    /// Whether there is nothing good within `reachPx` to any side.
    [[nodiscard]] bool isDeepInside(int row, int column, int reachPx) const
    {
        const int squares = reachPx / kPx + 1;
        for (int away = -squares; away <= squares; ++away) {
            if (!isDeadOrOutside(row / kPx + away, column / kPx) || !isDeadOrOutside(row / kPx, column / kPx + away)) {
                return false;
            }
        }
        return true;
    }

private:
    static constexpr int kPx = 32;

    [[nodiscard]] std::size_t indexOf(int y, int x) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size.width) + static_cast<std::size_t>(x);
    }

    /// What is left over at the right and lower edge counts as good.
    [[nodiscard]] bool isDeadOrOutside(int y, int x) const
    {
        const bool isInside = y < m_size.height && x < m_size.width;
        return y < 0 || x < 0 || (isInside && m_isDead[indexOf(y, x)] != 0);
    }

    PixelSize m_size;
    std::vector<std::uint8_t> m_isDead;
};

class Filler {
public:
    Filler(RawImage& raw, const std::vector<std::uint8_t>& isDead)
        : m_raw(raw), m_isDead(isDead), m_deadSquares(raw.size, isDead)
    {
    }

    [[nodiscard]] std::uint16_t valueAt(int row, int column) const
    {
        if (m_deadSquares.isDeepInside(row, column, kDeepestFillPx)) {
            return static_cast<std::uint16_t>(std::lround(m_raw.black.at(row, column)));
        }
        const std::array<Side, 2> across{sideOf(row, column, 0, -1), sideOf(row, column, 0, 1)};
        const std::array<Side, 2> down{sideOf(row, column, -1, 0), sideOf(row, column, 1, 0)};
        float sum = 0;
        float weights = 0;
        float trust = 0;
        for (const std::array<Side, 2>& sides : {across, down}) {
            const bool isNarrow = sides[0].distancePx + sides[1].distancePx <= kWidestFillPx + m_raw.cfa.period;
            for (const Side& side : sides) {
                const float trustInSide = isNarrow ? 1.0F : trustFromAfar(side.distancePx);
                const float weight = trustInSide / static_cast<float>(side.distancePx * side.distancePx);
                sum += side.aboveDn ? weight * *side.aboveDn : 0.0F;
                weights += side.aboveDn ? weight : 0.0F;
                trust = side.aboveDn ? std::max(trust, trustInSide) : trust;
            }
        }
        const float dn = m_raw.black.at(row, column) + (weights > 0 ? trust * sum / weights : 0.0F);
        return static_cast<std::uint16_t>(std::lround(std::clamp(dn, 0.0F, 65535.0F)));
    }

private:
    /// 1 near what is good, from half the way on less, down to 0.
    static float trustFromAfar(int distancePx)
    {
        const float way = static_cast<float>(distancePx) / static_cast<float>(kDeepestFillPx);
        return std::clamp(2 - 2 * way, 0.0F, 1.0F);
    }

    [[nodiscard]] bool contains(int row, int column) const
    {
        return row >= 0 && row < m_raw.size.height && column >= 0 && column < m_raw.size.width;
    }

    [[nodiscard]] bool isDeadAt(int row, int column) const
    {
        return m_isDead[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_raw.size.width)
                        + static_cast<std::size_t>(column)]
               != 0;
    }

    /// As many good photosites beyond the first are gone on as dead ones were passed: the mirror image.
    [[nodiscard]] Side sideOf(int row, int column, int rowStep, int columnStep) const
    {
        const CfaColour colour = m_raw.cfa.at(row, column);
        const int farthestPx = 2 * kDeepestFillPx;
        Side side{farthestPx, std::nullopt};
        int passedCount = 0;
        int goodCount = 0;
        for (int distance = 1; distance <= farthestPx && goodCount <= passedCount; ++distance) {
            const int y = row + rowStep * distance;
            const int x = column + columnStep * distance;
            if (!contains(y, x)) {
                side.distancePx = goodCount > 0 ? side.distancePx : distance;
                break;
            }
            if (m_raw.cfa.at(y, x) != colour) {
                continue;
            }
            if (isDeadAt(y, x)) {
                if (goodCount > 0) {
                    break;
                }
                ++passedCount;
                continue;
            }
            side.distancePx = goodCount > 0 ? side.distancePx : distance;
            side.aboveDn = static_cast<float>(m_raw.at(y, x)) - m_raw.black.at(y, x);
            ++goodCount;
        }
        return side;
    }

    const RawImage& m_raw;
    const std::vector<std::uint8_t>& m_isDead;
    DeadSquares m_deadSquares;
};

/// Photosites more than `reachDn` below black.
std::vector<std::uint8_t> furtherBelowBlack(const RawImage& raw, float reachDn)
{
    std::vector<std::uint8_t> isBelow(raw.photosites.size());
    forRowBands(raw.size.height, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            std::uint8_t* below =
                isBelow.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(raw.size.width);
            for (int column = 0; column < raw.size.width; ++column) {
                *below++ = raw.black.at(row, column) - static_cast<float>(raw.at(row, column)) > reachDn ? 1 : 0;
            }
        }
    });
    return isBelow;
}

}  // namespace

float estimatedReadNoiseDn(const RawImage& raw)
{
    std::vector<double> noise;
    const auto stepFor = [](int length) { return std::max(kSquarePx, length / kSquaresPerAxis); };
    for (int top = 0; top + kSquarePx <= raw.size.height; top += stepFor(raw.size.height)) {
        for (int left = 0; left + kSquarePx <= raw.size.width; left += stepFor(raw.size.width)) {
            if (const std::optional<double> ofSquare = noiseOfSquare(raw, top, left)) {
                noise.push_back(*ofSquare);
            }
        }
    }
    if (noise.empty()) {
        return 0;
    }
    const auto quiet = noise.begin() + static_cast<std::ptrdiff_t>(kQuietShare * static_cast<double>(noise.size() - 1));
    std::nth_element(noise.begin(), quiet, noise.end());
    return static_cast<float>(*quiet);
}

std::optional<float> noiseReachDn(const RawImage& raw)
{
    const float leastDn = raw.readNoiseDn ? std::max(kLeastReachDn, kNoiseDeviations * *raw.readNoiseDn)
                                          : std::max(kLeastReachDn, highestBlackDn(raw) * kLeastReachOfBlack);
    const std::vector<std::uint64_t> counts = countsBelowBlack(raw);
    const auto first = std::min(static_cast<std::size_t>(leastDn), counts.size());
    if (std::all_of(counts.begin() + static_cast<std::ptrdiff_t>(first), counts.end(),
                    [](std::uint64_t count) { return count == 0; })) {
        return std::nullopt;  // the usual case
    }
    const float noiseDn = raw.readNoiseDn ? *raw.readNoiseDn : estimatedReadNoiseDn(raw);
    const float gapDn = std::max(kGapDeviations * noiseDn, leastDn);
    const auto continuousDn = static_cast<float>(continuousDepth(counts, noiseDn, gapDn, raw.size.area()));
    return std::max({leastDn, kNoiseDeviations * noiseDn, continuousDn > 0 ? continuousDn + gapDn : 0.0F});
}

void fillPhotosites(RawImage& raw, const std::vector<std::uint8_t>& isDead)
{
    assert(isDead.size() == raw.photosites.size());
    const Filler filler(raw, isDead);  // reads none of those that are written
    forRowBands(raw.size.height, [&](int begin, int end) {
        std::size_t index = static_cast<std::size_t>(begin) * static_cast<std::size_t>(raw.size.width);
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < raw.size.width; ++column, ++index) {
                if (isDead[index] != 0) {
                    raw.photosites[index] = filler.valueAt(row, column);
                }
            }
        }
    });
}

std::size_t fillDeadPhotosites(RawImage& raw)
{
    const std::optional<float> reachDn = noiseReachDn(raw);
    if (!reachDn) {
        return 0;
    }
    const std::vector<std::uint8_t> isDead = furtherBelowBlack(raw, *reachDn);
    const auto deadCount = static_cast<std::size_t>(std::count(isDead.begin(), isDead.end(), 1));
    const auto honestCount = static_cast<double>(isDead.size() - deadCount);
    if (deadCount == 0 || honestCount < kLeastHonestShare * static_cast<double>(isDead.size())) {
        return 0;
    }
    fillPhotosites(raw, isDead);
    return deadCount;
}

}  // namespace scotopic
