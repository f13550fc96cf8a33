// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/clean_patch.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/core/dataset/small_clean_set.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace scotopic;
using namespace scotopic::test;

namespace {

constexpr int kPatchPx = 16;

struct CleanTaken {
    int epoch = 0;
    int index = 0;
    std::size_t picture = 0;
    std::vector<float> input;
    std::vector<float> target;

    friend bool operator==(const CleanTaken&, const CleanTaken&) = default;
};

CleanPatchOptions optionsOf(int threads)
{
    CleanPatchOptions options;
    options.samplesPerEpoch = 6;
    options.seed = 5;
    options.patchPx = kPatchPx;
    options.threads = threads;
    return options;
}

std::vector<CleanTaken> takeClean(const CleanSet& set, const CleanPatchOptions& options, int count)
{
    CleanPatchSource source(set, options);
    std::vector<CleanTaken> taken;
    for (int i = 0; i < count; ++i) {
        ExampleSource::Sample sample = source.take();
        taken.push_back({sample.epoch, sample.index, sample.example.pair, std::move(sample.example.input.values),
                         std::move(sample.example.target)});
    }
    return taken;
}

/// No draw at all: a camera that sees sRGB's light as it is, without noise worth the name.
CleanShot plainShot(int patchPx)
{
    CleanShot shot;
    shot.patch.where = {0, 0, patchPx, patchPx};
    shot.ratio = {1};
    shot.noise.gainDnPerElectron = 1e-9;
    shot.stepDn = 1e-3F;
    return shot;
}

struct Statistics {
    double mean = 0;
    double variance = 0;
};

Statistics statisticsOf(const float* values, std::size_t count)
{
    Statistics result;
    for (std::size_t i = 0; i < count; ++i) {
        result.mean += static_cast<double>(values[i]) / static_cast<double>(count);
    }
    for (std::size_t i = 0; i < count; ++i) {
        result.variance += std::pow(static_cast<double>(values[i]) - result.mean, 2) / static_cast<double>(count);
    }
    return result;
}

/// IEC 61966-2-1.
double linearOf(double signal)
{
    return signal <= 0.04045 ? signal / 12.92 : std::pow((signal + 0.055) / 1.055, 2.4);
}

}  // namespace

class CleanPatchTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    /// One picture of one colour.
    [[nodiscard]] CleanSet flatSet(std::uint16_t value, PixelSize size) const
    {
        const std::filesystem::path place = folder() / ("flat-" + std::to_string(value));
        std::filesystem::create_directories(place);
        CleanPicture picture;
        picture.name = "flat";
        picture.size = size;
        writeCleanIndex(place, {writeCleanPicture(place, picture, [value](int, int) {
                            return std::array{value, value, value};
                        })});
        return CleanSet(place);
    }

private Q_SLOTS:
    void init() { writeSmallCleanSet(folder(), 3, {80, 60}); }

    void examplesAreTheSameWhateverTheThreads()
    {
        const CleanSet set(folder());
        const std::vector<CleanTaken> expected = takeClean(set, optionsOf(1), 14);
        QCOMPARE(expected[13].epoch, 3);
        QCOMPARE(expected[13].index, 1);
        QVERIFY(expected[0].input != expected[1].input);
        QVERIFY(expected[0].input != expected[6].input);  // the same place of the next epoch
        QVERIFY(takeClean(set, optionsOf(3), 14) == expected);

        CleanPatchOptions later = optionsOf(2);
        later.firstEpoch = 2;
        later.firstIndex = 3;
        QVERIFY(takeClean(set, later, 5) == std::vector<CleanTaken>(expected.begin() + 9, expected.end()));

        CleanPatchOptions other = optionsOf(1);
        other.seed = 6;
        QVERIFY(takeClean(set, other, 1).front() != expected.front());
    }

    void onlyTheSplitsPicturesAreTaken()
    {
        const CleanSet set(folder());
        CleanPatchOptions validation = optionsOf(1);
        validation.split = Split::Validation;
        for (const CleanTaken& taken : takeClean(set, validation, 12)) {
            QCOMPARE(set.pictures()[taken.picture].name, std::string("picture-3"));
        }
        validation.split = Split::Test;
        QVERIFY_EXCEPTION_THROWN(CleanPatchSource(set, validation), InvalidArgument);
        CleanPatchOptions large = optionsOf(1);
        large.patchPx = 32;  // 64 pixels, and the pictures have 60 rows
        QVERIFY_EXCEPTION_THROWN(CleanPatchSource(set, large), InvalidArgument);
    }

    void drawsKeepToTheirRanges()
    {
        const CleanSet set(folder());
        const std::vector<std::size_t> picks = set.picturesOf(Split::Train);
        constexpr int kDraws = 4000;
        double logRatios = 0;
        int clipped = 0;
        for (int i = 0; i < kDraws; ++i) {
            const CleanShot shot = drawCleanShot(set, picks, 1, 1, i, kPatchPx);
            QVERIFY(shot.ratio.value >= 1 && shot.ratio.value <= 300.001F);
            QVERIFY(shot.exposure >= 0.0399F && shot.exposure <= 1.1001F);
            QVERIFY(shot.whiteBalance[0] >= 1.3F && shot.whiteBalance[0] <= 2.9F);
            QVERIFY(shot.whiteBalance[2] >= 1.3F && shot.whiteBalance[2] <= 3.4F);
            for (int row = 0; row < 3; ++row) {  // white stays white
                const auto at = static_cast<std::size_t>(row) * 3;
                const float sum = shot.cameraFromSrgb[at] + shot.cameraFromSrgb[at + 1] + shot.cameraFromSrgb[at + 2];
                QVERIFY(std::abs(sum - 1) < 1e-5F);
            }
            logRatios += std::log(static_cast<double>(shot.ratio.value)) / kDraws;
            clipped += shot.isClippedAtBlack ? 1 : 0;
        }
        // Uniform over [0, log 300]: mean log(300) / 2, standard error log(300) / sqrt(12 * 4000) = 0.026.
        QVERIFY(std::abs(logRatios - std::log(300.0) / 2) < 0.11);
        QVERIFY(std::abs(clipped / double{kDraws} - 0.5) < 0.033);  // four standard errors
        QCOMPARE(drawCleanShot(set, picks, 1, 1, 0, kPatchPx, ExposureRatio{42}).ratio.value, 42.0F);
    }

    void withoutNoiseEachPhotositeIsItsPixelsColour()
    {
        const CleanSet set(folder());
        for (const bool transposes : {false, true}) {
            CleanShot shot = plainShot(kPatchPx);
            shot.patch.where.x = 3;
            shot.patch.where.y = 2;
            shot.patch.flipRows = true;
            shot.patch.transpose = transposes;
            shot.whiteBalance = {2, 1, 1.5F};
            shot.exposure = 0.5F;
            const TrainingExample example = makeCleanExample(set, shot);
            const std::span<const std::uint16_t> rgb = set.rgbOf(0);
            constexpr int kSide = 2 * kPatchPx;
            for (int y = 0; y < kSide; ++y) {
                for (int x = 0; x < kSide; ++x) {
                    const int column = 6 + (transposes ? y : x);
                    const int row = 4 + kSide - 1 - (transposes ? x : y);
                    const std::size_t pixel =
                        (static_cast<std::size_t>(row) * 80 + static_cast<std::size_t>(column)) * 3;
                    std::array<double, 3> light{};
                    for (std::size_t c = 0; c < 3; ++c) {
                        light[c] = 0.5 * linearOf(rgb[pixel + c] / 65535.0);
                        const float target =
                            example.target[c * kSide * kSide + static_cast<std::size_t>(y * kSide + x)];
                        QVERIFY(std::abs(static_cast<double>(target) - light[c]) < 1e-5);
                    }
                    constexpr std::array<std::array<int, 2>, 2> kPlanes{{{0, 1}, {3, 2}}};
                    const int plane = kPlanes[static_cast<std::size_t>(y % 2)][static_cast<std::size_t>(x % 2)];
                    constexpr std::array<std::size_t, 4> kColours{0, 1, 2, 1};
                    const float input = example.input.row(plane, y / 2)[x / 2];
                    QVERIFY(std::abs(static_cast<double>(input) - light[kColours[static_cast<std::size_t>(plane)]])
                            < 1e-4);
                }
            }
        }
    }

    void noiseIsThatOfTheModel()
    {
        constexpr int kFlatPx = 128;
        const CleanSet set = flatSet(40000, {2 * kFlatPx, 2 * kFlatPx});
        CleanShot shot = plainShot(kFlatPx);
        shot.ratio = {50};
        shot.whiteDn = 15000;
        shot.stepDn = 1;
        shot.whiteBalance = {2, 1, 3};
        shot.noise.gainDnPerElectron = 1.5;
        shot.noise.readDn = 4;
        shot.noise.blackErrorDn = {1, 2, 3, 4};  // R, G; G, B
        const TrainingExample example = makeCleanExample(set, shot);
        const double light = linearOf(40000 / 65535.0);
        constexpr std::array<double, 4> kGains{2, 1, 3, 1};
        constexpr std::array<double, 4> kBlackErrors{1, 2, 4, 3};
        constexpr std::size_t kCount = std::size_t{kFlatPx} * kFlatPx;
        for (std::size_t plane = 0; plane < 4; ++plane) {
            const double expectedDn = light * 15000 / 50 / kGains[plane];
            // Poisson, read noise, and rounding to whole counts.
            const double varianceDn = 1.5 * expectedDn + 4 * 4 + 1.0 / 12;
            const double scale = 50 * kGains[plane] / 15000;
            const Statistics found = statisticsOf(example.input.values.data() + plane * kCount, kCount);
            const double standardError = std::sqrt(varianceDn / kCount);
            QVERIFY(std::abs(found.mean / scale - expectedDn - kBlackErrors[plane]) < 5 * standardError);
            // The variance of a nearly Gaussian variance is 2 variance^2 / n.
            QVERIFY(std::abs(found.variance / (scale * scale * varianceDn) - 1) < 5 * std::sqrt(2.0 / kCount));
        }
    }

    void countsAreWholeStepsAndMayBeClippedAtBlack()
    {
        const CleanSet set = flatSet(0, {64, 64});
        CleanShot shot = plainShot(32);
        shot.ratio = {100};
        shot.whiteDn = 16000;
        shot.stepDn = 4;
        shot.noise.readDn = 10;
        const TrainingExample kept = makeCleanExample(set, shot);
        QVERIFY(*std::min_element(kept.input.values.begin(), kept.input.values.end()) < 0);
        for (const float value : kept.input.values) {
            const double steps = static_cast<double>(value) * 16000 / 100 / 4;
            QVERIFY(std::abs(steps - std::round(steps)) < 1e-4);
        }
        shot.isClippedAtBlack = true;
        const TrainingExample clipped = makeCleanExample(set, shot);
        for (std::size_t i = 0; i < kept.input.values.size(); ++i) {
            QCOMPARE(clipped.input.values[i], std::max(kept.input.values[i], 0.0F));
        }
    }

    void eachChannelSaturatesAtItsGain()
    {
        const CleanSet set = flatSet(65535, {64, 64});
        CleanShot shot = plainShot(32);
        shot.highlightGain = 10;
        shot.whiteBalance = {1.7F, 1, 2.5F};
        const TrainingExample example = makeCleanExample(set, shot);
        constexpr std::array<std::size_t, 4> kColours{0, 1, 2, 1};
        for (int plane = 0; plane < 4; ++plane) {
            QCOMPARE(example.input.row(plane, 5)[7], shot.whiteBalance[kColours[static_cast<std::size_t>(plane)]]);
        }
        for (std::size_t c = 0; c < 3; ++c) {
            QCOMPARE(example.target[c * 64 * 64 + 99], shot.whiteBalance[c]);
        }
    }

    void aSetThatIsDamagedSaysSo()
    {
        const CleanSet set(folder());
        const std::string before = set.fingerprint();
        truncateFile(cleanFileOf(folder(), "picture-1"), 5000);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(set.rgbOf(1)), CorruptInput);
        QCOMPARE(set.rgbOf(0).size(), std::size_t{80 * 60 * 3});
        std::filesystem::remove(cleanFileOf(folder(), "picture-2"));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(set.rgbOf(2)), UnreadableInput);
        QCOMPARE(CleanSet(folder()).fingerprint(), before);  // of the index, whatever became of the files
        truncateFile(cleanIndexOf(folder()), 100);
        QVERIFY_EXCEPTION_THROWN(CleanSet{folder()}, CorruptInput);
        QVERIFY(!isCleanSet(folder() / "nothing"));
        QVERIFY_EXCEPTION_THROWN(CleanSet{folder() / "nothing"}, UnreadableInput);
    }
};

SCOTOPIC_TEST(CleanPatchTest)
#include "clean_patch_test.moc"
