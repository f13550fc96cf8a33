// SPDX-License-Identifier: MIT
#include "core/evaluation/frame_scores.h"

#include "core/base/error.h"
#include "core/evaluation/fit_light.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr float kWhite16Bit = 65535.0F;

struct FloatPictures {
    PixelSize size;
    std::vector<float> picture;
    std::vector<float> truth;
};

PixelRect cropOf(PixelSize size, int edgePx)
{
    if (edgePx == 0) {
        return wholeOf(size);
    }
    if (edgePx > size.width || edgePx > size.height) {
        throw InvalidArgument("a frame of " + std::to_string(size.width) + " x " + std::to_string(size.height)
                              + " pixels is smaller than the protocol's crop of " + std::to_string(edgePx));
    }
    return {(size.width - edgePx) / 2, (size.height - edgePx) / 2, edgePx, edgePx};
}

/// Both pictures inside `crop`, 0..1. The truth is divided as the study does it: float32(v) / 65535.
FloatPictures cut(const RenderedFrame& picture, const DecodedLong& truth, PixelRect crop)
{
    FloatPictures pictures{crop.size(), {}, {}};
    pictures.picture.reserve(crop.size().area() * 3);
    pictures.truth.reserve(crop.size().area() * 3);
    for (int y = crop.y; y < crop.bottom(); ++y) {
        const std::size_t first = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.width)
                                   + static_cast<std::size_t>(crop.x))
                                  * 3;
        const std::size_t count = static_cast<std::size_t>(crop.width) * 3;
        for (std::size_t i = first; i < first + count; ++i) {
            pictures.picture.push_back(std::clamp(picture.rgb[i], 0.0F, 1.0F));
            pictures.truth.push_back(static_cast<float>(truth.rgb[i]) / kWhite16Bit);
        }
    }
    return pictures;
}

/// Minimises the sum of (gain * picture - truth)^2.
void fitBrightness(FloatPictures& pictures)
{
    double products = 0;
    double squares = 0;
    for (std::size_t i = 0; i < pictures.picture.size(); ++i) {
        const double value = static_cast<double>(pictures.picture[i]);
        products += value * static_cast<double>(pictures.truth[i]);
        squares += value * value;
    }
    const float gain = squares > 0 ? static_cast<float>(products / squares) : 1.0F;
    for (float& value : pictures.picture) {
        value = std::min(value * gain, 1.0F);
    }
}

std::vector<std::uint8_t> to8Bit(const std::vector<float>& values, Quantisation quantisation)
{
    const float offset = quantisation == Quantisation::Round8 ? 0.5F : 0.0F;
    std::vector<std::uint8_t> result(values.size());
    std::transform(values.begin(), values.end(), result.begin(),
                   [offset](float value) { return static_cast<std::uint8_t>(value * 255.0F + offset); });
    return result;
}

double meanDifference(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += static_cast<std::uint64_t>(std::abs(a[i] - b[i]));
    }
    return static_cast<double>(sum) / static_cast<double>(a.size()) / 255.0;
}

Scores scoresOf(const FloatPictures& pictures, const Protocol& protocol)
{
    if (protocol.quantisation == Quantisation::Float) {
        const ScoredFloat picture{pictures.size, pictures.picture};
        const ScoredFloat truth{pictures.size, pictures.truth};
        return {psnrDb(picture, truth), ssim(picture, truth, protocol.ssim), meanAbsoluteError(picture, truth)};
    }
    const std::vector<std::uint8_t> picture8 = to8Bit(pictures.picture, protocol.quantisation);
    const std::vector<std::uint8_t> truth8 = to8Bit(pictures.truth, protocol.quantisation);
    const Scored8Bit picture{pictures.size, picture8};
    const Scored8Bit truth{pictures.size, truth8};
    return {psnrDb(picture, truth), ssim(picture, truth, protocol.ssim), meanDifference(picture8, truth8)};
}

void requireEqualSizes(const RenderedFrame& picture, const DecodedLong& truth)
{
    if (picture.size != truth.size || picture.rgb.size() != picture.size.area() * 3) {
        throw InvalidArgument("a picture of " + std::to_string(picture.size.width) + " x "
                              + std::to_string(picture.size.height)
                              + " pixels cannot be compared with a ground truth of " + std::to_string(truth.size.width)
                              + " x " + std::to_string(truth.size.height));
    }
}

Scores scoresIn(const RenderedFrame& picture, const DecodedLong& truth, PixelRect rect, const Protocol& protocol)
{
    FloatPictures pictures = cut(picture, truth, rect);
    if (protocol.fitsLight) {
        fitLight(pictures.picture, pictures.truth);
    }
    if (protocol.fitsBrightness) {
        fitBrightness(pictures);
    }
    return scoresOf(pictures, protocol);
}

}  // namespace

FrameScores::FrameScores(const RenderedFrame& picture, const DecodedLong& truth) : m_picture(picture), m_truth(truth)
{
    requireEqualSizes(picture, truth);
}

Scores FrameScores::under(const Protocol& protocol)
{
    const std::string key = describePixels(protocol);
    if (const auto known = m_known.find(key); known != m_known.end()) {
        return known->second;
    }
    return m_known[key] = scoresIn(m_picture, m_truth, cropOf(m_picture.size, protocol.centreCropPx), protocol);
}

Scores regionScores(const RenderedFrame& picture, const DecodedLong& truth, PixelRect region, const Protocol& protocol)
{
    requireEqualSizes(picture, truth);
    if (region.isEmpty() || intersected(region, wholeOf(picture.size)) != region) {
        throw InvalidArgument("the region to be scored lies outside of the picture");
    }
    return scoresIn(picture, truth, region, protocol);
}

}  // namespace scotopic
