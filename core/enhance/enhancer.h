// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/base/job.h"
#include "core/image/picture.h"
#include "core/image/picture_file.h"
#include "core/inference/frame.h"
#include "core/raw/raw_image.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace scotopic {

struct EnhancerOptions {
    EngineOptions engine;
    BnMode bnMode = BnMode::Running;
    std::optional<int> tilePx;  // none: as FrameOptions chooses
};

/// Part of a raw to enhance, for the window: what is visible, coarse first.
struct EnhanceRegion {
    PixelRect photosites;  // sensor frame
    int binning = 1;       // plane pixels averaged along each axis; > 1: a quick, smaller picture
    std::optional<FocusPoint> focusPhotosite;
    int tilePx = 256;  // small tiles answer cancellation sooner
};

/// A finished part of a region: `where` in photosites of the sensor frame; the picture covers it with one pixel per
/// `binning` photosites, in sensor orientation.
struct EnhancedTile {
    PixelRect where;
    SrgbPicture picture;
};
using OnEnhancedTile = std::function<void(EnhancedTile)>;

/// A display model (see design: the study's networks) ready to brighten raws on one device. Not thread-safe: used
/// on the device worker's thread. A job that enhance() hands over to there may use the same object: neither changes the
/// other's picture.
class Enhancer {
public:
    /// Throws as readModelFile() and makeEngine() do; UnsupportedInput for a camera-linear model.
    Enhancer(const std::filesystem::path& modelFile, const EnhancerOptions& options);
    ~Enhancer();
    Enhancer(Enhancer&&) noexcept;
    Enhancer& operator=(Enhancer&&) noexcept;

    /// raw -> planes x ratio -> network -> clamp to [0, 1] -> picture, upright.
    /// Throws UnsupportedInput when the model takes another CFA, Cancelled, DeviceFailed.
    [[nodiscard]] SrgbPicture enhance(const RawImage& raw, ExposureRatio ratio, const JobContext& context);

    /// The same for a part, tile by tile on the calling thread, nearest to the focus first.
    void enhanceRegion(const RawImage& raw, ExposureRatio ratio, const EnhanceRegion& region,
                       const OnEnhancedTile& onTile, const JobContext& context);

    /// Peak bytes of enhance() for a raw of this size, its result and the weights included, the raw itself not.
    [[nodiscard]] std::size_t peakBytes(PixelSize photosites) const;
    /// What the weights take of it, which stays.
    [[nodiscard]] std::size_t weightBytes() const;

    /// What a picture of `raw` is to be marked with: model name and hash, engine, precision, BN mode, tile size.
    [[nodiscard]] Provenance provenance(const RawImage& raw) const;
    [[nodiscard]] std::string modelName() const;
    [[nodiscard]] std::string engineDescription() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The rendering without a network: amplification, LibRaw's demosaic, camera white balance and matrix, the ground
/// truth's tone; the baseline of every comparison. Its brightness follows the ratio exactly, from 1 on. Reads
/// `raw.file` again. Upright. Throws as develop() does.
[[nodiscard]] SrgbPicture renderClassical(const RawImage& raw, ExposureRatio ratio, float noiseThreshold,
                                          const JobContext& context);

/// Fields that every picture carries, whichever way it was made: source file, ratio, version, LibRaw version.
[[nodiscard]] Provenance commonProvenance(const RawImage& raw, ExposureRatio ratio);

}  // namespace scotopic
