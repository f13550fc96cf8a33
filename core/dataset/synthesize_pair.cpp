// SPDX-License-Identifier: MIT
#include "core/dataset/synthesize_pair.h"

#include "core/base/error.h"
#include "core/image/picture_file.h"
#include "core/raw/develop.h"
#include "core/raw/read_raw.h"
#include "core/raw/row_bands.h"
#include "core/raw/write_dng.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr float kCleanWhiteDn = 65535;
constexpr float kBlackDn = 512;  // of the Sony A7S II, in whose 14 bits the calibrations are
constexpr float kWhiteDn = 16383;
constexpr int kSmallestEdgePx = 64;
constexpr double kGainAtIso100 = 0.0939;  // of the Sony A7S II: only for the ISO that the files tell

/// What the seeds of a pair's parts are for; 0 is the ratio's, drawn by the plan.
enum Part : std::uint64_t { Place = 1, Look, Camera, Readout };

PixelSize frameOf(const OpenedSource& source)
{
    const int divisor = source.picture && source.pictureScale == SourceScale::Half ? 4 : 2;
    const PixelSize size = source.picture ? source.picture->size : source.raw->size;
    const int scale = divisor / 2;
    return {size.width / divisor * divisor / scale, size.height / divisor * divisor / scale};
}

/// A place for the pair, at whole blocks of the mosaic.
PixelRect drawPlace(PixelSize frame, PixelSize wanted, std::uint64_t seed)
{
    RandomNumbers random(seedOfPart(seed, Place));
    const auto draw = [&random](int room) { return static_cast<int>(random.uniform() * (room / 2 + 1)) * 2; };
    const int x = draw(frame.width - wanted.width);
    return {x, draw(frame.height - wanted.height), wanted.width, wanted.height};
}

RawImage cutOut(const RawImage& raw, PixelRect rect)
{
    RawImage result = raw;
    result.size = rect.size();
    result.photosites.clear();
    result.photosites.reserve(rect.size().area());
    for (int row = rect.y; row < rect.bottom(); ++row) {
        const auto first = raw.photosites.begin() + static_cast<std::ptrdiff_t>(row) * raw.size.width + rect.x;
        result.photosites.insert(result.photosites.end(), first, first + rect.width);
    }
    return result;
}

SrgbPicture cutOut(const SrgbPicture& picture, PixelRect rect)
{
    SrgbPicture result{.size = rect.size(), .rgb = {}};
    result.rgb.reserve(rect.size().area() * 3);
    for (int row = rect.y; row < rect.bottom(); ++row) {
        const auto first = picture.rgb.begin() + (static_cast<std::ptrdiff_t>(row) * picture.size.width + rect.x) * 3;
        result.rgb.insert(result.rgb.end(), first, first + static_cast<std::ptrdiff_t>(rect.width) * 3);
    }
    return result;
}

/// The mean light of 2x2 pixels.
CameraPicture halved(const CameraPicture& picture)
{
    CameraPicture result{.size = {picture.size.width / 2, picture.size.height / 2}, .rgb = {}};
    result.rgb.reserve(result.size.area() * 3);
    const auto rowLength = static_cast<std::size_t>(picture.size.width) * 3;
    for (std::size_t y = 0; y < static_cast<std::size_t>(result.size.height); ++y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(result.size.width); ++x) {
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const float* const first = picture.rgb.data() + 2 * y * rowLength + 6 * x + channel;
                result.rgb.push_back((first[0] + first[3] + first[rowLength] + first[rowLength + 3]) / 4);
            }
        }
    }
    return result;
}

struct CleanPair {
    RawImage clean;
    std::optional<CameraLook> look;
};

CleanPair cleanPairFrom(const OpenedSource& source, PixelRect where, std::uint64_t seed)
{
    if (source.raw) {
        return {cutOut(*source.raw, where), std::nullopt};
    }
    RandomNumbers random(seedOfPart(seed, Look));
    const CameraLook look = drawLook(random);
    const bool isHalf = source.pictureScale == SourceScale::Half;
    const int scale = isHalf ? 2 : 1;
    const PixelRect pixels{where.x * scale, where.y * scale, where.width * scale, where.height * scale};
    const CameraPicture light = unprocessed(cutOut(*source.picture, pixels), look);
    return {mosaicked(isHalf ? halved(light) : light, look), look};
}

SensorNoise noiseOf(const PlannedPair& plan, const SynthesisOptions& options)
{
    RandomNumbers random(seedOfPart(plan.seed, Camera));
    return options.camera ? drawNoise(*options.camera, options.readNoise, random) : drawUnknownCamera(random);
}

/// A file that is gone at the end of the scope.
class PassingFile {
public:
    explicit PassingFile(std::filesystem::path file) : m_file(std::move(file)) {}
    ~PassingFile()
    {
        std::error_code ignored;
        std::filesystem::remove(m_file, ignored);
    }
    PassingFile(const PassingFile&) = delete;
    PassingFile& operator=(const PassingFile&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_file; }

private:
    std::filesystem::path m_file;
};

/// LibRaw's rendering of the clean raw, as of the study's long exposures but for one thing: LibRaw stretches a picture
/// whose brightest photosite is between 75 % and 100 % of white, which nothing in a short exposure tells. So the raw is
/// stored half as bright and developed twice as bright, where develop() leaves that out.
SrgbPicture renderLong(RawImage clean, const std::filesystem::path& passing, const JobContext& context)
{
    for (std::uint16_t& photosite : clean.photosites) {
        photosite = static_cast<std::uint16_t>(photosite / 2);
    }
    const PassingFile file(passing);
    writeDng(file.path(), clean, IfExists::Overwrite);
    DevelopedRaw developed = develop(file.path(), {.ratio = {2}}, context.reportingTo({}));
    return {.size = developed.size, .rgb = std::move(developed.rgb)};
}

Provenance provenanceOf(const MadePair& pair)
{
    return {.fields = {{"Source", pair.source.filename().string()},
                       {"Synthesis", "clean " + pair.plan.scene},
                       {"LibRaw", libRawVersion()}}};
}

float isoOf(const SensorNoise& noise)
{
    return static_cast<float>(std::round(100 * noise.gainDnPerElectron / kGainAtIso100));
}

}  // namespace

RawImage cleanRaw(const RawImage& source, SourceScale scale)
{
    if (source.cfa.isXTrans()) {
        throw UnsupportedInput(source.file, "is an X-Trans raw; pairs are made from Bayer raws and pictures");
    }
    const int step = scale == SourceScale::Half ? 2 : 1;
    RawImage clean = source;
    clean.size = {source.size.width / (2 * step) * 2, source.size.height / (2 * step) * 2};
    clean.photosites.assign(clean.size.area(), 0);
    clean.black = {};
    clean.whiteLevelDn.fill(kCleanWhiteDn);
    const auto lightAt = [&source](int row, int column) {
        const float blackDn = source.black.at(row, column);
        const float whiteDn = source.whiteLevelDn[static_cast<std::size_t>(source.cfa.at(row, column))];
        return std::clamp((static_cast<float>(source.at(row, column)) - blackDn) / (whiteDn - blackDn), 0.0F, 1.0F);
    };
    // A halved photosite's centre lies a quarter of the way from the nearer to the farther one of its colour.
    const auto halfLightAt = [&lightAt](int row, int column) {
        const int firstRow = row / 2 * 4 + row % 2;
        const int firstColumn = column / 2 * 4 + column % 2;
        const float ofFirstRow = row % 2 == 0 ? 0.75F : 0.25F;
        const float ofFirstColumn = column % 2 == 0 ? 0.75F : 0.25F;
        const auto along = [&](int r) {
            return ofFirstColumn * lightAt(r, firstColumn) + (1 - ofFirstColumn) * lightAt(r, firstColumn + 2);
        };
        return ofFirstRow * along(firstRow) + (1 - ofFirstRow) * along(firstRow + 2);
    };
    forRowBands(clean.size.height, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < clean.size.width; ++column) {
                const float light = step == 2 ? halfLightAt(row, column) : lightAt(row, column);
                clean.photosites[static_cast<std::size_t>(row) * static_cast<std::size_t>(clean.size.width)
                                 + static_cast<std::size_t>(column)] =
                    static_cast<std::uint16_t>(std::lround(light * kCleanWhiteDn));
            }
        }
    });
    return clean;
}

RawImage shortExposureOf(const RawImage& clean, ExposureRatio ratio, const SensorNoise& noise, std::uint64_t seed)
{
    requireUsable(ratio);
    RawImage dark = clean;
    dark.black = {.width = 1, .height = 1, .levelsDn = {kBlackDn}};
    dark.whiteLevelDn.fill(kWhiteDn);
    const FrameNoise frame(noise, clean.size, seed);
    const float scale = (kWhiteDn - kBlackDn) / kCleanWhiteDn / ratio.value;
    forRowBands(clean.size.height, [&](int begin, int end) {
        std::vector<float> signalDn(static_cast<std::size_t>(clean.size.width));
        for (int row = begin; row < end; ++row) {
            const auto first = static_cast<std::ptrdiff_t>(row) * clean.size.width;
            std::transform(clean.photosites.begin() + first, clean.photosites.begin() + first + clean.size.width,
                           signalDn.begin(),
                           [scale](std::uint16_t light) { return static_cast<float>(light) * scale; });
            frame.addToRow(row, signalDn);
            std::transform(signalDn.begin(), signalDn.end(), dark.photosites.begin() + first,
                           [](float dn) { return readOutDn(dn, kBlackDn, kWhiteDn); });
        }
    });
    return dark;
}

OpenedSource openSource(const std::filesystem::path& file, const SynthesisOptions& options)
{
    OpenedSource source{.file = file, .raw = {}, .picture = {}, .pictureScale = options.pictureScale};
    if (formatOf(file)) {
        source.picture = readPicture(file);
    } else {
        source.raw = cleanRaw(readRaw(file), options.rawScale);
        source.raw->shot = {.make = "Scotopic",
                            .model = "Pair from " + source.raw->shot.make + " " + source.raw->shot.model,
                            .lens = {},
                            .capturedAt = {},
                            .exposureSeconds = {},
                            .isoSpeed = {},
                            .apertureFNumber = source.raw->shot.apertureFNumber,
                            .focalLengthMm = {}};
        source.raw->whiteBalanceIsAsShot = true;
    }
    const PixelSize frame = frameOf(source);
    const PixelSize wanted = options.size.value_or(PixelSize{kSmallestEdgePx, kSmallestEdgePx});
    if (frame.width < wanted.width || frame.height < wanted.height) {
        throw UnsupportedInput(file, "gives only " + std::to_string(frame.width) + " x " + std::to_string(frame.height)
                                         + " photosites, fewer than " + std::to_string(wanted.width) + " x "
                                         + std::to_string(wanted.height));
    }
    return source;
}

MadePair makePair(const OpenedSource& source, const PlannedPair& plan, const SynthesisOptions& options,
                  const JobContext& context)
{
    const std::filesystem::path shortFile = std::filesystem::path("Sony") / "short" / plan.shortName();
    const std::filesystem::path longFile = std::filesystem::path("Sony") / "long" / plan.longName();
    const PixelSize frame = frameOf(source);
    MadePair made{.plan = plan,
                  .source = source.file,
                  .where = drawPlace(frame, options.size.value_or(frame), plan.seed),
                  .noise = noiseOf(plan, options),
                  .look = {},
                  .listLine = {}};
    auto [clean, look] = cleanPairFrom(source, made.where, plan.seed);
    made.look = look;
    clean.shot.isoSpeed = isoOf(made.noise);
    context.throwIfCancelled();

    clean.shot.exposureSeconds = static_cast<float>(kSynthesizedLongSeconds) / plan.ratio.value;
    const RawImage dark = shortExposureOf(clean, plan.ratio, made.noise, seedOfPart(plan.seed, Readout));
    context.throwIfCancelled();

    clean.shot.exposureSeconds = static_cast<float>(kSynthesizedLongSeconds);
    const SrgbPicture bright =
        renderLong(std::move(clean), options.folder / "Sony" / "long" / ("." + plan.scene + ".dng"), context);
    context.throwIfCancelled();

    const PictureFileOptions png{.format = PictureFormat::Png, .bitsPerChannel = 16};
    writePicture(options.folder / longFile, bright, png, std::nullopt, provenanceOf(made));
    writeDng(options.folder / shortFile, dark, IfExists::Refuse);
    made.listLine = "./" + shortFile.generic_string() + " ./" + longFile.generic_string() + " ISO"
                    + std::to_string(std::lround(isoOf(made.noise)));
    return made;
}

}  // namespace scotopic
