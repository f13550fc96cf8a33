// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/base/job.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/photo_settings.h"
#include "core/enhance/proxy.h"
#include "core/image/photo_metadata.h"
#include "core/raw/raw_image.h"
#include "ui/viewer/histogram.h"
#include "ui/viewer/picture_patch.h"

#include <QString>

#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

namespace scotopic {

/// How a picture on the screen is rendered.
struct Rendition {
    ExposureRatio ratio;
    std::optional<WhiteBalanceGains> whiteBalance;  // none: as shot
    std::optional<ToneCurve> tone;                  // of a camera-linear model's light; none: the classical curve
    float exposureEv = 0;                           // likewise of such light

    /// What the classical rendering, which has no exposure of its own, amplifies by to be as bright.
    [[nodiscard]] ExposureRatio exposedRatio() const { return {ratio.value * std::exp2(exposureEv)}; }
    [[nodiscard]] LightLook look() const { return {whiteBalance, exposureEv, tone.value_or(ToneCurve::Natural)}; }
    friend bool operator==(const Rendition&, const Rendition&) = default;
};

/// A proxy and where it lies in the upright picture.
struct PlacedProxy {
    RawProxy proxy;
    QRectF where;
    int photositesPerPixel = 1;
};

struct RenderedPreview {
    PicturePatch patch;
    Histogram histogram;  // of the part that is shown
};

/// What tells one content of a file from another without reading it; absent parts: no file there.
struct FileStamp {
    std::optional<std::uintmax_t> bytes;
    std::optional<std::filesystem::file_time_type> written;
    std::optional<std::uintmax_t> inode;  // another one where a file was renamed to this name

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
/// Never throws.
[[nodiscard]] FileStamp stampOf(const std::filesystem::path& file);

/// A raw that is open. Never changed once made, so window and workers share it.
struct Photo {
    RawImage raw;
    PhotoMetadata metadata;              // as it was when the pixels were read
    FileStamp stamp;                     // likewise
    std::optional<RawImage> remosaiced;  // of an X-Trans raw: for networks that take Bayer raws
    PixelSize uprightSize;
    ExposureRatio suggestedRatio;
    PlacedProxy overview;      // the whole, about as large as the view it was opened in
    PicturePatch unamplified;  // the overview at ratio 1: what the camera would show

    /// What a network takes of it.
    [[nodiscard]] const RawImage& mosaicFor(bool isForXTrans) const
    {
        return remosaiced && !isForXTrans ? *remosaiced : raw;
    }
};

/// An open photo with its first picture, so that it appears bright and not black.
struct OpenedPhoto {
    std::shared_ptr<const Photo> photo;
    ExposureRatio ratio;
    RenderedPreview preview;
};

/// A network that is loaded. Only the device worker's thread calls the enhancer.
struct LoadedModel {
    std::filesystem::path file;
    QString name;
    QString engine;
    OutputSpace space = OutputSpace::Display;
    bool isForXTrans = false;
    std::shared_ptr<Enhancer> enhancer;

    [[nodiscard]] bool isLinear() const { return space == OutputSpace::CameraLinear; }
    [[nodiscard]] bool takes(const Photo& photo) const
    {
        return photo.raw.cfa.isXTrans() == isForXTrans || takesRemosaiced(photo);
    }
    [[nodiscard]] bool takesRemosaiced(const Photo& photo) const
    {
        return photo.remosaiced && !isForXTrans && isLinear();
    }
};

// For a worker's thread. openPhoto and loadModel throw what readRaw() and Enhancer do.
/// Without a ratio the suggested one is taken. `image`: of several raw pictures in the file.
[[nodiscard]] OpenedPhoto openPhoto(const std::filesystem::path& file, std::optional<ExposureRatio> ratio,
                                    PixelSize viewPx, const JobContext& context, int image = 1);
[[nodiscard]] std::shared_ptr<const LoadedModel> loadModel(const std::filesystem::path& file);
[[nodiscard]] PlacedProxy makePlacedProxy(const RawImage& raw, PixelRect uprightRegion, double zoom);
/// `shown`: of the upright picture, for the histogram; none: all that the proxy covers.
[[nodiscard]] RenderedPreview renderPreview(const PlacedProxy& proxy, const Rendition& rendition,
                                            const std::optional<QRectF>& shown = {});

/// Finds a file again whose name is not UTF-8, of which a QString keeps less than the disk.
[[nodiscard]] std::filesystem::path toPath(const QString& name);
[[nodiscard]] QString fromPath(const std::filesystem::path& path);
/// Never throws: `path` itself where the current folder is gone. Empty stays empty.
[[nodiscard]] std::filesystem::path absolutePath(const std::filesystem::path& path);
/// The one spelling of a file: absolute, without ".", ".." and double slashes. Links keep their names. Asks the disk
/// only where there is a "..", which behind a link leads elsewhere than it looks.
[[nodiscard]] std::filesystem::path normalisedPath(const std::filesystem::path& path);

}  // namespace scotopic
