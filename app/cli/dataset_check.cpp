// SPDX-License-Identifier: MIT
#include "app/cli/dataset.h"
#include "app/cli/json.h"
#include "app/cli/options.h"
#include "app/cli/outputs.h"
#include "app/cli/text.h"
#include "core/base/plain_text.h"
#include "core/dataset/align_photos.h"
#include "core/dataset/find_pairs.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace scotopic::cli {

namespace {

struct CheckCommandOptions {
    std::filesystem::path root;
    std::filesystem::path exclusions;
    AlignmentLimits limits;
    IfExists ifExists = IfExists::Refuse;
    bool printsJson = false;
};

constexpr const char* kDatasetCheckFooter =
    R"(ROOT is as for 'dataset scan', or the folder of a decoded cache. Every short exposure is laid on its ground truth: where
the same things are (phase correlation, to a few hundredths of a photosite), and how bright they are (gain and offset of
each colour against the short exposure times its ratio). Suspect are pairs that are shifted by more than --max-shift, that
show different things, or whose brightness is off by more than a factor of 1.4 both ways it is measured.
The exclusion file names them with their reasons; training and evaluation take it with --exclude.
A ground truth that two splits share is an error, and so is a scene in two splits.

Examples:
  scotopic-cli dataset check SID --write-exclusions suspects.txt
  scotopic-cli dataset check SID --max-shift 0.5 --json)";

double parseShift(const std::string& word)
{
    const std::vector<double> numbers = parseNumbers(word);
    if (numbers.size() != 1 || numbers[0] <= 0) {
        throw InvalidArgument("'" + word + "' is not a number of photosites above 0");
    }
    return numbers[0];
}

struct Findings {
    std::vector<CheckedPair> pairs;
    std::vector<SharedGroundTruth> shared;
    std::vector<PairProblem> problems;

    [[nodiscard]] auto countOf(Verdict verdict) const
    {
        return std::count_if(pairs.begin(), pairs.end(),
                             [verdict](const CheckedPair& pair) { return pair.verdict == verdict; });
    }
    [[nodiscard]] bool areErrors() const
    {
        return !shared.empty() || !problems.empty() || countOf(Verdict::Failed) > 0;
    }
};

Findings findingsOf(const CheckCommandOptions& options, Session& session)
{
    const JobContext context = session.context();
    if (isDecodedCache(options.root)) {
        const DecodedCache cache(options.root);
        return {
            .pairs = checkCache(cache, options.limits, context), .shared = sharedAcrossSplits(cache), .problems = {}};
    }
    const PairSet set = findPairs(options.root);
    for (const std::string& note : set.notes) {
        session.console.note(note);
    }
    return {.pairs = checkPhotos(set.pairs, options.limits, context),
            .shared = sharedAcrossSplits(set.pairs, context),
            .problems = set.problems};
}

Json rounded(double value)
{
    return std::round(value * 1e5) / 1e5;
}

Json checkJson(const CheckedPair& checked)
{
    Json json{{"name", checked.pair.name},
              {"scene", checked.pair.scene},
              {"split", scotopic::toText(checked.pair.split)},
              {"ratio", jsonNumber(checked.pair.ratio.value)},
              {"verdict", scotopic::toText(checked.verdict)},
              {"reason", checked.reason},
              {"shift", nullptr},
              {"brightness", nullptr}};
    if (const std::optional<ShiftEstimate>& shift = checked.alignment.shift) {
        json["shift"] = {{"x_px", rounded(shift->shift.x)},
                         {"y_px", rounded(shift->shift.y)},
                         {"standard_error_px", rounded(shift->standardError)},
                         {"confidence", rounded(shift->confidence)}};
    }
    if (checked.alignment.brightness) {
        Json channels = Json::object();
        for (std::size_t i = 0; i < 3; ++i) {
            const BrightnessFit& fit = (*checked.alignment.brightness)[i];
            channels[std::string(1, "rgb"[i])] = {
                {"gain", rounded(fit.gain)}, {"offset", rounded(fit.offset)}, {"residual", rounded(fit.residual)}};
        }
        json["brightness"] = {{"ratio", rounded(checked.alignment.brightnessRatio)}, {"channels", channels}};
    }
    return json;
}

Json checkJson(const Findings& findings, const CheckCommandOptions& options)
{
    Json pairs = Json::array();
    for (const CheckedPair& checked : findings.pairs) {
        pairs.push_back(checkJson(checked));
    }
    Json shared = Json::array();
    for (const SharedGroundTruth& copies : findings.shared) {
        shared.push_back({copies.one.longFile.string(), copies.other.longFile.string()});
    }
    return {{"source", options.root.string()},
            {"limits",
             {{"shift_px", options.limits.shiftPx},
              {"confidence", options.limits.confidence},
              {"standard_error_px", options.limits.standardErrorPx},
              {"brightness", options.limits.brightness}}},
            {"pairs", pairs},
            {"shared_ground_truths", shared}};
}

std::vector<std::string> rowOf(const CheckedPair& checked)
{
    std::vector<std::string> row{withoutControls(checked.pair.name), scotopic::toText(checked.pair.split),
                                 scotopic::toText(checked.verdict)};
    const std::optional<ShiftEstimate>& shift = checked.alignment.shift;
    row.push_back(shift ? numberText(std::hypot(shift->shift.x, shift->shift.y), 2) : "-");
    row.push_back(shift ? numberText(shift->confidence, 2) : "-");
    row.push_back(checked.alignment.brightness ? numberText((*checked.alignment.brightness)[1].gain, 3) : "-");
    return row;
}

std::string checkText(const Findings& findings)
{
    std::vector<std::vector<std::string>> rows{{"pair", "split", "verdict", "shift px", "confidence", "green gain"}};
    std::transform(findings.pairs.begin(), findings.pairs.end(), std::back_inserter(rows), rowOf);
    std::string text = table(rows) + "\n";
    for (const CheckedPair& checked : findings.pairs) {
        if (checked.verdict == Verdict::Suspect || checked.verdict == Verdict::Unknown) {
            text += withoutControls(checked.pair.name + ": " + checked.reason) + "\n";
        }
    }
    return text + std::to_string(findings.countOf(Verdict::Aligned)) + " aligned, "
           + std::to_string(findings.countOf(Verdict::Suspect)) + " suspect, "
           + std::to_string(findings.countOf(Verdict::Unknown)) + " unknown, "
           + std::to_string(findings.countOf(Verdict::Failed)) + " failed";
}

void tellErrors(const Findings& findings, Console& console)
{
    for (const PairProblem& problem : findings.problems) {
        console.fail(problem.sentence);
    }
    for (const CheckedPair& checked : findings.pairs) {
        if (checked.verdict == Verdict::Failed) {
            console.fail(checked.reason);
        }
    }
    for (const auto& [one, other] : findings.shared) {
        console.fail(one.longFile.string() + " and " + other.longFile.string() + " are the same, of the "
                     + scotopic::toText(one.split) + " and the " + scotopic::toText(other.split) + " split");
    }
}

ExitCode check(const CheckCommandOptions& options, Session& session)
{
    const bool writes = !options.exclusions.empty();
    if (writes) {
        requireFreeOutput(options.exclusions, {}, options.ifExists);
    }
    const Findings findings = findingsOf(options, session);
    session.console.print(options.printsJson ? jsonText(checkJson(findings, options)) : checkText(findings));
    tellErrors(findings, session.console);
    if (writes) {
        writeExclusions(options.exclusions, exclusionsFrom(findings.pairs), options.ifExists);
    }
    return findings.areErrors() ? ExitCode::SomethingFailed : ExitCode::AllDone;
}

}  // namespace

void addDatasetCheck(CLI::App& dataset, Action& chosen)
{
    auto options = std::make_shared<CheckCommandOptions>();
    CLI::App* command = dataset.add_subcommand("check", "Measure how every pair is aligned, and name the suspect ones");
    addFile(*command, "ROOT", "ROOT", options->root, "A data set's folder, a list of its pairs, or a decoded cache")
        ->required();
    addParsed(*command, "--max-shift", "PX", options->limits.shiftPx, parseShift,
              "Photosites a pair may be shifted by (default 1)");
    addFile(*command, "--write-exclusions", "FILE", options->exclusions, "Write the suspects with their reasons");
    addOverwrite(*command, options->ifExists);
    addThreads(*command);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kDatasetCheckFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return check(*options, session); }; });
}

}  // namespace scotopic::cli
