// SPDX-License-Identifier: MIT
#include "core/dataset/clean_pair.h"

#include <cstddef>
#include <vector>

namespace scotopic {

namespace {

/// Rows of `channels` values a pixel.
template <typename Value>
std::vector<Value> cutOut(const std::vector<Value>& values, int width, std::ptrdiff_t channels, PixelRect rect)
{
    std::vector<Value> result;
    result.reserve(rect.size().area() * static_cast<std::size_t>(channels));
    for (int row = rect.y; row < rect.bottom(); ++row) {
        const auto first = values.begin() + (static_cast<std::ptrdiff_t>(row) * width + rect.x) * channels;
        result.insert(result.end(), first, first + rect.width * channels);
    }
    return result;
}

RawImage cutOut(const RawImage& raw, PixelRect rect)
{
    RawImage result = raw;
    result.size = rect.size();
    result.photosites = cutOut(raw.photosites, raw.size.width, 1, rect);
    return result;
}

/// The mean light of 2x2 pixels.
CameraPicture halved(const CameraPicture& picture)
{
    CameraPicture result{.size = {picture.size.width / 2, picture.size.height / 2}, .rgb = {}};
    result.rgb.reserve(result.size.area() * 3);
    const auto rowLength = static_cast<std::size_t>(picture.size.width) * 3;
    for (std::size_t y = 0; y < static_cast<std::size_t>(result.size.height); ++y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(result.size.width); ++x) {
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const float* const first = picture.rgb.data() + 2 * y * rowLength + 6 * x + channel;
                result.rgb.push_back((first[0] + first[3] + first[rowLength] + first[rowLength + 3]) / 4);
            }
        }
    }
    return result;
}

/// As LibRaw renders it, but for the interpolation.
SrgbPicture renderedLight(const CameraPicture& light, CameraLook look)
{
    look.brightening = 1;
    look.tone = PhotoTone::Bt709;
    return processed(light, look);
}

CleanPair cleanPairFrom(const CameraPicture& light, const RawImage& raw)
{
    const CameraLook look{.whiteBalance = raw.whiteBalance, .srgbFromCamera = raw.srgbFromCamera};
    CleanPair pair{mosaicked(light, look), std::nullopt, renderedLight(light, look)};
    pair.clean.shot = raw.shot;
    return pair;
}

}  // namespace

CleanPair cleanPairFrom(const OpenedSource& source, PixelRect where, std::uint64_t seed, PairTruth truth)
{
    if (source.light) {
        return cleanPairFrom(CameraPicture{where.size(), cutOut(source.light->rgb, source.light->size.width, 3, where)},
                             *source.raw);
    }
    if (source.raw) {
        return {cutOut(*source.raw, where), std::nullopt};
    }
    RandomNumbers random(seed);
    const CameraLook look = drawLook(random);
    const bool isHalf = source.pictureScale == SourceScale::Half;
    const int scale = isHalf ? 2 : 1;
    const PixelRect pixels{where.x * scale, where.y * scale, where.width * scale, where.height * scale};
    const CameraPicture whole =
        unprocessed({pixels.size(), cutOut(source.picture->rgb, source.picture->size.width, 3, pixels)}, look);
    const CameraPicture light = isHalf ? halved(whole) : whole;
    CleanPair pair{mosaicked(light, look), look};
    if (truth == PairTruth::Light) {
        pair.truth = renderedLight(light, look);
    }
    return pair;
}

}  // namespace scotopic
