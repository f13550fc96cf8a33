// SPDX-License-Identifier: MIT
#include "app/cli/study_data.h"

#include "app/cli/options.h"

#include <algorithm>
#include <utility>

namespace scotopic::cli {

void addStudyData(CLI::App& command, StudyDataOptions& options)
{
    addFile(command, "--data", "ROOT", options.data,
            "SID's folder (or its Sony or Fuji), a list or CSV file of pairs, or a decoded cache");
    addFile(command, "--cache", "DIR", options.cache,
            "Where the raws are decoded to (default: a folder below ~/.cache/scotopic)");
}

LeftOutListener collecting(std::vector<std::string>& sentences, std::function<bool(const ImagePair&)> isWanted)
{
    return [&sentences, isWanted = std::move(isWanted)](const ImagePair& pair, const std::string& sentence) {
        if (isWanted(pair) && std::ranges::find(sentences, sentence) == sentences.end()) {
            sentences.push_back(sentence);
        }
    };
}

void warnOfUnmatched(const Exclusions& exclusions, const std::vector<ImagePair>& pairs, Console& console)
{
    constexpr std::size_t kMostShown = 10;
    const Exclusions matching = matchingExclusions(exclusions, pairs);
    const std::size_t count = exclusions.size() - matching.size();
    std::string names;
    std::size_t shown = 0;
    for (const auto& [name, reason] : exclusions) {
        if (!matching.contains(name) && shown++ < kMostShown) {
            names += (names.empty() ? "" : ", ") + name;
        }
    }
    if (count > 0) {
        console.note("warning: --exclude names what is not among the decoded pairs: " + names
                     + (count > kMostShown ? " and " + std::to_string(count - kMostShown) + " more" : ""));
    }
}

}  // namespace scotopic::cli
