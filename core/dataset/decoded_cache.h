// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/planes.h"
#include "core/dataset/pair.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace scotopic {

/// A decoded short exposure, mapped from disk: sensor counts folded as pack() folds them, uint16 [planes, h, w].
/// A count's input value at ratio r is min(max(count - blackDn, 0) * scale * r, 1) with its plane's black and scale.
struct DecodedShort {
    int planes = 0;
    PixelSize size;  // in plane pixels
    std::span<const std::uint16_t> counts;
    std::array<float, 9> blackDn{};
    std::array<float, 9> scale{};  // 1 / (white - black)
};

/// A decoded ground truth, mapped from disk: sRGB as LibRaw renders it (reference: BT.709 gamma), uint16 R, G, B
/// interleaved, in the sensor's orientation and cut to what the planes cover: planes' size times their stride.
struct DecodedLong {
    PixelSize size;
    std::span<const std::uint16_t> rgb;
};

/// A data set decoded once into flat files that are mapped, so that a patch reads only the pages it touches and a
/// server without LibRaw can train. Read-only and usable from any thread; mappings live as long as the object.
class DecodedCache {
public:
    /// Throws UnreadableInput (no cache there), UnsupportedInput (of another version), CorruptInput.
    explicit DecodedCache(const std::filesystem::path& folder);
    ~DecodedCache();
    DecodedCache(DecodedCache&&) noexcept;
    DecodedCache& operator=(DecodedCache&&) noexcept;

    /// Every pair that is decoded; the others are in the report of whoever built the cache.
    [[nodiscard]] const std::vector<ImagePair>& pairs() const;
    /// Throw CorruptInput naming the file when it is truncated or its checksum does not fit (checked once, at the
    /// first use of a file, where `verifyChecksums` was asked for).
    [[nodiscard]] DecodedShort shortOf(std::size_t pair) const;
    [[nodiscard]] DecodedLong longOf(std::size_t pair) const;

    /// Hash over the pairs' names and their files' checksums: which data a model was trained on or scored with.
    [[nodiscard]] std::string fingerprint() const;
    /// LibRaw's version that rendered the ground truth, or "" where it came as pictures.
    [[nodiscard]] std::string groundTruthRenderer() const;
    [[nodiscard]] const std::filesystem::path& folder() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The network's input for a rect (in plane pixels) of a decoded short exposure: equal, bit for bit, to the same part
/// of pack(raw, ratio).
[[nodiscard]] Planes amplifiedPlanes(const DecodedShort& decoded, PixelRect rect, ExposureRatio ratio);

}  // namespace scotopic
