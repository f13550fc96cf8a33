// SPDX-License-Identifier: MIT
#include "app/cli/dataset.h"
#include "app/cli/json.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/dataset/build_cache.h"
#include "core/dataset/decoded_cache.h"

#include <algorithm>
#include <memory>
#include <set>

namespace scotopic::cli {

namespace {

struct CacheCommandOptions {
    std::filesystem::path root;
    std::filesystem::path folder;
    CacheBuildOptions build;
    bool onlyPlans = false;
    bool verifies = false;
    bool printsJson = false;
};

constexpr const char* kDatasetCacheFooter =
    R"(Every raw is decoded once into flat files, from which training and evaluation read only what they need, on machines
without LibRaw too. Work that was interrupted goes on where it stopped; what changed is decoded again. The study uses
the first shot of each burst alone: 27 GB for all of SID's Sony set, 82 GB with every shot.

Examples:
  scotopic-cli dataset cache SID --dry-run
  scotopic-cli dataset cache SID --cache /fast/sid --bursts all)";

Bursts parseBursts(const std::string& word)
{
    if (word == "first") {
        return Bursts::First;
    }
    if (word == "all") {
        return Bursts::All;
    }
    throw InvalidArgument("'" + word + "' is not 'first' or 'all'");
}

/// "12 files, 3.4 GiB, to DIR"
std::string planText(const CachePlan& plan, const std::filesystem::path& folder)
{
    return std::to_string(plan.filesToDecode) + (plan.filesToDecode == 1 ? " file, " : " files, ")
           + bytesText(plan.bytesToWrite) + ", to " + nameText(folder);
}

/// The first few sentences, and how many more there are.
void noteProblems(const std::vector<PairProblem>& problems, Console& console)
{
    constexpr std::size_t kMostShown = 10;
    const std::size_t shown = std::min(problems.size(), kMostShown);
    for (std::size_t i = 0; i < shown; ++i) {
        console.fail(problems[i].sentence);
    }
    if (problems.size() > shown) {
        console.fail("and " + std::to_string(problems.size() - shown)
                     + " more that cannot be used; 'dataset scan' lists them all");
    }
}

std::filesystem::path folderOf(const CacheCommandOptions& options)
{
    return options.folder.empty() ? defaultCacheFolder(options.root) : options.folder;
}

Json planJson(const CachePlan& plan, const std::filesystem::path& folder)
{
    return {{"cache", folder.string()},
            {"pairs", plan.pairCount},
            {"files_ready", plan.filesReady},
            {"files_to_decode", plan.filesToDecode},
            {"bytes_to_write", plan.bytesToWrite}};
}

/// Reads every file of the cache once against its checksum.
bool isIntact(const std::filesystem::path& folder, Session& session)
{
    const JobContext context = session.context();
    const DecodedCache cache(folder, Checksums::VerifyOnFirstUse);
    std::set<std::string> failures;
    for (std::size_t i = 0; i < cache.pairs().size(); ++i) {
        context.throwIfCancelled();
        context.report({.stage = "verifying checksums",
                        .fraction = static_cast<double>(i) / static_cast<double>(cache.pairs().size()),
                        .remainingSeconds = std::nullopt});
        try {
            static_cast<void>(cache.shortOf(i));
            static_cast<void>(cache.longOf(i));
        } catch (const CorruptInput& error) {
            failures.insert(std::string(error.what())
                            + "; delete it and run 'scotopic-cli dataset cache' again, which decodes it anew");
        } catch (const Error& error) {
            failures.insert(error.what());
        }
        cache.release(i);
    }
    for (const std::string& sentence : failures) {
        session.console.fail(sentence);
    }
    return failures.empty();
}

PairSet findPairsTellingNotes(const CacheCommandOptions& options, const Session& session)
{
    PairSet set = findPairs(options.root);
    for (const std::string& note : set.notes) {
        session.console.note(note);
    }
    return set;
}

ExitCode plan(const CacheCommandOptions& options, Session& session)
{
    const std::filesystem::path folder = folderOf(options);
    const PairSet set = findPairsTellingNotes(options, session);
    const CachePlan plan = planCache(set, folder, options.build, session.context());
    session.console.print(options.printsJson ? jsonText(planJson(plan, folder)) : planText(plan, folder));
    noteProblems(set.problems, session.console);
    noteProblems(plan.unreadable, session.console);
    return set.problems.empty() && plan.unreadable.empty() ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

ExitCode build(CacheCommandOptions options, Session& session)
{
    const std::filesystem::path folder = folderOf(options);
    const PairSet set = findPairsTellingNotes(options, session);
    noteProblems(set.problems, session.console);
    options.build.onPlan = [&](const CachePlan& plan) { session.console.note("decoding " + planText(plan, folder)); };
    const CacheReport report = buildCache(set, folder, options.build, session.context());
    noteProblems(report.failures, session.console);
    Json json = planJson(report.plan, folder);
    json["pairs_ready"] = report.pairsReady;
    session.console.print(options.printsJson
                              ? jsonText(json)
                              : std::to_string(report.pairsReady) + " of " + std::to_string(report.plan.pairCount)
                                    + " pairs are ready in " + nameText(folder));
    const bool isWhole = set.problems.empty() && report.failures.empty();
    return isWhole && (!options.verifies || isIntact(folder, session)) ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

}  // namespace

void addDatasetCache(CLI::App& dataset, Action& chosen)
{
    auto options = std::make_shared<CacheCommandOptions>();
    CLI::App* command = dataset.add_subcommand("cache", "Decode a data set once, for training and evaluation");
    addFile(*command, "ROOT", "ROOT", options->root, "A data set's folder, or a list of its pairs")->required();
    addFile(*command, "--cache", "DIR", options->folder,
            "Where to (default: a folder in ~/.cache/scotopic named after ROOT)");
    addKeyword(*command, "--bursts", "first|all", options->build.bursts, parseBursts,
               "The first shot of each burst (default), or every shot");
    addThreads(*command);
    command->add_flag("--dry-run", options->onlyPlans, "Only say how many files and bytes it would be");
    command->add_flag("--verify", options->verifies, "Check every decoded file against its checksum afterwards");
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kDatasetCacheFooter);
    command->callback([&chosen, options] {
        chosen = [options](Session& session) {
            return options->onlyPlans ? plan(*options, session) : build(*options, session);
        };
    });
}

}  // namespace scotopic::cli
