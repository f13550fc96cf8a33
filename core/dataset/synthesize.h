// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/noise_calibration.h"
#include "core/dataset/synthesize_plan.h"
#include "core/raw/raw_image.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// How a source's pixels become a clean sensor's photosites: one by one, or four of a colour averaged, which halves
/// the size and the source's own noise.
enum class SourceScale { Full, Half };

/// A Bayer raw without noise: 16 bits, black 0, white 65535, everything else as in `source`. Halved photosites lie
/// where their colour's weighted four do, so colours stay in register. Throws UnsupportedInput for X-Trans.
[[nodiscard]] RawImage cleanRaw(const RawImage& source, SourceScale scale);

/// The same scene shot `ratio` times shorter: 14 bits, black 512, white 16383, with `noise` in these counts. Equal
/// seeds give equal counts, whatever the machine's number of threads.
[[nodiscard]] RawImage shortExposureOf(const RawImage& clean, ExposureRatio ratio, const SensorNoise& noise,
                                       std::uint64_t seed);

/// What a pair's ground truth is: LibRaw's rendering of the clean mosaic, as the study's, whose interpolation is then
/// part of the truth; or the light that the mosaic was made from, rendered with the same balance, matrix and curve.
enum class PairTruth { Developed, Light };

struct SynthesisOptions {
    std::vector<std::filesystem::path> sources;  // Bayer raws without much noise, or pictures (PNG, TIFF, JPEG)
    std::filesystem::path folder;                // to be made; may be there when it is empty
    std::optional<std::size_t> pairCount;        // none: one a source
    std::optional<PixelSize> size;               // photosites, even; none: as large as the source gives
    RatioChoice ratios{.oneOf = {{100}, {250}, {300}}, .lowest = {}, .highest = {}};
    SplitShares shares;
    std::optional<NoiseCalibration> camera = sonyA7S2Calibration();  // none: each pair's from an unknown camera
    ReadNoise readNoise = ReadNoise::TukeyLambda;
    SourceScale rawScale = SourceScale::Half;
    SourceScale pictureScale = SourceScale::Full;
    PairTruth truth = PairTruth::Developed;
    std::uint64_t seed = 1;
};

struct SynthesisReport {
    int trainCount = 0;
    int validationCount = 0;
    int testCount = 0;
    std::vector<std::string> leftOut;  // a sentence for each source that gave no pairs
};

/// Makes pairs and writes them in SID's layout: Sony/short/*.dng, Sony/long/*.png (16 bit, the ground truth),
/// Sony_{train,val,test}_list.txt, and synthesis.json, which says how each pair was made. Each pair is cut from a
/// random place of its source; pictures are unprocessed with a random camera's look. A raw at full scale has no light
/// to be a ground truth. A source that cannot be used is left out; when all are, the last one's reason is thrown.
/// Throws OutputFailed, InvalidArgument; Cancelled after writing the lists of the pairs that are done.
[[nodiscard]] SynthesisReport synthesizePairs(const SynthesisOptions& options, const JobContext& context);

}  // namespace scotopic
