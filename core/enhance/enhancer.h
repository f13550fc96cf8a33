// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/base/job.h"
#include "core/enhance/how_rendered.h"
#include "core/enhance/light.h"
#include "core/image/picture.h"
#include "core/image/picture_file.h"
#include "core/inference/frame.h"
#include "core/raw/raw_image.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

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

/// A finished part of a region: `where` in photosites of the sensor frame; covered with one pixel per `binning`
/// photosites, in sensor orientation. A picture from a display model; light, which renderLight() turns into pictures,
/// from a camera-linear one.
struct EnhancedTile {
    PixelRect where;
    std::variant<SrgbPicture, CameraLight> content;
};
using OnEnhancedTile = std::function<void(EnhancedTile)>;

/// A model ready to brighten raws on one device: a display model, as the study's networks are, whose output is the
/// picture, or a camera-linear one (core/base/camera_linear.h), whose output is rendered. Not thread-safe: used on the
/// device worker's thread. A job that enhance() hands over to there may use the same object: neither changes the
/// other's picture.
class Enhancer {
public:
    /// Throws as readModelFile() and makeEngine() do; UnsupportedInput for a camera-linear model of unknown input.
    Enhancer(const std::filesystem::path& modelFile, const EnhancerOptions& options);
    ~Enhancer();
    Enhancer(Enhancer&&) noexcept;
    Enhancer& operator=(Enhancer&&) noexcept;

    /// Upright. Display: raw -> planes x ratio -> network -> clamp to [0, 1] -> picture under BT.709's curve; `look`
    /// says nothing to it. Camera-linear: raw -> planes x networkRatio() x white balance -> network ->
    /// recoverHighlights() -> renderingOf(). Throws UnsupportedInput when the model takes another CFA, Cancelled,
    /// DeviceFailed.
    [[nodiscard]] SrgbPicture enhance(const RawImage& raw, ExposureRatio ratio, const LightLook& look,
                                      const JobContext& context);
    [[nodiscard]] SrgbPicture enhance(const RawImage& raw, ExposureRatio ratio, const JobContext& context)
    {
        return enhance(raw, ratio, {}, context);
    }

    /// The same for a part, tile by tile on the calling thread, nearest to the focus first; light is not rendered yet.
    void enhanceRegion(const RawImage& raw, ExposureRatio ratio, const EnhanceRegion& region,
                       const OnEnhancedTile& onTile, const JobContext& context);

    /// Peak bytes of enhance() for a raw of this size, its result and the weights included, the raw itself not.
    [[nodiscard]] std::size_t peakBytes(PixelSize photosites) const;
    /// What the weights take of it, which stays.
    [[nodiscard]] std::size_t weightBytes() const;

    /// What a picture of `raw` says of its computing: engine, precision, BN mode, tile size; nothing else is set.
    [[nodiscard]] HowRendered howRendered(const RawImage& raw) const;
    [[nodiscard]] const ModelIdentity& model() const;
    [[nodiscard]] std::string modelName() const;
    [[nodiscard]] OutputSpace outputSpace() const;
    /// For which colour filter arrays the model is, and whether that is the raw's.
    [[nodiscard]] bool isForXTrans() const;
    [[nodiscard]] bool takes(const RawImage& raw) const { return raw.cfa.isXTrans() == isForXTrans(); }
    /// That it takes an X-Trans raw as remosaicAsBayer() gives it: camera-linear models for Bayer raws do. Against a
    /// Bayer sensor in its place that costs 0.2 dB at most up to x100, 0.7 at x300 (MODEL.md).
    [[nodiscard]] bool takesRemosaiced(const RawImage& raw) const
    {
        return raw.cfa.isXTrans() && !isForXTrans() && outputSpace() == OutputSpace::CameraLinear;
    }
    [[nodiscard]] std::string engineDescription() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The rendering without a network: amplification, LibRaw's demosaic, camera white balance and matrix, the ground
/// truth's tone; the baseline of every comparison. Its brightness follows the ratio exactly, from 1 on. Upright, a
/// pixel for each photosite (see shown_area.h). Throws as develop() does. `whiteBalance`: other gains than the raw's
/// own.
[[nodiscard]] SrgbPicture renderClassical(const RawImage& raw, ExposureRatio ratio, float noiseThreshold,
                                          const JobContext& context,
                                          std::optional<WhiteBalanceGains> whiteBalance = std::nullopt);

/// Fields that every picture carries, whichever way it was made: source file, ratio, version, LibRaw version.
[[nodiscard]] Provenance commonProvenance(const RawImage& raw, ExposureRatio ratio);

}  // namespace scotopic
