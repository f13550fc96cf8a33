// SPDX-License-Identifier: MIT
#include "core/image/codec.h"

#include "core/base/error.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>
#include <algorithm>
#include <memory>
#include <string>

namespace scotopic {

namespace {

// Rows handed over at once: enough for the TIFF writer to compress its strips on several cores.
constexpr int kStripRows = 256;
// Level 6 takes a third longer for files 1 % smaller: what is left of noise does not compress.
constexpr int kDeflateLevel = 3;
// From here on colour at half resolution would be the largest error of the file.
constexpr int kFullChromaQuality = 90;
// Larger than any camera's frame; memory is not given to a damaged header that claims more.
constexpr std::size_t kMostPixels = 200'000'000;

const char* codecName(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png: return "png";
    case PictureFormat::Tiff: return "tiff";
    case PictureFormat::Jpeg: return "jpeg";
    }
    return "";
}

/// OpenImageIO's messages end in a newline and may have several lines.
std::string oneLine(std::string message)
{
    while (!message.empty() && message.back() == '\n') {
        message.pop_back();
    }
    std::replace(message.begin(), message.end(), '\n', ' ');
    return message.empty() ? "no reason given" : message;
}

OIIO::ImageSpec describe(PixelSize size, const PictureFileOptions& options,
                         const std::vector<unsigned char>& iccProfile)
{
    OIIO::ImageSpec spec(size.width, size.height, 3,
                         options.bitsPerChannel == 16 ? OIIO::TypeDesc::UINT16 : OIIO::TypeDesc::UINT8);
    if (!iccProfile.empty()) {
        spec.attribute("ICCProfile", OIIO::TypeDesc(OIIO::TypeDesc::UINT8, static_cast<int>(iccProfile.size())),
                       iccProfile.data());
    }
    switch (options.format) {
    case PictureFormat::Png: spec.attribute("png:compressionLevel", kDeflateLevel); break;
    case PictureFormat::Tiff:
        spec.attribute("compression", "zip");
        spec.attribute("tiff:zipquality", kDeflateLevel);
        spec.attribute("tiff:predictor", 2);  // differences of neighbours: smaller by a third
        break;
    case PictureFormat::Jpeg:
        spec.attribute("compression", "jpeg:" + std::to_string(options.jpegQuality));
        spec.attribute("jpeg:subsampling", options.jpegQuality >= kFullChromaQuality ? "4:4:4" : "4:2:0");
        break;
    }
    return spec;
}

bool writeStrips(OIIO::ImageOutput& output, const SrgbPicture& picture, int bitsPerChannel)
{
    const std::size_t rowValues = static_cast<std::size_t>(picture.size.width) * 3;
    std::vector<std::uint8_t> strip8;
    for (int top = 0; top < picture.size.height; top += kStripRows) {
        const int bottom = std::min(top + kStripRows, picture.size.height);
        const std::uint16_t* first = picture.rgb.data() + static_cast<std::size_t>(top) * rowValues;
        const std::uint16_t* last = picture.rgb.data() + static_cast<std::size_t>(bottom) * rowValues;
        bool isWritten = false;
        if (bitsPerChannel == 16) {
            isWritten = output.write_scanlines(top, bottom, 0, OIIO::TypeDesc::UINT16, first);
        } else {
            strip8.resize(static_cast<std::size_t>(last - first));
            std::transform(first, last, strip8.begin(), [](std::uint16_t value) { return to8Bit(value); });
            isWritten = output.write_scanlines(top, bottom, 0, OIIO::TypeDesc::UINT8, strip8.data());
        }
        if (!isWritten) {
            return false;
        }
    }
    return true;
}

void requireUsual(const std::filesystem::path& file, const OIIO::ImageSpec& spec)
{
    if (spec.width <= 0 || spec.height <= 0 || spec.image_pixels() > kMostPixels) {
        throw UnsupportedInput(file, "claims to be " + std::to_string(spec.width) + " x " + std::to_string(spec.height)
                                         + " pixels");
    }
    if (spec.format.basetype != OIIO::TypeDesc::UINT8 && spec.format.basetype != OIIO::TypeDesc::UINT16) {
        throw UnsupportedInput(file, std::string("has samples of type ") + spec.format.c_str()
                                         + "; 8- and 16-bit pictures can be read");
    }
    const int colourCount = spec.nchannels - (spec.alpha_channel >= 0 ? 1 : 0);
    if (colourCount != 1 && colourCount != 3) {
        throw UnsupportedInput(file,
                               "has " + std::to_string(colourCount) + " colour channels; grey and RGB can be read");
    }
}

void repeatGrey(std::vector<std::uint16_t>& rgb)
{
    const std::size_t pixelCount = rgb.size() / 3;
    for (std::size_t i = pixelCount; i-- > 0;) {
        rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = rgb[i];
    }
}

std::unique_ptr<OIIO::ImageInput> open(const std::filesystem::path& file, PictureFormat format)
{
    std::unique_ptr<OIIO::ImageInput> input = OIIO::ImageInput::create(codecName(format));
    if (!input) {
        throw UnsupportedInput(file, "this OpenImageIO cannot read it: " + oneLine(OIIO::geterror()));
    }
    OIIO::ImageSpec spec;
    OIIO::ImageSpec wishes;
    wishes.attribute("oiio:UnassociatedAlpha", 1);
    if (!input->open(file.string(), spec, wishes)) {
        throw CorruptInput(file, "is damaged: " + oneLine(input->geterror()));
    }
    requireUsual(file, spec);
    return input;
}

Orientation orientationIn(const OIIO::ImageSpec& spec)
{
    const int orientation = spec.get_int_attribute("Orientation", 1);
    return orientation >= 1 && orientation <= 8 ? static_cast<Orientation>(orientation) : Orientation::Upright;
}

}  // namespace

std::vector<unsigned char> encodePicture(const std::filesystem::path& file, const SrgbPicture& picture,
                                         const PictureFileOptions& options,
                                         const std::vector<unsigned char>& iccProfile)
{
    const char* codec = codecName(options.format);
    const auto output = OIIO::ImageOutput::create(codec);
    if (!output) {
        throw OutputFailed(file,
                           "this OpenImageIO cannot write " + std::string(codec) + ": " + oneLine(OIIO::geterror()));
    }
    std::vector<unsigned char> bytes;
    OIIO::Filesystem::IOVecOutput sink(bytes);
    output->set_ioproxy(&sink);
    if (!output->open(file.string(), describe(picture.size, options, iccProfile))
        || !writeStrips(*output, picture, options.bitsPerChannel) || !output->close()) {
        throw OutputFailed(file, "cannot be encoded: " + oneLine(output->geterror()));
    }
    return bytes;
}

PictureFacts decodeFacts(const std::filesystem::path& file, PictureFormat format)
{
    const OIIO::ImageSpec spec = open(file, format)->spec();
    const bool swaps = swapsAxes(orientationIn(spec));
    return {.size = swaps ? PixelSize{spec.height, spec.width} : PixelSize{spec.width, spec.height},
            .bitsPerChannel = spec.get_int_attribute("oiio:BitsPerSample", static_cast<int>(spec.format.size()) * 8)};
}

SrgbPicture decodePicture(const std::filesystem::path& file, PictureFormat format)
{
    const auto input = open(file, format);
    const OIIO::ImageSpec& spec = input->spec();
    const bool isGrey = spec.nchannels < 3;
    SrgbPicture picture{{spec.width, spec.height}, {}};
    picture.rgb.resize(picture.size.area() * 3);
    if (!input->read_image(0, 0, 0, isGrey ? 1 : 3, OIIO::TypeDesc::UINT16, picture.rgb.data()) || input->has_error()) {
        throw CorruptInput(file, "is damaged: " + oneLine(input->geterror()));
    }
    if (isGrey) {
        repeatGrey(picture.rgb);
    }
    return oriented(std::move(picture), orientationIn(spec));
}

}  // namespace scotopic
