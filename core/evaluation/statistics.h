// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace scotopic {

/// One image scored twice, `difference` = second score - first score.
struct PairedSample {
    std::string scene;
    double difference = 0;
};

struct Interval {
    double low = 0;
    double high = 0;
};

struct PairedDifference {
    double mean = 0;  // over the images
    Interval confidence95;
    int imageCount = 0;
    int sceneCount = 0;
};

inline constexpr int kBootstrapResamples = 10'000;
inline constexpr std::uint64_t kBootstrapSeed = 1;

/// The mean difference and its 95 % percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13). Whole scenes
/// are drawn with replacement, because exposures of one scene share what is in it: as many as there are, 10,000 times;
/// the mean is over the images of those drawn. The same samples and seed give the same interval. The interval of a
/// single scene is that scene's mean. All zero without samples.
[[nodiscard]] PairedDifference comparePaired(const std::vector<PairedSample>& samples,
                                             int resamples = kBootstrapResamples, std::uint64_t seed = kBootstrapSeed);

[[nodiscard]] double meanOf(const std::vector<double>& values);  // 0 without values

}  // namespace scotopic
