// SPDX-License-Identifier: MIT
#include "core/enhance/proxy.h"

#include "core/base/tone.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace scotopic {

namespace {

using Rgb = std::array<float, 3>;

/// Every 2x2 block of a Bayer and every 3x3 block of an X-Trans sensor has all three colours.
int blockPx(const CfaPattern& cfa)
{
    return cfa.isXTrans() ? 3 : 2;
}

/// Mean black level of each colour. Patterns of another period than the CFA's average out within a few pixels.
Rgb meanBlackDn(const RawImage& raw)
{
    const int rows = std::lcm(raw.cfa.period, raw.black.height);
    const int columns = std::lcm(raw.cfa.period, raw.black.width);
    Rgb sum{};
    Rgb count{};
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const auto colour = static_cast<std::size_t>(raw.cfa.at(row, column));
            sum[colour] += raw.black.at(row, column);
            count[colour] += 1;
        }
    }
    for (std::size_t colour = 0; colour < 3; ++colour) {
        sum[colour] /= std::max(count[colour], 1.0F);
    }
    return sum;
}

/// Averages squares of photosites by colour.
class MosaicBinner {
public:
    MosaicBinner(const RawImage& raw, PixelRect area, int spanPx)
        : m_raw(raw), m_area(area), m_spanPx(spanPx), m_blackDn(meanBlackDn(raw))
    {
    }

    [[nodiscard]] PixelSize size() const
    {
        return {(m_area.width + m_spanPx - 1) / m_spanPx, (m_area.height + m_spanPx - 1) / m_spanPx};
    }

    /// Row y of the bins: `put(x, rgb)` for each.
    template <class Put>
    void binRow(int y, std::vector<std::uint32_t>& columnSums, const Put& put) const
    {
        const int top = m_area.y + y * m_spanPx;
        const int bottom = std::min(top + m_spanPx, m_area.bottom());
        std::vector<std::array<std::uint64_t, 3>> sums(static_cast<std::size_t>(size().width));
        std::vector<std::array<std::uint32_t, 3>> counts(sums.size());
        // Rows of the same phase have their colours in the same columns, so whole rows can be added first.
        for (int phase = 0; phase < m_raw.cfa.period && top + phase < bottom; ++phase) {
            const std::uint32_t rowCount = addRows(top + phase, bottom, columnSums);
            addColumns(top + phase, rowCount, columnSums, sums, counts);
        }
        for (std::size_t x = 0; x < sums.size(); ++x) {
            put(static_cast<int>(x), toUnit(sums[x], counts[x]));
        }
    }

private:
    std::uint32_t addRows(int first, int bottom, std::vector<std::uint32_t>& columnSums) const
    {
        columnSums.assign(static_cast<std::size_t>(m_area.width), 0);
        std::uint32_t rowCount = 0;
        for (int row = first; row < bottom; row += m_raw.cfa.period, ++rowCount) {
            const std::uint16_t* photosites =
                m_raw.photosites.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(m_raw.size.width)
                + m_area.x;
            for (std::size_t x = 0; x < columnSums.size(); ++x) {
                columnSums[x] += photosites[x];
            }
        }
        return rowCount;
    }

    void addColumns(int row, std::uint32_t rowCount, const std::vector<std::uint32_t>& columnSums,
                    std::vector<std::array<std::uint64_t, 3>>& sums,
                    std::vector<std::array<std::uint32_t, 3>>& counts) const
    {
        std::array<std::size_t, 6> colours{};
        const int period = m_raw.cfa.period;
        for (int phase = 0; phase < period; ++phase) {
            colours[static_cast<std::size_t>(phase)] = static_cast<std::size_t>(m_raw.cfa.at(row, m_area.x + phase));
        }
        std::size_t phase = 0;
        std::size_t column = 0;
        for (std::size_t bin = 0; bin < sums.size(); ++bin) {
            const std::size_t end = std::min(column + static_cast<std::size_t>(m_spanPx), columnSums.size());
            for (; column < end; ++column) {
                sums[bin][colours[phase]] += columnSums[column];
                counts[bin][colours[phase]] += rowCount;
                phase = phase + 1 == static_cast<std::size_t>(period) ? 0 : phase + 1;
            }
        }
    }

    [[nodiscard]] Rgb toUnit(const std::array<std::uint64_t, 3>& sum, const std::array<std::uint32_t, 3>& count) const
    {
        Rgb rgb{};
        for (std::size_t colour = 0; colour < 3; ++colour) {
            if (count[colour] > 0) {  // a sliver at the edge may lack a colour
                const float meanDn = static_cast<float>(static_cast<double>(sum[colour]) / count[colour]);
                rgb[colour] = (meanDn - m_blackDn[colour]) / (m_raw.whiteLevelDn[colour] - m_blackDn[colour]);
            }
        }
        return rgb;
    }

    const RawImage& m_raw;
    PixelRect m_area;
    int m_spanPx;
    Rgb m_blackDn;
};

int spanFor(PixelSize area, PixelSize limit, int block)
{
    const int acrossBlocks = (area.width + block * limit.width - 1) / (block * limit.width);
    const int downBlocks = (area.height + block * limit.height - 1) / (block * limit.height);
    return block * std::max({1, acrossBlocks, downBlocks});
}

// Fine enough that neighbouring entries differ by at most a fifth of an 8-bit step; fits the first-level cache.
constexpr int kToneSteps = 1 << 14;

const std::vector<std::uint8_t>& toneTable()
{
    static const std::vector<std::uint8_t> table = [] {
        std::vector<std::uint8_t> values(kToneSteps + 1);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const float linear = static_cast<float>(i) / kToneSteps;
            values[i] = to8Bit(srgbFromLinear(linear));
        }
        return values;
    }();
    return table;
}

float clipped(float value)
{
    return value > 0.0F ? std::min(value, 1.0F) : 0.0F;  // NaN, from a broken matrix, becomes black
}

}  // namespace

RawProxy makeProxy(const RawImage& raw, PixelRect region, PixelSize limit)
{
    assert(!limit.isEmpty());
    const int block = blockPx(raw.cfa);
    PixelRect area = intersected(region, wholeOf(raw.size));
    assert(!area.isEmpty());
    area = {area.x - area.x % block, area.y - area.y % block, area.width + area.x % block,
            area.height + area.y % block};

    const PixelSize sensorLimit = orientedSize(limit, raw.orientation);
    const MosaicBinner binner(raw, area, spanFor(area.size(), sensorLimit, block));
    RawProxy proxy{orientedSize(binner.size(), raw.orientation), {}, raw.whiteBalance, raw.srgbFromCamera};
    proxy.cameraRgb.resize(proxy.size.area() * 3);
    const UprightLayout layout(binner.size(), raw.orientation);
    forRowBands(binner.size().height, [&](int begin, int end) {
        std::vector<std::uint32_t> columnSums;
        for (int y = begin; y < end; ++y) {
            binner.binRow(y, columnSums, [&](int x, const Rgb& rgb) {
                std::copy(rgb.begin(), rgb.end(), proxy.cameraRgb.data() + layout.indexOf(x, y) * 3);
            });
        }
    });
    return proxy;
}

SrgbPreview renderProxyLight(const RawProxy& proxy, ExposureRatio ratio, const LightLook& look)
{
    const LightRenderer renderer({.inputGains = {1, 1, 1},
                                  .whiteBalance = look.whiteBalance.value_or(proxy.whiteBalance),
                                  .srgbFromCamera = proxy.srgbFromCamera,
                                  .exposure = ratio.value * std::exp2(look.exposureEv),
                                  .sensorWhite = 1,
                                  .tone = look.tone,
                                  .curve = TransferCurve::Srgb});
    SrgbPreview preview{proxy.size, {}};
    preview.rgb.resize(proxy.cameraRgb.size());
    forRowBands(proxy.size.height, [&](int begin, int end) {
        const std::size_t rowValues = static_cast<std::size_t>(proxy.size.width) * 3;
        const std::size_t last = static_cast<std::size_t>(end) * rowValues;
        for (std::size_t i = static_cast<std::size_t>(begin) * rowValues; i < last; i += 3) {
            const Rgb signal = renderer.signalOf(proxy.cameraRgb.data() + i);
            std::transform(signal.begin(), signal.end(), preview.rgb.data() + i,
                           [](float value) { return to8Bit(value); });
        }
    });
    return preview;
}

SrgbPreview renderProxy(const RawProxy& proxy, ExposureRatio ratio, std::optional<WhiteBalanceGains> whiteBalance)
{
    // As LibRaw: the smallest multiplier becomes 1, so that what is white in all channels stays white.
    Rgb balance = whiteBalance.value_or(proxy.whiteBalance);
    const float least = *std::min_element(balance.begin(), balance.end());
    std::transform(balance.begin(), balance.end(), balance.begin(), [&](float gain) { return gain / least; });
    const std::array<float, 9> matrix = proxy.srgbFromCamera;
    const std::uint8_t* tone = toneTable().data();

    SrgbPreview preview{proxy.size, {}};
    preview.rgb.resize(proxy.cameraRgb.size());
    forRowBands(proxy.size.height, [&](int begin, int end) {
        const std::size_t rowValues = static_cast<std::size_t>(proxy.size.width) * 3;
        const std::size_t last = static_cast<std::size_t>(end) * rowValues;
        for (std::size_t i = static_cast<std::size_t>(begin) * rowValues; i < last; i += 3) {
            const float* camera = proxy.cameraRgb.data() + i;
            const float red = clipped(clipped(camera[0] * ratio.value) * balance[0]);
            const float green = clipped(clipped(camera[1] * ratio.value) * balance[1]);
            const float blue = clipped(clipped(camera[2] * ratio.value) * balance[2]);
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const float linear =
                    matrix[3 * channel] * red + matrix[3 * channel + 1] * green + matrix[3 * channel + 2] * blue;
                preview.rgb[i + channel] = tone[static_cast<int>(clipped(linear) * kToneSteps + 0.5F)];
            }
        }
    });
    return preview;
}

}  // namespace scotopic
