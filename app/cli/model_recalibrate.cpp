// SPDX-License-Identifier: MIT
#include "app/cli/model_recalibrate.h"

#include "app/cli/options.h"
#include "app/cli/outputs.h"
#include "app/cli/study_data.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/patch.h"
#include "core/network/import_model.h"
#include "core/network/model_choice.h"
#include "core/network/model_file.h"
#include "core/training/recalibrate.h"
#include "core/training/train.h"

#include <algorithm>
#include <array>
#include <memory>

namespace scotopic::cli {

namespace {

constexpr int kLargestPatchPx = 4096;
constexpr int kMostPatches = 1'000'000;

struct RecalibrateOptions {
    ModelChoice input;
    std::filesystem::path output;
    StudyDataOptions data;
    std::filesystem::path exclusions;
    int patches = 200;
    int patchPx = 512;
    std::uint64_t seed = 0;
    DeviceId device;
    IfExists ifExists = IfExists::Refuse;
};

constexpr const char* kModelRecalibrateFooter =
    R"(A network with batch normalisation keeps running means and variances, which follow the last few hundred steps of
training. This measures them anew over N patches of the training split with the weights left as they are, and writes a
model with these precise statistics; --bn running then uses them. Patches are drawn as in training, from the
first short exposure (_00) of each scene and ratio.

Example:
  scotopic-cli model recalibrate double-bn.safetensors -o precise.safetensors --data SID --patches 500)";

PatchSourceOptions patchesOf(const RecalibrateOptions& options, const DecodedCache& cache, Console& console)
{
    const Exclusions exclusions = options.exclusions.empty() ? Exclusions() : readExclusions(options.exclusions);
    warnOfUnmatched(exclusions, cache.pairs(), console);
    PatchSourceOptions source;
    source.candidates = chooseTrainingData(cache.pairs(), exclusions, /*debug=*/false).train;
    if (source.candidates.empty()) {
        throw InvalidArgument(options.data.data.string() + ": there is nothing to train on that is not excluded");
    }
    source.seed = options.seed;
    source.patchPx = options.patchPx;
    return source;
}

ExitCode recalibrate(const RecalibrateOptions& options, Session& session)
{
    const std::filesystem::path input = networkFileOf(options.input);
    requireFreeOutput(options.output, std::array{input}, options.ifExists);
    const Model model = openModel(input).model;
    StudyDataOptions data = options.data;
    data.checksums = Checksums::VerifyOnFirstUse;
    const DecodedCache cache = openStudyData(data, session);
    const JobContext context = session.context();
    PatchSourceOptions patches = patchesOf(options, cache, session.console);
    patches.threads = std::min(1, context.threadCount() - 1);  // beside the one that computes
    PatchSource source(cache, patches);
    const auto patchOf = [&](int) { return source.take(context).example.input; };
    Model precise = recalibrated(model, options.patches, patchOf, options.device, context);
    precise.notes["bn_patches"] += " of " + std::to_string(options.patchPx) + " packed pixels, seed "
                                   + std::to_string(options.seed) + ", data " + cache.fingerprint();
    writeModelFile(options.output, precise, options.ifExists, WeightPrecision::F32);
    session.console.print("batch normalisation measured on " + std::to_string(options.patches) + " patches of "
                          + std::to_string(options.patchPx) + " packed pixels");
    return ExitCode::AllDone;
}

int parsePatchPx(const std::string& word)
{
    const int patchPx = parseNumber(word, 16, kLargestPatchPx);
    if (patchPx % 16 != 0) {
        throw InvalidArgument(word + " is not a multiple of 16");
    }
    return patchPx;
}

}  // namespace

void addModelRecalibrate(CLI::App& model, Action& chosen)
{
    auto options = std::make_shared<RecalibrateOptions>();
    CLI::App* command = model.add_subcommand("recalibrate", "Measure precise statistics of batch normalisation");
    addParsed(*command, "IN", "FILE|default", options->input, parseModelChoice, "A model with batch normalisation")
        ->required();
    addFile(*command, "-o,--output", "OUT.safetensors", options->output, "The model file to write")->required();
    addStudyData(*command, options->data);
    command->get_option("--data")->required();
    addFile(*command, "--exclude", "FILE", options->exclusions, "Scenes or pairs to leave out, one a line");
    addNumber(*command, "--patches", options->patches, 1, kMostPatches, "How many patches to measure on (200)");
    addParsed(*command, "--patch", "PX", options->patchPx, parsePatchPx,
              "Their size in packed pixels, a multiple of 16 (512)");
    addParsed(*command, "--seed", "S", options->seed, parseUnsigned64, "Which patches are drawn (0)");
    addKeyword(*command, "--device", "DEVICE", options->device, parseDevice, "auto, cpu, cuda, cuda:N or mps");
    addThreads(*command);
    addOverwrite(*command, options->ifExists);
    command->footer(kModelRecalibrateFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return recalibrate(*options, session); }; });
}

}  // namespace scotopic::cli
