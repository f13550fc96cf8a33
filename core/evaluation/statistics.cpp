// SPDX-License-Identifier: MIT
#include "core/evaluation/statistics.h"

#include "core/base/random_numbers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace scotopic {

namespace {

struct SceneSum {
    double sum = 0;
    int count = 0;
};

std::vector<SceneSum> sumsByScene(const std::vector<PairedSample>& samples)
{
    std::map<std::string, SceneSum> scenes;
    for (const PairedSample& sample : samples) {
        SceneSum& scene = scenes[sample.scene];
        scene.sum += sample.difference;
        ++scene.count;
    }
    std::vector<SceneSum> sums;
    sums.reserve(scenes.size());
    for (const auto& [name, scene] : scenes) {
        sums.push_back(scene);
    }
    return sums;
}

double meanOfDrawn(const std::vector<SceneSum>& scenes, RandomNumbers& random)
{
    SceneSum drawn;
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        const std::size_t which = std::min(
            static_cast<std::size_t>(random.uniform() * static_cast<double>(scenes.size())), scenes.size() - 1);
        drawn.sum += scenes[which].sum;
        drawn.count += scenes[which].count;
    }
    return drawn.sum / drawn.count;
}

/// Between the two nearest of sorted values, as NumPy's percentile has it.
double quantileOf(const std::vector<double>& sorted, double fraction)
{
    const double place = fraction * static_cast<double>(sorted.size() - 1);
    const std::size_t below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

double meanOf(const std::vector<double>& values)
{
    return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

PairedDifference comparePaired(const std::vector<PairedSample>& samples, int resamples, std::uint64_t seed)
{
    if (samples.empty()) {
        return {};
    }
    const std::vector<SceneSum> scenes = sumsByScene(samples);
    RandomNumbers random(seed);
    std::vector<double> means;
    means.reserve(static_cast<std::size_t>(resamples));
    for (int i = 0; i < resamples; ++i) {
        means.push_back(meanOfDrawn(scenes, random));
    }
    std::sort(means.begin(), means.end());
    const double sum = std::accumulate(scenes.begin(), scenes.end(), 0.0,
                                       [](double total, const SceneSum& scene) { return total + scene.sum; });
    return {.mean = sum / static_cast<double>(samples.size()),
            .confidence95 = {quantileOf(means, 0.025), quantileOf(means, 0.975)},
            .imageCount = static_cast<int>(samples.size()),
            .sceneCount = static_cast<int>(scenes.size())};
}

}  // namespace scotopic
