// SPDX-License-Identifier: MIT
#include "core/enhance/render_photo.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace scotopic {

namespace {

// The encoded file, the metadata library's copy of it, and the new file that it assembles.
constexpr std::size_t kEncodings = 3;

std::string numberText(float value)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace

RenderedPhoto renderPhoto(const RawImage& raw, const PhotoRendering& rendering, const JobContext& context)
{
    RenderedPhoto result{.picture = {}, .provenance = commonProvenance(raw, rendering.ratio)};
    auto& fields = result.provenance.fields;
    if (rendering.network == nullptr) {
        fields.emplace_back("Model", kClassicalModel);
        fields.emplace_back("NoiseThreshold", numberText(rendering.noiseThreshold));
        result.picture = renderClassical(raw, rendering.ratio, rendering.noiseThreshold, context);
        return result;
    }
    Provenance network = rendering.network->provenance(raw);
    std::move(network.fields.begin(), network.fields.end(), std::back_inserter(fields));
    result.picture = rendering.network->enhance(raw, rendering.ratio, context);
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
