// SPDX-License-Identifier: MIT
#include "core/training/samples.h"

#include "core/base/error.h"
#include "core/base/tone.h"
#include "core/inference/frame.h"
#include "core/training/shown_output.h"

#include <algorithm>
#include <array>

namespace scotopic {

namespace {

/// Which colour (0 R, 1 G, 2 B) each plane is (reference, section 2): Bayer R, G, B, G; X-Trans by its pattern.
constexpr std::array<int, 4> kBayerColours{0, 1, 2, 1};

/// Of a 16-bit signal as the ground truth has it, on a screen.
std::uint8_t shownOnScreen(std::uint16_t signal)
{
    return to8Bit(srgbFromBt709(signal));
}

/// A square in the middle, or as much of it as the frame has.
PixelRect middleOf(PixelSize frame, int largestPx)
{
    const int width = std::min(largestPx, frame.width);
    const int height = std::min(largestPx, frame.height);
    return {(frame.width - width) / 2, (frame.height - height) / 2, width, height};
}

/// Three pictures beside each other.
class Strip {
public:
    Strip(std::string name, PixelSize part)
        : m_part(part), m_picture{std::move(name), {part.width * 3, part.height}, {}}
    {
        m_picture.rgb.resize(m_picture.size.area() * 3);
    }
    std::uint8_t* at(int part, int x, int y)
    {
        const auto row = static_cast<std::size_t>(y) * static_cast<std::size_t>(m_picture.size.width);
        return m_picture.rgb.data() + (row + static_cast<std::size_t>(part * m_part.width + x)) * 3;
    }
    [[nodiscard]] PixelSize part() const { return m_part; }
    [[nodiscard]] SamplePicture take() { return std::move(m_picture); }

private:
    PixelSize m_part;
    SamplePicture m_picture;
};

/// Mean of the planes of each colour. X-Trans planes mix colours; they are shown grey.
std::array<float, 3> colourAt(const Planes& planes, int x, int y)
{
    std::array<float, 3> sum{};
    std::array<float, 3> count{};
    for (int plane = 0; plane < planes.planes; ++plane) {
        const float value = planes.row(plane, y)[x];
        for (int colour = 0; colour < 3; ++colour) {
            const auto at = static_cast<std::size_t>(colour);
            if (planes.planes != 4 || kBayerColours[static_cast<std::size_t>(plane)] == colour) {
                sum[at] += value;
                count[at] += 1;
            }
        }
    }
    return {sum[0] / count[0], sum[1] / count[1], sum[2] / count[2]};
}

void drawInput(Strip& strip, const Planes& planes, PixelRect where)
{
    const int stride = planes.stride();
    for (int y = 0; y < strip.part().height; ++y) {
        for (int x = 0; x < strip.part().width; ++x) {
            const std::array<float, 3> colour = colourAt(planes, where.x + x / stride, where.y + y / stride);
            for (std::size_t c = 0; c < 3; ++c) {
                strip.at(0, x, y)[c] = to8Bit(srgbFromLinear(colour[c]));
            }
        }
    }
}

void drawTile(Strip& strip, const FrameTile& tile, const ShownOutput& rendering, PixelRect where, int upscale)
{
    const int left = (tile.where.x - where.x) * upscale;
    const int top = (tile.where.y - where.y) * upscale;
    const float* value = tile.output.rgb.data();
    for (int y = 0; y < tile.output.size.height; ++y) {
        std::uint8_t* row = strip.at(1, left, top + y);
        for (int x = 0; x < tile.output.size.width; ++x, value += 3) {
            for (const float signal : rendering.signalOf(value)) {
                *row++ = shownOnScreen(to16Bit(signal));
            }
        }
    }
}

void drawTruth(Strip& strip, const DecodedLong& truth, PixelRect where, int upscale)
{
    for (int y = 0; y < strip.part().height; ++y) {
        const auto row = static_cast<std::size_t>(where.y * upscale + y) * static_cast<std::size_t>(truth.size.width);
        const std::uint16_t* value = truth.rgb.data() + (row + static_cast<std::size_t>(where.x * upscale)) * 3;
        std::uint8_t* shown = strip.at(2, 0, y);
        for (int i = 0; i < strip.part().width * 3; ++i) {
            shown[i] = shownOnScreen(value[i]);
        }
    }
}

SamplePicture makeSample(FrameNetwork& network, const Model& model, const DecodedCache& cache, std::size_t pair,
                         int largestPx, const JobContext& context)
{
    const DecodedShort input = cache.shortOf(pair);
    const DecodedLong truth = cache.longOf(pair);
    const int upscale = model.options.upscale();
    const ShownOutput rendering(model.outputSpace, input);
    const Planes frame = rendering.inputOf(input, cache.pairs()[pair].ratio);
    const PixelRect where = middleOf(input.size, largestPx);
    Strip strip(cache.pairs()[pair].name, {where.width * upscale, where.height * upscale});
    drawInput(strip, frame, where);
    FrameOptions options;
    options.region = where;
    network.run(
        frame, options, [&](const FrameTile& tile) { drawTile(strip, tile, rendering, where, upscale); }, context);
    drawTruth(strip, truth, where, upscale);
    cache.release(pair);
    return strip.take();
}

}  // namespace

std::vector<SamplePicture> makeSamples(const Model& model, const EngineOptions& engine, const DecodedCache& cache,
                                       const std::vector<std::size_t>& pairs, int largestPx, const JobContext& context)
{
    FrameNetwork network(model, engine, BnMode::Running);
    const JobContext quiet = context.reportingTo({});
    std::vector<SamplePicture> samples;
    for (const std::size_t pair : pairs) {
        context.report({.stage = "sample pictures", .fraction = {}, .remainingSeconds = {}});
        try {
            samples.push_back(makeSample(network, model, cache, pair, largestPx, quiet));
        } catch (const CorruptInput&) {
            continue;  // validation counts it
        } catch (const UnreadableInput&) {
            continue;
        }
    }
    return samples;
}

}  // namespace scotopic
