// SPDX-License-Identifier: MIT
#include "app/cli/batch.h"
#include "app/cli/command.h"
#include "app/cli/options.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace scotopic::cli {

namespace {

constexpr const char* kFooter =
    R"(Without a model LibRaw renders the amplified raw ('classical'). Names in --output-dir are those of the photos with the
format's extension; photos of the same name keep their own extension before it, so that none replaces another.
--json prints one object a line for each picture: input, output, ratio, seconds, engine, peakBytes, with a network
peakBytesPredicted, and more.

Examples:
  scotopic-cli enhance night.arw -o night.png
  scotopic-cli enhance night.arw -o night.tif --bits 16 --ratio 100 --model unet.safetensors
  scotopic-cli enhance *.dng --output-dir bright --format jpeg --quality 95)";

std::optional<ExposureRatio> parseRatioOrAuto(const std::string& word)
{
    return word == "auto" ? std::optional<ExposureRatio>() : parseRatio(word);
}

void addInputsAndOutputs(CLI::App& command, BatchOptions& options)
{
    addPhotos(command, options.photos);
    addFile(command, "-o,--output", "OUT", options.output, "The picture to write, for one photo: .png, .tif, .jpg");
    addFile(command, "--output-dir", "DIR", options.outputFolder, "Folder of the pictures; made if it is missing");
    addParsed(command, "--format", "png|tiff|jpeg", options.picture.format, parsePictureFormat,
              "Format of the pictures (default: by OUT's extension, else png)");
    addPictureOptions(command, options.picture, "8");
    command.add_flag("--json", options.printsJson, kJsonHelp);
}

void addRendering(CLI::App& command, BatchOptions& options)
{
    addFile(command, "--model", "FILE|classical", options.model, "Model file (.safetensors), or classical (default)");
    addParsed(command, "--ratio", "R|auto", options.ratio, parseRatioOrAuto,
              "Amplification, 0.1 to 1000 times, or chosen for each photo (default auto)");
    addNoiseThreshold(command, options.noiseThreshold);
    options.classicalOnly = {"--noise-threshold"};
}

void addEngine(CLI::App& command, BatchOptions& options)
{
    EnhancerOptions& network = options.network;
    addParsed(command, "--device", "NAME", network.engine.device, parseDevice,
              "Where the network runs: auto, cpu, cuda, cuda:N, mps (default auto)");
    addParsed(command, "--engine", "NAME", network.engine.engine, parseEngine,
              "What runs it: auto, torch, onednn (default auto)");
    addParsed(command, "--precision", "NAME", network.engine.precision, parsePrecision,
              "auto, fp32, bf16 (default auto: bf16 where the device computes it itself)");
    addParsed(command, "--bn", "NAME", network.bnMode, parseBnMode,
              "Batch normalisation by running or image statistics (default running)");
    addNumber(command, "--tile", network.tilePx, 16, 16384,
              "Tile edge in packed pixels; changes memory and time, not the picture\n(default: as large as 512 MiB for "
              "the network allow)");
    options.networkOnly = {"--device", "--engine", "--precision", "--bn", "--tile"};
}

/// Options that were given though the chosen rendering does not use them.
void noteUnused(const CLI::App& command, const BatchOptions& options, Console& console)
{
    const bool isClassical = options.isClassical();
    for (const std::string& name : isClassical ? options.networkOnly : options.classicalOnly) {
        if (command.count(name) > 0) {
            console.note(name + " has no effect " + (isClassical ? "without a network: see --model" : "on a network"));
        }
    }
}

void requireOneDestination(const BatchOptions& options)
{
    if (options.output.empty() == options.outputFolder.empty()) {
        throw InvalidArgument(options.output.empty() ? "where to write is missing: -o OUT or --output-dir DIR"
                                                     : "-o and --output-dir cannot be used together");
    }
    if (!options.output.empty() && options.photos.size() > 1) {
        throw InvalidArgument("-o takes one photo; use --output-dir for several");
    }
}

}  // namespace

void addEnhanceCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<BatchOptions>();
    CLI::App* command = app.add_subcommand("enhance", "Turn raws taken in the dark into bright pictures");
    addInputsAndOutputs(*command, *options);
    addRendering(*command, *options);
    addEngine(*command, *options);
    command->footer(kFooter);
    command->callback([&chosen, options, command] {
        chosen = [options, command](Session& session) {
            requireOneDestination(*options);
            noteUnused(*command, *options, session.console);
            return enhanceBatch(*options, session);
        };
    });
}

}  // namespace scotopic::cli
