// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "app/cli/failure.h"
#include "app/cli/options.h"
#include "app/cli/photo_facts.h"

#include <memory>

namespace scotopic::cli {

namespace {

struct InfoOptions {
    std::vector<std::filesystem::path> photos;
    int image = 1;
    bool printsJson = false;
};

constexpr const char* kInfoFooter =
    R"(--json prints one object a line for each photo, with width and height of the visible area in the sensor's own
orientation, orientation as EXIF has it (1..8), levels in sensor counts: blackLevel of R, G, B, G (X-Trans: R, G, B),
whiteLevel the lowest of whiteLevels (R, G, B), whiteBalance the multipliers of R, G, B, null for what is unknown.
shownArea is the crop that the file asks for, [x, y, width, height] of the upright picture with square pixels.
notes say what the file's facts are worth, the most serious first: severity (information, warning, serious), sentence.

Examples:
  scotopic-cli info night.arw
  scotopic-cli info *.dng --json | jq .suggestedRatio)";

ExitCode info(const InfoOptions& options, Session& session)
{
    bool allSucceeded = true;
    for (std::size_t i = 0; i < options.photos.size(); ++i) {
        const std::filesystem::path& photo = options.photos[i];
        const JobContext context = session.context();
        context.throwIfCancelled();
        allSucceeded &= succeeds(session.console, photo, [&] {
            const PhotoFacts facts = factsOf(photo, options.image);
            const std::string separator = i > 0 ? "\n" : "";
            session.console.print(options.printsJson ? toJson(facts) : separator + toText(facts));
        });
    }
    return allSucceeded ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

}  // namespace

void addInfoCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<InfoOptions>();
    CLI::App* command = app.add_subcommand("info", "Show what camera raws say about how they were shot");
    addPhotos(*command, options->photos);
    addImage(*command, options->image);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kInfoFooter);
    command->callback([&chosen, options] { chosen = [options](Session& session) { return info(*options, session); }; });
}

}  // namespace scotopic::cli
