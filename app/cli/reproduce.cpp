// SPDX-License-Identifier: MIT
#include "core/evaluation/reproduce.h"

#include "app/cli/command.h"
#include "app/cli/evaluate_photos.h"
#include "app/cli/evaluate_report.h"
#include "app/cli/options.h"
#include "app/cli/study_data.h"
#include "app/cli/text.h"
#include "app/cli/train_options.h"
#include "app/cli/training_console.h"
#include "core/evaluation/precise_model.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace scotopic::cli {

namespace {

struct ReproduceOptions {
    StudyDataOptions data;
    std::filesystem::path output;
    std::filesystem::path exclusions;
    RecipeChanges changes;
    std::optional<int> tilePx;
    int precisePatches = kPrecisePatches;
    int figureRows = 4;
    bool printsJson = false;
};

constexpr const char* kReproduceFooter =
    R"(Trains the baseline, the single-BN and the double-BN network with the study's recipe (options change it for all three),
scores their last weights on the test split with image, running and precise statistics of batch normalisation, with and
without the misaligned scenes, and writes the study's table beside the published numbers and its figure. OUT gets
runs/NAME/, results.csv, results.json, tables.md, tables.tex, report.html, figure2.png, pictures/ and thumbnails/ (for the
window). The same command again goes on where it was interrupted; with more --epochs it trains on.

Examples:
  scotopic-cli reproduce --data SID --epochs 1000 --out study
  scotopic-cli reproduce --data SID --epochs 4 --debug --width 8 --patch 128 --out trial)";

ExitCode reproduceCommand(const ReproduceOptions& options, Session& session)
{
    ReproductionJob job;
    job.training = withChanges(job.training, options.changes);
    requireUsable(job.training);
    job.exclusions = options.exclusions.empty() ? Exclusions{} : readExclusions(options.exclusions);
    StudyDataOptions data = options.data;
    data.checksums = Checksums::VerifyOnFirstUse;
    data.allowedFailureShare = job.training.allowedFailureShare;
    data.exclusions = job.exclusions;
    std::vector<std::string> leftOut;
    const auto isWanted = [&job](const ImagePair& pair) { return !isExcluded(pair, job.exclusions); };
    const DecodedCache cache = openStudyData(data, session, collecting(leftOut, isWanted));
    warnOfUnmatched(job.exclusions, cache.pairs(), session.console);
    job.cache = &cache;
    if (!cache.pairs().empty()) {
        job.training.network.inputPlanes = cache.planeCountOf(0);
    }
    job.folder = options.output;
    job.engine.device = job.training.device;
    job.engine.precision = job.training.precision;
    job.tilePx = options.tilePx;
    job.precisePatches = options.precisePatches;
    job.facts = reportFacts("Reproduction of the study", options.data.data.string(),
                            matchingExclusions(job.exclusions, cache.pairs()));
    job.facts.failures = leftOut;
    job.makeFigure = [&options](const EvaluationJob& evaluation) {
        return makeFigure(options.output, evaluation, options.figureRows);
    };
    job.listener = thumbnailKeeper(options.output, *job.cache);
    const auto say = [&session](const std::string& text) { session.console.note(text); };
    const Report report = reproduce(job, trainingListener(session.console, say), session.context());
    for (const std::string& failure : report.facts.failures) {
        session.console.fail("not scored: " + failure);
    }
    session.console.print(options.printsJson ? reportJson(report)
                                             : reportText(report) + "written to " + nameText(options.output));
    return report.facts.failures.empty() ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

}  // namespace

void addReproduceCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<ReproduceOptions>();
    CLI::App* command = app.add_subcommand("reproduce", "Train and score the study's three networks");
    addStudyData(*command, options->data);
    command->get_option("--data")->required();
    addFile(*command, "--out", "DIR", options->output, "Folder of runs and results; made if it is missing")->required();
    addFile(*command, "--exclude", "FILE", options->exclusions, "Scenes or pairs to leave out, one a line");
    addRecipeOptions(*command, options->changes);
    for (const char* decided : {"--arch", "--init"}) {
        command->remove_option(command->get_option(decided));
    }
    command->get_option("--epochs")->required();
    addNumber(*command, "--bn-patches", options->precisePatches, 1, 100'000,
              "Training patches for precise statistics (default 200)");
    addNumber(*command, "--tile", options->tilePx, 16, 16384, "Tile edge of the evaluation in packed pixels");
    addNumber(*command, "--pictures", options->figureRows, 0, 1000, "Scenes that the figure shows (default 4)");
    addThreads(*command);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kReproduceFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return reproduceCommand(*options, session); }; });
}

}  // namespace scotopic::cli
