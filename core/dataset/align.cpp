// SPDX-License-Identifier: MIT
#include "core/dataset/align.h"

#include "core/base/error.h"
#include "core/base/tone.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr int kBlockPx = 16;
constexpr int kFewestBlocks = 8;
constexpr float kUnclippedBelow = 0.95F;

/// Which colour each plane sees; an X-Trans plane of the study's folding sees one too.
int channelOf(int plane, int planeCount)
{
    constexpr std::array<int, 4> kBayer{0, 1, 2, 1};
    constexpr std::array<int, 9> kXTrans{0, 1, 2, 0, 2, 1, 1, 1, 1};
    return planeCount == 9 ? kXTrans[static_cast<std::size_t>(plane)] : kBayer[static_cast<std::size_t>(plane)];
}

/// Amplified but not clipped, so that noise keeps its mean.
class Light {
public:
    Light(const DecodedShort& decoded, ExposureRatio ratio) : m_decoded(decoded), m_ratio(ratio.value) {}

    [[nodiscard]] float at(int plane, int y, int x) const
    {
        const PlaneLevels& levels = m_decoded.levels;
        const int levelIndex =
            (plane * levels.blackPeriod.height + y % levels.blackPeriod.height) * levels.blackPeriod.width
            + x % levels.blackPeriod.width;
        const float blackDn = levels.blackDn[static_cast<std::size_t>(levelIndex)];
        const float whiteDn = levels.whiteDn[static_cast<std::size_t>(plane)];
        const auto index = (static_cast<std::size_t>(plane) * static_cast<std::size_t>(m_decoded.size.height)
                            + static_cast<std::size_t>(y))
                               * static_cast<std::size_t>(m_decoded.size.width)
                           + static_cast<std::size_t>(x);
        return (static_cast<float>(m_decoded.counts[index]) - blackDn) / (whiteDn - blackDn) * m_ratio;
    }

private:
    const DecodedShort& m_decoded;
    float m_ratio;
};

std::vector<float> linearByValue()
{
    std::vector<float> table(65536);
    for (std::size_t value = 0; value < table.size(); ++value) {
        table[value] = linearFromBt709(static_cast<float>(value) / 65535);
    }
    return table;
}

using Rgb = std::array<float, 3>;

/// The mean linear light of the ground truth under each plane pixel.
std::vector<Rgb> linearPlanePixels(const DecodedLong& decoded, PixelSize planeSize)
{
    const int stride = decoded.size.width / planeSize.width;
    if (stride < 1 || decoded.size != PixelSize{planeSize.width * stride, planeSize.height * stride}) {
        throw InvalidArgument("a ground truth of another size than the short exposure's");
    }
    const std::vector<float> linear = linearByValue();
    std::vector<Rgb> pixels(planeSize.area());
    for (int y = 0; y < decoded.size.height; ++y) {
        const std::uint16_t* value = decoded.rgb.data() + static_cast<std::ptrdiff_t>(y) * decoded.size.width * 3;
        for (int x = 0; x < decoded.size.width; ++x) {
            Rgb& pixel = pixels[static_cast<std::size_t>(y / stride * planeSize.width + x / stride)];
            for (float& channel : pixel) {
                channel += linear[*value++];
            }
        }
    }
    for (Rgb& pixel : pixels) {
        for (float& channel : pixel) {
            channel /= static_cast<float>(stride * stride);
        }
    }
    return pixels;
}

float greyFrom(float light)
{
    return std::sqrt(std::clamp(light, 0.0F, 1.0F));
}

/// Mean light of a block in both exposures.
struct Block {
    Rgb shortLight{};
    Rgb longLight{};
    bool isClipped = false;
};

Block blockAt(const Light& light, int planeCount, const std::vector<Rgb>& longLight, int width, PixelRect rect)
{
    Block block;
    std::array<int, 3> planesOfChannel{};
    for (int plane = 0; plane < planeCount; ++plane) {
        ++planesOfChannel[static_cast<std::size_t>(channelOf(plane, planeCount))];
    }
    for (int y = rect.y; y < rect.bottom(); ++y) {
        for (int x = rect.x; x < rect.right(); ++x) {
            for (int plane = 0; plane < planeCount; ++plane) {
                const float value = light.at(plane, y, x);
                block.shortLight[static_cast<std::size_t>(channelOf(plane, planeCount))] += value;
            }
            const Rgb& pixel = longLight[static_cast<std::size_t>(y * width + x)];
            for (std::size_t channel = 0; channel < 3; ++channel) {
                block.longLight[channel] += pixel[channel];
                block.isClipped = block.isClipped || pixel[channel] >= kUnclippedBelow;
            }
        }
    }
    const auto area = static_cast<float>(rect.size().area());
    for (std::size_t channel = 0; channel < 3; ++channel) {
        block.shortLight[channel] /= area * static_cast<float>(planesOfChannel[channel]);
        block.longLight[channel] /= area;
        block.isClipped = block.isClipped || block.shortLight[channel] >= kUnclippedBelow;
    }
    return block;
}

std::vector<Block> unclippedBlocks(const DecodedShort& shortExposure, const std::vector<Rgb>& longLight,
                                   ExposureRatio ratio)
{
    const Light light(shortExposure, ratio);
    std::vector<Block> blocks;
    for (int y = 0; y + kBlockPx <= shortExposure.size.height; y += kBlockPx) {
        for (int x = 0; x + kBlockPx <= shortExposure.size.width; x += kBlockPx) {
            const Block block =
                blockAt(light, shortExposure.planes, longLight, shortExposure.size.width, {x, y, kBlockPx, kBlockPx});
            if (!block.isClipped) {
                blocks.push_back(block);
            }
        }
    }
    return blocks;
}

/// Ordinary least squares of the long light over the short one.
BrightnessFit lineThrough(const std::vector<Block>& blocks, std::size_t channel)
{
    double sumX = 0;
    double sumY = 0;
    for (const Block& block : blocks) {
        sumX += static_cast<double>(block.shortLight[channel]);
        sumY += static_cast<double>(block.longLight[channel]);
    }
    const auto count = static_cast<double>(blocks.size());
    const double meanX = sumX / count;
    const double meanY = sumY / count;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const Block& block : blocks) {
        const double x = static_cast<double>(block.shortLight[channel]) - meanX;
        const double y = static_cast<double>(block.longLight[channel]) - meanY;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    const double gain = xx > 0 ? xy / xx : 0;
    return {.gain = gain, .offset = meanY - gain * meanX, .residual = std::sqrt(std::max(0.0, yy - gain * xy) / count)};
}

double greenRatio(const std::vector<Block>& blocks)
{
    double sumX = 0;
    double sumY = 0;
    for (const Block& block : blocks) {
        sumX += static_cast<double>(block.shortLight[1]);
        sumY += static_cast<double>(block.longLight[1]);
    }
    return sumX > 0 ? sumY / sumX : 0;
}

GreyPicture greyOf(const std::vector<Rgb>& light, PixelSize size)
{
    GreyPicture grey{.size = size, .values = {}};
    grey.values.reserve(light.size());
    for (const Rgb& pixel : light) {
        // ITU-R BT.709's luminance, which lies close to what green photosites see.
        grey.values.push_back(greyFrom(0.2126F * pixel[0] + 0.7152F * pixel[1] + 0.0722F * pixel[2]));
    }
    return grey;
}

}  // namespace

GreyPicture greyOf(const DecodedShort& shortExposure, ExposureRatio ratio)
{
    const Light light(shortExposure, ratio);
    GreyPicture grey{.size = shortExposure.size, .values = {}};
    grey.values.reserve(shortExposure.size.area());
    // Photosites whose mean place is the middle of the plane pixel: both greens of a Bayer block, all of X-Trans's.
    const bool isXTrans = shortExposure.planes == 9;
    for (int y = 0; y < shortExposure.size.height; ++y) {
        for (int x = 0; x < shortExposure.size.width; ++x) {
            float sum = 0;
            for (int plane = isXTrans ? 0 : 1; plane < shortExposure.planes; plane += isXTrans ? 1 : 2) {
                sum += light.at(plane, y, x);
            }
            grey.values.push_back(greyFrom(sum / (isXTrans ? 9 : 2)));
        }
    }
    return grey;
}

GreyPicture greyOf(const DecodedLong& longExposure, PixelSize planeSize)
{
    return greyOf(linearPlanePixels(longExposure, planeSize), planeSize);
}

PairAlignment alignPair(const DecodedShort& shortExposure, const DecodedLong& longExposure, ExposureRatio ratio)
{
    requireUsable(ratio);
    const PixelSize size = shortExposure.size;
    const std::vector<Rgb> longLight = linearPlanePixels(longExposure, size);
    PairAlignment alignment;
    if (std::min(size.width, size.height) >= kSmallestAlignedEdgePx) {
        alignment.shift = estimateShift(greyOf(shortExposure, ratio), greyOf(longLight, size));
    }
    if (alignment.shift) {
        const double stride = longExposure.size.width / size.width;
        alignment.shift->shift.x *= stride;
        alignment.shift->shift.y *= stride;
        alignment.shift->standardError *= stride;
    }
    const std::vector<Block> blocks = unclippedBlocks(shortExposure, longLight, ratio);
    if (blocks.size() >= kFewestBlocks) {
        alignment.brightness = {lineThrough(blocks, 0), lineThrough(blocks, 1), lineThrough(blocks, 2)};
        alignment.brightnessRatio = greenRatio(blocks);
    }
    return alignment;
}

}  // namespace scotopic
