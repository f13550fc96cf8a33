// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/patch.h"

#include <memory>
#include <mutex>
#include <set>

namespace scotopic {

namespace {

int sceneCountOf(const std::vector<ImagePair>& pairs, const std::vector<std::size_t>& candidates)
{
    std::set<std::string> scenes;
    for (const std::size_t candidate : candidates) {
        scenes.insert(pairs.at(candidate).scene);
    }
    return static_cast<int>(scenes.size());
}

void requireUsable(const DecodedCache& cache, const PatchSourceOptions& options)
{
    if (options.candidates.empty()) {
        throw InvalidArgument("there are no pairs to train on");
    }
    for (const std::size_t candidate : options.candidates) {
        const ImagePair& pair = cache.pairs().at(candidate);
        const PixelSize size = cache.planeSizeOf(candidate);
        if (options.patchPx < 1 || size.width < options.patchPx || size.height < options.patchPx) {
            throw InvalidArgument("a patch of " + std::to_string(options.patchPx) + " packed pixels does not fit "
                                  + pair.name + ", which has " + std::to_string(size.width) + "x"
                                  + std::to_string(size.height));
        }
        if (cache.planeCountOf(candidate) != cache.planeCountOf(options.candidates.front())) {
            throw InvalidArgument(pair.name + " and " + cache.pairs()[options.candidates.front()].name
                                  + " cannot train one network: one is a Bayer mosaic, the other X-Trans");
        }
    }
}

/// The pair of each sample; remembers one epoch's plan.
class EpochPlan {
public:
    EpochPlan(const DecodedCache& cache, const PatchSourceOptions& options)
        : m_cache(cache), m_candidates(options.candidates), m_seed(options.seed)
    {
    }

    [[nodiscard]] std::size_t pairOf(int epoch, int index)
    {
        const std::scoped_lock lock(m_mutex);
        if (epoch != m_epoch) {
            m_plan = planEpoch(m_cache.pairs(), m_candidates, m_seed, epoch);
            m_epoch = epoch;
        }
        return m_plan.at(static_cast<std::size_t>(index));
    }

private:
    const DecodedCache& m_cache;
    std::vector<std::size_t> m_candidates;
    std::uint64_t m_seed;
    std::mutex m_mutex;
    int m_epoch = 0;
    std::vector<std::size_t> m_plan;  // of m_epoch
};

MakeExample makerOf(const DecodedCache& cache, const PatchSourceOptions& options)
{
    const auto plan = std::make_shared<EpochPlan>(cache, options);
    return [&cache, plan, seed = options.seed, patchPx = options.patchPx](int epoch, int index) {
        const std::size_t pair = plan->pairOf(epoch, index);
        return makeExample(cache, pair, drawPatch(seed, epoch, index, cache.planeSizeOf(pair), patchPx));
    };
}

}  // namespace

PatchSource::PatchSource(const DecodedCache& cache, const PatchSourceOptions& options)
    : ExampleSource((requireUsable(cache, options), sceneCountOf(cache.pairs(), options.candidates)), options,
                    makerOf(cache, options))
{
}

}  // namespace scotopic
