// SPDX-License-Identifier: MIT
#include "core/enhance/render_photo.h"

#include "core/enhance/auto_ratio.h"
#include "core/enhance/shown_area.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "core/raw/remosaic.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "scotopic_version.h"

namespace scotopic {

namespace {

// The encoded file, the metadata library's copy of it, and the new file that it assembles.
constexpr std::size_t kEncodings = 3;

/// Everything but what the network adds.
PictureRecord begunRecord(const RawImage& raw, const PhotoSettings& settings, const Enhancer* network)
{
    PictureRecord record{.settings = settings, .how = {}, .sourceFile = raw.file.filename().string()};
    record.settings.model = network != nullptr ? network->model() : classicalRendering();
    record.settings.ratio = settings.ratio ? *settings.ratio : suggestRatio(raw);
    return record;
}

void completeRecord(PictureRecord& record)
{
    record.how.program = kVersion;
    record.how.libRaw = libRawVersion();
}

}  // namespace

RenderedPhoto renderPhoto(const RawImage& raw, const PhotoSettings& settings, Enhancer* network,
                          const JobContext& context)
{
    RenderedPhoto result{.picture = {}, .record = begunRecord(raw, settings, network)};
    HowRendered& how = result.record.how;
    const ExposureRatio ratio = *result.record.settings.ratio;
    const LightLook look = lookOf(settings.colour, raw);
    const auto shown = [&](SrgbPicture picture, PixelRect covered) {
        return shownPart(squared(std::move(picture), raw), raw, covered,
                         settings.wholeArea ? Shown::WholeArea : Shown::Crop);
    };
    if (network == nullptr) {
        how.whiteBalanceGains = look.whiteBalance;
        completeRecord(result.record);
        result.picture =
            shown(renderClassical(raw, ratio, settings.noiseThreshold, context, look.whiteBalance), wholeOf(raw.size));
        return result;
    }
    std::optional<RawImage> remosaiced;
    if (network->takesRemosaiced(raw)) {
        remosaiced = remosaicAsBayer(raw);
    }
    const RawImage& taken = remosaiced ? *remosaiced : raw;
    how = network->howRendered(taken);
    how.demosaic = remosaiced ? "bilinear, X-Trans as Bayer" : "";
    if (network->outputSpace() == OutputSpace::CameraLinear) {
        how.networkRatio = networkRatio(ratio);
        how.whiteBalanceGains = look.whiteBalance.value_or(taken.whiteBalance);
    }
    completeRecord(result.record);
    result.picture = shown(network->enhance(taken, ratio, look, context), packedArea(taken));
    return result;
}

Provenance provenanceOf(PictureRecord record, const PictureFileOptions& file)
{
    record.how.bitsPerChannel = file.bitsPerChannel;
    record.how.jpegQuality =
        file.format == PictureFormat::Jpeg ? std::optional(file.jpegQuality) : std::optional<int>();
    return provenanceOf(record);
}

std::size_t renderingPeakBytes(PixelSize photosites, const Enhancer& network, const PictureFileOptions& file)
{
    const std::size_t rawBytes = photosites.area() * sizeof(std::uint16_t);
    const std::size_t pictureBytes = photosites.area() * 3 * sizeof(std::uint16_t);
    const std::size_t encodedBytes = photosites.area() * 3 * static_cast<std::size_t>(file.bitsPerChannel / 8);
    const std::size_t writing = network.weightBytes() + pictureBytes + kEncodings * encodedBytes;
    return rawBytes + std::max(network.peakBytes(photosites), writing);
}

}  // namespace scotopic
