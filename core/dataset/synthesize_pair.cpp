// SPDX-License-Identifier: MIT
#include "core/dataset/synthesize_pair.h"

#include "core/base/error.h"
#include "core/dataset/block_light.h"
#include "core/dataset/clean_pair.h"
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
enum PairPart : std::uint64_t { Place = 1, Look, Camera, Readout };

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
    return {developed.size, std::move(developed.rgb), TransferCurve::Bt709};
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

OpenedSource openSource(const std::filesystem::path& file, const SynthesisOptions& options, const JobContext& context)
{
    OpenedSource source{.file = file, .raw = {}, .light = {}, .picture = {}, .pictureScale = options.pictureScale};
    if (formatOf(file)) {
        source.picture = readPicture(file, context);
    } else {
        const RawImage raw = readRaw(file, /*picture=*/1, context);
        source.raw = cleanRaw(raw, options.rawScale);
        if (options.truth == PairTruth::Light) {
            if (options.rawScale != SourceScale::Half) {
                throw UnsupportedInput(file, "has one colour a photosite: its light is known at half its size alone");
            }
            source.light = lightOfBlocks(raw);
        }
        source.raw->shot = {.make = "Scotopic",
                            .model = "Pair from " + source.raw->shot.make + " " + source.raw->shot.model,
                            .lens = {},
                            .capturedAt = {},
                            .exposureSeconds = {},
                            .isoSpeed = {},
                            .apertureFNumber = source.raw->shot.apertureFNumber,
                            .focalLengthMm = {}};
        source.raw->whiteBalanceSource = WhiteBalanceSource::AsShot;
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
    auto [clean, look, truth] = cleanPairFrom(source, made.where, seedOfPart(plan.seed, Look), options.truth);
    made.look = look;
    clean.shot.isoSpeed = isoOf(made.noise);
    context.throwIfCancelled();

    clean.shot.exposureSeconds = static_cast<float>(kSynthesizedLongSeconds) / plan.ratio.value;
    const RawImage dark = shortExposureOf(clean, plan.ratio, made.noise, seedOfPart(plan.seed, Readout));
    context.throwIfCancelled();

    clean.shot.exposureSeconds = static_cast<float>(kSynthesizedLongSeconds);
    const std::filesystem::path passing = options.folder / "Sony" / "long" / ("." + plan.scene + ".dng");
    const SrgbPicture bright = truth ? std::move(*truth) : renderLong(std::move(clean), passing, context);
    context.throwIfCancelled();

    const PictureFileOptions png{.format = PictureFormat::Png, .bitsPerChannel = 16};
    writePicture(options.folder / longFile, bright, png, /*photo=*/{}, provenanceOf(made));
    writeDng(options.folder / shortFile, dark, IfExists::Refuse);
    made.listLine = "./" + shortFile.generic_string() + " ./" + longFile.generic_string() + " ISO"
                    + std::to_string(std::lround(isoOf(made.noise)));
    return made;
}

}  // namespace scotopic
