// SPDX-License-Identifier: MIT
#include "core/raw/develop.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/photo_facts.h"
#include "app/cli/picture_options.h"
#include "app/cli/picture_output.h"
#include "core/base/exact_text.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/shown_area.h"
#include "core/raw/read_raw.h"

#include <memory>
#include <string>
#include <vector>

namespace scotopic::cli {

namespace {

struct DevelopCommandOptions {
    std::filesystem::path photo;
    std::filesystem::path output;
    DevelopOptions develop;
    bool wholeArea = false;
    int image = 1;
    PictureWords words;
};

constexpr const char* kDevelopFooter =
    R"(LibRaw's own rendering with the settings of the SID study's ground truth: camera white balance, no automatic
brightness, sRGB's primaries under BT.709's curve, as the file's profile says; at ratio 1 its values equal those of
'dcraw_emu -w -W -6' of the same LibRaw, which knows no crop: --whole-area. The format follows from the name's extension.

Examples:
  scotopic-cli develop long.arw -o truth.tif
  scotopic-cli develop night.arw -o night.jpg --ratio 100 --noise-threshold 200)";

void addGeometry(Provenance& provenance, const DevelopCommandOptions& options)
{
    if (options.wholeArea) {
        provenance.fields.emplace_back("WholeArea", "true");
    }
    if (options.image != 1) {
        provenance.fields.emplace_back("Image", std::to_string(options.image));
    }
}

ExitCode developToFile(const DevelopCommandOptions& options, Session& session)
{
    const PictureFileOptions picture = pictureOptions(options.words, options.output, /*usualBits=*/16, session.console);
    requireFreePictureOutput(options.output, std::span(&options.photo, 1), picture.ifExists, session.console);
    const JobContext context = session.context();
    const RawImage raw = readRaw(options.photo, options.image, context);
    sayNotes(raw, session.console);
    const PhotoMetadata metadata = readPhotoMetadata(options.photo);
    Provenance provenance = commonProvenance(raw, options.develop.ratio);
    if (options.develop.noiseThreshold > 0) {
        provenance.fields.emplace_back("NoiseThreshold", exactText(options.develop.noiseThreshold));
    }
    addGeometry(provenance, options);
    context.throwIfCancelled();
    DevelopedRaw developed = develop(raw, options.develop, context);
    const SrgbPicture rendering = shownPart({developed.size, std::move(developed.rgb), TransferCurve::Bt709}, raw,
                                            wholeOf(raw.size), options.wholeArea ? Shown::WholeArea : Shown::Crop);
    context.report({.stage = "writing", .fraction = {}, .remainingSeconds = {}});
    std::vector<std::string> notes = deliverPicture(options.output, rendering, picture, metadata, provenance, context);
    notes.insert(notes.begin(), metadata.notes.begin(), metadata.notes.end());
    for (const std::string& note : notes) {
        session.console.note(options.photo.string() + ": " + note);
    }
    return ExitCode::AllDone;
}

}  // namespace

void addDevelopCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<DevelopCommandOptions>();
    CLI::App* command = app.add_subcommand("develop", "Render a raw as LibRaw does, the study's ground truth");
    addFile(*command, "PHOTO", "FILE", options->photo, "A camera raw, DNG included")->required();
    addFile(*command, "-o,--output", "OUT", options->output,
            "The picture to write: .png, .tif, .jpg; - for standard output,\nwith --format")
        ->required();
    addKeyword(*command, "--ratio", "R", options->develop.ratio, parseRatio,
               "Amplification before rendering, 0.1 to 1000 times (default 1)");
    addNoiseThreshold(*command, options->develop.noiseThreshold);
    addWholeArea(*command, options->wholeArea);
    addImage(*command, options->image);
    addPictureOptions(*command, options->words, "Format of the picture (default: by OUT's extension)", "16; JPEG 8");
    addThreads(*command);
    command->footer(kDevelopFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return developToFile(*options, session); }; });
}

}  // namespace scotopic::cli
