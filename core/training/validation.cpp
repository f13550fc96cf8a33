// SPDX-License-Identifier: MIT
#include "core/training/validation.h"

#include "core/base/error.h"
#include "core/inference/frame.h"
#include "core/metrics/metrics.h"
#include "core/training/shown_output.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace scotopic {

namespace {

constexpr float kLargest16Bit = 65535.0F;

/// (x * 255).astype(uint8): the study truncates (reference, section 6).
std::uint8_t truncatedTo8Bit(float value)
{
    return static_cast<std::uint8_t>(value * 255.0F);
}

struct FrameScore {
    std::vector<std::uint8_t> output;
    std::vector<std::uint8_t> truth;
    double absoluteErrorSum = 0;
};

/// Takes a tile's picture into the frame's, and its error.
void take(const FrameTile& tile, const ShownOutput& rendering, int upscale, const DecodedLong& truth, FrameScore& score)
{
    const int width = tile.output.size.width;
    for (int y = 0; y < tile.output.size.height; ++y) {
        const std::size_t row = static_cast<std::size_t>(tile.where.y * upscale + y);
        const std::size_t start =
            (row * static_cast<std::size_t>(truth.size.width) + static_cast<std::size_t>(tile.where.x * upscale)) * 3;
        const float* output =
            tile.output.rgb.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * 3;
        double rowSum = 0;
        for (std::size_t pixel = 0; pixel < static_cast<std::size_t>(width) * 3; pixel += 3) {
            const std::array<float, 3> shown = rendering.signalOf(output + pixel);
            for (std::size_t c = 0; c < 3; ++c) {
                const std::size_t at = start + pixel + c;
                const float wanted = static_cast<float>(truth.rgb[at]) / kLargest16Bit;
                rowSum += std::abs(shown[c] - wanted);
                score.output[at] = truncatedTo8Bit(shown[c]);
                score.truth[at] = truncatedTo8Bit(wanted);
            }
        }
        score.absoluteErrorSum += rowSum;
    }
}

ValidationScores scoreOf(FrameNetwork& network, const Model& model, const DecodedCache& cache, std::size_t pair,
                         const JobContext& context)
{
    const DecodedShort input = cache.shortOf(pair);
    const DecodedLong truth = cache.longOf(pair);
    const ShownOutput rendering(model.outputSpace, input);
    const Planes frame = rendering.inputOf(input, cache.pairs()[pair].ratio);
    const std::size_t count = truth.size.area() * 3;
    FrameScore score{std::vector<std::uint8_t>(count), std::vector<std::uint8_t>(count), 0};
    network.run(
        frame, {}, [&](const FrameTile& tile) { take(tile, rendering, model.options.upscale(), truth, score); },
        context);
    const Scored8Bit output{truth.size, score.output};
    const Scored8Bit wanted{truth.size, score.truth};
    const ValidationScores scores{psnrDb(output, wanted), ssim(output, wanted, SsimKind::Uniform7),
                                  score.absoluteErrorSum / static_cast<double>(count)};
    cache.release(pair);
    return scores;
}

void add(ValidationScores& sum, const ValidationScores& scores)
{
    sum.psnrDb += scores.psnrDb;
    sum.ssim += scores.ssim;
    sum.l1 += scores.l1;
}

}  // namespace

Validation validate(const Model& model, const EngineOptions& engine, const DecodedCache& cache,
                    const std::vector<std::size_t>& pairs, const JobContext& context)
{
    FrameNetwork network(model, engine, BnMode::Running);
    const JobContext quiet = context.reportingTo({});
    Validation validation;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        context.report({.stage = "validation",
                        .fraction = static_cast<double>(i) / static_cast<double>(pairs.size()),
                        .remainingSeconds = {}});
        try {
            add(validation.mean, scoreOf(network, model, cache, pairs[i], quiet));
            ++validation.scoredCount;
        } catch (const CorruptInput& error) {
            validation.failures.emplace_back(error.what());
        } catch (const UnreadableInput& error) {
            validation.failures.emplace_back(error.what());
        }
    }
    if (validation.scoredCount == 0 && !validation.failures.empty()) {
        throw CorruptInput(validation.failures.front() + " (nor can any other validation pair be read)");
    }
    const double count = std::max(1, validation.scoredCount);
    validation.mean = {validation.mean.psnrDb / count, validation.mean.ssim / count, validation.mean.l1 / count};
    return validation;
}

}  // namespace scotopic
