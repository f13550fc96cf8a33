// SPDX-License-Identifier: MIT
#include "core/raw/read_raw.h"

#include "core/base/error.h"
#include "core/base/plain_text.h"
#include "core/raw/bad_photosites.h"
#include "core/raw/cfa_layout.h"
#include "core/raw/dead_photosites.h"
#include "core/raw/dng_colour.h"
#include "core/raw/early_clipping.h"
#include "core/raw/libraw_decoder.h"
#include "core/raw/raw_balance.h"
#include "core/raw/raw_notes.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <memory>
#include <new>

namespace scotopic {

namespace {

void copyPhotosites(const LibRawDecoder& decoder, RawImage& raw)
{
    raw.photosites.resize(raw.size.area());
    const auto width = static_cast<std::size_t>(raw.size.width);
    forRowBands(raw.size.height, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            std::copy_n(decoder.visibleRow(row), width, raw.photosites.begin() + std::ptrdiff_t{row} * raw.size.width);
        }
    });
}

std::array<float, 3> greenIsOne(const float (&multipliers)[4])
{
    const float green = multipliers[1] > 0 ? multipliers[1] : 1.0F;
    const auto usable = [green](float multiplier) { return multiplier > 0 ? multiplier / green : 1.0F; };
    return {usable(multipliers[0]), 1.0F, usable(multipliers[2])};
}

void readWhiteBalance(const libraw_colordata_t& color, RawImage& raw)
{
    // The same condition as LibRaw's own camera white balance.
    constexpr float kLeastMultiplier = 0.00001F;
    const bool isAsShot = color.cam_mul[0] > kLeastMultiplier && color.cam_mul[2] > kLeastMultiplier;
    const bool isCameraKnown = color.pre_mul[0] > 0 && color.pre_mul[1] > 0 && color.pre_mul[2] > 0
                               && !(color.pre_mul[0] == color.pre_mul[1] && color.pre_mul[1] == color.pre_mul[2]);
    raw.daylightBalance = greenIsOne(color.pre_mul);
    if (color.as_shot_wb_applied != 0) {
        raw.whiteBalance = {1, 1, 1};  // multi-exposures that the camera has already balanced
        raw.whiteBalanceSource = WhiteBalanceSource::Applied;
    } else if (isAsShot) {
        raw.whiteBalance = greenIsOne(color.cam_mul);
        raw.whiteBalanceSource = WhiteBalanceSource::AsShot;
    } else {
        raw.whiteBalance = raw.daylightBalance;
        raw.whiteBalanceSource = isCameraKnown ? WhiteBalanceSource::Daylight : WhiteBalanceSource::Unknown;
    }
}

void readColourMatrix(const libraw_colordata_t& color, RawImage& raw)
{
    std::array<float, 9> matrix{};
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        matrix[i] = color.rgb_cam[i / 3][i % 3];
    }
    if (std::all_of(matrix.begin(), matrix.end(), [](float element) { return std::isfinite(element); })) {
        raw.srgbFromCamera = matrix;
    }
}

Orientation orientationFrom(int flip)
{
    // LibRaw's bits: 1 mirror columns, 2 mirror rows, 4 swap the axes; or, from some cameras, degrees.
    switch (flip >= 8 ? (flip + 3600) % 360 : flip) {
    case 1: return Orientation::MirroredHorizontally;
    case 2: return Orientation::MirroredVertically;
    case 3:
    case 180: return Orientation::Rotated180;
    case 4: return Orientation::Transposed;
    case 5:
    case 270: return Orientation::Rotated90CounterClockwise;
    case 6:
    case 90: return Orientation::Rotated90Clockwise;
    case 7: return Orientation::Transversed;
    default: return Orientation::Upright;
    }
}

std::optional<float> positive(float value)
{
    return std::isfinite(value) && value > 0 ? std::optional(value) : std::nullopt;
}

std::optional<float> isoSpeed(float value)
{
    constexpr float kExifOverflow = 65535;  // "more than 16 bits can say"
    return value < kExifOverflow || value > kExifOverflow ? positive(value) : std::nullopt;
}

std::optional<std::string> localTimeText(std::time_t timestamp)
{
    // LibRaw takes the camera's clock for this machine's local time; going back the same way restores it.
    std::tm local{};
    std::array<char, 32> text{};
    if (timestamp <= 0 || localtime_r(&timestamp, &local) == nullptr
        || std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &local) == 0) {
        return std::nullopt;
    }
    return std::string(text.data());
}

std::optional<std::string> lensName(const libraw_lensinfo_t& lens)
{
    std::string name = lens.Lens[0] != '\0' ? lens.Lens : lens.makernotes.Lens;
    return name.empty() ? std::nullopt : std::optional(withoutControls(name));
}

ShotInfo readShotInfo(const libraw_data_t& data)
{
    return {.make = withoutControls(data.idata.make),
            .model = withoutControls(data.idata.model),
            .lens = lensName(data.lens),
            .capturedAt = localTimeText(data.other.timestamp),
            .exposureSeconds = positive(data.other.shutter),
            .isoSpeed = isoSpeed(data.other.iso_speed),
            .apertureFNumber = positive(data.other.aperture),
            .focalLengthMm = positive(data.other.focal_len)};
}

void requireUsableLevels(const RawImage& raw)
{
    for (const float blackDn : raw.black.levelsDn) {
        if (!(blackDn >= 0.0F)) {  // a DNG's may be NaN
            throw CorruptInput(raw.file, "is damaged: its black level is no usable number");
        }
        if (!(raw.whiteLevelDn[0] > blackDn)) {
            throw CorruptInput(raw.file, "is damaged: its white level is not above its black level");
        }
    }
}

/// LibRaw leaves the identity, or something near it, where it knows no matrix; a DNG may hold one that says nothing.
bool hasColourMatrix(const LibRawDecoder& decoder, const RawImage& raw)
{
    const auto isZero = [](double element) { return element == 0; };
    if (const DngFacts* const dng = decoder.dng()) {
        return !std::ranges::all_of(dng->colourMatrix, isZero);  // of none, too
    }
    return raw.srgbFromCamera != std::array<float, 9>{1, 0, 0, 0, 1, 0, 0, 0, 1};
}

void readGeometry(const LibRawDecoder& decoder, RawImage& raw)
{
    raw.pixelAspect = decoder.pixelAspect();
    const DngPicture* const picture = decoder.dngPicture();
    if (picture != nullptr && picture->activeArea.size() == raw.size) {
        raw.defaultCrop = picture->defaultCrop;
    }
    if (picture != nullptr && picture->readNoise) {
        raw.readNoiseDn = static_cast<float>(*picture->readNoise) * (raw.whiteLevelDn[1] - raw.black.at(0, 0));
    }
    if (const DngFacts* const dng = decoder.dng()) {
        raw.baselineExposureEv = static_cast<float>(dng->baselineExposureEv);
    }
}

/// Everything but the photosites.
RawImage readFacts(LibRawDecoder& decoder, const std::filesystem::path& file, int picture)
{
    RawImage raw;
    raw.file = file;
    raw.pictureNumber = picture;
    raw.pictureCount = decoder.pictureCount();
    raw.size = decoder.visibleSize();
    raw.cfa = decoder.cfa();
    raw.black = decoder.blackLevel();
    raw.whiteLevelDn.fill(decoder.whiteLevelDn());
    readWhiteBalance(decoder.imgdata.color, raw);
    if (raw.whiteBalanceSource == WhiteBalanceSource::Daylight && decoder.dng() != nullptr
        && decoder.dng()->hasWhiteXy) {
        raw.whiteBalanceSource = WhiteBalanceSource::AsShot;
        raw.daylightBalance = balanceForDaylight(decoder.dng()->colourMatrix).value_or(raw.daylightBalance);
    }
    readColourMatrix(decoder.imgdata.color, raw);
    raw.hasColourMatrix = hasColourMatrix(decoder, raw);
    readGeometry(decoder, raw);
    raw.orientation = orientationFrom(decoder.imgdata.sizes.flip);
    raw.shot = readShotInfo(decoder.imgdata);
    static_cast<void>(layoutOf(raw));  // refuses an X-Trans pattern that cannot be packed
    return raw;
}

RawImage decode(const std::filesystem::path& file, int picture, const JobContext& context)
{
    const auto decoder = std::make_unique<LibRawDecoder>(file, picture - 1);
    decoder->unpackMosaic(context.stopToken());
    decoder->calibratePhotosites();
    RawImage raw = readFacts(*decoder, file, picture);
    requireUsableLevels(raw);
    copyPhotosites(*decoder, raw);
    raw.libRawFacts = decoder->facts();
    const DngPicture* const dng = decoder->dngPicture();
    raw.repairs.filledCount = dng != nullptr ? fillListedPhotosites(raw, *dng) : 0;
    raw.repairs.filledCount += fillDeadPhotosites(raw);
    raw.repairs.clippingDn = liftEarlyClipping(raw);
    if (raw.whiteBalanceSource == WhiteBalanceSource::Unknown) {
        raw.whiteBalance = greyBalance(raw);
        raw.whiteBalanceSource = WhiteBalanceSource::Estimated;
    }
    const bool whiteIsAssumed = dng != nullptr && dng->whiteLevelsDn.empty();
    const bool mayBeNew = dng == nullptr && !raw.hasColourMatrix;
    raw.notes = notesOf(raw, {.whiteIsAssumed = whiteIsAssumed,
                              .notApplied = decoder->notApplied(),
                              .newCamera = mayBeNew ? decoder->adviceForNewCamera() : std::nullopt});
    return raw;
}

}  // namespace

RawImage readRaw(const std::filesystem::path& file, int picture, const JobContext& context)
{
    try {
        return decode(file, picture, context);
    } catch (const std::bad_alloc&) {
        throw CorruptInput(file, "needs more memory than there is");
    }
}

RawImage readRawHeader(const std::filesystem::path& file)
{
    const auto decoder = std::make_unique<LibRawDecoder>(file);
    return readFacts(*decoder, file, 1);
}

std::string libRawVersion()
{
    return LibRaw::version();
}

}  // namespace scotopic
