// SPDX-License-Identifier: MIT
#include "app/cli/batch.h"
#include "app/cli/command.h"
#include "app/cli/options.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

namespace scotopic::cli {

namespace {

constexpr const char* kEnhanceFooter =
    R"(Without a network LibRaw renders the amplified raw ('classical'), also raws that the program's own model does not take.
The environment's SCOTOPIC_MODEL names a file to use in place of the program's own model. Names in --output-dir are those
of the photos with the format's extension; photos of the same name keep their own extension before it, so that none
replaces another.
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

std::optional<std::filesystem::path> parseModel(const std::string& word)
{
    if (word.empty()) {
        throw InvalidArgument("a file's name cannot be empty");
    }
    return word;
}

float parseExposure(const std::string& word)
{
    constexpr double kMostStops = 8;
    const std::vector<double> numbers = parseNumbers(word);
    if (numbers.size() != 1 || std::abs(numbers.front()) > kMostStops) {
        throw InvalidArgument("'" + word + "' is not an exposure: a number of stops from -8 to 8");
    }
    return static_cast<float>(numbers.front());
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
    addParsed(command, "--model", "FILE|default|classical", options.model, parseModel,
              "Model file (.safetensors), the program's own, or no network\n(default: the program's own where it is "
              "there, else classical)");
    addParsed(command, "--ratio", "R|auto", options.settings.ratio, parseRatioOrAuto,
              "Amplification, 0.1 to 1000 times, or chosen for each photo (default auto)");
    addNoiseThreshold(command, options.settings.noiseThreshold);
    addParsed(command, "--white-balance", "WB", options.settings.colour.whiteBalance, parseWhiteBalance,
              "camera (default), daylight, KELVIN[,TINT] as 4500,10, or gains RED,BLUE as 1.9,2.4;\nfor camera-linear "
              "models and the classical rendering");
    addParsed(command, "--exposure", "EV", options.settings.colour.exposureEv, parseExposure,
              "Brighter or darker after the network, -8 to 8 stops; for camera-linear models (default 0)");
    addParsed(command, "--tone", "natural|study", options.settings.colour.tone, parseToneCurve,
              "Tone curve of camera-linear models: natural keeps highlights (default), study clips them");
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
}

std::vector<OptionUse> usesOf(const CLI::App& command)
{
    std::vector<OptionUse> uses{{"--noise-threshold", true, false, false},
                                {"--white-balance", true, false, true},
                                {"--exposure", false, false, true},
                                {"--tone", false, false, true}};
    for (const char* name : {"--device", "--engine", "--precision", "--bn", "--tile"}) {
        uses.push_back({name, false, true, true});
    }
    std::erase_if(uses, [&](const OptionUse& option) { return command.count(option.name) == 0; });
    return uses;
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
    command->footer(kEnhanceFooter);
    command->callback([&chosen, options, command] {
        chosen = [options, command](Session& session) {
            requireOneDestination(*options);
            options->given = usesOf(*command);
            return enhanceBatch(*options, session);
        };
    });
}

}  // namespace scotopic::cli
