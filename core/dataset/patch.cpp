// SPDX-License-Identifier: MIT
#include "core/dataset/patch.h"

#include "core/base/error.h"
#include "core/dataset/counter_random.h"

#include <algorithm>
#include <map>
#include <utility>

namespace scotopic {

namespace {

/// One plane of a square that is turned while it is copied: where its pixel (0, 0) comes from and how far to go for
/// the next column and the next row.
struct TurnedRead {
    std::ptrdiff_t origin = 0;
    std::ptrdiff_t stepX = 1;
    std::ptrdiff_t stepY = 0;

    /// For a square of `side` pixels whose neighbours lie `step` apart and whose rows lie `rowStep` apart.
    TurnedRead(const PatchDraw& draw, int side, std::ptrdiff_t step, std::ptrdiff_t rowStep)
        : origin((draw.flipRows ? (side - 1) * rowStep : 0) + (draw.flipColumns ? (side - 1) * step : 0)),
          stepX(draw.flipColumns ? -step : step), stepY(draw.flipRows ? -rowStep : rowStep)
    {
        if (draw.transpose) {
            std::swap(stepX, stepY);
        }
    }
};

/// Square by square, so that a transposing read stays within few cache lines.
template <typename Source, typename Convert>
void copyTurned(const Source* source, const TurnedRead& read, int side, float* target, Convert convert)
{
    constexpr int kBlockPx = 16;
    const Source* const origin = source + read.origin;
    for (int blockY = 0; blockY < side; blockY += kBlockPx) {
        const int endY = std::min(blockY + kBlockPx, side);
        for (int blockX = 0; blockX < side; blockX += kBlockPx) {
            const int endX = std::min(blockX + kBlockPx, side);
            for (int y = blockY; y < endY; ++y) {
                const Source* const row = origin + y * read.stepY;
                float* const values = target + std::ptrdiff_t{y} * side;
                for (int x = blockX; x < endX; ++x) {
                    values[x] = convert(row[x * read.stepX]);
                }
            }
        }
    }
}

Planes turned(Planes planes, const PatchDraw& draw)
{
    if (!draw.flipRows && !draw.flipColumns && !draw.transpose) {
        return planes;
    }
    Planes result(planes.planes, planes.height, planes.width);
    const TurnedRead read(draw, planes.width, 1, planes.width);
    for (int plane = 0; plane < planes.planes; ++plane) {
        copyTurned(planes.row(plane, 0), read, planes.width, result.row(plane, 0), [](float value) { return value; });
    }
    return result;
}

std::vector<float> turnedTarget(const DecodedLong& truth, const PatchDraw& draw, int stride)
{
    const int side = draw.where.width * stride;
    const std::size_t area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    std::vector<float> target(3 * area);
    const std::ptrdiff_t rowStep = std::ptrdiff_t{3} * truth.size.width;
    const std::uint16_t* const corner =
        truth.rgb.data() + std::ptrdiff_t{draw.where.y} * stride * rowStep + std::ptrdiff_t{3} * draw.where.x * stride;
    const TurnedRead read(draw, side, 3, rowStep);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        copyTurned(corner + channel, read, side, target.data() + channel * area,
                   [](std::uint16_t value) { return static_cast<float>(value) / 65535.0F; });
    }
    return target;
}

}  // namespace

PatchDraw drawPatch(std::uint64_t seed, int epoch, int index, PixelSize frame, int patchPx)
{
    if (patchPx < 1 || frame.width < patchPx || frame.height < patchPx) {
        throw InvalidArgument("a patch of " + std::to_string(patchPx) + " pixels does not fit a frame of "
                              + std::to_string(frame.width) + "x" + std::to_string(frame.height)
                              + " (packed pixels: half the photosites, or a third for X-Trans)");
    }
    CounterRandom random(seed, static_cast<std::uint64_t>(epoch), static_cast<std::uint64_t>(index),
                         DrawPurpose::Patch);
    PatchDraw draw;
    const auto drawnBelow = [&random](int count) {
        return static_cast<int>(random.below(static_cast<std::uint64_t>(count)));
    };
    draw.where.x = drawnBelow(frame.width - patchPx + 1);
    draw.where.y = drawnBelow(frame.height - patchPx + 1);
    draw.where.width = patchPx;
    draw.where.height = patchPx;
    draw.flipRows = random.coin();
    draw.flipColumns = random.coin();
    draw.transpose = random.coin();
    return draw;
}

std::vector<std::size_t> planEpoch(const std::vector<ImagePair>& pairs, const std::vector<std::size_t>& candidates,
                                   std::uint64_t seed, int epoch)
{
    std::map<std::string, std::vector<std::size_t>> burstsByScene;
    for (const std::size_t candidate : candidates) {
        burstsByScene[pairs.at(candidate).scene].push_back(candidate);
    }
    std::vector<std::size_t> plan;
    CounterRandom burstRandom(seed, static_cast<std::uint64_t>(epoch), 0, DrawPurpose::Burst);
    for (const auto& [scene, bursts] : burstsByScene) {
        plan.push_back(bursts[burstRandom.below(bursts.size())]);
    }
    // Fisher and Yates.
    CounterRandom orderRandom(seed, static_cast<std::uint64_t>(epoch), 0, DrawPurpose::SceneOrder);
    for (std::size_t left = plan.size(); left > 1; --left) {
        std::swap(plan[left - 1], plan[orderRandom.below(left)]);
    }
    return plan;
}

TrainingExample makeExample(const DecodedCache& cache, std::size_t pair, const PatchDraw& draw)
{
    const DecodedShort decoded = cache.shortOf(pair);
    const DecodedLong truth = cache.longOf(pair);
    if (draw.where.isEmpty() || draw.where.width != draw.where.height
        || intersected(draw.where, wholeOf(decoded.size)) != draw.where) {
        throw InvalidArgument("the patch is no square inside the frame");
    }
    TrainingExample example;
    example.pair = pair;
    example.input = turned(amplifiedPlanes(decoded, draw.where, cache.pairs()[pair].ratio), draw);
    example.target = turnedTarget(truth, draw, example.input.stride());
    cache.release(pair);
    return example;
}

}  // namespace scotopic
