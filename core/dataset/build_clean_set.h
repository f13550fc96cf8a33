// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/synthesize.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

struct CleanSetOptions {
    std::vector<std::filesystem::path> sources;    // pictures (PNG, TIFF, JPEG) and Bayer raws, without visible noise
    std::filesystem::path folder;                  // made where it is missing
    SourceScale pictureScale = SourceScale::Full;  // Half where pixels show a camera's demosaicing; raws are halved
    int chartCount = 0;                            // drawn pictures added; see drawChart()
    SplitShares shares{.train = 0.9, .validation = 0.04, .test = 0.06};  // of the sources, and of the charts
    std::uint64_t seed = 1;                                              // of the splits and the charts
};

struct CleanSetReport {
    int trainCount = 0;
    int validationCount = 0;
    int testCount = 0;
    std::vector<std::string> leftOut;  // a sentence for each source that gave no picture
};

/// Decodes the sources to a CleanSet, files that are there already and not stale excepted, and writes its index. A raw
/// is white-balanced as shot and halved: each pixel has all three colours interpolated at the middle of its 2x2 block.
/// A source that cannot be used is left out; when all are, the last one's reason is thrown.
/// Throws OutputFailed, InvalidArgument (two sources of one name), Cancelled (going on later is possible).
[[nodiscard]] CleanSetReport buildCleanSet(const CleanSetOptions& options, const JobContext& context);

}  // namespace scotopic
