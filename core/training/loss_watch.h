// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: when a run has gone wrong for good.
#include <cstddef>
#include <numeric>
#include <vector>

namespace scotopic {

/// The worst mean absolute error of any picture within 0..1, e.g. black against white.
inline constexpr double kWorstSensibleLoss = 1.0;
inline constexpr std::size_t kWatchedSteps = 20;

/// Remembers the loss; true when it has been exploding: the last 20 steps together are worse than any picture can be.
[[nodiscard]] inline bool isExploding(std::vector<double>& lastLosses, double loss)
{
    lastLosses.push_back(loss);
    if (lastLosses.size() > kWatchedSteps) {
        lastLosses.erase(lastLosses.begin());
    }
    return lastLosses.size() == kWatchedSteps
           && std::accumulate(lastLosses.begin(), lastLosses.end(), 0.0) > kWorstSensibleLoss * kWatchedSteps;
}

/// Whether a checkpoint may take the place of an older one: of a network that is exploding it could only fail again.
[[nodiscard]] inline bool isSensible(const std::vector<double>& lastLosses)
{
    const double sum = std::accumulate(lastLosses.begin(), lastLosses.end(), 0.0);
    return lastLosses.empty()
           || (lastLosses.back() <= kWorstSensibleLoss
               && sum <= kWorstSensibleLoss * static_cast<double>(lastLosses.size()));
}

}  // namespace scotopic
