// SPDX-License-Identifier: MIT
#include "app/cli/picture_options.h"

#include "app/cli/options.h"
#include "app/cli/picture_output.h"

namespace scotopic::cli {

namespace {

PictureFormat formatFor(const PictureWords& words, const std::filesystem::path& output)
{
    if (output.empty()) {
        return words.format.value_or(PictureFormat::Png);
    }
    if (isStandardOutput(output)) {
        if (!words.format) {
            throw InvalidArgument(
                "-o -: standard output has no name that says a format; --format png, tiff or jpeg does");
        }
        return *words.format;
    }
    const std::optional<PictureFormat> byName = formatOf(output);
    if (!byName && !words.format) {
        throw InvalidArgument(output.string() + ": the name's end says no format; .png, .tif and .jpg do");
    }
    if (byName && words.format && *byName != *words.format) {
        throw InvalidArgument(output.string() + ": the name's end contradicts --format");
    }
    return byName ? *byName : *words.format;
}

}  // namespace

void addPictureOptions(CLI::App& app, PictureWords& words, const std::string& formatHelp, const std::string& usualBits)
{
    addKeyword(app, "--format", "png|tiff|jpeg", words.format, parsePictureFormat, formatHelp);
    addParsed(app, "--bits", "8|16", words.bits, parseBits, "Bits per channel; JPEG has 8 (default " + usualBits + ")");
    addNumber(app, "--quality", words.jpegQuality, 1, 100, "JPEG quality from 1 to 100 (default 92)");
    addKeyword(app, "--metadata", "all|no-location|none", words.metadata, parseMetadataKept,
               "What the pictures keep of the photo's EXIF, IPTC and XMP and of its sidecar's\n(PHOTO.EXT.xmp, "
               "PHOTO.xmp): all "
               "(default), all but where it was taken, or nothing,\nnot even how the picture was made");
    addOverwrite(app, words.ifExists);
}

PictureFileOptions pictureOptions(const PictureWords& words, const std::filesystem::path& output, int usualBits,
                                  Console& console)
{
    PictureFileOptions options;
    options.format = formatFor(words, output);
    options.ifExists = words.ifExists;
    options.metadata = words.metadata;
    const bool isJpeg = options.format == PictureFormat::Jpeg;
    options.bitsPerChannel = words.bits.value_or(isJpeg ? 8 : usualBits);
    if (isJpeg && options.bitsPerChannel != 8) {
        throw InvalidArgument("--bits: a JPEG file has 8 bits per channel, not 16");
    }
    if (words.jpegQuality && !isJpeg) {
        console.note("--quality has no effect: only JPEG files have one");
    }
    options.jpegQuality = words.jpegQuality.value_or(options.jpegQuality);
    return options;
}

}  // namespace scotopic::cli
