// SPDX-License-Identifier: MIT
#include "core/evaluation/precise_model.h"

#include "core/base/error.h"
#include "core/dataset/patch.h"
#include "core/training/recalibrate.h"

#include <algorithm>

namespace scotopic {

namespace {

constexpr int kLargestPatchPx = 512;  // the study's patches
constexpr int kAlignmentPx = 16;

/// The largest patch that every frame has room for.
int commonPatchPx(const DecodedCache& cache, const std::vector<std::size_t>& pairs)
{
    int edge = kLargestPatchPx;
    for (const std::size_t pair : pairs) {
        const PixelSize size = cache.planeSizeOf(pair);
        edge = std::min({edge, size.width, size.height});
    }
    return edge / kAlignmentPx * kAlignmentPx;
}

std::vector<std::size_t> trainingPairs(const DecodedCache& cache, const Exclusions& exclusions)
{
    std::vector<std::size_t> pairs = pairsOf(Split::Train, cache.pairs(), exclusions);
    std::erase_if(pairs, [&cache](std::size_t pair) { return cache.pairs()[pair].burstIndex != 0; });
    if (pairs.empty()) {
        throw InvalidArgument("precise statistics are taken over training pairs, and " + cache.folder().string()
                              + " has none");
    }
    return pairs;
}

}  // namespace

Model withPreciseStatistics(const Model& model, const DecodedCache& cache, const Exclusions& exclusions, int patches,
                            const DeviceId& device, const JobContext& context)
{
    if (model.options.normalisation != Normalisation::Single && model.options.normalisation != Normalisation::Double) {
        return model;
    }
    constexpr std::uint64_t kSeed = 0;
    const std::vector<std::size_t> candidates = trainingPairs(cache, exclusions);
    const int patchPx = commonPatchPx(cache, candidates);
    const int perEpoch = static_cast<int>(planEpoch(cache.pairs(), candidates, kSeed, 1).size());
    const auto patchOf = [&](int index) {
        const int epoch = 1 + index / perEpoch;
        const int place = index % perEpoch;
        const std::size_t pair = planEpoch(cache.pairs(), candidates, kSeed, epoch)[static_cast<std::size_t>(place)];
        const PatchDraw draw = drawPatch(kSeed, epoch, place, cache.planeSizeOf(pair), patchPx);
        Planes input = makeExample(cache, pair, draw).input;
        cache.release(pair);
        return input;
    };
    return recalibrated(model, patches, patchOf, device, context);
}

}  // namespace scotopic
