// SPDX-License-Identifier: MIT
#include "core/dataset/synthesize_plan.h"

#include "core/base/error.h"
#include "core/base/random_numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace scotopic {

namespace {

/// What the seeds of a plan's parts are for; pairs follow.
enum PlanPart : std::uint64_t { SourceOrder, FirstPair };

constexpr std::array<Split, 3> kSplits{Split::Train, Split::Test, Split::Validation};  // by SID's first digit
constexpr int kMostScenes = 9999;

/// "0.1", "0.033333": the short exposure's time as names have it.
std::string secondsText(double seconds)
{
    constexpr int kDigits = 5;
    std::array<char, 32> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::general, kDigits);
    return {text.data(), end};
}

ExposureRatio drawRatio(const RatioChoice& choice, RandomNumbers& random)
{
    if (!choice.oneOf.empty()) {
        const auto index = static_cast<std::size_t>(random.uniform() * static_cast<double>(choice.oneOf.size()));
        return choice.oneOf[std::min(index, choice.oneOf.size() - 1)];
    }
    const double logRatio = random.uniform(std::log(choice.lowest.value), std::log(choice.highest.value));
    return {static_cast<float>(std::exp(logRatio))};
}

/// What a reader of the names will take for the ratio.
ExposureRatio ratioOfName(ExposureRatio drawn)
{
    const std::string text = secondsText(kSynthesizedLongSeconds / static_cast<double>(drawn.value));
    double seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return {std::min(static_cast<float>(kSynthesizedLongSeconds / seconds), kLargestRatio.value)};
}

/// Sources by split, by the largest remainder; none is left without one where the others have several.
std::array<std::size_t, 3> sourceCounts(std::size_t sourceCount, const std::array<double, 3>& shares)
{
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::array<std::size_t, 3> counts{};
    std::array<double, 3> remainders{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double exact = shares[i] / total * static_cast<double>(sourceCount);
        counts[i] = static_cast<std::size_t>(exact);
        remainders[i] = exact - std::floor(exact);
    }
    while (std::accumulate(counts.begin(), counts.end(), std::size_t{0}) < sourceCount) {
        const auto next = static_cast<std::size_t>(
            std::distance(remainders.begin(), std::max_element(remainders.begin(), remainders.end())));
        ++counts[next];
        remainders[next] = -1;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto richest = std::max_element(counts.begin(), counts.end());
        if (shares[i] > 0 && counts[i] == 0 && *richest > 1) {
            --*richest;
            ++counts[i];
        }
    }
    return counts;
}

std::array<double, 3> byDigit(const SplitShares& shares)
{
    return {shares.train, shares.test, shares.validation};
}

void requirePossible(const std::array<double, 3>& shares)
{
    const bool areShares = std::all_of(shares.begin(), shares.end(), [](double share) { return share >= 0; });
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (!areShares || !(total > 0) || !std::isfinite(total)) {
        throw InvalidArgument("the shares of train, validation and test must not be negative, and not all 0");
    }
}

void requirePossible(std::size_t sourceCount, const RatioChoice& ratios)
{
    if (sourceCount == 0) {
        throw InvalidArgument("there is no source to make pairs from");
    }
    const auto isPossible = [](ExposureRatio ratio) {
        return ratio.value >= kSmallestRatio.value && ratio.value <= kLargestRatio.value;
    };
    const bool isRange = ratios.oneOf.empty();
    const bool areRatios =
        isRange ? isPossible(ratios.lowest) && isPossible(ratios.highest) && ratios.lowest.value <= ratios.highest.value
                : std::all_of(ratios.oneOf.begin(), ratios.oneOf.end(), isPossible);
    if (!areRatios) {
        throw InvalidArgument("ratios of pairs must be from 1 to 300, the lower one first");
    }
}

/// Which split each source belongs to.
std::vector<std::size_t> splitsOfSources(std::size_t sourceCount, const std::array<double, 3>& shares,
                                         RandomNumbers& random)
{
    const std::array<std::size_t, 3> counts = sourceCounts(sourceCount, shares);
    std::vector<std::size_t> splits;
    for (std::size_t split = 0; split < counts.size(); ++split) {
        splits.insert(splits.end(), counts[split], split);
    }
    for (std::size_t i = splits.size() - 1; i > 0; --i) {  // Fisher and Yates
        std::swap(splits[i], splits[static_cast<std::size_t>(random.uniform() * static_cast<double>(i + 1))]);
    }
    return splits;
}

}  // namespace

std::string PlannedPair::shortName() const
{
    return scene + "_00_" + secondsText(kSynthesizedLongSeconds / static_cast<double>(ratio.value)) + "s.dng";
}

std::string PlannedPair::longName() const
{
    return scene + "_00_" + secondsText(kSynthesizedLongSeconds) + "s.png";
}

std::vector<Split> splitSources(std::size_t sourceCount, const SplitShares& shares, std::uint64_t seed)
{
    requirePossible(byDigit(shares));
    RandomNumbers random(seedOfPart(seed, SourceOrder));
    std::vector<Split> splits;
    if (sourceCount > 0) {
        for (const std::size_t digit : splitsOfSources(sourceCount, byDigit(shares), random)) {
            splits.push_back(kSplits[digit]);
        }
    }
    return splits;
}

std::vector<PlannedPair> planPairs(std::size_t sourceCount, std::size_t pairCount, const RatioChoice& ratios,
                                   const SplitShares& shares, std::uint64_t seed)
{
    requirePossible(sourceCount, ratios);
    requirePossible(byDigit(shares));
    const std::size_t used = std::min(sourceCount, pairCount);
    RandomNumbers random(seedOfPart(seed, SourceOrder));
    const std::vector<std::size_t> splits =
        used > 0 ? splitsOfSources(used, byDigit(shares), random) : std::vector<std::size_t>{};

    std::array<int, 3> sceneCounts{};
    std::vector<PlannedPair> pairs;
    for (std::size_t i = 0; i < pairCount; ++i) {
        PlannedPair pair;
        pair.source = i % used;
        pair.seed = seedOfPart(seed, FirstPair + i);
        const std::size_t digit = splits[pair.source];
        pair.split = kSplits[digit];
        if (++sceneCounts[digit] > kMostScenes) {
            throw InvalidArgument("a split has at most " + std::to_string(kMostScenes) + " pairs: ask for fewer");
        }
        pair.scene = std::to_string(digit * 10000 + static_cast<std::size_t>(sceneCounts[digit]));
        pair.scene.insert(0, 5 - pair.scene.size(), '0');
        RandomNumbers ofPair(pair.seed);
        pair.ratio = ratioOfName(drawRatio(ratios, ofPair));
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

}  // namespace scotopic
