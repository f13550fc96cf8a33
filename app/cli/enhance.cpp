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
With -o - standard output is the picture's alone: what is else printed there goes to standard error.
Pictures of the folders in a folder (--recursive) go to folders of the same names. Hidden files are passed over.
A settings file is JSON; pictures that this program writes carry the same settings and what rendered them.
--json prints one object a line for each picture: input, output, ratio, seconds, engine, peakBytes, with a network
peakBytesPredicted, and more; after several a last one: photos, done, skipped, failed, stopped, failures.

Examples:
  scotopic-cli enhance night.arw -o night.png
  scotopic-cli enhance night.arw -o night.tif --bits 16 --ratio 100 --model unet.safetensors
  scotopic-cli enhance *.dng --output-dir bright --format jpeg --quality 95
  scotopic-cli enhance night.arw -o - --format png | display png:-
  scotopic-cli enhance photos --recursive --output-dir bright --skip-existing
  scotopic-cli enhance night.arw -o again.png --from night.png)";

RatioWord parseRatioOrAuto(const std::string& word)
{
    return {word == "auto" ? std::optional<ExposureRatio>() : parseRatio(word)};
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
    addPhotos(command, options.photos, "Camera raws, DNG included, and folders of them");
    command.add_flag("--recursive", options.isRecursive, "Take the raws of the folders in folders, too");
    addFile(command, "-o,--output", "OUT", options.output,
            "The picture to write, for one photo: .png, .tif, .jpg;\n- for standard output, with --format");
    addFile(command, "--output-dir", "DIR", options.outputFolder, "Folder of the pictures; made if it is missing");
    addPictureOptions(command, options.picture, "Format of the pictures (default: by OUT's extension, else png)", "8");
    addThreads(command);
    command.add_flag("--skip-existing", options.skipsExisting, "Leave out photos whose picture is there already");
    addFile(command, "--write-settings", "FILE", options.settingsToWrite,
            "Write the settings that are used, for --settings");
    command.add_flag("--json", options.printsJson, kJsonHelp);
}

void addRendering(CLI::App& command, RenderingWords& words)
{
    addFile(command, "--settings", "FILE", words.settingsFile,
            "Settings that --write-settings wrote; what is said beside them wins");
    addFile(command, "--from", "PICTURE", words.from,
            "Render the record of a picture that this program wrote again; what is said beside it wins");
    addParsed(
        command, "--model", "FILE|default|classical[:N]", words.model, parseModelChoice,
        "Model file (any that 'model import' reads), the program's own, or no network, with\nLibRaw's noise reduction "
        "as classical:N\n(default: the program's own where it is there, else classical)");
    addKeyword(command, "--ratio", "R|auto", words.ratio, parseRatioOrAuto,
               "Amplification, 0.1 to 1000 times, or chosen for each photo (default auto)");
    addParsed(command, "--noise-threshold", "N", words.noiseThreshold, parseNoiseThreshold, kNoiseThresholdHelp);
    addKeyword(command, "--white-balance", "WB", words.whiteBalance, parseWhiteBalance,
               "camera (default), daylight, KELVIN[,TINT] as 4500,10, or gains RED,BLUE as 1.9,2.4;\nfor camera-linear "
               "models and the classical rendering");
    addParsed(command, "--exposure", "EV", words.exposureEv, parseExposure,
              "Brighter or darker after the network, -8 to 8 stops; for camera-linear models (default 0)");
    addKeyword(command, "--tone", "natural|study", words.tone, parseToneCurve,
               "Tone of camera-linear models: natural (default) keeps highlights, encoded as sRGB;\nstudy clips them, "
               "encoded by BT.709's curve; each file's profile says its own");
    addWholeArea(command, words.wholeArea);
    addImage(command, words.image);
}

void addEngine(CLI::App& command, RenderingWords& words)
{
    addKeyword(command, "--device", "NAME", words.device, parseDevice,
               "Where the network runs: auto, cpu, cuda, cuda:N, mps (default auto)");
    addKeyword(command, "--engine", "NAME", words.engine, parseEngine,
               "What runs it: auto, torch, onednn (default auto)");
    addKeyword(command, "--precision", "NAME", words.precision, parsePrecision,
               "auto, fp32, bf16 (default auto: bf16 where the device computes it itself)");
    addKeyword(command, "--bn", "NAME", words.bnMode, parseBnMode,
               "Batch normalisation by running or image statistics (default running)");
    addNumber(command, "--tile", words.tilePx, 16, 16384,
              "Tile edge in packed pixels; changes memory and time, not the picture\n(default: as large as 512 MiB for "
              "the network allow)");
}

void requireOneDestination(const BatchOptions& options)
{
    if (options.output.empty() == options.outputFolder.empty()) {
        throw InvalidArgument(options.output.empty() ? "where to write is missing: -o OUT or --output-dir DIR"
                                                     : "-o and --output-dir cannot be used together");
    }
    if (options.skipsExisting && options.picture.ifExists == IfExists::Overwrite) {
        throw InvalidArgument("--skip-existing and --overwrite cannot be used together");
    }
}

}  // namespace

void addEnhanceCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<BatchOptions>();
    CLI::App* command = app.add_subcommand("enhance", "Turn raws taken in the dark into bright pictures");
    addInputsAndOutputs(*command, *options);
    addRendering(*command, options->rendering);
    addEngine(*command, options->rendering);
    command->footer(kEnhanceFooter);
    command->callback([&chosen, options] {
        chosen = [options](Session& session) {
            requireOneDestination(*options);
            return enhanceBatch(*options, session);
        };
    });
}

}  // namespace scotopic::cli
