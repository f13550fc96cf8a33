// SPDX-License-Identifier: MIT
#include "core/enhance/render_photo.h"

#include "core/base/exact_text.h"
#include "core/raw/remosaic.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace scotopic {

namespace {

// The encoded file, the metadata library's copy of it, and the new file that it assembles.
constexpr std::size_t kEncodings = 3;

std::string gainsText(const WhiteBalanceGains& gains)
{
    return exactText(gains[0]) + "," + exactText(gains[1]) + "," + exactText(gains[2]);
}

void addLook(const RawImage& raw, const PhotoRendering& rendering, Provenance& provenance)
{
    const LightLook& look = rendering.look;
    provenance.fields.emplace_back("NetworkRatio", exactText(networkRatio(rendering.ratio).value));
    provenance.fields.emplace_back("WhiteBalanceGains", gainsText(look.whiteBalance.value_or(raw.whiteBalance)));
    provenance.fields.emplace_back("ExposureEv", exactText(look.exposureEv));
    provenance.fields.emplace_back("Tone", toText(look.tone));
}

}  // namespace

RenderedPhoto renderPhoto(const RawImage& raw, const PhotoRendering& rendering, const JobContext& context)
{
    RenderedPhoto result{.picture = {}, .provenance = commonProvenance(raw, rendering.ratio)};
    auto& fields = result.provenance.fields;
    if (rendering.network == nullptr) {
        fields.emplace_back("Model", kClassicalModel);
        fields.emplace_back("NoiseThreshold", exactText(rendering.noiseThreshold));
        if (rendering.look.whiteBalance) {
            fields.emplace_back("WhiteBalanceGains", gainsText(*rendering.look.whiteBalance));
        }
        result.picture =
            renderClassical(raw, rendering.ratio, rendering.noiseThreshold, context, rendering.look.whiteBalance);
        return result;
    }
    std::optional<RawImage> remosaiced;
    if (rendering.network->takesRemosaiced(raw)) {
        remosaiced = remosaicAsBayer(raw);
        fields.emplace_back("Demosaic", "bilinear, X-Trans as Bayer");
    }
    const RawImage& taken = remosaiced ? *remosaiced : raw;
    Provenance network = rendering.network->provenance(taken);
    std::move(network.fields.begin(), network.fields.end(), std::back_inserter(fields));
    if (rendering.network->outputSpace() == OutputSpace::CameraLinear) {
        addLook(taken, rendering, result.provenance);
    }
    result.picture = rendering.network->enhance(taken, rendering.ratio, rendering.look, context);
    return result;
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
