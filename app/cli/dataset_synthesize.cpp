// SPDX-License-Identifier: MIT
#include "app/cli/dataset.h"
#include "app/cli/json.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/dataset/synthesize.h"

#include <memory>

namespace scotopic::cli {

namespace {

struct SynthesizeCommandOptions {
    SynthesisOptions synthesis;
    std::optional<SourceScale> scale;
    std::filesystem::path camera;  // of the noise; "any", or empty for the default one
    std::optional<int> pairCount;
    bool printsJson = false;
};

constexpr const char* kDatasetSynthesizeFooter =
    R"(Sources are Bayer raws with little noise, which are halved by averaging four photosites of a colour, and pictures (PNG,
TIFF, JPEG), which are unprocessed (Brooks et al. 2019) as if a random camera had taken them. Each pair is a random cut of a
source: the short exposure a 14-bit DNG with the noise of the camera (photons, reading, rows, rounding: Wei et al. 2020),
the ground truth LibRaw's rendering of the clean raw or, without its interpolation of colours, the light of which the raw
was made. A source belongs to one split alone. The layout is that of SID's Sony set; synthesis.json says how each pair was
made. The same options and files give the same set.

A camera is a JSON file of ELD's form (camera, Kmin, Kmax, Profile-1, G_shape, color_bias), or 'any': each pair's from
ranges wider than those of the calibrated cameras, with bands, hot pixels and wrong black levels now and then.

Examples:
  scotopic-cli dataset synthesize clean/*.dng -o pairs --pairs 200 --size 1024x1024
  scotopic-cli dataset synthesize photos/*.jpg -o pairs --ratios 1..300 --camera any)";

ExposureRatio parsePairRatio(const std::string& word)
{
    const ExposureRatio ratio = parseRatio(word);
    if (ratio.value < kSmallestRatio.value || ratio.value > kLargestRatio.value) {
        throw InvalidArgument("'" + word + "': pairs have ratios from 1 to 300");
    }
    return ratio;
}

/// "100,250,300" or "1..300"
RatioChoice parseRatios(const std::string& word)
{
    RatioChoice choice;
    if (const std::size_t dots = word.find(".."); dots != std::string::npos) {
        choice.lowest = parsePairRatio(word.substr(0, dots));
        choice.highest = parsePairRatio(word.substr(dots + 2));
        if (choice.lowest.value > choice.highest.value) {
            throw InvalidArgument("'" + word + "': the lower ratio comes first");
        }
        return choice;
    }
    for (std::size_t begin = 0; begin <= word.size();) {
        const std::size_t end = std::min(word.find(',', begin), word.size());
        choice.oneOf.push_back(parsePairRatio(word.substr(begin, end - begin)));
        begin = end + 1;
    }
    return choice;
}

ReadNoise parseReadNoise(const std::string& word)
{
    if (word == "tukey") {
        return ReadNoise::TukeyLambda;
    }
    if (word == "gaussian") {
        return ReadNoise::Gaussian;
    }
    throw InvalidArgument("'" + word + "' is not 'tukey' or 'gaussian'");
}

PairTruth parseTruth(const std::string& word)
{
    if (word == "developed") {
        return PairTruth::Developed;
    }
    if (word == "light") {
        return PairTruth::Light;
    }
    throw InvalidArgument("'" + word + "' is not 'developed' or 'light'");
}

SourceScale parseScale(const std::string& word)
{
    if (word == "full") {
        return SourceScale::Full;
    }
    if (word == "half") {
        return SourceScale::Half;
    }
    throw InvalidArgument("'" + word + "' is not 'full' or 'half'");
}

/// Even, as a mosaic is.
PixelSize parsePairSize(const std::string& word)
{
    const PixelSize size = parseSize(word);
    if (size.width % 2 != 0 || size.height % 2 != 0 || size.width < 64 || size.height < 64) {
        throw InvalidArgument("'" + word + "' is not a size for pairs: even numbers from 64 on");
    }
    return size;
}

std::string synthesisText(const SynthesisReport& report, const std::filesystem::path& folder)
{
    return std::to_string(report.trainCount) + " train, " + std::to_string(report.validationCount) + " val and "
           + std::to_string(report.testCount) + " test pairs in " + nameText(folder);
}

Json synthesisJson(const SynthesisReport& report, const std::filesystem::path& folder)
{
    return {{"folder", folder.string()},
            {"pairs", {{"train", report.trainCount}, {"val", report.validationCount}, {"test", report.testCount}}},
            {"left_out", report.leftOut}};
}

ExitCode synthesize(const SynthesizeCommandOptions& options, Session& session)
{
    SynthesisOptions synthesis = options.synthesis;
    if (lowerCase(options.camera.string()) == "any") {
        synthesis.camera = std::nullopt;
    } else if (!options.camera.empty()) {
        synthesis.camera = readNoiseCalibration(options.camera);
    }
    if (options.pairCount) {
        synthesis.pairCount = static_cast<std::size_t>(*options.pairCount);
    }
    synthesis.rawScale = options.scale.value_or(synthesis.rawScale);
    synthesis.pictureScale = options.scale.value_or(synthesis.pictureScale);
    const SynthesisReport report = synthesizePairs(synthesis, session.context());
    session.console.print(options.printsJson ? jsonText(synthesisJson(report, synthesis.folder))
                                             : synthesisText(report, synthesis.folder));
    for (const std::string& sentence : report.leftOut) {
        session.console.fail(sentence);
    }
    return report.leftOut.empty() ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

}  // namespace

void addDatasetSynthesize(CLI::App& dataset, Action& chosen)
{
    auto options = std::make_shared<SynthesizeCommandOptions>();
    SynthesisOptions& synthesis = options->synthesis;
    CLI::App* command = dataset.add_subcommand("synthesize", "Make pairs from clean raws or photos, with real noise");
    addSources(*command, synthesis.sources);
    addFile(*command, "-o,--output", "DIR", synthesis.folder, "The folder to make")->required();
    addNumber(*command, "--pairs", options->pairCount, 1, 29997, "How many (default: one for each source)");
    addKeyword(*command, "--size", "WxH", synthesis.size, parsePairSize,
               "Photosites of a pair (default: all of a source)");
    addKeyword(*command, "--ratios", "R,...|R..R", synthesis.ratios, parseRatios,
               "Ratios to choose from, or a range (default 100,250,300)");
    addFile(*command, "--camera", "FILE.json|any", options->camera,
            "Whose noise (default: the Sony A7S II's, with which SID was shot)");
    addKeyword(*command, "--read-noise", "NAME", synthesis.readNoise, parseReadNoise,
               "tukey (default: tails as sensors have them) or gaussian");
    addKeyword(*command, "--scale", "full|half", options->scale, parseScale,
               "Size of the sources' pixels (default: raws half, pictures full)");
    addKeyword(*command, "--truth", "developed|light", synthesis.truth, parseTruth,
               "The clean mosaic as LibRaw renders it (default), or its light");
    addParsed(*command, "--splits", "T,V,T", synthesis.shares, parseSplits,
              "Shares of train, validation and test (default 0.7,0.1,0.2)");
    addParsed(*command, "--seed", "S", synthesis.seed, parseUnsigned64, "Seed of everything random (default 1)");
    addThreads(*command);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kDatasetSynthesizeFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return synthesize(*options, session); }; });
}

}  // namespace scotopic::cli
