// SPDX-License-Identifier: MIT
#include "core/raw/sample.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/outputs.h"
#include "core/raw/write_dng.h"

#include <memory>

namespace scotopic::cli {

namespace {

struct SampleCommandOptions {
    std::filesystem::path output;
    SampleOptions sample;
    IfExists ifExists = IfExists::Refuse;
};

constexpr const char* kSampleFooter = R"(The scene and its noise are computed: the same options give the same file.

Examples:
  scotopic-cli sample -o sample.dng
  scotopic-cli sample -o dark.dng --ratio 250 --seed 7 --size 4096x2720)";

PixelSize parseSampleSize(const std::string& word)
{
    const PixelSize size = parseSize(word);
    if (size.width % 2 != 0 || size.height % 2 != 0 || size.width < 64 || size.height < 64 || size.width > 16384
        || size.height > 16384) {
        throw InvalidArgument("'" + word + "' is not a size for a sample: even numbers from 64 to 16384");
    }
    return size;
}

ExitCode writeSample(const SampleCommandOptions& options, Session& session)
{
    requireFreeOutput(options.output, {}, options.ifExists);
    const JobContext context = session.context();
    context.report({.stage = "drawing the scene", .fraction = {}, .remainingSeconds = {}});
    const RawImage raw = makeSampleRaw(options.sample);
    context.throwIfCancelled();
    writeDng(options.output, raw, options.ifExists);
    return ExitCode::AllDone;
}

}  // namespace

void addSampleCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<SampleCommandOptions>();
    CLI::App* command = app.add_subcommand("sample", "Write a computed night photo as a DNG, to try things on");
    addFile(*command, "-o,--output", "OUT.dng", options->output, "The DNG file to write")->required();
    addKeyword(*command, "--ratio", "R", options->sample.ratio, parseRatio,
               "How many times too short the exposure was (default 100)");
    addParsed(*command, "--seed", "S", options->sample.seed, parseUnsigned64, "Seed of the noise (default 1)");
    addKeyword(*command, "--size", "WxH", options->sample.size, parseSampleSize,
               "Photosites, even numbers from 64 to 16384 (default 2048x1360)");
    addThreads(*command);
    addOverwrite(*command, options->ifExists);
    command->footer(kSampleFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return writeSample(*options, session); }; });
}

}  // namespace scotopic::cli
