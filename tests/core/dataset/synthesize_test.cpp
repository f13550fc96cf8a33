// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/decode_pair.h"
#include "core/dataset/find_pairs.h"
#include "core/dataset/scan.h"
#include "core/dataset/synthesize.h"
#include "core/image/picture_file.h"
#include "core/raw/read_raw.h"
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <set>

using namespace scotopic;

namespace {

/// Every photosite of a colour the same.
RawImage flatRaw(PixelSize size, std::array<std::uint16_t, 3> counts)
{
    RawImage raw;
    raw.size = size;
    raw.cfa.colours = {CfaColour::Green, CfaColour::Red, CfaColour::Blue, CfaColour::Green};
    raw.black = {.width = 1, .height = 1, .levelsDn = {100}};
    raw.whiteLevelDn.fill(1100);
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            raw.photosites.push_back(counts[static_cast<std::size_t>(raw.cfa.at(row, column))]);
        }
    }
    return raw;
}

/// Light that grows linearly across the frame, in 16 bits.
RawImage rampRaw(PixelSize size)
{
    RawImage raw = flatRaw(size, {0, 0, 0});
    raw.black.levelsDn = {0};
    raw.whiteLevelDn.fill(65535);
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            raw.photosites[static_cast<std::size_t>(row * size.width + column)] =
                static_cast<std::uint16_t>(1000 + 100 * row + 40 * column);
        }
    }
    return raw;
}

std::filesystem::path in(const QTemporaryDir& folder, const char* name)
{
    return folder.filePath(QString::fromLatin1(name)).toStdString();
}

/// A clean raw and a picture, small.
std::vector<std::filesystem::path> smallSources(const QTemporaryDir& folder)
{
    const std::filesystem::path dng = in(folder, "night.dng");
    writeDng(dng, makeSampleRaw({.size = {512, 384}, .ratio = {1}}), IfExists::Refuse);
    SrgbPicture picture{.size = {200, 160}, .rgb = {}};
    for (std::size_t i = 0; i < picture.size.area(); ++i) {
        const std::size_t x = i % 200;
        const std::size_t y = i / 200;
        for (const std::size_t value : {x * 250, y * 350, (x / 10 + y / 10) % 2 * 50000}) {
            picture.rgb.push_back(static_cast<std::uint16_t>(value));
        }
    }
    const std::filesystem::path png = in(folder, "photo.png");
    writePicture(png, picture, {.format = PictureFormat::Png, .bitsPerChannel = 16}, {}, {});
    return {dng, png};
}

QByteArray contentsOf(const std::filesystem::path& file)
{
    QFile source(QString::fromStdString(file.string()));
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

int fileCount(const std::filesystem::path& folder)
{
    int count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
}

}  // namespace

class SynthesizeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanSharesSourcesOutAndNeverSplitsOne()
    {
        const RatioChoice ratios{.oneOf = {{100}, {250}, {300}}, .lowest = {}, .highest = {}};
        const std::vector<PlannedPair> plan = planPairs(20, 100, ratios, {}, 5);
        QCOMPARE(plan.size(), std::size_t{100});
        std::map<Split, int> counts;
        std::map<std::size_t, std::set<Split>> splitsOfSource;
        std::set<std::string> scenes;
        std::set<float> drawn;
        for (const PlannedPair& pair : plan) {
            ++counts[pair.split];
            splitsOfSource[pair.source].insert(pair.split);
            scenes.insert(pair.scene);
            drawn.insert(std::round(pair.ratio.value));
            const char digit = pair.split == Split::Train ? '0' : pair.split == Split::Test ? '1' : '2';
            QCOMPARE(pair.scene.size(), std::size_t{5});
            QCOMPARE(pair.scene.front(), digit);
        }
        QCOMPARE(counts[Split::Train], 70);
        QCOMPARE(counts[Split::Validation], 10);
        QCOMPARE(counts[Split::Test], 20);
        QCOMPARE(splitsOfSource.size(), std::size_t{20});
        QVERIFY(std::all_of(splitsOfSource.begin(), splitsOfSource.end(),
                            [](const auto& entry) { return entry.second.size() == 1; }));
        QCOMPARE(scenes.size(), std::size_t{100});
        QVERIFY((drawn == std::set<float>{100, 250, 300}));
    }

    void threeSourcesMakeAllThreeSplits()
    {
        std::set<Split> splits;
        for (const PlannedPair& pair : planPairs(3, 3, {.oneOf = {{100}}, .lowest = {}, .highest = {}}, {}, 1)) {
            splits.insert(pair.split);
        }
        QCOMPARE(splits.size(), std::size_t{3});
        const auto one = planPairs(1, 4, {.oneOf = {{100}}, .lowest = {}, .highest = {}}, {}, 1);
        QVERIFY(std::all_of(one.begin(), one.end(), [](const auto& pair) { return pair.split == Split::Train; }));
        QCOMPARE(QString::fromStdString(one[3].shortName()), QStringLiteral("00004_00_0.1s.dng"));
        QCOMPARE(QString::fromStdString(one[3].longName()), QStringLiteral("00004_00_10s.png"));
    }

    void rangesAreDrawnEvenlyOnALogarithmicScale()
    {
        const auto plan = planPairs(10, 3000, {.oneOf = {}, .lowest = {3}, .highest = {300}}, {}, 2);
        double sum = 0;
        double lowest = 1;
        double highest = 0;
        for (const PlannedPair& pair : plan) {
            const double place = std::log(static_cast<double>(pair.ratio.value) / 3) / std::log(100.0);
            sum += place;
            lowest = std::min(lowest, place);
            highest = std::max(highest, place);
            // What the names say, as the reference computes it.
            const double seconds = std::stod(pair.shortName().substr(9));
            QVERIFY(std::abs(10 / seconds - static_cast<double>(pair.ratio.value)) < 1e-4 * 10 / seconds);
        }
        QVERIFY(std::abs(sum / 3000 - 0.5) < 0.02 && lowest < 0.01 && highest > 0.99);
    }

    void refusesImpossiblePlans()
    {
        const RatioChoice hundred{.oneOf = {{100}}, .lowest = {}, .highest = {}};
        const auto plan = [](auto... arguments) { return planPairs(arguments..., 1).size(); };
        QVERIFY_EXCEPTION_THROWN(plan(0U, 1U, hundred, SplitShares{}), InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(plan(1U, 10000U, hundred, SplitShares{}), InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(plan(1U, 1U, hundred, SplitShares{0, 0, 0}), InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(plan(1U, 1U, hundred, SplitShares{2, -1, 0}), InvalidArgument);
        for (const RatioChoice& ratios : {RatioChoice{{{0.5F}}, {}, {}}, RatioChoice{{{301}}, {}, {}},
                                          RatioChoice{{}, {200}, {100}}, RatioChoice{{}, {1}, {301}}}) {
            QVERIFY_EXCEPTION_THROWN(plan(1U, 1U, ratios, SplitShares{}), InvalidArgument);
        }
    }

    void aCleanRawHasItsLevelsTakenOut()
    {
        const RawImage clean = cleanRaw(flatRaw({8, 8}, {100, 600, 1100}), SourceScale::Full);
        QVERIFY((clean.size == PixelSize{8, 8}));
        QCOMPARE(clean.at(0, 1), std::uint16_t{0});
        QCOMPARE(clean.at(0, 0), std::uint16_t{32768});
        QCOMPARE(clean.at(1, 0), std::uint16_t{65535});
        QCOMPARE(clean.black.at(0, 0), 0.0F);
        QCOMPARE(clean.whiteLevelDn[0], 65535.0F);
    }

    void halvedPhotositesLieWhereTheyShould()
    {
        // A halved photosite (r, c) covers the rows 2r and 2r + 1, so a ramp reads there what lies at 2r + 1/2.
        const RawImage half = cleanRaw(rampRaw({32, 24}), SourceScale::Half);
        QVERIFY((half.size == PixelSize{16, 12}));
        for (int row = 0; row < half.size.height; ++row) {
            for (int column = 0; column < half.size.width; ++column) {
                const double expected = 1000 + 100 * (2 * row + 0.5) + 40 * (2 * column + 0.5);
                QVERIFY(std::abs(half.at(row, column) - expected) <= 1);
            }
        }
    }

    void aShortExposureIsTheRatiosPartAndReadsNoise()
    {
        const RawImage clean = cleanRaw(flatRaw({256, 256}, {1100, 600, 350}), SourceScale::Full);
        SensorNoise noise;
        noise.gainDnPerElectron = 0.5;
        noise.readDn = 2;
        const RawImage dark = shortExposureOf(clean, {100}, noise, 3);
        QCOMPARE(dark.whiteLevelDn[0], 16383.0F);
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < 256; row += 2) {
            for (int column = 0; column < 256; column += 2) {  // green, half of white
                const double aboveBlack = dark.at(row, column) - 512.0;
                sum += aboveBlack;
                squares += aboveBlack * aboveBlack;
            }
        }
        const double expected = 0.5 * (16383 - 512) / 100;
        const double variance = 0.5 * expected + 4 + 1.0 / 12;  // photons, reading, rounding
        const double mean = sum / 16384;
        QVERIFY2(std::abs(mean - expected) < 4 * std::sqrt(variance / 16384), qPrintable(QString::number(mean)));
        QVERIFY(std::abs((squares / 16384 - mean * mean) / variance - 1) < 0.05);
        QVERIFY(shortExposureOf(clean, {100}, noise, 3).photosites == dark.photosites);
        QVERIFY(shortExposureOf(clean, {100}, noise, 4).photosites != dark.photosites);
    }

    void pairsAreFoundWholeAndFitEachOther()
    {
        const QTemporaryDir folder;
        SynthesisOptions options;
        options.sources = smallSources(folder);
        options.folder = in(folder, "set");
        options.pairCount = 6;
        options.size = PixelSize{128, 96};
        const SynthesisReport report = synthesizePairs(options, {});
        QCOMPARE(report.trainCount + report.validationCount + report.testCount, 6);
        QVERIFY(report.trainCount == 3 && report.leftOut.empty());

        const PairSet set = findPairs(options.folder);
        QCOMPARE(set.pairs.size(), std::size_t{6});
        QVERIFY(set.problems.empty());
        const DataSetScan scan = scanDataSet(set, ScanDepth::Pixels, {});
        QVERIFY(scan.missing.empty() && scan.unreadable.empty());
        for (const ImagePair& pair : set.pairs) {
            const SensorFrame frame = sensorFrameOf(pair.shortFile);
            QVERIFY((frame.size == PixelSize{128, 96}));
            QVERIFY(pair.ratio.value > 99 && pair.ratio.value <= 300);
            const ShortExposure dark = decodeShort(pair.shortFile);
            const GroundTruth bright = decodeLong(pair.longFile, frame, {});
            QVERIFY((bright.size == PixelSize{128, 96}));
            QVERIFY(*std::max_element(bright.rgb.begin(), bright.rgb.end()) > 20000);
            const auto mean =
                std::accumulate(dark.counts.begin(), dark.counts.end(), 0.0) / static_cast<double>(dark.counts.size());
            QVERIFY2(mean > 500 && mean < 700, qPrintable(QString::number(mean)));
        }
        const QJsonObject how = QJsonDocument::fromJson(contentsOf(options.folder / "synthesis.json")).object();
        QCOMPARE(how[QStringLiteral("pairs")].toArray().size(), 6);
        QCOMPARE(how[QStringLiteral("camera")].toString(), QStringLiteral("SonyA7S2"));
    }

    /// Both truths show the same scene, but for what LibRaw interpolates.
    void lightIsATruthWithoutInterpolation_data()
    {
        QTest::addColumn<bool>("isRaw");
        QTest::newRow("of a raw") << true;
        QTest::newRow("of a picture") << false;
    }
    void lightIsATruthWithoutInterpolation()
    {
        QFETCH(bool, isRaw);
        const QTemporaryDir folder;
        std::filesystem::path source;
        for (const std::filesystem::path& file : smallSources(folder)) {
            source = (file.extension() == ".dng") == isRaw ? file : source;
        }
        const auto truthOf = [&](PairTruth truth, const char* name) {
            SynthesisOptions options;
            options.sources = {source};
            options.folder = in(folder, name);
            options.size = PixelSize{128, 96};
            options.ratios.oneOf = {{1}};
            options.truth = truth;
            static_cast<void>(synthesizePairs(options, {}));
            return readPicture(findPairs(options.folder).pairs.front().longFile).rgb;
        };
        const std::vector<std::uint16_t> light = truthOf(PairTruth::Light, "light");
        const std::vector<std::uint16_t> developed = truthOf(PairTruth::Developed, "developed");
        QCOMPARE(light.size(), developed.size());
        double difference = 0;
        for (std::size_t i = 0; i < light.size(); ++i) {
            difference += std::abs(static_cast<double>(light[i]) - developed[i]) / static_cast<double>(light.size());
        }
        QVERIFY2(difference > 1 && difference < 3000, qPrintable(QString::number(difference)));
    }

    void lightOfARawAtFullScaleIsRefused()
    {
        const QTemporaryDir folder;
        SynthesisOptions options;
        options.sources = smallSources(folder);
        std::erase_if(options.sources, [](const auto& file) { return file.extension() != ".dng"; });
        options.folder = in(folder, "set");
        options.rawScale = SourceScale::Full;
        options.truth = PairTruth::Light;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(synthesizePairs(options, {})), UnsupportedInput);
    }

    void theSameSeedMakesTheSameFilesWithAnyNumberOfThreads()
    {
        const QTemporaryDir folder;
        SynthesisOptions options;
        options.sources = smallSources(folder);
        options.pairCount = 4;
        options.size = PixelSize{96, 64};
        options.ratios = {.oneOf = {}, .lowest = {1}, .highest = {300}};
        options.camera = std::nullopt;
        const auto make = [&](const char* name, int threads, std::uint64_t seed) {
            options.folder = in(folder, name);
            options.seed = seed;
            static_cast<void>(synthesizePairs(options, JobContext().withThreads(threads)));
            QByteArray all;
            std::set<std::filesystem::path> files;
            for (const auto& entry : std::filesystem::recursive_directory_iterator(options.folder)) {
                if (entry.is_regular_file()) {
                    files.insert(entry.path().lexically_relative(options.folder));
                }
            }
            for (const std::filesystem::path& file : files) {
                all += QByteArray::fromStdString(file.string()) + contentsOf(options.folder / file);
            }
            return all;
        };
        const QByteArray once = make("one", 1, 8);
        QVERIFY(make("three", 3, 8) == once);
        QVERIFY(make("eight", 8, 8) == once);
        QVERIFY(make("other", 1, 9) != once);
    }

    void aRotatedSourceStaysInRegister()
    {
        const QTemporaryDir folder;
        RawImage raw = makeSampleRaw({.size = {512, 384}, .ratio = {1}});
        raw.orientation = Orientation::Rotated90Clockwise;
        const std::filesystem::path dng = in(folder, "upright.dng");
        writeDng(dng, raw, IfExists::Refuse);
        SynthesisOptions options;
        options.sources = {dng};
        options.folder = in(folder, "set");
        options.rawScale = SourceScale::Full;
        static_cast<void>(synthesizePairs(options, {}));
        const ImagePair pair = findPairs(options.folder).pairs.at(0);
        QVERIFY((readPicture(pair.longFile).size == PixelSize{384, 512}));
        const SensorFrame frame = sensorFrameOf(pair.shortFile);
        QVERIFY((decodeLong(pair.longFile, frame, {}).size == PixelSize{512, 384}));
    }

    void sourcesThatCannotBeUsedAreLeftOut()
    {
        const QTemporaryDir folder;
        SynthesisOptions options;
        options.sources = smallSources(folder);
        options.sources.push_back(in(folder, "missing.dng"));
        options.folder = in(folder, "set");
        options.size = PixelSize{128, 96};
        const SynthesisReport report = synthesizePairs(options, {});
        QCOMPARE(report.trainCount + report.validationCount + report.testCount, 2);
        QCOMPARE(report.leftOut.size(), std::size_t{1});
        QVERIFY(report.leftOut[0].find("missing.dng") != std::string::npos);
        QCOMPARE(findPairs(options.folder).pairs.size(), std::size_t{2});

        options.sources = {in(folder, "photo.png")};
        options.size = PixelSize{400, 400};
        options.folder = in(folder, "none");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(synthesizePairs(options, {})), UnsupportedInput);
        QVERIFY(!std::filesystem::exists(options.folder));
    }

    void xTransSourcesAreRefused()
    {
        SCOTOPIC_REAL_FILE(file, "raw/xtrans-remosaic-hero6.dng");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(cleanRaw(readRaw(file), SourceScale::Half)), UnsupportedInput);
    }

    void nothingIsOverwritten()
    {
        const QTemporaryDir folder;
        SynthesisOptions options;
        options.sources = smallSources(folder);
        options.folder = folder.path().toStdString();  // has the sources in it
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(synthesizePairs(options, {})), OutputFailed);
        QCOMPARE(fileCount(options.folder), 2);
    }

    void whenItIsCancelledTheListsNameWhatIsDone()
    {
        const QTemporaryDir folder;
        SynthesisOptions options;
        options.sources = smallSources(folder);
        options.folder = in(folder, "set");
        options.pairCount = 200;
        options.size = PixelSize{64, 64};
        std::stop_source stop;
        const JobContext context(stop.get_token(), [&stop](const Progress& progress) {
            if (progress.fraction.value_or(0) >= 0.02) {
                stop.request_stop();
            }
        });
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(synthesizePairs(options, context.withThreads(2))), Cancelled);
        const std::size_t done = findPairs(options.folder).pairs.size();
        QVERIFY2(done >= 4 && done < 200, qPrintable(QString::number(done)));
    }
};

SCOTOPIC_TEST(SynthesizeTest)
#include "synthesize_test.moc"
