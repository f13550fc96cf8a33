// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/raw/raw_image.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace scotopic {

/// A short exposure in memory; view() borrows from it.
struct ShortExposure {
    int planes = 0;
    PixelSize size;
    std::vector<std::uint16_t> counts;
    PlaneLevels levels;
    CameraColour colour{};

    [[nodiscard]] DecodedShort view() const { return {planes, size, counts, levels, colour}; }
};

/// A ground truth in memory; view() borrows from it.
struct GroundTruth {
    PixelSize size;
    std::vector<std::uint16_t> rgb;

    [[nodiscard]] DecodedLong view() const { return {size, rgb}; }
};

/// The sensor frame that a ground truth has to fit.
struct SensorFrame {
    std::filesystem::path file;
    PixelSize size;    // in photosites
    PixelRect packed;  // what lands in the planes
    int planes = 0;
    Orientation orientation = Orientation::Upright;

    [[nodiscard]] PixelSize planeSize() const;
    /// Bytes of the decoded files: of the short exposure, and of its ground truth.
    [[nodiscard]] std::size_t shortBytes() const { return planeSize().area() * static_cast<std::size_t>(planes) * 2; }
    [[nodiscard]] std::size_t longBytes() const { return packed.size().area() * 6; }
};
/// Throws as readRawHeader().
[[nodiscard]] SensorFrame sensorFrameOf(const std::filesystem::path& shortFile);

/// Throws as readRaw().
[[nodiscard]] ShortExposure decodeShort(const std::filesystem::path& shortFile, const JobContext& context = {});
/// The same for a readout that is in memory already.
[[nodiscard]] ShortExposure foldedShort(const RawImage& raw);

/// LibRaw's rendering of a raw, or a picture of 16 bits per channel that LibRaw rendered before: turned back to the
/// sensor's orientation (a picture by the short exposure's), and cut to what the short exposure's planes cover.
/// A picture of 8 bits is refused: its steps would be learnt, and lie far above those of a 14-bit sensor at night.
/// Throws as readRaw() and readPicture() do, CorruptInput for a frame of another size or one that is white nearly
/// everywhere, and Cancelled.
[[nodiscard]] GroundTruth decodeLong(const std::filesystem::path& longFile, const SensorFrame& frame,
                                     const JobContext& context);

/// Throws what decodeLong() would say after a look at the header alone.
void requireFits(const std::filesystem::path& longFile, const SensorFrame& frame);

}  // namespace scotopic
