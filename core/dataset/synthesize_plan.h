// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/dataset/pair.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace scotopic {

/// The ratios that pairs are made at: one of a few, or any between two, evenly on a logarithmic scale.
struct RatioChoice {
    std::vector<ExposureRatio> oneOf;  // the study's are 100, 250, 300
    ExposureRatio lowest;              // where `oneOf` is empty
    ExposureRatio highest;
};

/// How the sources are shared out; the three need not add up to 1.
struct SplitShares {
    double train = 0.7;
    double validation = 0.1;
    double test = 0.2;
};

/// One pair to be made.
struct PlannedPair {
    Split split = Split::Train;
    std::string scene;       // as SID's: split digit, then four digits from 0001 on
    std::size_t source = 0;  // index into the sources
    ExposureRatio ratio;
    std::uint64_t seed = 1;  // of everything random in this pair

    [[nodiscard]] std::string shortName() const;  // "00001_00_0.1s.dng"
    [[nodiscard]] std::string longName() const;   // "00001_00_10s.png"
};

/// The long exposure's time, as in most of SID.
inline constexpr double kSynthesizedLongSeconds = 10;

/// The split of each of so many sources, in shares as near as may be; depends on nothing but its arguments. Throws
/// InvalidArgument for impossible shares.
[[nodiscard]] std::vector<Split> splitSources(std::size_t sourceCount, const SplitShares& shares, std::uint64_t seed);

/// Gives each source to one split, so that none is in two, and takes the sources in turn until there are `pairCount`
/// pairs. Every split with a share gets a source as long as there are as many sources as splits. Ratios are those that
/// the names' exposure times say. Depends on nothing but its arguments.
/// Throws InvalidArgument for no sources, impossible shares or ratios (1 to 300), or over 9999 pairs in a split.
[[nodiscard]] std::vector<PlannedPair> planPairs(std::size_t sourceCount, std::size_t pairCount,
                                                 const RatioChoice& ratios, const SplitShares& shares,
                                                 std::uint64_t seed);

}  // namespace scotopic
