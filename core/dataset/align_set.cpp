// SPDX-License-Identifier: MIT
#include "core/dataset/align_set.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

namespace scotopic {

namespace {

std::string decimals(double value, int count)
{
    std::array<char, 64> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, count);
    return {text.data(), end};
}

std::string shiftText(Shift shift)
{
    return "shifted by " + decimals(std::hypot(shift.x, shift.y), 2) + " photosites (" + decimals(std::abs(shift.x), 2)
           + (shift.x < 0 ? " left, " : " right, ") + decimals(std::abs(shift.y), 2)
           + (shift.y < 0 ? " up)" : " down)");
}

/// Far from 1, either way.
bool isBeyond(double factor, double limit)
{
    return factor > limit || factor < 1 / limit;
}

/// Empty where brightness tells nothing.
std::string brightnessReason(const PairAlignment& alignment, const AlignmentLimits& limits)
{
    if (!alignment.brightness || !isBeyond((*alignment.brightness)[1].gain, limits.brightness)
        || !isBeyond(alignment.brightnessRatio, limits.brightness)) {
        return {};
    }
    return "the ground truth is " + decimals(alignment.brightnessRatio, 2)
           + " times as bright as the short exposure at its ratio";
}

/// Two spoilt pictures have something in common as well, so the shift is asked last.
std::string unknownReason(const PairAlignment& alignment, const AlignmentLimits& limits)
{
    if (!alignment.shift) {
        return "nothing that both exposures show";
    }
    if (alignment.shift->standardError > limits.standardErrorPx) {
        return "too little detail above the noise: the shift is known to " + decimals(alignment.shift->standardError, 1)
               + " photosites";
    }
    return {};
}

std::string suspectReason(const PairAlignment& alignment, const AlignmentLimits& limits)
{
    const Shift shift = alignment.shift->shift;
    if (alignment.shift->confidence < limits.confidence) {
        return "the exposures show different things (confidence " + decimals(alignment.shift->confidence, 2) + ")";
    }
    return std::hypot(shift.x, shift.y) > limits.shiftPx ? shiftText(shift) : std::string();
}

using GroundTruthFiles = std::map<std::filesystem::path, const ImagePair*>;

/// Those of one size.
void findCopies(const GroundTruthFiles& files, std::vector<SharedGroundTruth>& shared, const JobContext& context)
{
    std::map<std::string, const ImagePair*> firstByHash;
    for (const auto& [file, pair] : files) {
        try {
            const auto [first, isNew] = firstByHash.emplace(sha256OfFile(file, context), pair);
            if (!isNew && first->second->split != pair->split) {
                shared.push_back({*first->second, *pair});
            }
        } catch (const UnreadableInput&) {
            // What opens the pairs says so.
        }
    }
}

}  // namespace

const char* toText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Aligned: return "aligned";
    case Verdict::Suspect: return "suspect";
    case Verdict::Failed: return "failed";
    default: return "unknown";
    }
}

CheckedPair judged(const ImagePair& pair, const PairAlignment& alignment, const AlignmentLimits& limits)
{
    CheckedPair checked{.pair = pair, .alignment = alignment, .verdict = Verdict::Suspect, .reason = {}};
    checked.reason = brightnessReason(alignment, limits);
    if (checked.reason.empty()) {
        checked.reason = unknownReason(alignment, limits);
        checked.verdict = Verdict::Unknown;
    }
    if (checked.reason.empty()) {
        checked.reason = suspectReason(alignment, limits);
        checked.verdict = checked.reason.empty() ? Verdict::Aligned : Verdict::Suspect;
    }
    return checked;
}

Exclusions exclusionsFrom(const std::vector<CheckedPair>& pairs)
{
    std::map<std::string, int> innocentPairs;
    for (const CheckedPair& checked : pairs) {
        innocentPairs[checked.pair.scene] += checked.verdict == Verdict::Suspect ? 0 : 1;
    }
    Exclusions exclusions;
    for (const CheckedPair& checked : pairs) {
        if (checked.verdict == Verdict::Suspect) {
            const bool isWholeScene = innocentPairs[checked.pair.scene] == 0;
            exclusions.emplace(isWholeScene ? checked.pair.scene : checked.pair.name, checked.reason);
        }
    }
    return exclusions;
}

std::vector<SharedGroundTruth> sharedAcrossSplits(const std::vector<ImagePair>& pairs, const JobContext& context)
{
    std::map<std::uintmax_t, GroundTruthFiles> filesBySize;
    for (const ImagePair& pair : pairs) {
        std::error_code error;
        const std::uintmax_t bytes = std::filesystem::file_size(pair.longFile, error);
        if (!error) {
            filesBySize[bytes].emplace(pair.longFile, &pair);
        }
    }
    std::vector<SharedGroundTruth> shared;
    for (const auto& [bytes, files] : filesBySize) {
        context.throwIfCancelled();
        if (files.size() > 1) {
            findCopies(files, shared, context);
        }
    }
    return shared;
}

std::vector<SharedGroundTruth> sharedAcrossSplits(const DecodedCache& cache)
{
    std::map<std::string, std::vector<const ImagePair*>> byHash;  // the pairs of one ground truth once
    std::set<std::filesystem::path> seen;
    for (std::size_t i = 0; i < cache.pairs().size(); ++i) {
        if (const ImagePair& pair = cache.pairs()[i]; seen.insert(pair.longFile).second) {
            byHash[cache.longSha256Of(i)].push_back(&pair);
        }
    }
    std::vector<SharedGroundTruth> shared;
    for (const auto& [hash, copies] : byHash) {
        for (const ImagePair* const copy : copies) {
            if (copy->split != copies.front()->split) {
                shared.push_back({*copies.front(), *copy});
            }
        }
    }
    return shared;
}

std::vector<CheckedPair> checkGroups(const std::vector<std::vector<std::size_t>>& groups, const CheckGroup& check,
                                     const JobContext& context)
{
    // A 24 MP pair and its development take a gigabyte.
    constexpr int kMostThreads = 4;
    std::mutex mutex;
    std::map<std::size_t, CheckedPair> results;
    const ParallelOptions options{
        .taskCount = groups.size(), .mostThreads = kMostThreads, .onSteps = [&](std::size_t done) {
            context.report({.stage = "ground truth " + std::to_string(done) + " of " + std::to_string(groups.size()),
                            .fraction = static_cast<double>(done) / static_cast<double>(groups.size()),
                            .remainingSeconds = {}});
        }};
    const auto checkOne = [&](std::size_t task, const JobContext& own, const StepDone& stepDone) {
        std::vector<CheckedPair> checked = check(groups[task], own);
        {
            const std::scoped_lock lock(mutex);
            for (std::size_t i = 0; i < checked.size(); ++i) {
                results.emplace(groups[task][i], std::move(checked[i]));
            }
        }
        stepDone();
    };
    runInParallel(options, checkOne, context);
    std::vector<CheckedPair> pairs;
    for (auto& [index, checked] : results) {
        pairs.push_back(std::move(checked));
    }
    return pairs;
}

std::vector<CheckedPair> checkCache(const DecodedCache& cache, const AlignmentLimits& limits, const JobContext& context)
{
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < cache.pairs().size(); ++i) {
        groups.push_back({i});
    }
    const auto check = [&](const std::vector<std::size_t>& group, const JobContext&) {
        const std::size_t index = group.front();
        const ImagePair& pair = cache.pairs()[index];
        CheckedPair checked{.pair = pair, .alignment = {}, .verdict = Verdict::Failed, .reason = {}};
        try {
            checked = judged(pair, alignPair(cache.shortOf(index), cache.longOf(index), pair.ratio), limits);
        } catch (const Error& error) {
            checked.reason = error.what();
        }
        cache.release(index);
        return std::vector{checked};
    };
    return checkGroups(groups, check, context);
}

}  // namespace scotopic
