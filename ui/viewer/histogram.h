// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QRectF>

#include <array>
#include <cstdint>

namespace scotopic {

/// How many pixels have each 8-bit value, for R, G and B.
struct Histogram {
    static constexpr int kBinCount = 256;
    std::array<std::array<std::uint32_t, kBinCount>, 3> counts{};
    std::uint64_t pixelCount = 0;

    friend bool operator==(const Histogram&, const Histogram&) = default;
};

[[nodiscard]] Histogram histogramOf(const QImage& image);
/// Of the pixels whose middle lies in `part`, where the image covers `where` in the same coordinates.
[[nodiscard]] Histogram histogramOf(const QImage& image, const QRectF& where, const QRectF& part);

}  // namespace scotopic
