// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/enhance/render_photo.h"
#include "core/network/model_file.h"
#include "core/raw/develop.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "core/raw/write_dng.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stop_token>

namespace scotopic {

namespace {

constexpr EngineOptions kFp32{.device = {}, .precision = Precision::Fp32};
constexpr ExposureRatio kRatio{60.0F};

/// Random weights, with a head that gives pictures: some values below 0, some above 1, most between. Batch
/// normalisation brings the head's input to unit variance; without it hardly anything is left of the input's.
Model pictureModel(const UNetOptions& options)
{
    Model model = makeRandomModel(options, 5);
    for (float& bias : model.weights.at("conv10.bias").values) {
        bias = 0.4F;
    }
    const float gain = options.normalisation == Normalisation::None ? 20.0F : 0.5F;
    for (float& weight : model.weights.at("conv10.weight").values) {
        weight *= gain;
    }
    return model;
}

/// What the study's script does with the network's output, without any of ours: clip, scale, round.
SrgbPicture clampedOutput(const Model& model, BnMode bnMode, const RawImage& raw)
{
    FrameNetwork network(model, kFp32, bnMode);
    const Planes planes = pack(raw, kRatio);
    const int upscale = model.options.upscale();
    SrgbPicture picture{{planes.width * upscale, planes.height * upscale}, {}};
    picture.rgb.resize(picture.size.area() * 3);
    network.run(planes, {},
                [&](const FrameTile& tile) {
                    for (std::size_t i = 0; i < tile.output.rgb.size(); ++i) {
                        const auto rowValues = static_cast<std::size_t>(tile.output.size.width) * 3;
                        const std::size_t y = static_cast<std::size_t>(tile.where.y * upscale) + i / rowValues;
                        const std::size_t x = static_cast<std::size_t>(tile.where.x * upscale) * 3 + i % rowValues;
                        const double value = std::clamp(static_cast<double>(tile.output.rgb[i]), 0.0, 1.0);
                        picture.rgb[y * static_cast<std::size_t>(picture.size.width) * 3 + x] =
                            static_cast<std::uint16_t>(std::lround(value * 65535));
                    }
                },
                {});
    return picture;
}

int largestDifference(const SrgbPicture& a, const SrgbPicture& b)
{
    int largest = a.rgb.size() == b.rgb.size() ? 0 : 65536;
    for (std::size_t i = 0; i < std::min(a.rgb.size(), b.rgb.size()); ++i) {
        largest = std::max(largest, std::abs(int{a.rgb[i]} - int{b.rgb[i]}));
    }
    return largest;
}

SrgbPicture cutOut(const SrgbPicture& picture, PixelRect rect)
{
    SrgbPicture part{rect.size(), {}};
    for (int y = rect.y; y < rect.bottom(); ++y) {
        const auto first = picture.rgb.begin() + (static_cast<std::ptrdiff_t>(y) * picture.size.width + rect.x) * 3;
        part.rgb.insert(part.rgb.end(), first, first + rect.width * 3);
    }
    return part;
}

bool isAPicture(const SrgbPicture& picture)
{
    const auto inside = std::count_if(picture.rgb.begin(), picture.rgb.end(),
                                      [](std::uint16_t value) { return value > 0 && value < 65535; });
    return static_cast<std::size_t>(inside) > picture.rgb.size() / 4;
}

class EnhancerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheNetworksOutputClampedAndUpright_data();
    void isTheNetworksOutputClampedAndUpright();
    void xTransPicturesCoverThePackedArea();
    void regionsEqualTheWholeFrame_data();
    void regionsEqualTheWholeFrame();
    void coarseRegionsHaveOnePixelPerBin();
    void aRegionOutsideTheSensorGivesNothing();
    void refusesAnotherColourFilter();
    void refusesLinearModelsOfUnknownInput();
    void stopsWhenCancelled();
    void xmpIsEnoughToRenderAgain();
    void everyPictureNamesSourceRatioAndVersions();
    void theClassicalPictureNamesItsNoiseThreshold();
    void anotherPhotoInTheMiddleChangesNothing();
    void largePhotosFitTheMemoryPromised();
    void classicalIsLibRawsRendering();

private:
    [[nodiscard]] std::filesystem::path savedModel(const Model& model) const
    {
        const std::filesystem::path file = m_folder.filePath("night-model.safetensors").toStdString();
        writeModelFile(file, model, IfExists::Overwrite);
        return file;
    }
    [[nodiscard]] Enhancer enhancerWith(const Model& model, BnMode bnMode = BnMode::Running, int tilePx = 256) const
    {
        return Enhancer(savedModel(model), {.engine = kFp32, .bnMode = bnMode, .tilePx = tilePx});
    }

    QTemporaryDir m_folder;
};

void EnhancerTest::isTheNetworksOutputClampedAndUpright_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("orientation");
    QTest::addColumn<bool>("usesImageStatistics");
    QTest::newRow("RGGB") << "RGGB" << 1 << false;
    QTest::newRow("GBRG, mirrored") << "GBRG" << 2 << false;
    QTest::newRow("GRBG, turned") << "GRBG" << 6 << false;
    QTest::newRow("BGGR, turned the other way, image statistics") << "BGGR" << 8 << true;
}

void EnhancerTest::isTheNetworksOutputClampedAndUpright()
{
    QFETCH(QString, pattern);
    QFETCH(int, orientation);
    QFETCH(bool, usesImageStatistics);
    const auto normalisation = usesImageStatistics ? Normalisation::Double : Normalisation::None;
    const BnMode bnMode = usesImageStatistics ? BnMode::Image : BnMode::Running;
    const Model model = pictureModel({.normalisation = normalisation, .baseWidth = 4});
    RawImage raw = test::darkRaw({201, 163}, test::cfaOf(2, pattern.toStdString()));
    raw.orientation = static_cast<Orientation>(orientation);

    const SrgbPicture expected = oriented(clampedOutput(model, bnMode, raw), raw.orientation);
    const SrgbPicture picture = enhancerWith(model, bnMode, 48).enhance(raw, kRatio, {});
    QVERIFY(isAPicture(expected));
    QCOMPARE(picture.size, expected.size);
    QCOMPARE(picture.size, orientedSize(packedArea(raw).size(), raw.orientation));
    QVERIFY(largestDifference(picture, expected) <= 1);  // tiles of another size: 1e-5 of full scale
}

void EnhancerTest::xTransPicturesCoverThePackedArea()
{
    const Model model = pictureModel({.baseWidth = 4, .inputPlanes = 9});
    const RawImage raw = test::darkRaw({124, 100}, test::xTransCfa());
    const SrgbPicture picture = enhancerWith(model).enhance(raw, kRatio, {});
    QCOMPARE(picture.size, (PixelSize{120, 96}));
    QVERIFY(largestDifference(picture, clampedOutput(model, BnMode::Running, raw)) <= 1);
}

void EnhancerTest::regionsEqualTheWholeFrame_data()
{
    QTest::addColumn<QRect>("region");
    QTest::addColumn<bool>("usesImageStatistics");
    QTest::newRow("middle") << QRect(531, 133, 100, 91) << false;
    QTest::newRow("corner") << QRect(620, 350, 300, 300) << false;
    QTest::newRow("start") << QRect(0, 0, 64, 64) << false;
    QTest::newRow("middle, image statistics") << QRect(531, 133, 100, 91) << true;
}

void EnhancerTest::regionsEqualTheWholeFrame()
{
    QFETCH(QRect, region);
    QFETCH(bool, usesImageStatistics);
    const auto normalisation = usesImageStatistics ? Normalisation::Single : Normalisation::None;
    const BnMode bnMode = usesImageStatistics ? BnMode::Image : BnMode::Running;
    const Model model = pictureModel({.normalisation = normalisation, .baseWidth = 4});
    const RawImage raw = test::darkRaw({705, 421}, test::cfaOf(2, "GBRG"));
    Enhancer enhancer = enhancerWith(model, bnMode);
    const SrgbPicture whole = enhancer.enhance(raw, kRatio, {});
    const PixelRect area = packedArea(raw);

    std::size_t coveredCount = 0;
    PixelRect first;
    const EnhanceRegion asked{.photosites = {region.x(), region.y(), region.width(), region.height()},
                              .focusPhotosite = FocusPoint{region.right() * 1.0, region.bottom() * 1.0},
                              .tilePx = usesImageStatistics ? 256 : 48};
    enhancer.enhanceRegion(raw, kRatio, asked,
                           [&](const EnhancedTile& tile) {
                               first = first.isEmpty() ? tile.where : first;
                               const auto& picture = std::get<SrgbPicture>(tile.content);
                               QCOMPARE(picture.size, tile.where.size());
                               const PixelRect inPicture{tile.where.x - area.x, tile.where.y - area.y, tile.where.width,
                                                         tile.where.height};
                               QVERIFY(largestDifference(picture, cutOut(whole, inPicture)) <= 1);
                               coveredCount += intersected(tile.where, asked.photosites).size().area();
                           },
                           {});
    QCOMPARE(coveredCount, intersected(area, asked.photosites).size().area());
    const PixelRect shown = intersected(area, asked.photosites);
    if (shown.width > asked.tilePx * 2) {
        QVERIFY(first.right() >= shown.right());  // nearest to the focus comes first
    }
}

void EnhancerTest::coarseRegionsHaveOnePixelPerBin()
{
    const Model model = pictureModel({.baseWidth = 4});
    const RawImage raw = test::darkRaw({803, 502}, test::cfaOf(2, "RGGB"));
    Enhancer enhancer = enhancerWith(model);
    std::size_t coveredCount = 0;
    const EnhanceRegion asked{.photosites = {200, 100, 500, 350}, .binning = 4, .focusPhotosite = {}, .tilePx = 64};
    enhancer.enhanceRegion(raw, kRatio, asked,
                           [&](const EnhancedTile& tile) {
                               const auto& picture = std::get<SrgbPicture>(tile.content);
                               QCOMPARE(picture.size.width, (tile.where.width + 3) / 4);
                               QCOMPARE(picture.size.height, (tile.where.height + 3) / 4);
                               QVERIFY(isAPicture(picture));
                               coveredCount += intersected(tile.where, asked.photosites).size().area();
                           },
                           {});
    QCOMPARE(coveredCount, asked.photosites.size().area());
}

void EnhancerTest::aRegionOutsideTheSensorGivesNothing()
{
    const RawImage raw = test::darkRaw({64, 64}, test::cfaOf(2, "RGGB"));
    Enhancer enhancer = enhancerWith(pictureModel({.baseWidth = 4}));
    int tileCount = 0;
    enhancer.enhanceRegion(raw, kRatio, {.photosites = {100, 100, 50, 50}, .focusPhotosite = {}},
                           [&](const EnhancedTile&) { ++tileCount; }, {});
    QCOMPARE(tileCount, 0);
}

void EnhancerTest::refusesAnotherColourFilter()
{
    const auto sentenceOf = [this](const UNetOptions& options, const CfaPattern& cfa) -> QString {
        Model model = makeRandomModel(options, 1);
        model.notes["name"] = "night";
        try {
            static_cast<void>(enhancerWith(model).enhance(test::darkRaw({60, 60}, cfa), kRatio, {}));
        } catch (const UnsupportedInput& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    };
    QCOMPARE(sentenceOf({.baseWidth = 4}, test::xTransCfa()),
             QString("night.dng: is an X-Trans raw; model 'night' takes Bayer"));
    QCOMPARE(sentenceOf({.baseWidth = 4, .inputPlanes = 9}, test::cfaOf(2, "RGGB")),
             QString("night.dng: is a Bayer raw; model 'night' takes X-Trans"));
}

void EnhancerTest::refusesLinearModelsOfUnknownInput()
{
    Model cameraLinear = makeRandomModel({.baseWidth = 4}, 1);
    cameraLinear.outputSpace = OutputSpace::CameraLinear;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(enhancerWith(cameraLinear)), UnsupportedInput);
    cameraLinear.notes["input"] = "plain";
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(enhancerWith(cameraLinear)), UnsupportedInput);
    Model xTrans = makeRandomModel({.baseWidth = 4, .inputPlanes = 9}, 1);
    xTrans.outputSpace = OutputSpace::CameraLinear;
    xTrans.notes["input"] = "white-balanced";
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(enhancerWith(xTrans)), UnsupportedInput);
    QVERIFY_EXCEPTION_THROWN(Enhancer(m_folder.filePath("missing.safetensors").toStdString(), {}), UnreadableInput);
}

void EnhancerTest::stopsWhenCancelled()
{
    const RawImage raw = test::darkRaw({300, 300}, test::cfaOf(2, "RGGB"));
    Enhancer enhancer = enhancerWith(pictureModel({.baseWidth = 4}));
    std::stop_source stop;
    const JobContext context(stop.get_token(), [&](const Progress& progress) {
        if (progress.stage == "network") {
            stop.request_stop();
        }
    });
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(enhancer.enhance(raw, kRatio, context)), Cancelled);
    QVERIFY(isAPicture(enhancer.enhance(raw, kRatio, {})));  // and is usable afterwards
}

void EnhancerTest::xmpIsEnoughToRenderAgain()
{
    const std::filesystem::path photo = m_folder.filePath("photo.dng").toStdString();
    writeDng(photo, test::darkRaw({200, 150}, test::cfaOf(2, "RGGB")), IfExists::Overwrite);
    const Model model = pictureModel({.normalisation = Normalisation::Double, .baseWidth = 4});
    const std::filesystem::path modelFile = savedModel(model);
    const std::filesystem::path file = m_folder.filePath("bright.png").toStdString();
    {
        const RawImage raw = readRaw(photo);
        Enhancer enhancer(modelFile, {.engine = kFp32, .bnMode = BnMode::Image, .tilePx = 48});
        const ExposureRatio ratio{61.7F};
        const RenderedPhoto rendered = renderPhoto(raw, {.ratio = ratio}, &enhancer, {});
        writePicture(file, rendered.picture, {.bitsPerChannel = 16}, readPhotoMetadata(photo),
                     provenanceOf(rendered.record));
    }
    const Provenance xmp = readProvenance(file);
    const std::map<std::string, std::string> fields(xmp.fields.begin(), xmp.fields.end());
    QCOMPARE(fields.at("ModelSha256"), sha256OfFile(modelFile));
    Enhancer again(modelFile, {.engine = {.device = {}, .precision = parsePrecision(fields.at("Precision"))},
                               .bnMode = parseBnMode(fields.at("BatchNorm")),
                               .tilePx = std::stoi(fields.at("TilePx"))});
    QCOMPARE(again.engineDescription(), fields.at("Engine"));
    const SrgbPicture rendered =
        again.enhance(readRaw(m_folder.filePath(QString::fromStdString(fields.at("SourceFile"))).toStdString()),
                      parseRatio(fields.at("Ratio")), {});
    QVERIFY(isAPicture(rendered));
    QVERIFY(rendered.rgb == readPicture(file).rgb);
}

void EnhancerTest::everyPictureNamesSourceRatioAndVersions()
{
    const RawImage raw = test::darkRaw({16, 16}, test::cfaOf(2, "RGGB"));
    const Provenance provenance = commonProvenance(raw, {100.0F});
    const std::map<std::string, std::string> fields(provenance.fields.begin(), provenance.fields.end());
    QCOMPARE(fields.at("SourceFile"), std::string("night.dng"));
    QCOMPARE(fields.at("Ratio"), std::string("100"));
    QCOMPARE(fields.at("LibRawVersion"), libRawVersion());
    QVERIFY(!fields.at("Version").empty());
    QCOMPARE(parseRatio(commonProvenance(raw, {0.3F}).fields[2].second), (ExposureRatio{0.3F}));
}

void EnhancerTest::theClassicalPictureNamesItsNoiseThreshold()
{
    const std::filesystem::path photo = m_folder.filePath("classical.dng").toStdString();
    writeDng(photo, test::darkRaw({200, 150}, test::cfaOf(2, "RGGB")), IfExists::Overwrite);
    const RawImage raw = readRaw(photo);
    const RenderedPhoto rendered =
        renderPhoto(raw, {.ratio = ExposureRatio{20.0F}, .noiseThreshold = 150.5F}, nullptr, {});
    const auto provenance = provenanceOf(rendered.record).fields;
    const std::map<std::string, std::string> fields(provenance.begin(), provenance.end());
    QCOMPARE(fields.at("Model"), std::string("classical"));
    QCOMPARE(fields.at("NoiseThreshold"), std::string("150.5"));
    QCOMPARE(fields.at("Ratio"), std::string("20"));
    QVERIFY(rendered.picture.rgb == renderClassical(raw, {20.0F}, 150.5F, {}).rgb);
}

void EnhancerTest::anotherPhotoInTheMiddleChangesNothing()
{
    const RawImage raw = test::darkRaw({300, 220}, test::cfaOf(2, "RGGB"));
    const RawImage urgent = test::darkRaw({120, 180}, test::cfaOf(2, "GBRG"));
    Enhancer enhancer = enhancerWith(pictureModel({.baseWidth = 4}), BnMode::Running, 48);
    const SrgbPicture alone = enhancer.enhance(raw, kRatio, {});
    int handOverCount = 0;
    const JobContext context({}, {}, [&] {
        if (++handOverCount == 3) {
            static_cast<void>(enhancer.enhance(urgent, kRatio, {}));
        }
    });
    QVERIFY(enhancer.enhance(raw, kRatio, context).rgb == alone.rgb);
    QVERIFY(handOverCount > 3);
}

void EnhancerTest::largePhotosFitTheMemoryPromised()
{
    const Enhancer enhancer(savedModel(makeRandomModel({}, 1)), {.engine = kFp32, .tilePx = {}});
    constexpr double kGiB = 1024.0 * 1024 * 1024;
    const auto withRawGiB = [&](PixelSize size) {
        return static_cast<double>(enhancer.peakBytes(size) + size.area() * sizeof(std::uint16_t)) / kGiB;
    };
    qInfo("predicted: 12 MP %.2f GiB, 61 MP %.2f GiB", withRawGiB({4000, 3000}), withRawGiB({9504, 6336}));
    QVERIFY(withRawGiB({4000, 3000}) < 1.0);
    QVERIFY(withRawGiB({9504, 6336}) < 2.5);
}

void EnhancerTest::classicalIsLibRawsRendering()
{
    SCOTOPIC_REAL_FILE(file, "sid-mini/Sony/short/11410_00_0.1s.dng");
    const RawImage raw = readRaw(file);
    const DevelopedRaw developed = develop(file, {.ratio = {100.0F}}, {});
    const SrgbPicture picture = renderClassical(raw, {100.0F}, 0.0F, {});
    QCOMPARE(picture.size, developed.size);
    QVERIFY(picture.rgb == developed.rgb);
}

}  // namespace

SCOTOPIC_TEST(EnhancerTest)

}  // namespace scotopic

#include "enhancer_test.moc"
