// SPDX-License-Identifier: MIT
#include "core/dataset/study_data.h"

namespace scotopic {

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
    for (const PairProblem& problem : set.problems) {
        note(problem.sentence);
    }
    CacheBuildOptions build;
    build.bursts = options.allBursts ? Bursts::All : Bursts::First;
    if (listener.onPlan) {
        build.onPlan = [&](const CachePlan& plan) { listener.onPlan(plan, folder); };
    }
    const CacheReport report = buildCache(set, folder, build, context);
    for (const PairProblem& failure : report.failures) {
        note("left out: " + failure.sentence);
    }
    return DecodedCache(folder, options.checksums);
}

}  // namespace scotopic
