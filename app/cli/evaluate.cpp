// SPDX-License-Identifier: MIT
#include "core/evaluation/evaluate.h"

#include "app/cli/command.h"
#include "app/cli/evaluate_photos.h"
#include "app/cli/evaluate_report.h"
#include "app/cli/options.h"
#include "app/cli/study_data.h"
#include "core/evaluation/evaluation_folder.h"
#include "core/evaluation/precise_model.h"
#include "core/network/model_file.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

namespace scotopic::cli {

namespace {

constexpr const char* kClassical = "classical";

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

constexpr const char* kFooter =
    R"(Protocols, to be combined with commas: 'study' (the _00 files, truncated to 8 bit, scikit-image's SSIM), 'paper' (rounded,
MATLAB's SSIM of RGB), 'full' (every burst, rounded); changed by +all, +first, +aligned (without the misaligned scenes),
+truncate8, +round8, +float, +skimage, +matlab, +matlab-grey, +cropN, +gain, +fit. Each frame is computed once for all.
Several kinds of statistics of batch normalisation give a row each. --ratio auto scores each model with the automatic
amplification beside the ground truth's and tells what it costs. OUT gets results.csv, results.json, tables.md, tables.tex,
report.html and pictures/; what an interrupted evaluation has scored there is not computed again.

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

struct NamedModel {
    std::string name;
    std::filesystem::path file;
    Model model;
};

std::string nameOf(const NamedModel& model)
{
    const auto name = model.model.notes.find("name");
    return name != model.model.notes.end() && !name->second.empty() ? name->second : model.file.stem().string();
}

/// By the file's note or name; where two share it, with the folder in front, then with a number behind.
void nameEach(std::vector<NamedModel>& models)
{
    std::map<std::string, int> count;
    for (NamedModel& model : models) {
        model.name = nameOf(model);
        ++count[model.name];
    }
    std::map<std::string, int> taken;
    for (NamedModel& model : models) {
        if (count[model.name] > 1) {
            model.name = (std::filesystem::absolute(model.file).parent_path().filename() / model.file.stem()).string();
        }
        if (const int copy = ++taken[model.name]; copy > 1) {
            model.name += " (" + std::to_string(copy) + ")";
        }
    }
}

std::vector<NamedModel> readModels(const std::vector<std::string>& words)
{
    std::vector<NamedModel> models;
    for (const std::string& word : words) {
        if (word != kClassical) {
            models.push_back({{}, word, readModelFile(word)});
            requireUsableLight(models.back().model, word);
        }
    }
    nameEach(models);
    return models;
}

std::shared_ptr<PreciseModel> preciseOf(const EvaluateOptions& options, const Model& model, const DecodedCache& cache,
                                        const Exclusions& exclusions)
{
    const Normalisation kind = model.options.normalisation;
    const bool isAsked = std::find(options.statistics.begin(), options.statistics.end(), NormStatistics::Precise)
                         != options.statistics.end();
    if (!isAsked || (kind != Normalisation::Single && kind != Normalisation::Double)) {
        return nullptr;
    }
    return std::make_shared<PreciseModel>(model, cache, exclusions, kPrecisePatches, options.engine.device);
}

/// Each model with each kind of statistics that makes a difference for it, at each ratio.
std::vector<Contestant> contestantsOf(const EvaluateOptions& options, const std::vector<NamedModel>& models,
                                      const DecodedCache& cache, const Exclusions& exclusions)
{
    std::vector<std::shared_ptr<PreciseModel>> precise;  // of each model; null where nothing asks for it
    for (const NamedModel& model : models) {
        precise.push_back(preciseOf(options, model.model, cache, exclusions));
    }
    std::vector<ScoringRatio> ratios{options.ratio};
    if (options.ratio.source == ScoringRatio::Source::Automatic) {
        ratios.insert(ratios.begin(), ScoringRatio{});
    }
    std::vector<Contestant> contestants;
    const auto add = [&contestants](Contestant contestant) {
        const auto isSame = [&](const Contestant& other) { return other.label() == contestant.label(); };
        if (std::none_of(contestants.begin(), contestants.end(), isSame)) {
            contestants.push_back(std::move(contestant));
        }
    };
    for (const ScoringRatio& ratio : ratios) {
        for (std::size_t i = 0; i < models.size(); ++i) {
            for (const NormStatistics statistics : options.statistics) {
                const bool isPrecise = statistics == NormStatistics::Precise && precise[i] != nullptr;
                add(isPrecise ? preciseContestant(precise[i], models[i].name, ratio, options.engine, options.tilePx)
                              : networkContestant(models[i].model, models[i].name, statistics, ratio, options.engine,
                                                  options.tilePx));
            }
        }
        if (std::find(options.models.begin(), options.models.end(), kClassical) != options.models.end()) {
            add(classicalModel(ratio));
        }
    }
    return contestants;
}

ExitCode evaluateCommand(const EvaluateOptions& options, Session& session)
{
    const std::vector<NamedModel> models = readModels(options.models);
    EvaluationJob job;
    job.protocols = options.protocols;
    job.split = options.split;
    job.exclusions = options.exclusions.empty() ? Exclusions{} : readExclusions(options.exclusions);
    job.suggestRatio = ratioSuggestion();
    StudyDataOptions data = options.data;
    data.allBursts = std::any_of(job.protocols.begin(), job.protocols.end(),
                                 [](const Protocol& protocol) { return !protocol.onlyFirstOfBurst; });
    data.checksums = Checksums::VerifyOnFirstUse;
    const DecodedCache cache = openStudyData(data, session);
    job.cache = &cache;
    job.contestants = contestantsOf(options, models, cache, job.exclusions);
    for (const std::string& warning : leakWarnings(job)) {
        session.console.note("warning: " + warning);
    }
    const std::unique_ptr<FigureMaker> figure = makeFigure(options.output, job, options.figureRows);
    const ReportFacts facts = reportFacts("Evaluation", options.data.data.string(), job.exclusions);
    const Report report = evaluateInto(options.output, job, facts, figure.get(), session.context());
    for (const std::string& failure : report.facts.failures) {
        session.console.fail("not scored: " + failure);
    }
    session.console.print(options.printsJson ? reportJson(report)
                                             : reportText(report) + "written to " + options.output.string());
    return report.facts.failures.empty() ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

void addEngine(CLI::App& command, EvaluateOptions& options)
{
    addParsed(command, "--device", "NAME", options.engine.device, parseDevice,
              "Where networks run: auto, cpu, cuda, cuda:N, mps (default auto)");
    addParsed(command, "--engine", "NAME", options.engine.engine, parseEngine,
              "What runs them: auto, torch, onednn (default auto)");
    addParsed(command, "--precision", "NAME", options.engine.precision, parsePrecision,
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
    command->add_option("--model", options->models, "Model file, or classical; may be given several times")
        ->type_name("FILE|classical")
        ->required()
        ->expected(1, -1);
    addFile(*command, "--out", "DIR", options->output, "Folder of the results; made if it is missing")->required();
    addParsed(*command, "--protocol", "NAME,…", options->protocols, parseProtocols,
              "What a score means (default study)");
    addParsed(*command, "--bn", "NAME,…", options->statistics, parseStatistics,
              "Statistics of batch normalisation: running, image, precise (default running)");
    addParsed(*command, "--split", "NAME", options->split, parseSplit, "train, val or test (default test)");
    addParsed(*command, "--ratio", "truth|auto|R", options->ratio, parseScoringRatio,
              "Amplification: of the exposures (default), automatic beside it, or fixed");
    addFile(*command, "--exclude", "FILE", options->exclusions, "Scenes or pairs to leave out, one a line");
    addNumber(*command, "--pictures", options->figureRows, 0, 1000, "Scenes that the report shows (default 4)");
    addEngine(*command, *options);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return evaluateCommand(*options, session); }; });
}

}  // namespace scotopic::cli
