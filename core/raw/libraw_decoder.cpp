// SPDX-License-Identifier: MIT
#include "core/raw/libraw_decoder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/job.h"
#include "core/raw/dng_strip.h"
#include "core/raw/new_cameras.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>

namespace scotopic {

namespace {

// No lossless compression that LibRaw decodes goes below one bit per photosite; twice that for safety.
constexpr std::int64_t kMostPhotositesPerByte = 16;
// Decoders may fetch a few bytes ahead at the very end of an intact file.
constexpr int kHarmlessReadsBeyondEnd = 64;

std::string dimensionsText(const libraw_image_sizes_t& sizes)
{
    return std::to_string(sizes.raw_width) + " x " + std::to_string(sizes.raw_height);
}

/// LibRaw (0.20 and 0.21 at least) copies a 36-byte CFA pattern past the end of an array of 6 unless the pattern's
/// size came before it, and GCC makes an endless loop of that. Called before LibRaw looks at a tag.
void refuseStrayCfaPattern(void* identity, int tag, int /*type*/, int length, unsigned /*byteOrder*/, void* /*stream*/,
                           INT64 /*base*/)
{
    constexpr int kTagBits = 0xFFFF;  // LibRaw adds the directory's number above
    constexpr int kCfaPattern = 33422;
    constexpr int kKodakCfaPattern = 64777;
    const bool isPattern = (tag & kTagBits) == kCfaPattern || (tag & kTagBits) == kKodakCfaPattern;
    if (isPattern && length == 36 && static_cast<libraw_iparams_t*>(identity)->filters != LIBRAW_XTRANS) {
        throw LIBRAW_EXCEPTION_IO_CORRUPT;  // what LibRaw itself throws, and catches in open_datastream()
    }
}

/// LibRaw 0.21 has the choice among its options of decoding, 0.20 among those of developing.
template <class Data>
void selectPicture(Data& data, int picture)
{
    const auto index = static_cast<unsigned>(std::max(picture, 0));
    if constexpr (requires { data.rawparams.shot_select; }) {
        data.rawparams.shot_select = index;
    } else {
        data.params.shot_select = index;
    }
}

/// Where every container has the camera's name.
std::string beginningOf(const std::filesystem::path& file)
{
    constexpr std::size_t kBytes = 256U << 10U;
    std::string bytes(kBytes, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return bytes;
}

/// Asked before LibRaw opens the file: opening a named pipe would wait for ever.
const std::filesystem::path& readable(const std::filesystem::path& file)
{
    requireReadable(file);
    return file;
}

}  // namespace

int CountingStream::read(void* target, size_t size, size_t count)
{
    const int readCount = LibRaw_bigfile_datastream::read(target, size, count);
    m_readsBeyondEnd += readCount == 0 && size * count > 0 && tell() >= this->size() ? kHarmlessReadsBeyondEnd + 1 : 0;
    return readCount;
}

int CountingStream::get_char()
{
    const int byte = LibRaw_bigfile_datastream::get_char();
    m_readsBeyondEnd += byte < 0 ? 1 : 0;
    return byte;
}

LibRawDecoder::LibRawDecoder(const std::filesystem::path& file, int picture) : m_file(readable(file)), m_index(picture)
{
    set_dataerror_handler(nullptr, nullptr);  // it would print to stderr
    set_exifparser_handler(refuseStrayCfaPattern, &imgdata.idata);
    imgdata.params.use_camera_wb = 1;  // before opening: LibRaw chooses the colour matrix by it
    selectPicture(imgdata, picture);
    openStream();
    // The step that fails tells the two apart, LibRaw's codes do not: opening recognises a format, unpacking decodes.
    if (open_datastream(m_stream.get()) != LIBRAW_SUCCESS) {
        refuseByName();
        refuseNewCamera();
        throw UnsupportedInput(file, std::string("is not a camera raw that LibRaw ") + LibRaw::version() + " can open");
    }
    findDngPicture();
    requireMosaic();
    requirePossibleSize();
    if (picture < 0 || picture >= pictureCount()) {
        throw UnsupportedInput(file, (pictureCount() == 1
                                          ? std::string("holds one raw picture, no number ")
                                          : "holds " + std::to_string(pictureCount()) + " raw pictures, no number ")
                                         + std::to_string(picture + 1));
    }
}

void LibRawDecoder::openStream()
{
    if (std::optional<TiffReader> reader = TiffReader::open(m_file)) {
        m_dng = readDngFacts(*reader);
        m_plainDng = m_dng ? asLibRawReads(m_file, *reader, *m_dng) : std::nullopt;
    }
    if (m_plainDng) {
        m_stream = std::make_unique<LibRaw_buffer_datastream>(m_plainDng->data(), m_plainDng->size());
        return;
    }
    auto stream = std::make_unique<CountingStream>(m_file.c_str());
    if (stream->valid() == 0) {
        throw UnreadableInput(m_file, "cannot be read");
    }
    m_countingStream = stream.get();
    m_stream = std::move(stream);
}

LibRawDecoder::~LibRawDecoder()
{
    recycle();  // while the stream it holds a pointer to is alive
}

void LibRawDecoder::requireMosaic()
{
    const libraw_iparams_t& identity = imgdata.idata;
    const auto refuse = [this](std::string_view reason) { throw UnsupportedInput(m_file, reason); };
    if (identity.raw_count == 0) {
        refuse("contains no raw picture");
    }
    if (identity.is_foveon != 0) {
        refuse("is a Foveon raw: its sensor has no colour filter mosaic");
    }
    if (is_floating_point() != 0) {
        refuse("is a floating-point DNG: a processed picture, not sensor counts");
    }
    if (is_sraw() != 0) {
        refuse("is a reduced-size raw (sRAW), which the camera has already demosaiced");
    }
    if (identity.filters == 0) {
        refuse(identity.colors == 1        ? "is a monochrome raw: its sensor has no colour filter mosaic"
               : identity.dng_version != 0 ? "is a linear DNG, which is already demosaiced"
                                           : "is an already rendered picture, not a sensor readout");
    }
    if (is_fuji_rotated() != 0) {
        refuse("comes from a sensor whose photosites lie on the diagonal (Fuji Super CCD)");
    }
    static_cast<void>(cfa());
}

void LibRawDecoder::requirePossibleSize()
{
    const libraw_image_sizes_t& sizes = imgdata.sizes;
    const std::int64_t photositeCount = std::int64_t{sizes.raw_width} * sizes.raw_height;
    if (photositeCount > m_stream->size() * kMostPhotositesPerByte) {
        throw CorruptInput(m_file, "says it has " + dimensionsText(sizes) + " photosites, which cannot be in "
                                       + std::to_string(m_stream->size()) + " bytes");
    }
    if (visibleSize().isEmpty()) {
        throw CorruptInput(m_file, "says that nothing of its " + dimensionsText(sizes) + " photosites is visible");
    }
}

std::optional<std::string> LibRawDecoder::adviceForNewCamera() const
{
    return newCameraAdvice(beginningOf(m_file), LibRaw::versionNumber() >> 8 & 0xFF, LibRaw::version());
}

void LibRawDecoder::refuseNewCamera() const
{
    if (const std::optional<std::string> advice = adviceForNewCamera()) {
        throw UnsupportedInput(m_file, *advice);
    }
}

void LibRawDecoder::unpackMosaic(const std::stop_token& stop)
{
    const std::stop_callback cancel(stop, [this] { setCancelFlag(); });  // its decoders look at it in every row
    if (m_countingStream != nullptr) {
        m_countingStream->forgetReadsBeyondEnd();
    }
    const int status = unpack();
    const int readsBeyondEnd = m_countingStream != nullptr ? m_countingStream->readsBeyondEnd() : 0;
    if (status == LIBRAW_CANCELLED_BY_CALLBACK) {
        throw Cancelled{};
    }
    if (status != LIBRAW_SUCCESS) {
        refuseByName();
        refuseNewCamera();
        const bool isTruncated = status == LIBRAW_IO_ERROR || readsBeyondEnd > 0;
        throw CorruptInput(m_file, isTruncated ? std::string("is truncated: the picture data ends too early")
                                               : std::string("is damaged: ") + libraw_strerror(status));
    }
    if (readsBeyondEnd > kHarmlessReadsBeyondEnd) {
        throw CorruptInput(m_file, "is truncated: the picture data ends too early");
    }
    // Plain 16-bit data counts values above the camera's nominal range as errors; they are only very bright.
    const bool isPlain = std::string_view(unpack_function_name()).starts_with("unpacked_load_raw");
    if (error_count() > 0 && !isPlain) {
        refuseByName();
        throw CorruptInput(m_file, "is damaged: " + std::to_string(error_count()) + " errors in the picture data");
    }
    if (imgdata.rawdata.raw_image == nullptr) {
        throw UnsupportedInput(m_file, "does not decode to one count per photosite");
    }
    correctDng();
}

void LibRawDecoder::calibratePhotosites()
{
    if (!is_phaseone_compressed()) {
        return;
    }
    if (phase_one_subtract_black(imgdata.rawdata.raw_image, imgdata.rawdata.raw_image) != 0
        || phase_one_correct() != 0) {
        throw CorruptInput(m_file, "is damaged: its calibration cannot be applied");
    }
    m_isCalibrated = true;
}

int LibRawDecoder::is_phaseone_compressed()
{
    return m_isCalibrated ? 0 : LibRaw::is_phaseone_compressed();
}

PixelSize LibRawDecoder::visibleSize() const
{
    const libraw_image_sizes_t& sizes = imgdata.sizes;
    return {std::min<int>(sizes.width, sizes.raw_width - sizes.left_margin),
            std::min<int>(sizes.height, sizes.raw_height - sizes.top_margin)};
}

std::uint16_t* LibRawDecoder::visibleRow(int row) const
{
    const libraw_image_sizes_t& sizes = imgdata.rawdata.sizes;
    const std::size_t photositesPerRow = sizes.raw_pitch / sizeof(std::uint16_t);
    return imgdata.rawdata.raw_image + static_cast<std::size_t>(row + sizes.top_margin) * photositesPerRow
           + sizes.left_margin;
}

std::shared_ptr<const LibRawFacts> LibRawDecoder::facts()
{
    auto facts = std::make_shared<LibRawFacts>();
    facts->color = imgdata.rawdata.color;
    facts->sizes = imgdata.rawdata.sizes;
    facts->identity = imgdata.rawdata.iparams;
    facts->output = imgdata.rawdata.ioparams;
    facts->color.profile = nullptr;  // of this object alone, and nothing that developing needs
    facts->color.profile_length = 0;
    facts->identity.xmpdata = nullptr;
    facts->identity.xmplen = 0;
    libraw_decoder_info_t decoder{};
    facts->hasFixedMaximum =
        get_decoder_info(&decoder) == LIBRAW_SUCCESS && (decoder.decoder_flags & LIBRAW_DECODER_FIXEDMAXC) != 0;
    facts->black = wholeBlackLevel();
    facts->whiteLevelDn = whiteLevelDn();
    return facts;
}

CfaPattern LibRawDecoder::cfa()
{
    const bool isXTrans = imgdata.idata.filters == LIBRAW_XTRANS;
    if (imgdata.idata.colors != 3 || (imgdata.idata.filters < 1000 && !isXTrans)) {
        throw UnsupportedInput(m_file, "has a colour filter pattern that is neither Bayer nor X-Trans");
    }
    CfaPattern pattern;
    pattern.period = isXTrans ? 6 : 2;
    const auto colourAt = [this](int row, int column) {
        const char name = imgdata.idata.cdesc[COLOR(row, column)];
        return name == 'R' ? CfaColour::Red : name == 'B' ? CfaColour::Blue : CfaColour::Green;
    };
    for (int i = 0; i < pattern.period * pattern.period; ++i) {
        pattern.colours[static_cast<std::size_t>(i)] = colourAt(i / pattern.period, i % pattern.period);
    }
    // LibRaw describes Bayer-like patterns by eight rows of two.
    for (int row = 0; row < 8 && !isXTrans; ++row) {
        if (colourAt(row, 0) != pattern.at(row, 0) || colourAt(row, 1) != pattern.at(row, 1)) {
            throw UnsupportedInput(m_file, "has a colour filter pattern that is neither Bayer nor X-Trans");
        }
    }
    return pattern;
}

}  // namespace scotopic
