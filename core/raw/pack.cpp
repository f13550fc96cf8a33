// SPDX-License-Identifier: MIT
#include "core/raw/pack.h"

#include "core/raw/cfa_layout.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <vector>

namespace scotopic {

namespace {

/// Rows of the planes at ratio 1: black subtracted, clipped at 0 where asked for, 1 at white.
class MosaicFolder {
public:
    MosaicFolder(const RawImage& raw, BelowBlack belowBlack)
        : m_raw(raw), m_layout(layoutOf(raw)),
          m_leastDn(belowBlack == BelowBlack::Clip ? 0.0F : std::numeric_limits<float>::lowest()),
          m_blackRepeatsPerBlock(m_layout.blockPx % raw.black.width == 0 && m_layout.blockPx % raw.black.height == 0)
    {
    }

    [[nodiscard]] const CfaLayout& layout() const { return m_layout; }

    /// Pixels [x, x + width) of row y of a plane.
    void fold(int plane, int y, int x, int width, float* values) const
    {
        for (int phase = 0; phase < m_layout.platePx; ++phase) {
            const int skipped = (phase - x % m_layout.platePx + m_layout.platePx) % m_layout.platePx;
            foldPhase(plane, y, x + skipped, x + width, values + skipped);
        }
    }

private:
    /// Every platePx-th pixel from x on: those whose photosites lie in one row, blockPx apart.
    void foldPhase(int plane, int y, int x, int endX, float* values) const
    {
        const int platePx = m_layout.platePx;
        const int blockPx = m_layout.blockPx;
        const int pixelOfBlock = y % platePx * platePx + x % platePx;
        const BlockSite site = m_layout.sites[static_cast<std::size_t>(plane)][static_cast<std::size_t>(pixelOfBlock)];
        const int row = m_layout.area.y + y / platePx * blockPx + site.row;
        const int firstColumn = m_layout.area.x + x / platePx * blockPx + site.column;
        const std::uint16_t* photosites =
            m_raw.photosites.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(m_raw.size.width);
        const float whiteDn = m_raw.whiteLevelDn[static_cast<std::size_t>(m_raw.cfa.at(row, firstColumn))];
        const int count = endX <= x ? 0 : (endX - x + platePx - 1) / platePx;
        const auto normalised = [&](int i, float blackDn) {
            return std::max(static_cast<float>(photosites[firstColumn + i * blockPx]) - blackDn, m_leastDn)
                   / (whiteDn - blackDn);
        };
        if (m_blackRepeatsPerBlock) {
            const float blackDn = m_raw.black.at(row, firstColumn);
            for (int i = 0; i < count; ++i, values += platePx) {
                *values = normalised(i, blackDn);
            }
        } else {
            for (int i = 0; i < count; ++i, values += platePx) {
                *values = normalised(i, m_raw.black.at(row, firstColumn + i * blockPx));
            }
        }
    }

    const RawImage& m_raw;
    CfaLayout m_layout;
    float m_leastDn;
    bool m_blackRepeatsPerBlock;
};

void amplifyAndClip(float* values, int count, ExposureRatio ratio)
{
    std::transform(values, values + count, values,
                   [ratio](float value) { return std::max(std::min(value * ratio.value, 1.0F), kLowestAmplified); });
}

/// Means of `binning` x `binning` pixels (fewer at the right and bottom edges) of one row of blocks.
void foldBinned(const MosaicFolder& folder, int plane, PixelRect rows, int binning, std::vector<float>& scratch,
                float* values)
{
    const int binCount = (rows.width + binning - 1) / binning;
    std::fill_n(values, binCount, 0.0F);
    for (int y = rows.y; y < rows.bottom(); ++y) {
        folder.fold(plane, y, rows.x, rows.width, scratch.data());
        for (int x = 0; x < rows.width; ++x) {
            values[x / binning] += scratch[static_cast<std::size_t>(x)];
        }
    }
    for (int bin = 0; bin < binCount; ++bin) {
        const int columnCount = std::min(binning, rows.width - bin * binning);
        values[bin] /= static_cast<float>(columnCount * rows.height);
    }
}

}  // namespace

PixelRect packedArea(const RawImage& raw)
{
    return layoutOf(raw).area;
}

Planes pack(const RawImage& raw, ExposureRatio ratio)
{
    return packRegion(raw, ratio, wholeOf(layoutOf(raw).planeSize()));
}

Planes packRegion(const RawImage& raw, ExposureRatio ratio, PixelRect rect, int binning, BelowBlack belowBlack)
{
    requireUsable(ratio);
    const MosaicFolder folder(raw, belowBlack);
    assert(binning >= 1 && intersected(rect, wholeOf(folder.layout().planeSize())) == rect);

    Planes planes(folder.layout().planeCount, (rect.height + binning - 1) / binning,
                  (rect.width + binning - 1) / binning);
    forRowBands(planes.height, [&](int begin, int end) {
        std::vector<float> scratch(binning > 1 ? static_cast<std::size_t>(rect.width) : 0);
        for (int y = begin; y < end; ++y) {
            const int firstRow = rect.y + y * binning;
            const PixelRect rows{rect.x, firstRow, rect.width, std::min(binning, rect.bottom() - firstRow)};
            for (int plane = 0; plane < planes.planes; ++plane) {
                float* const values = planes.row(plane, y);
                if (binning == 1) {
                    folder.fold(plane, rows.y, rows.x, rows.width, values);
                } else {
                    foldBinned(folder, plane, rows, binning, scratch, values);
                }
                amplifyAndClip(values, planes.width, ratio);
            }
        }
    });
    return planes;
}

}  // namespace scotopic
