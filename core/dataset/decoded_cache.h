// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/camera_linear.h"
#include "core/base/planes.h"
#include "core/dataset/pair.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace scotopic {

/// Black and white of a folded mosaic. Black is a small pattern that repeats over every plane from its pixel (0, 0)
/// on: one number a plane for Bayer cameras, 2 x 2 for X-Trans, more where a camera's own pattern is longer.
struct PlaneLevels {
    PixelSize blackPeriod{1, 1};     // in plane pixels
    std::vector<float> blackDn;      // [planes, blackPeriod.height, blackPeriod.width]
    std::array<float, 9> whiteDn{};  // per plane, black level included

    friend bool operator==(const PlaneLevels&, const PlaneLevels&) = default;
};

/// A decoded short exposure, borrowed: sensor counts folded as pack() folds them, uint16 [planes, h, w].
/// A count's input value at ratio r is min(max(count - black, 0) / (white - black) * r, 1) with the levels of its
/// pixel.
/// `colour`: white balance as shot (else for daylight) and matrix of its camera.
struct DecodedShort {
    int planes = 0;
    PixelSize size;  // in plane pixels
    std::span<const std::uint16_t> counts;
    PlaneLevels levels;
    CameraColour colour{};
};

/// A decoded ground truth, borrowed: sRGB as LibRaw renders it (reference: BT.709 gamma), uint16 R, G, B interleaved,
/// in the sensor's orientation and cut to what the planes cover: planes' size times their stride.
struct DecodedLong {
    PixelSize size;
    std::span<const std::uint16_t> rgb;
};

enum class Checksums { Trust, VerifyOnFirstUse };

/// A data set decoded once into flat files that are mapped, so that a patch reads only the pages it touches and a
/// server without LibRaw can train. Read-only and usable from any thread; mappings live as long as the object.
class DecodedCache {
public:
    /// Throws UnreadableInput (no cache there), UnsupportedInput (of another version), CorruptInput.
    explicit DecodedCache(const std::filesystem::path& folder, Checksums checksums = Checksums::Trust);
    ~DecodedCache();
    DecodedCache(DecodedCache&&) noexcept;
    DecodedCache& operator=(DecodedCache&&) noexcept;

    /// Every pair that is decoded, by name; the others are in the report of whoever built the cache.
    [[nodiscard]] const std::vector<ImagePair>& pairs() const;
    /// None without such a pair.
    [[nodiscard]] std::optional<std::size_t> pairNamed(const std::string& name) const;
    /// Size of a pair's planes in plane pixels, and how many there are, without touching its files.
    [[nodiscard]] PixelSize planeSizeOf(std::size_t pair) const;
    [[nodiscard]] int planeCountOf(std::size_t pair) const;

    /// Throw UnreadableInput when the file is gone, CorruptInput naming it when it is truncated, not the one that the
    /// cache was built with, or (checked once, where asked for) does not have its checksum.
    [[nodiscard]] DecodedShort shortOf(std::size_t pair) const;
    [[nodiscard]] DecodedLong longOf(std::size_t pair) const;
    /// Gives the memory of a pair's pages back; what is mapped stays valid and is read again when it is touched.
    /// Without it, every page ever touched counts as this process's resident memory.
    void release(std::size_t pair) const;

    /// Hash over the names, splits and ratios of some pairs, in the order given, and their files' checksums: which data
    /// a model was trained on or scored with, whatever else the cache holds.
    [[nodiscard]] std::string fingerprintOf(std::span<const std::size_t> pairs) const;
    /// Of all pairs.
    [[nodiscard]] std::string fingerprint() const;
    /// SHA-256 of a pair's decoded ground truth, as it was when the cache was filled.
    [[nodiscard]] const std::string& longSha256Of(std::size_t pair) const;
    /// How many short exposures of the data set's bursts, beyond the first ones, were left undecoded.
    [[nodiscard]] int missingBursts() const;
    /// LibRaw's version that rendered the ground truth, or "" where it came as pictures.
    [[nodiscard]] std::string groundTruthRenderer() const;
    [[nodiscard]] const std::filesystem::path& folder() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// True when `folder` holds an index, that is, when DecodedCache may open it.
[[nodiscard]] bool isDecodedCache(const std::filesystem::path& folder);

/// The network's input for a rect (in plane pixels) of a decoded short exposure: equal, bit for bit, to the same part
/// of packRegion() with the same choice below black. Throws InvalidArgument for an unusable ratio.
[[nodiscard]] Planes amplifiedPlanes(const DecodedShort& decoded, PixelRect rect, ExposureRatio ratio,
                                     BelowBlack belowBlack = BelowBlack::Clip);

/// The input of a camera-linear network: amplifiedPlanes() with counts below black kept, balanced as shot.
[[nodiscard]] Planes balancedPlanes(const DecodedShort& decoded, PixelRect rect, ExposureRatio ratio);

}  // namespace scotopic
