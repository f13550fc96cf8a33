// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/study_data.h"

namespace scotopic {

namespace {

void tellLeftOut(const std::vector<PairProblem>& failures, const PairSet& set, const StudyDataListener& listener)
{
    for (const PairProblem& failure : failures) {
        if (listener.onNote) {
            listener.onNote("left out: " + failure.sentence);
        }
        for (const ImagePair& pair : set.pairs) {
            if (listener.onLeftOut && (pair.shortFile == failure.file || pair.longFile == failure.file)) {
                listener.onLeftOut(pair, failure.sentence);
            }
        }
    }
}

/// Of the pairs that training and its validation read, not too many may be missing.
void requireEnough(const PairSet& set, const DecodedCache& cache, const StudyDataOptions& options,
                   const std::vector<PairProblem>& failures)
{
    std::size_t wanted = 0;
    std::size_t missing = 0;
    for (const ImagePair& pair : set.pairs) {
        if (pair.split != Split::Test && pair.burstIndex == 0 && !isExcluded(pair, options.exclusions)) {
            ++wanted;
            missing += cache.pairNamed(pair.name) ? 0U : 1U;
        }
    }
    const double share = *options.allowedFailureShare;
    const bool areTooMany = static_cast<double>(missing) > share * static_cast<double>(wanted) || missing == wanted;
    if (missing > 0 && areTooMany) {
        throw CorruptInput((failures.empty() ? set.source.string() : failures.front().sentence) + " ("
                           + std::to_string(missing) + " of " + std::to_string(wanted)
                           + " pairs to train on cannot be decoded, more than allowed)");
    }
}

}  // namespace

std::filesystem::path decodedFolderOf(const StudyDataOptions& options)
{
    if (isDecodedCache(options.data)) {
        return options.data;
    }
    return options.cache.empty() ? defaultCacheFolder(options.data) : options.cache;
}

DecodedCache openStudyData(const StudyDataOptions& options, const StudyDataListener& listener,
                           const JobContext& context)
{
    if (isDecodedCache(options.data)) {
        return openDecoded(options);
    }
    const auto note = [&listener](const std::string& sentence) {
        if (listener.onNote) {
            listener.onNote(sentence);
        }
    };
    const std::filesystem::path folder = decodedFolderOf(options);
    const PairSet set = findPairs(options.data);
    for (const std::string& sentence : set.notes) {
        note(sentence);
    }
    for (const PairProblem& problem : set.problems) {
        note(problem.sentence);
    }
    CacheBuildOptions build;
    build.bursts = options.allBursts ? Bursts::All : Bursts::First;
    if (listener.onPlan) {
        build.onPlan = [&](const CachePlan& plan) { listener.onPlan(plan, folder); };
    }
    const CacheReport report = buildCache(set, folder, build, context);
    tellLeftOut(report.failures, set, listener);
    DecodedCache cache(folder, options.checksums);
    if (options.allowedFailureShare) {
        requireEnough(set, cache, options, report.failures);
    }
    return cache;
}

}  // namespace scotopic
