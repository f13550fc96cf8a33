// SPDX-License-Identifier: MIT
#include "core/raw/pack.h"

#include "app/cli/command.h"
#include "app/cli/npy.h"
#include "app/cli/options.h"
#include "app/cli/outputs.h"
#include "app/cli/photo_facts.h"
#include "core/raw/read_raw.h"

#include <memory>

namespace scotopic::cli {

namespace {

struct PackOptions {
    std::filesystem::path photo;
    std::filesystem::path output;
    ExposureRatio ratio;
    int image = 1;
    IfExists ifExists = IfExists::Refuse;
};

constexpr const char* kPackFooter =
    R"(The array is float32 [planes, height, width] from 0 to 1: black level subtracted, 1 at the white level, multiplied by
the ratio and clipped at 1. Bayer: R, G, B, G at half size; X-Trans: nine planes at a third.

Example:
  scotopic-cli pack night.arw -o night.npy --ratio 100)";

ExitCode packToFile(const PackOptions& options, Session& session)
{
    requireFreeOutput(options.output, std::span(&options.photo, 1), options.ifExists);
    const JobContext context = session.context();
    const RawImage raw = readRaw(options.photo, options.image, context);
    sayNotes(raw, session.console);
    context.throwIfCancelled();
    const Planes planes = pack(raw, options.ratio);
    context.throwIfCancelled();
    writeNpy(options.output, planes, options.ifExists);
    return ExitCode::AllDone;
}

}  // namespace

void addPackCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<PackOptions>();
    CLI::App* command = app.add_subcommand("pack", "Write a raw as the network's input, a NumPy array");
    addFile(*command, "PHOTO", "FILE", options->photo, "A camera raw, DNG included")->required();
    addFile(*command, "-o,--output", "OUT.npy", options->output, "The NumPy file to write")->required();
    addKeyword(*command, "--ratio", "R", options->ratio, parseRatio, "Amplification, 0.1 to 1000 times")->required();
    addImage(*command, options->image);
    addThreads(*command);
    addOverwrite(*command, options->ifExists);
    command->footer(kPackFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return packToFile(*options, session); }; });
}

}  // namespace scotopic::cli
