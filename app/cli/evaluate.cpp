// SPDX-License-Identifier: MIT
#include "core/evaluation/evaluate.h"

#include "app/cli/command.h"
#include "app/cli/evaluate_photos.h"
#include "app/cli/evaluate_report.h"
#include "app/cli/options.h"
#include "app/cli/study_data.h"
#include "app/cli/text.h"
#include "core/evaluation/evaluation_folder.h"
#include "core/evaluation/line_up.h"
#include "core/network/model_choice.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>

namespace scotopic::cli {

namespace {

struct EvaluateOptions {
    StudyDataOptions data;
    std::vector<std::string> models;
    std::filesystem::path output;
    std::filesystem::path exclusions;
    std::vector<Protocol> protocols{Protocol{}};
    std::vector<NormStatistics> statistics{NormStatistics::Running};
    ScoringRatio ratio;
    Split split = Split::Test;
    EngineOptions engine;
    std::optional<int> tilePx;
    int figureRows = 4;
    bool printsJson = false;
};

constexpr const char* kEvaluateFooter =
    R"(Protocols, to be combined with commas: 'study' (the _00 files, truncated to 8 bit, scikit-image's SSIM), 'paper' (rounded,
MATLAB's SSIM of RGB), 'full' (every burst, rounded); changed by +all, +first, +aligned (without the misaligned scenes),
+truncate8, +round8, +float, +skimage, +matlab, +matlab-grey, +cropN, +gain, +fit. Each frame is computed once for all.
Several kinds of statistics of batch normalisation give a row each. --ratio auto scores each model with the automatic
amplification beside the ground truth's and tells what it costs. OUT gets results.csv, results.json, tables.md, tables.tex,
report.html, pictures/ and thumbnails/ (for the window); what an interrupted evaluation has scored there is not computed
again.

Examples:
  scotopic-cli evaluate --data SID --model runs/baseline/best.safetensors --model classical --out scores
  scotopic-cli evaluate --data SID --model single.safetensors --bn running,image --protocol study,paper+aligned --out bn)";

std::vector<NormStatistics> parseStatistics(const std::string& words)
{
    std::vector<NormStatistics> statistics;
    for (const std::string& word : CLI::detail::split(words, ',')) {
        const NormStatistics one = parseNormStatistics(word);
        if (std::find(statistics.begin(), statistics.end(), one) == statistics.end()) {
            statistics.push_back(one);
        }
    }
    return statistics;
}

std::vector<ModelChoice> parseModels(const std::vector<std::string>& words)
{
    std::vector<ModelChoice> models;
    std::transform(words.begin(), words.end(), std::back_inserter(models), parseModelChoice);
    return models;
}

std::vector<std::filesystem::path> modelFilesIn(const std::vector<ModelChoice>& models)
{
    std::vector<std::filesystem::path> files;
    for (const ModelChoice& model : models) {
        if (const std::optional<std::filesystem::path> file = modelFileOf(model)) {
            files.push_back(*file);
        }
    }
    return files;
}

std::vector<float> thresholdsIn(const std::vector<ModelChoice>& models)
{
    std::vector<float> thresholds;
    for (const ModelChoice& model : models) {
        if (model.noiseThreshold) {
            thresholds.push_back(*model.noiseThreshold);
        }
    }
    return thresholds;
}

LineUp lineUpOf(const EvaluateOptions& options, const std::vector<ModelChoice>& models)
{
    const ModelChoice classical{.kind = ModelChoice::Kind::Classical, .file = {}};
    LineUp lineUp{options.statistics, options.ratio, options.engine, options.tilePx, {}};
    if (std::find(models.begin(), models.end(), classical) != models.end()) {
        lineUp.classical = classicalModel;
    }
    return lineUp;
}

ExitCode evaluateCommand(const EvaluateOptions& options, Session& session)
{
    const std::vector<ModelChoice> choices = parseModels(options.models);
    const std::vector<NamedModel> models = readModels(modelFilesIn(choices));
    EvaluationJob job;
    job.protocols = options.protocols;
    job.split = options.split;
    job.exclusions = options.exclusions.empty() ? Exclusions{} : readExclusions(options.exclusions);
    job.suggestRatio = ratioSuggestion();
    StudyDataOptions data = options.data;
    data.allBursts = std::any_of(job.protocols.begin(), job.protocols.end(),
                                 [](const Protocol& protocol) { return !protocol.onlyFirstOfBurst; });
    data.checksums = Checksums::VerifyOnFirstUse;
    std::vector<std::string> leftOut;
    const auto isToBeScored = [&job](const ImagePair& pair) {
        return pair.split == job.split && !isExcluded(pair, job.exclusions);
    };
    const DecodedCache cache = openStudyData(data, session, collecting(leftOut, isToBeScored));
    warnOfUnmatched(job.exclusions, cache.pairs(), session.console);
    job.cache = &cache;
    job.contestants = contestantsOf(lineUpOf(options, choices), models, cache, job.exclusions);
    for (const float threshold : thresholdsIn(choices)) {
        if (options.ratio.source == ScoringRatio::Source::Automatic) {
            job.contestants.push_back(denoisedModel({}, threshold));
        }
        job.contestants.push_back(denoisedModel(options.ratio, threshold));
    }
    for (const std::string& warning : leakWarnings(job)) {
        session.console.note("warning: " + warning);
    }
    const std::unique_ptr<FigureMaker> figure = makeFigure(options.output, job, options.figureRows);
    ReportFacts facts =
        reportFacts("Evaluation", options.data.data.string(), matchingExclusions(job.exclusions, cache.pairs()));
    facts.failures = leftOut;
    const Report report = evaluateInto(options.output, job, facts, figure.get(), thumbnailKeeper(options.output, cache),
                                       session.context());
    for (const std::string& failure : report.facts.failures) {
        session.console.fail("not scored: " + failure);
    }
    session.console.print(options.printsJson ? reportJson(report)
                                             : reportText(report) + "written to " + nameText(options.output));
    return report.facts.failures.empty() ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

void addEngine(CLI::App& command, EvaluateOptions& options)
{
    addKeyword(command, "--device", "NAME", options.engine.device, parseDevice,
               "Where networks run: auto, cpu, cuda, cuda:N, mps (default auto)");
    addKeyword(command, "--engine", "NAME", options.engine.engine, parseEngine,
               "What runs them: auto, torch, onednn (default auto)");
    addKeyword(command, "--precision", "NAME", options.engine.precision, parsePrecision,
               "auto, fp32, bf16 (default auto: bf16 where the device computes it itself)");
    addNumber(command, "--tile", options.tilePx, 16, 16384,
              "Tile edge in packed pixels; changes memory and time alone");
}

}  // namespace

void addEvaluateCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<EvaluateOptions>();
    CLI::App* command = app.add_subcommand("evaluate", "Score models on a split of a data set");
    addStudyData(*command, options->data);
    command->get_option("--data")->required();
    command
        ->add_option(
            "--model", options->models,
            "Model file, the program's own, or classical, with LibRaw's noise reduction as classical:N;\nmay be given "
            "several times")
        ->type_name("FILE|default|classical[:N]")
        ->required()
        ->expected(1, -1);
    addFile(*command, "--out", "DIR", options->output, "Folder of the results; made if it is missing")->required();
    addKeyword(*command, "--protocol", "NAME,…", options->protocols, parseProtocols,
               "What a score means (default study)");
    addKeyword(*command, "--bn", "NAME,…", options->statistics, parseStatistics,
               "Statistics of batch normalisation: running, image, precise (default running)");
    addKeyword(*command, "--split", "NAME", options->split, parseSplit, "train, val or test (default test)");
    addKeyword(*command, "--ratio", "truth|auto|R", options->ratio, parseScoringRatio,
               "Amplification: of the exposures (default), automatic beside it, or fixed");
    addFile(*command, "--exclude", "FILE", options->exclusions, "Scenes or pairs to leave out, one a line");
    addNumber(*command, "--pictures", options->figureRows, 0, 1000, "Scenes that the report shows (default 4)");
    addEngine(*command, *options);
    addThreads(*command);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kEvaluateFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return evaluateCommand(*options, session); }; });
}

}  // namespace scotopic::cli
