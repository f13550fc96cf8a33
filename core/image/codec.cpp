// SPDX-License-Identifier: MIT
#include "core/image/codec.h"

#include "core/base/error.h"
#include "core/image/cancellable_file.h"
#include "core/image/tiff_reader.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

namespace scotopic {

namespace {

/// Rows handed over at once, a fraction of a second's work: for TIFF enough to compress its strips on several cores.
int rowsAtOnce(PictureFormat format)
{
    return format == PictureFormat::Tiff ? 256 : 32;
}

// Level 6 takes a third longer for files 1 % smaller: what is left of noise does not compress.
constexpr int kDeflateLevel = 3;
// From here on colour at half resolution would be the largest error of the file.
constexpr int kFullChromaQuality = 90;

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

/// libpng prints an error when it is closed before it has written any pixels.
bool mayBeGivenUp(PictureFormat format, const std::vector<unsigned char>& written)
{
    constexpr std::string_view kPixels = "IDAT";
    return format != PictureFormat::Png
           || std::search(written.begin(), written.end(), kPixels.begin(), kPixels.end()) != written.end();
}

bool writeStrips(OIIO::ImageOutput& output, const SrgbPicture& picture, const PictureFileOptions& options,
                 const std::vector<unsigned char>& written, const JobContext& context)
{
    const int stripRows = rowsAtOnce(options.format);
    const std::size_t rowValues = static_cast<std::size_t>(picture.size.width) * 3;
    std::vector<std::uint8_t> strip8;
    for (int top = 0; top < picture.size.height; top += stripRows) {
        if (context.isCancelled() && mayBeGivenUp(options.format, written)) {
            throw Cancelled{};
        }
        const int bottom = std::min(top + stripRows, picture.size.height);
        const std::uint16_t* first = picture.rgb.data() + static_cast<std::size_t>(top) * rowValues;
        const std::uint16_t* last = picture.rgb.data() + static_cast<std::size_t>(bottom) * rowValues;
        bool isWritten = false;
        if (options.bitsPerChannel == 16) {
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
    requirePlausibleSize(file, static_cast<std::uint64_t>(std::max(spec.width, 0)),
                         static_cast<std::uint64_t>(std::max(spec.height, 0)));
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

/// OpenImageIO's own asks the system for a stream's size and for bytes out of turn, which ours knows nothing of.
class CancellableProxy : public OIIO::Filesystem::IOFile {
public:
    explicit CancellableProxy(const CancellableFile& file) : IOFile(file.stream(), Read) { m_size = file.byteCount(); }

    std::size_t pread(void* buffer, std::size_t size, std::int64_t offset) override
    {
        const std::int64_t here = tell();
        seek(offset);
        const std::size_t count = read(buffer, size);
        seek(here);
        return count;
    }
};

/// A picture file that is being decoded. Progressive JPEGs and interlaced PNGs are decoded by one long call: it ends
/// when a cancelled job's file ends.
class OpenedPicture {
public:
    OpenedPicture(const std::filesystem::path& file, PictureFormat format, const JobContext& context)
        : m_file(file), m_context(context), m_bytes(file, context), m_proxy(m_bytes),
          m_input(OIIO::ImageInput::create(codecName(format)))
    {
        if (!m_input) {
            throw UnsupportedInput(file, "this OpenImageIO cannot read it: " + oneLine(OIIO::geterror()));
        }
        m_input->set_ioproxy(&m_proxy);
        OIIO::ImageSpec spec;
        OIIO::ImageSpec wishes;
        wishes.attribute("oiio:UnassociatedAlpha", 1);
        if (!m_input->open(file.string(), spec, wishes)) {
            fail();
        }
        requireUsual(file, spec);
    }

    [[nodiscard]] const OIIO::ImageSpec& spec() const { return m_input->spec(); }

    /// `channels` 16-bit values of each pixel of some rows.
    void readRows(int top, int bottom, int channels, std::uint16_t* values)
    {
        const int first = spec().y;
        if (!m_input->read_scanlines(0, 0, first + top, first + bottom, 0, 0, channels, OIIO::TypeDesc::UINT16, values)
            || m_input->has_error()) {
            fail();
        }
        m_context.throwIfCancelled();  // what was decoded after that is grey
    }

private:
    [[noreturn]] void fail()
    {
        m_context.throwIfCancelled();
        throw CorruptInput(m_file, "is damaged: " + oneLine(m_input->geterror()));
    }

    std::filesystem::path m_file;
    JobContext m_context;
    CancellableFile m_bytes;
    CancellableProxy m_proxy;
    std::unique_ptr<OIIO::ImageInput> m_input;  // last: closes itself before what it reads goes
};

Orientation orientationIn(const OIIO::ImageSpec& spec)
{
    const int orientation = spec.get_int_attribute("Orientation", 1);
    return orientation >= 1 && orientation <= 8 ? static_cast<Orientation>(orientation) : Orientation::Upright;
}

}  // namespace

std::vector<unsigned char> encodePicture(const std::filesystem::path& file, const SrgbPicture& picture,
                                         const PictureFileOptions& options,
                                         const std::vector<unsigned char>& iccProfile, const JobContext& context)
{
    context.throwIfCancelled();  // not later: an output that has its sink and was never opened crashes when it goes
    const char* codec = codecName(options.format);
    std::vector<unsigned char> bytes;
    OIIO::Filesystem::IOVecOutput sink(bytes);  // before the output, which writes its end even when it is given up
    const auto output = OIIO::ImageOutput::create(codec);
    if (!output) {
        throw OutputFailed(file,
                           "this OpenImageIO cannot write " + std::string(codec) + ": " + oneLine(OIIO::geterror()));
    }
    output->set_ioproxy(&sink);
    if (!output->open(file.string(), describe(picture.size, options, iccProfile))
        || !writeStrips(*output, picture, options, bytes, context) || !output->close()) {
        throw OutputFailed(file, "cannot be encoded: " + oneLine(output->geterror()));
    }
    return bytes;
}

void requirePlausibleSize(const std::filesystem::path& file, std::uint64_t width, std::uint64_t height)
{
    constexpr std::uint64_t kMostPixels = 200'000'000;  // more than any camera's frame has
    constexpr std::uint64_t kLongestSide = 1'000'000;
    if (width == 0 || height == 0 || width > kLongestSide || height > kLongestSide || width * height > kMostPixels) {
        throw UnsupportedInput(file,
                               "claims to be " + std::to_string(width) + " x " + std::to_string(height) + " pixels");
    }
}

PictureFacts decodeFacts(const std::filesystem::path& file, PictureFormat format)
{
    if (format == PictureFormat::Tiff) {
        return tiffFacts(file);
    }
    const OIIO::ImageSpec spec = OpenedPicture(file, format, {}).spec();
    const bool swaps = swapsAxes(orientationIn(spec));
    return {.size = swaps ? PixelSize{spec.height, spec.width} : PixelSize{spec.width, spec.height},
            .bitsPerChannel = spec.get_int_attribute("oiio:BitsPerSample", static_cast<int>(spec.format.size()) * 8)};
}

SrgbPicture decodePicture(const std::filesystem::path& file, PictureFormat format, const JobContext& context)
{
    if (format == PictureFormat::Tiff) {
        return decodeTiff(file, context);
    }
    OpenedPicture opened(file, format, context);
    const OIIO::ImageSpec& spec = opened.spec();
    const bool isGrey = spec.nchannels < 3;
    SrgbPicture picture{{spec.width, spec.height}, {}};
    picture.rgb.resize(picture.size.area() * 3);
    const int channels = isGrey ? 1 : 3;
    constexpr int kRowsAtOnce = 64;
    for (int top = 0; top < spec.height; top += kRowsAtOnce) {
        const auto first = static_cast<std::size_t>(top) * static_cast<std::size_t>(spec.width * channels);
        opened.readRows(top, std::min(top + kRowsAtOnce, spec.height), channels, picture.rgb.data() + first);
    }
    if (isGrey) {
        repeatGrey(picture.rgb);
    }
    return oriented(std::move(picture), orientationIn(spec));
}

}  // namespace scotopic
