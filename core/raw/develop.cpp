// SPDX-License-Identifier: MIT
#include "core/raw/develop.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/raw/libraw_facts.h"
#include "core/raw/read_raw.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>
#include <numeric>
#include <string>

namespace scotopic {

namespace {

constexpr unsigned kFullScale = 65535;
constexpr float kMostRoundingDn = 0.5F;  // LibRaw takes levels in whole counts

/// Roughly where in the whole job each of LibRaw's steps begins; demosaicing takes most of the time.
double fractionAt(LibRaw_progress stage)
{
    switch (stage) {
    case LIBRAW_PROGRESS_LOAD_RAW: return 0.0;
    case LIBRAW_PROGRESS_SCALE_COLORS: return 0.1;
    case LIBRAW_PROGRESS_PRE_INTERPOLATE: return 0.15;
    case LIBRAW_PROGRESS_INTERPOLATE: return 0.2;
    case LIBRAW_PROGRESS_CONVERT_RGB: return 0.85;
    default: return 0.0;
    }
}

int onProgress(void* jobContext, LibRaw_progress stage, int iteration, int expectedIterations)
{
    const auto& context = *static_cast<const JobContext*>(jobContext);
    double fraction = fractionAt(stage);
    if (stage == LIBRAW_PROGRESS_INTERPOLATE && expectedIterations > 0) {
        fraction += 0.65 * std::clamp(static_cast<double>(iteration) / expectedIterations, 0.0, 1.0);
    }
    if (fraction > 0) {
        context.report({.stage = "developing", .fraction = fraction, .remainingSeconds = std::nullopt});
    }
    return context.isCancelled() ? 1 : 0;
}

/// As an exposure `ratio` times longer would have been read out: counts above black times `ratio`, saturating at
/// white; spread over all 16 bits so that rounding adds nothing, with black at 0.
std::vector<std::uint16_t> amplified(const RawImage& raw, ExposureRatio ratio)
{
    const double gain = double{ratio.value} * kFullScale;
    std::vector<std::uint16_t> photosites(raw.photosites.size());
    forRowBands(raw.size.height, [&](int begin, int end) {
        std::uint16_t* photosite =
            photosites.data() + static_cast<std::size_t>(begin) * static_cast<std::size_t>(raw.size.width);
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < raw.size.width; ++column) {
                const double blackDn = raw.black.at(row, column);
                const double whiteDn = raw.whiteLevelDn[static_cast<std::size_t>(raw.cfa.at(row, column))];
                const double light = (raw.at(row, column) - blackDn) / (whiteDn - blackDn) * gain;
                *photosite++ = static_cast<std::uint16_t>(std::lrint(std::clamp(light, 0.0, double{kFullScale})));
            }
        }
    });
    return photosites;
}

/// Whether LibRaw, left to itself, takes the levels that the raw has.
bool levelsAreLibRaws(const RawImage& raw, const LibRawFacts& facts)
{
    for (int row = 0; row < std::lcm(raw.black.height, facts.black.height); ++row) {
        for (int column = 0; column < std::lcm(raw.black.width, facts.black.width); ++column) {
            if (std::abs(raw.black.at(row, column) - facts.black.at(row, column)) > kMostRoundingDn) {
                return false;
            }
        }
    }
    return std::all_of(raw.whiteLevelDn.begin(), raw.whiteLevelDn.end(),
                       [&](float whiteDn) { return std::abs(whiteDn - facts.whiteLevelDn) <= kMostRoundingDn; });
}

/// LibRaw after its decoder: with the facts that it had found then, and photosites from memory.
class Development : public LibRaw {
public:
    /// `photosites`: of the visible area; borrowed, and only read.
    Development(const LibRawFacts& facts, PixelSize size, const std::vector<std::uint16_t>& photosites)
    {
        libraw_rawdata_t& decoded = imgdata.rawdata;
        decoded.color = facts.color;
        decoded.sizes = facts.sizes;
        decoded.iparams = facts.identity;
        decoded.ioparams = facts.output;
        decoded.sizes.raw_width = static_cast<ushort>(size.width);
        decoded.sizes.raw_height = static_cast<ushort>(size.height);
        decoded.sizes.left_margin = 0;
        decoded.sizes.top_margin = 0;
        decoded.sizes.raw_pitch = static_cast<unsigned>(size.width) * static_cast<unsigned>(sizeof(std::uint16_t));
        decoded.raw_image = const_cast<std::uint16_t*>(photosites.data());
        imgdata.color = decoded.color;
        imgdata.sizes = decoded.sizes;
        imgdata.idata = decoded.iparams;
        imgdata.progress_flags = LIBRAW_PROGRESS_START | LIBRAW_PROGRESS_OPEN | LIBRAW_PROGRESS_IDENTIFY
                                 | LIBRAW_PROGRESS_SIZE_ADJUST | LIBRAW_PROGRESS_LOAD_RAW;
        imgdata.params.output_bps = 16;
        imgdata.params.no_auto_bright = 1;
        if (facts.hasFixedMaximum) {
            keepMaximum();
        }
    }

    /// Photosites are spread over all 16 bits, with black at 0.
    void takeFullScale()
    {
        libraw_colordata_t& color = imgdata.rawdata.color;
        color.black = 0;
        std::fill(std::begin(color.cblack), std::end(color.cblack), 0U);
        color.maximum = kFullScale;
    }

    void keepMaximum() { imgdata.params.adjust_maximum_thr = 0; }

    /// The camera's own gains are in LibRaw's hands already, where it knows them, as the file has them.
    void balance(const RawImage& raw, const std::optional<std::array<float, 3>>& chosen)
    {
        const float(&camera)[4] = imgdata.rawdata.color.cam_mul;
        constexpr float kLeastMultiplier = 0.00001F;  // LibRaw's own condition
        const bool isCameras = raw.whiteBalanceSource == WhiteBalanceSource::AsShot
                               || raw.whiteBalanceSource == WhiteBalanceSource::Applied;
        if (!chosen && isCameras && camera[0] > kLeastMultiplier && camera[2] > kLeastMultiplier) {
            imgdata.params.use_camera_wb = 1;
            return;
        }
        const std::array<float, 3> gains = chosen.value_or(raw.whiteBalance);
        std::copy(gains.begin(), gains.end(), imgdata.params.user_mul);
        imgdata.params.user_mul[3] = gains[1];
    }
};

DevelopedRaw toPicture(Development& development, const std::filesystem::path& file)
{
    int width = 0;
    int height = 0;
    int colours = 0;
    int bits = 0;
    development.get_mem_image_format(&width, &height, &colours, &bits);
    DevelopedRaw developed{.size = {width, height}, .rgb = {}};
    developed.rgb.resize(developed.size.area() * 3);
    const int rowBytes = width * 3 * static_cast<int>(sizeof(std::uint16_t));
    if (colours != 3 || bits != 16 || development.copy_mem_image(developed.rgb.data(), rowBytes, 0) != LIBRAW_SUCCESS) {
        throw UnsupportedInput(file, "does not develop to three colours");
    }
    return developed;
}

DevelopedRaw render(const RawImage& raw, const DevelopOptions& options, const JobContext& context)
{
    const LibRawFacts& facts = *raw.libRawFacts;
    const bool isAmplified = options.ratio != ExposureRatio{1.0F};
    const bool isSpread = isAmplified || !levelsAreLibRaws(raw, facts);
    const std::vector<std::uint16_t> spread = isSpread ? amplified(raw, options.ratio) : std::vector<std::uint16_t>();
    context.throwIfCancelled();

    const auto development = std::make_unique<Development>(facts, raw.size, isSpread ? spread : raw.photosites);
    JobContext callbackContext = context;  // LibRaw wants a plain pointer
    development->set_progress_handler(onProgress, &callbackContext);
    development->imgdata.params.threshold = options.noiseThreshold;
    development->balance(raw, options.whiteBalance);
    if (!options.squaresPixels || !(raw.pixelAspect > 1 || raw.pixelAspect < 1)) {
        development->imgdata.params.use_fuji_rotate = 0;  // which is for this, too, whatever shape a file may claim
    }
    if (isSpread) {
        development->takeFullScale();
    }
    if (isAmplified || !options.stretchesAsShot) {
        // The study's rendering is stretched; while amplifying that makes the brightness jump between two ratios.
        development->keepMaximum();
    }
    // On several threads LibRaw 0.21's interpolation of X-Trans does not give the same picture twice.
    const ThreadsHere threads(facts.identity.filters == LIBRAW_XTRANS ? 1 : context.threadCount());
    const int status = development->dcraw_process();
    if (status == LIBRAW_CANCELLED_BY_CALLBACK) {
        throw Cancelled{};
    }
    if (status != LIBRAW_SUCCESS) {
        throw CorruptInput(raw.file, std::string("cannot be developed: ") + libraw_strerror(status));
    }
    context.throwIfCancelled();
    return toPicture(*development, raw.file);
}

void requireUsable(const DevelopOptions& options)
{
    requireUsable(options.ratio);
    if (!(options.noiseThreshold >= 0) || !std::isfinite(options.noiseThreshold)) {
        throw InvalidArgument("the noise threshold must be 0 or more");
    }
}

}  // namespace

DevelopedRaw develop(const RawImage& raw, const DevelopOptions& options, const JobContext& context)
{
    requireUsable(options);
    if (raw.libRawFacts == nullptr) {
        throw InvalidArgument(raw.file.string() + ": only a raw that was read from a file can be developed");
    }
    context.throwIfCancelled();
    try {
        return render(raw, options, context);
    } catch (const std::bad_alloc&) {
        throw CorruptInput(raw.file, "needs more memory than there is");
    }
}

DevelopedRaw develop(const std::filesystem::path& file, const DevelopOptions& options, const JobContext& context)
{
    requireUsable(options);
    context.throwIfCancelled();
    return develop(readRaw(file, /*picture=*/1, context), options, context);
}

}  // namespace scotopic
