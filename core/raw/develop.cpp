// SPDX-License-Identifier: MIT
#include "core/raw/develop.h"

#include "core/base/error.h"
#include "core/raw/libraw_decoder.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>
#include <string>

namespace scotopic {

namespace {

constexpr unsigned kFullScale = 65535;

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
void amplify(LibRawDecoder& decoder, ExposureRatio ratio)
{
    decoder.calibratePhotosites();
    const PixelSize size = decoder.visibleSize();
    const BlackLevel black = decoder.blackLevel();
    const double whiteDn = decoder.whiteLevelDn();
    const double gain = double{ratio.value} * kFullScale;
    forRowBands(size.height, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            std::uint16_t* const photosites = decoder.visibleRow(row);
            for (int column = 0; column < size.width; ++column) {
                const double blackDn = black.at(row, column);
                const double amplified = (photosites[column] - blackDn) / (whiteDn - blackDn) * gain;
                photosites[column] =
                    static_cast<std::uint16_t>(std::lrint(std::clamp(amplified, 0.0, double{kFullScale})));
            }
        }
    });
    libraw_colordata_t& color = decoder.imgdata.rawdata.color;
    color.black = 0;
    std::fill(std::begin(color.cblack), std::end(color.cblack), 0U);
    color.maximum = kFullScale;
}

DevelopedRaw toPicture(LibRawDecoder& decoder, const std::filesystem::path& file)
{
    int width = 0;
    int height = 0;
    int colours = 0;
    int bits = 0;
    decoder.get_mem_image_format(&width, &height, &colours, &bits);
    DevelopedRaw developed{.size = {width, height}, .rgb = {}};
    developed.rgb.resize(developed.size.area() * 3);
    const int rowBytes = width * 3 * static_cast<int>(sizeof(std::uint16_t));
    if (colours != 3 || bits != 16 || decoder.copy_mem_image(developed.rgb.data(), rowBytes, 0) != LIBRAW_SUCCESS) {
        throw UnsupportedInput(file, "does not develop to three colours");
    }
    return developed;
}

DevelopedRaw render(const std::filesystem::path& file, const DevelopOptions& options, const JobContext& context)
{
    const auto decoder = std::make_unique<LibRawDecoder>(file);
    JobContext callbackContext = context;  // LibRaw wants a plain pointer
    decoder->set_progress_handler(onProgress, &callbackContext);
    libraw_output_params_t& params = decoder->imgdata.params;
    params.output_bps = 16;
    params.no_auto_bright = 1;
    params.threshold = options.noiseThreshold;
    if (options.whiteBalance) {
        params.use_camera_wb = 0;
        std::copy(options.whiteBalance->begin(), options.whiteBalance->end(), params.user_mul);
        params.user_mul[3] = params.user_mul[1];
    }

    decoder->unpackMosaic(context.stopToken());
    context.throwIfCancelled();
    const bool isAmplified = options.ratio != ExposureRatio{1.0F};
    if (isAmplified) {
        amplify(*decoder, options.ratio);
    }
    if (isAmplified || !options.stretchesAsShot) {
        // The study's rendering is stretched; while amplifying that makes the brightness jump between two ratios.
        params.adjust_maximum_thr = 0;
    }
    const int status = decoder->dcraw_process();
    if (status == LIBRAW_CANCELLED_BY_CALLBACK) {
        throw Cancelled{};
    }
    if (status != LIBRAW_SUCCESS) {
        throw CorruptInput(file, std::string("cannot be developed: ") + libraw_strerror(status));
    }
    context.throwIfCancelled();
    return toPicture(*decoder, file);
}

}  // namespace

DevelopedRaw develop(const std::filesystem::path& file, const DevelopOptions& options, const JobContext& context)
{
    requireUsable(options.ratio);
    if (!(options.noiseThreshold >= 0) || !std::isfinite(options.noiseThreshold)) {
        throw InvalidArgument("the noise threshold must be 0 or more");
    }
    context.throwIfCancelled();
    try {
        return render(file, options, context);
    } catch (const std::bad_alloc&) {
        throw CorruptInput(file, "needs more memory than there is");
    }
}

}  // namespace scotopic
