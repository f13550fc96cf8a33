// SPDX-License-Identifier: MIT
#include "app/cli/record_again.h"

#include "app/cli/text.h"
#include "core/image/picture_file.h"

namespace scotopic::cli {

PictureWords withRecorded(PictureWords words, const HowRendered& how, const std::filesystem::path& from,
                          const std::filesystem::path& output)
{
    const std::optional<PictureFormat> format = words.format ? words.format : formatOf(output);
    const PictureFormat wanted = format.value_or(formatOf(from).value_or(PictureFormat::Png));
    if (output.empty()) {
        words.format = wanted;
    }
    if (!words.bits && wanted != PictureFormat::Jpeg) {
        words.bits = how.bitsPerChannel.value_or(readPictureFacts(from).bitsPerChannel);
    }
    if (!words.jpegQuality && wanted == PictureFormat::Jpeg) {
        words.jpegQuality = how.jpegQuality;
    }
    return words;
}

void noteDifferences(const PictureRecord& then, const PictureRecord& now, const std::filesystem::path& from,
                     Console& console)
{
    std::vector<std::string> differences = differencesBetween(then.how, now.how);
    const auto addFirst = [&differences](const std::string& other, const std::string& recorded) {
        differences.insert(differences.begin(), other + " instead of " + recorded);
    };
    if (then.settings.model.sha256 != now.settings.model.sha256) {
        addFirst("model '" + now.settings.model.name + "'", "'" + then.settings.model.name + "'");
    }
    if (!then.sourceFile.empty() && then.sourceFile != now.sourceFile) {
        addFirst(now.sourceFile, then.sourceFile);
    }
    if (!differences.empty()) {
        console.note(from.string() + ": rendered again with " + joined(differences, "; ") + ": the picture may differ");
    }
}

}  // namespace scotopic::cli
