// SPDX-License-Identifier: MIT
#include "core/raw/remosaic.h"

#include "core/base/error.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace scotopic {

namespace {

constexpr int kPeriod = 6;       // of X-Trans; a whole number of Bayer's
constexpr int kFarthestPx = 6;   // within a period there is every colour
constexpr int kNeighbourPx = 1;  // where every colour is found away from the edge

struct Tap {
    int row = 0;  // from the photosite in question
    int column = 0;
    float weight = 1;
};
using Taps = std::vector<Tap>;

CfaPattern bayer()
{
    CfaPattern cfa{.period = 2};
    cfa.colours = {CfaColour::Red, CfaColour::Green, CfaColour::Green, CfaColour::Blue};
    return cfa;
}

/// Which photosites make the one at (row, column) of a Bayer mosaic, their weights adding up to 1; `contains` says
/// which there are.
template <typename Contains>
Taps tapsFor(const CfaPattern& from, CfaColour colour, int row, int column, const Contains& contains)
{
    if (from.at(row, column) == colour) {
        return {{}};
    }
    Taps taps;
    float sum = 0;
    for (int reach = kNeighbourPx; taps.empty() && reach <= kFarthestPx; ++reach) {
        for (int y = -reach; y <= reach; ++y) {
            for (int x = -reach; x <= reach; ++x) {
                if (contains(row + y, column + x) && from.at(row + y, column + x) == colour) {
                    taps.push_back({y, x, y == 0 || x == 0 ? 2.0F : 1.0F});
                    sum += taps.back().weight;
                }
            }
        }
    }
    for (Tap& tap : taps) {
        tap.weight /= sum;
    }
    return taps;
}

/// Those of every place of a period away from the edge.
std::array<std::array<Taps, kPeriod>, kPeriod> tapsInside(const CfaPattern& from)
{
    const auto everywhere = [](int, int) { return true; };
    std::array<std::array<Taps, kPeriod>, kPeriod> taps;
    for (int row = 0; row < kPeriod; ++row) {
        for (int column = 0; column < kPeriod; ++column) {
            taps[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] =
                tapsFor(from, bayer().at(row, column), row + kPeriod, column + kPeriod, everywhere);
        }
    }
    return taps;
}

/// Means over all places of a colour, in the Bayer pattern's order.
BlackLevel blackOfColours(const RawImage& raw)
{
    std::array<double, 3> sums{};
    std::array<int, 3> counts{};
    // Any pattern of black levels repeats within this many periods of the filter.
    for (int row = 0; row < kPeriod * raw.black.height; ++row) {
        for (int column = 0; column < kPeriod * raw.black.width; ++column) {
            const auto colour = static_cast<std::size_t>(raw.cfa.at(row, column));
            sums[colour] += raw.black.at(row, column);
            ++counts[colour];
        }
    }
    const auto mean = [&](std::size_t colour) { return static_cast<float>(sums[colour] / counts[colour]); };
    return {2, 2, {mean(0), mean(1), mean(1), mean(2)}};
}

class Interpolation {
public:
    Interpolation(const RawImage& from, const BlackLevel& black)
        : m_from(from), m_black(black), m_bayer(bayer()), m_inside(tapsInside(from.cfa))
    {
    }

    [[nodiscard]] std::uint16_t at(int row, int column) const
    {
        const bool isInside = row >= kNeighbourPx && row < m_from.size.height - kNeighbourPx && column >= kNeighbourPx
                              && column < m_from.size.width - kNeighbourPx;
        return isInside ? sumOf(
                   m_inside[static_cast<std::size_t>(row % kPeriod)][static_cast<std::size_t>(column % kPeriod)], row,
                   column)
                        : sumOf(tapsAtEdge(row, column), row, column);
    }

private:
    [[nodiscard]] Taps tapsAtEdge(int row, int column) const
    {
        const auto isInPicture = [this](int y, int x) {
            return y >= 0 && y < m_from.size.height && x >= 0 && x < m_from.size.width;
        };
        return tapsFor(m_from.cfa, m_bayer.at(row, column), row, column, isInPicture);
    }

    [[nodiscard]] std::uint16_t sumOf(const Taps& taps, int row, int column) const
    {
        float sum = m_black.at(row, column);
        for (const Tap& tap : taps) {
            const int y = row + tap.row;
            const int x = column + tap.column;
            sum += tap.weight * (static_cast<float>(m_from.at(y, x)) - m_from.black.at(y, x));
        }
        return static_cast<std::uint16_t>(std::clamp(std::lround(sum), 0L, 65535L));
    }

    const RawImage& m_from;
    const BlackLevel& m_black;
    CfaPattern m_bayer;
    std::array<std::array<Taps, kPeriod>, kPeriod> m_inside;
};

}  // namespace

RawImage remosaicAsBayer(const RawImage& raw)
{
    if (!raw.cfa.isXTrans() || raw.size.width < kPeriod || raw.size.height < kPeriod) {
        throw InvalidArgument(raw.file.string() + ": is no X-Trans raw");
    }
    RawImage result = raw;
    result.cfa = bayer();
    result.black = blackOfColours(raw);
    const Interpolation interpolation(raw, result.black);
    forRowBands(raw.size.height, [&](int begin, int end) {
        auto* photosite =
            result.photosites.data() + static_cast<std::size_t>(begin) * static_cast<std::size_t>(raw.size.width);
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < raw.size.width; ++column) {
                *photosite++ = interpolation.at(row, column);
            }
        }
    });
    return result;
}

}  // namespace scotopic
