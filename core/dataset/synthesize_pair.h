// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: one source in memory, and one pair made from it.
#include "core/dataset/synthesize.h"
#include "core/dataset/unprocess.h"

#include <filesystem>
#include <optional>
#include <string>

namespace scotopic {

/// A source, opened once for all its pairs: either of the two.
struct OpenedSource {
    std::filesystem::path file;
    std::optional<RawImage> raw;         // clean already
    std::optional<CameraPicture> light;  // of that raw, where it is to be the ground truth
    std::optional<SrgbPicture> picture;
    SourceScale pictureScale = SourceScale::Full;
};

/// Throws as readRaw() and readPicture(), and UnsupportedInput when it is smaller than the pairs asked for.
[[nodiscard]] OpenedSource openSource(const std::filesystem::path& file, const SynthesisOptions& options,
                                      const JobContext& context);

/// How a pair came to be.
struct MadePair {
    PlannedPair plan;
    std::filesystem::path source;
    PixelRect where;  // in photosites of the clean source
    SensorNoise noise;
    std::optional<CameraLook> look;  // of an unprocessed picture
    std::string listLine;
};

/// Makes a pair and writes its two files below `options.folder`. Throws OutputFailed, Cancelled.
[[nodiscard]] MadePair makePair(const OpenedSource& source, const PlannedPair& plan, const SynthesisOptions& options,
                                const JobContext& context);

}  // namespace scotopic
