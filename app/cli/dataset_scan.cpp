// SPDX-License-Identifier: MIT
#include "app/cli/dataset.h"
#include "app/cli/json.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/scan.h"

#include <memory>

namespace scotopic::cli {

namespace {

struct ScanCommandOptions {
    std::filesystem::path root;
    ScanDepth depth = ScanDepth::Headers;
    bool printsJson = false;
};

constexpr const char* kDatasetScanFooter =
    R"(ROOT is a folder of the SID data set (or its Sony or Fuji folder), a folder with a pairs.csv, a list such as
Sony_test_list.txt, or a CSV file with the columns short, long and, where wanted, split, scene, short_seconds,
long_seconds, ratio. Ground truth is a raw or a 16-bit PNG or TIFF that LibRaw rendered. Names in a list are relative to
its folder or to the one above.

Examples:
  scotopic-cli dataset scan SID
  scotopic-cli dataset scan pairs.csv --json)";

constexpr std::array kSplits{Split::Train, Split::Validation, Split::Test};

const SplitSummary& summaryOf(const DataSetScan& scan, Split split)
{
    return scan.splits[static_cast<std::size_t>(split)];
}

Json scanJson(const std::vector<PairProblem>& problems)
{
    Json list = Json::array();
    for (const PairProblem& problem : problems) {
        list.push_back({{"file", problem.file.string()}, {"reason", problem.sentence}});
    }
    return list;
}

Json scanJson(const DataSetScan& scan, const std::filesystem::path& root)
{
    Json splits = Json::object();
    for (const Split split : kSplits) {
        const SplitSummary& summary = summaryOf(scan, split);
        Json ratios = Json::object();
        for (const auto& [ratio, count] : summary.pairCountByRatio) {
            ratios[numberText(ratio)] = count;
        }
        splits[toText(split)] = {{"scenes", summary.sceneCount},
                                 {"pairs", summary.pairCount},
                                 {"first_burst_pairs", summary.firstBurstPairCount},
                                 {"pairs_by_ratio", std::move(ratios)}};
    }
    return {{"source", root.string()},
            {"splits", std::move(splits)},
            {"missing", scanJson(scan.missing)},
            {"unreadable", scanJson(scan.unreadable)},
            {"published_exclusions", scan.excludedScenes}};
}

std::string ratiosText(const SplitSummary& summary)
{
    std::vector<std::string> parts;
    for (const auto& [ratio, count] : summary.pairCountByRatio) {
        parts.push_back(std::to_string(count) + " at " + toShortText({ratio}));
    }
    return joined(parts, ", ");
}

std::string scanText(const DataSetScan& scan)
{
    std::vector<std::vector<std::string>> rows{{"split", "scenes", "pairs", "first of burst", "pairs by ratio"}};
    for (const Split split : kSplits) {
        const SplitSummary& summary = summaryOf(scan, split);
        rows.push_back({toText(split), std::to_string(summary.sceneCount), std::to_string(summary.pairCount),
                        std::to_string(summary.firstBurstPairCount), ratiosText(summary)});
    }
    std::string text = table(rows);
    for (const std::string& scene : scan.excludedScenes) {
        text += "\nscene " + scene + ": " + publishedExclusions().at(scene);
    }
    text += "\n" + std::to_string(scan.missing.size()) + " missing, " + std::to_string(scan.unreadable.size())
            + " unreadable";
    return text;
}

ExitCode scan(const ScanCommandOptions& options, Session& session)
{
    const PairSet set = findPairs(options.root);
    for (const std::string& note : set.notes) {
        session.console.note(note);
    }
    const DataSetScan scan = scanDataSet(set, options.depth, session.context());
    session.console.print(options.printsJson ? jsonText(scanJson(scan, options.root)) : scanText(scan));
    for (const auto* problems : {&scan.missing, &scan.unreadable}) {
        for (const PairProblem& problem : *problems) {
            session.console.fail(problem.sentence);
        }
    }
    return scan.missing.empty() && scan.unreadable.empty() ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

}  // namespace

void addDatasetScan(CLI::App& dataset, Action& chosen)
{
    auto options = std::make_shared<ScanCommandOptions>();
    CLI::App* command =
        dataset.add_subcommand("scan", "Count scenes, pairs and ratios, and say what is missing or unreadable");
    addFile(*command, "ROOT", "ROOT", options->root, "A data set's folder, or a list of its pairs")->required();
    command->add_flag_callback(
        "--deep", [options] { options->depth = ScanDepth::Pixels; }, "Decode every file, not its header alone");
    addThreads(*command);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kDatasetScanFooter);
    command->callback([&chosen, options] { chosen = [options](Session& session) { return scan(*options, session); }; });
}

}  // namespace scotopic::cli
