// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/image/tiff_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace scotopic {

/// What the first directory of a TIFF says of its samples.
struct TiffLayout {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    unsigned bits = 1;         // of a sample, 1 to 16
    unsigned samples = 1;      // of a pixel
    unsigned colours = 1;      // of these samples
    unsigned photometric = 1;  // TIFF 6.0, "PhotometricInterpretation"
    unsigned compression = 1;
    bool isSeparate = false;  // plane after plane
    bool isTiled = false;
    bool asRgba = false;  // libtiff computes RGB of 8 bits
    Orientation orientation = Orientation::Upright;

    [[nodiscard]] unsigned samplesInRow() const { return isSeparate ? 1 : samples; }
    [[nodiscard]] unsigned planes() const { return isSeparate ? colours : 1; }
};

/// Throws UnsupportedInput for samples and colours that decodeTiff() does not read, and for absurd sizes.
[[nodiscard]] TiffLayout layoutIn(const TiffFile& opened, const std::filesystem::path& file);

/// What stored numbers mean, as 16 bits.
class TiffSamples {
public:
    /// Throws CorruptInput for a palette that is not there.
    TiffSamples(const TiffFile& opened, const TiffLayout& layout);

    /// One row of one plane, of which `row` is as libtiff gives it: samples of `bits` bits, highest first, those of 16
    /// in the machine's order.
    void spread(std::span<const std::uint8_t> row, unsigned plane, std::size_t pixels, std::uint16_t* rgb) const;

private:
    [[nodiscard]] unsigned numberAt(std::span<const std::uint8_t> row, std::size_t sample) const;
    void takePalette(const TiffFile& opened);

    const TiffLayout& m_layout;
    std::vector<std::uint16_t> m_ofNumber;
    std::array<std::vector<std::uint16_t>, 3> m_palette;  // empty: none
};

}  // namespace scotopic
