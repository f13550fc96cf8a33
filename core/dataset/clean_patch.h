// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/camera_linear.h"
#include "core/base/exposure_ratio.h"
#include "core/dataset/clean_set.h"
#include "core/dataset/example_source.h"
#include "core/dataset/noise_model.h"
#include "core/dataset/patch.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace scotopic {

/// A camera nobody has measured, and how it took a clean picture: what drawCleanShot() draws and makeCleanExample()
/// does.
struct CleanShot {
    std::size_t picture = 0;  // index into the set's pictures()
    PatchDraw patch;          // in plane pixels; the light is turned before it falls on the mosaic
    // Light of a display picture: sRGB's curve inverted, then by and by
    bool hasToneCurve = false;  // the S-curve 3x^2 - 2x^3 of a camera's picture inverted first
    float veil = 0;             // of white light spread over everything, as a lens does: black is seldom quite black
    float highlightGain = 1;    // on the brightest, fading to 1 at kHighlightsFrom: display pictures clip lamps
    Matrix3<float> cameraFromSrgb{1, 0, 0, 0, 1, 0, 0, 0, 1};  // to white-balanced camera RGB
    WhiteBalanceGains cast{1, 1, 1};                           // white balance is seldom quite right
    float exposure = 1;                                        // 1: the picture's white is green's saturation
    float blurPx = 0;  // of the light before it falls on the mosaic: a Gaussian's standard deviation, at most about 1
    // Sensor and file
    WhiteBalanceGains whiteBalance{1, 1, 1};
    ExposureRatio ratio;    // how much too short the exposure was
    SensorNoise noise;      // in counts of 14 bits
    float whiteDn = 16383;  // saturation above black, in the same counts
    float stepDn = 1;       // of the converter: 4 for 12 bits
    bool isClippedAtBlack = false;
    std::uint64_t noiseSeed = 0;
};

/// Where highlightGain begins, of the picture's linear light.
inline constexpr float kHighlightsFrom = 0.7F;

/// Depends on nothing but its arguments. Ratios 1..300 and exposures 0.04..1.1, both evenly on a logarithmic scale;
/// noise as drawUnknownCamera(), drawn again while little could be seen through it; black levels off by a count or so.
/// `picks`: the pictures to choose from. `ratio`: this one instead of a drawn one.
[[nodiscard]] CleanShot drawCleanShot(const CleanSet& set, const std::vector<std::size_t>& picks, std::uint64_t seed,
                                      int epoch, int index, int patchPx, std::optional<ExposureRatio> ratio = {});

/// Input and target as camera_linear.h has them: the input [4, patch, patch] noisy, amplified, clipped at 1 and
/// balanced; the target the light without noise, each channel clipped at its gain. Throws as CleanSet::rgbOf().
[[nodiscard]] TrainingExample makeCleanExample(const CleanSet& set, const CleanShot& shot);

struct CleanPatchOptions : ExampleSourceOptions {
    Split split = Split::Train;
    int samplesPerEpoch = 1;
    std::uint64_t seed = 0;
    int patchPx = 128;
};

/// Examples made on the fly from a clean set, which has to outlive it.
class CleanPatchSource : public ExampleSource {
public:
    /// Throws InvalidArgument when the split has no picture, or one that is smaller than a patch.
    CleanPatchSource(const CleanSet& set, const CleanPatchOptions& options);
};

}  // namespace scotopic
