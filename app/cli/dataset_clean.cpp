// SPDX-License-Identifier: MIT
#include "app/cli/dataset.h"
#include "app/cli/json.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/dataset/build_clean_set.h"

#include <memory>

namespace scotopic::cli {

namespace {

struct CleanCommandOptions {
    CleanSetOptions set;
    bool isHalved = false;
    bool printsJson = false;
};

constexpr const char* kDatasetCleanFooter =
    R"(A clean set is what the default model is trained from: pictures without visible noise as flat files, from which 'train'
makes dark and noisy raws of cameras that nobody has measured, new ones in every step. Sources are pictures (PNG, TIFF,
JPEG; --halve them where single pixels show a camera's demosaicing) and Bayer raws, which are always halved. A source
belongs to one split alone. Files that are there already are kept, so that it goes on after Ctrl-C.

Example:
  scotopic-cli dataset clean photos/*.jpg --charts 30 -o clean
  scotopic-cli train --data clean --recipe default-model.json --run runs/default)";

std::string cleanSetText(const CleanSetReport& report, const std::filesystem::path& folder)
{
    return std::to_string(report.trainCount) + " train, " + std::to_string(report.validationCount) + " val and "
           + std::to_string(report.testCount) + " test pictures in " + nameText(folder);
}

Json cleanSetJson(const CleanSetReport& report, const std::filesystem::path& folder)
{
    return {{"folder", folder.string()},
            {"pictures", {{"train", report.trainCount}, {"val", report.validationCount}, {"test", report.testCount}}},
            {"left_out", report.leftOut}};
}

ExitCode makeCleanSet(const CleanCommandOptions& options, Session& session)
{
    CleanSetOptions set = options.set;
    set.pictureScale = options.isHalved ? SourceScale::Half : SourceScale::Full;
    const CleanSetReport report = buildCleanSet(set, session.context());
    session.console.print(options.printsJson ? jsonText(cleanSetJson(report, set.folder))
                                             : cleanSetText(report, set.folder));
    for (const std::string& sentence : report.leftOut) {
        session.console.fail(sentence);
    }
    return report.leftOut.empty() ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

}  // namespace

void addDatasetClean(CLI::App& dataset, Action& chosen)
{
    auto options = std::make_shared<CleanCommandOptions>();
    CleanSetOptions& set = options->set;
    CLI::App* command = dataset.add_subcommand("clean", "Decode clean photos to train a model for any camera");
    addSources(*command, set.sources);
    addFile(*command, "-o,--output", "DIR", set.folder, "The folder to make, or to go on with")->required();
    addNumber(*command, "--charts", set.chartCount, 0, 9999, "Drawn pictures to add (default 0)");
    command->add_flag("--halve", options->isHalved, "Average 2x2 pixels of pictures");
    addParsed(*command, "--splits", "T,V,T", set.shares, parseSplits,
              "Shares of train, validation and test (default 0.9,0.04,0.06)");
    addParsed(*command, "--seed", "S", set.seed, parseUnsigned64, "Seed of splits and charts (default 1)");
    addThreads(*command);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kDatasetCleanFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return makeCleanSet(*options, session); }; });
}

}  // namespace scotopic::cli
