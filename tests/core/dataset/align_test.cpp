// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/tone.h"
#include "core/dataset/align_photos.h"
#include "core/dataset/decode_pair.h"
#include "core/dataset/find_pairs.h"
#include "core/dataset/synthesize.h"
#include "core/raw/sample.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <cmath>
#include <complex>
#include <fstream>
#include <numbers>

using namespace scotopic;

namespace {

/// Light at every photosite of a scene that is moved by `shift`: many waves with the spectrum of natural pictures, so
/// that it is a closed form and any shift is exact. 0.05..0.9.
std::vector<double> lightOf(PixelSize size, Shift shift)
{
    constexpr int kWaves = 160;
    RandomNumbers random(21);
    std::vector<double> light(size.area(), 0.3);
    for (int wave = 0; wave < kWaves; ++wave) {
        const double radiansPerPx = 0.03 * std::pow(1.0 / 0.03, random.uniform());  // 6 to 200 photosites long
        const double direction = random.uniform(0, 2 * std::numbers::pi);
        const double phase = random.uniform(0, 2 * std::numbers::pi);
        const double amplitude = 0.02 * std::pow(0.1 / radiansPerPx, 0.5);
        const double kx = radiansPerPx * std::cos(direction);
        const double ky = radiansPerPx * std::sin(direction);
        std::vector<std::complex<double>> alongX;
        for (int x = 0; x < size.width; ++x) {
            alongX.push_back(std::polar(amplitude, kx * (x - shift.x) + phase));
        }
        for (int y = 0; y < size.height; ++y) {
            const std::complex<double> alongY = std::polar(1.0, ky * (y - shift.y));
            double* const row = light.data() + static_cast<std::ptrdiff_t>(y) * size.width;
            for (int x = 0; x < size.width; ++x) {
                const std::complex<double> here = alongX[static_cast<std::size_t>(x)];
                row[x] += here.real() * alongY.real() - here.imag() * alongY.imag();
            }
        }
    }
    for (double& value : light) {
        value = std::clamp(value, 0.05, 0.9);
    }
    return light;
}

/// A short exposure of the scene, and a ground truth that shows it `shift` photosites further.
struct MadePair {
    ShortExposure dark;
    GroundTruth bright;
};

ShortExposure shortExposure(PixelSize planes, double ratio, double readDn)
{
    SensorNoise noise;
    noise.readDn = readDn;
    ShortExposure dark{.planes = 4, .size = planes, .counts = {}, .levels = {}};
    dark.levels.blackDn.assign(4, 512);
    dark.levels.whiteDn.fill(16383);
    dark.counts.resize(planes.area() * 4);
    const PixelSize photosites{planes.width * 2, planes.height * 2};
    const std::vector<double> light = lightOf(photosites, {});
    const FrameNoise frame(noise, photosites, 5);
    constexpr std::array<std::size_t, 4> kPlaneOfSite{0, 1, 3, 2};  // R, G of its row; G, B
    for (int y = 0; y < photosites.height; ++y) {
        std::vector<float> row;
        for (int x = 0; x < photosites.width; ++x) {
            row.push_back(
                static_cast<float>(light[static_cast<std::size_t>(y * photosites.width + x)] * (16383 - 512) / ratio));
        }
        frame.addToRow(y, row);
        for (int x = 0; x < photosites.width; ++x) {
            const std::size_t plane = kPlaneOfSite[static_cast<std::size_t>(y % 2 * 2 + x % 2)];
            const auto pixel = static_cast<std::size_t>(y / 2 * planes.width + x / 2);
            dark.counts[plane * planes.area() + pixel] = readOutDn(row[static_cast<std::size_t>(x)], 512, 16383);
        }
    }
    return dark;
}

MadePair madePair(PixelSize planes, Shift shift, double ratio, double readDn, double brightness)
{
    MadePair pair{.dark = shortExposure(planes, ratio, readDn), .bright = {}};
    pair.bright.size = {planes.width * 2, planes.height * 2};
    for (const double light : lightOf(pair.bright.size, shift)) {
        const float signal = bt709FromLinear(static_cast<float>(light * brightness));
        pair.bright.rgb.insert(pair.bright.rgb.end(), 3, static_cast<std::uint16_t>(std::lround(signal * 65535)));
    }
    return pair;
}

PairAlignment alignmentOf(const MadePair& pair, double ratio)
{
    return alignPair(pair.dark.view(), pair.bright.view(), {static_cast<float>(ratio)});
}

ImagePair namedPair(const std::string& scene, int burst, Split split)
{
    ImagePair pair;
    pair.split = split;
    pair.scene = scene;
    pair.name = scene + "_0" + std::to_string(burst) + "_0.1s";
    pair.ratio = {100};
    return pair;
}

PairAlignment shiftedBy(double x, double y, double confidence, double standardError)
{
    PairAlignment alignment;
    alignment.shift = {.shift = {x, y}, .standardError = standardError, .confidence = confidence};
    return alignment;
}

void writeFile(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file) << text;
}

}  // namespace

class AlignTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheShiftInPhotosites_data()
    {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<double>("readDn");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("none, clean") << 0.0 << 0.0 << 1.0 << 0.0 << 0.05;
        QTest::newRow("a fraction, clean") << 0.6 << -0.3 << 1.0 << 0.0 << 0.05;
        QTest::newRow("some photosites, clean") << -4.4 << 7.1 << 1.0 << 0.0 << 0.05;
        QTest::newRow("a fraction at x100") << 0.6 << -0.3 << 100.0 << 3.0 << 0.2;
        QTest::newRow("some photosites at x100") << -4.4 << 7.1 << 100.0 << 3.0 << 0.2;
        QTest::newRow("some photosites at x300") << 2.5 << -1.5 << 300.0 << 5.0 << 0.3;
    }

    void findsTheShiftInPhotosites()
    {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, ratio);
        QFETCH(double, readDn);
        QFETCH(double, tolerance);
        const PairAlignment found = alignmentOf(madePair({192, 160}, {x, y}, ratio, readDn, 1), ratio);
        QVERIFY(found.shift);
        const Shift shift = found.shift->shift;
        QVERIFY2(std::hypot(shift.x - x, shift.y - y) < tolerance,
                 qPrintable(QStringLiteral("%1, %2").arg(shift.x).arg(shift.y)));
        QVERIFY(found.shift->confidence > 0.5);
    }

    void fitsTheBrightnessOfEachColour()
    {
        const PairAlignment found = alignmentOf(madePair({192, 160}, {}, 50, 2, 0.8), 50);
        QVERIFY(found.brightness);
        for (const BrightnessFit& fit : *found.brightness) {
            QVERIFY2(std::abs(fit.gain - 0.8) < 0.03, qPrintable(QString::number(fit.gain)));
            QVERIFY(std::abs(fit.offset) < 0.01 && fit.residual < 0.01);
        }
        QVERIFY(std::abs(found.brightnessRatio - 0.8) < 0.01);
    }

    void aWrongRatioIsSuspect()
    {
        const ImagePair pair = namedPair("00001", 0, Split::Train);
        const MadePair made = madePair({192, 160}, {}, 50, 2, 1);
        QVERIFY(judged(pair, alignmentOf(made, 50), {}).verdict == Verdict::Aligned);
        const CheckedPair wrong = judged(pair, alignmentOf(made, 100), {});
        QVERIFY(wrong.verdict == Verdict::Suspect);
        QVERIFY2(wrong.reason.find("0.50 times as bright") != std::string::npos, wrong.reason.c_str());
    }

    void aPairIsJudgedByItsShift()
    {
        const ImagePair pair = namedPair("00001", 0, Split::Train);
        QVERIFY(judged(pair, shiftedBy(0.6, -0.7, 0.97, 0.01), {}).verdict == Verdict::Aligned);
        const CheckedPair shifted = judged(pair, shiftedBy(-3, 4, 0.97, 0.01), {});
        QVERIFY(shifted.verdict == Verdict::Suspect);
        QCOMPARE(QString::fromStdString(shifted.reason),
                 QStringLiteral("shifted by 5.00 photosites (3.00 left, 4.00 down)"));
        QVERIFY(judged(pair, shiftedBy(0, 0, 0.2, 0.01), {}).verdict == Verdict::Suspect);
        QVERIFY(judged(pair, shiftedBy(9, 0, 0.9, 0.7), {}).verdict == Verdict::Unknown);
        QVERIFY(judged(pair, {}, {}).verdict == Verdict::Unknown);
        QVERIFY(judged(pair, shiftedBy(0.6, -0.7, 0.97, 0.01), {.shiftPx = 0.5}).verdict == Verdict::Suspect);
    }

    void suspectsBecomeExclusions()
    {
        const PairAlignment good = shiftedBy(0, 0, 1, 0.01);
        const PairAlignment bad = shiftedBy(5, 0, 1, 0.01);
        const Exclusions exclusions = exclusionsFrom({judged(namedPair("00001", 0, Split::Train), bad, {}),
                                                      judged(namedPair("00001", 1, Split::Train), bad, {}),
                                                      judged(namedPair("00002", 0, Split::Train), good, {}),
                                                      judged(namedPair("00002", 1, Split::Train), bad, {})});
        QCOMPARE(exclusions.size(), std::size_t{2});
        QVERIFY(exclusions.contains("00001") && exclusions.contains("00002_01_0.1s"));
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("suspects.txt")).toStdString();
        writeExclusions(file, exclusions, IfExists::Refuse);
        QVERIFY(readExclusions(file) == exclusions);
    }

    void copiesOfAGroundTruthInTwoSplitsAreFound()
    {
        const QTemporaryDir folder;
        const auto pairWith = [&folder](const std::string& scene, Split split, const std::string& text) {
            ImagePair pair = namedPair(scene, 0, split);
            pair.longFile = folder.path().toStdString() + "/" + scene + ".png";
            writeFile(pair.longFile, text);
            return pair;
        };
        const std::vector<ImagePair> pairs{
            pairWith("00001", Split::Train, "alley"), pairWith("00002", Split::Train, "alley"),
            pairWith("00003", Split::Train, "house"), pairWith("10001", Split::Test, "alley"),
            pairWith("20001", Split::Validation, "river")};
        const auto shared = sharedAcrossSplits(pairs, {});
        QCOMPARE(shared.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(shared[0].one.scene), QStringLiteral("00001"));
        QCOMPARE(QString::fromStdString(shared[0].other.scene), QStringLiteral("10001"));
    }

    void pairsOfSidAreAligned()
    {
        SCOTOPIC_REAL_FILE(folder, "sid-mini");
        const std::vector<CheckedPair> checked = checkPhotos(findPairs(folder).pairs, {}, {});
        QCOMPARE(checked.size(), std::size_t{19});
        for (const CheckedPair& pair : checked) {
            QVERIFY2(pair.verdict == Verdict::Aligned, (pair.pair.name + ": " + pair.reason).c_str());
        }
        QVERIFY(sharedAcrossSplits(findPairs(folder).pairs, {}).empty());
    }

    void aPairOfSidThatIsCutElsewhereIsFound()
    {
        SCOTOPIC_REAL_FILE(folder, "sid-mini");
        const ImagePair pair = findPairs(folder).pairs.front();
        const SensorFrame frame = sensorFrameOf(pair.shortFile);
        const ShortExposure dark = decodeShort(pair.shortFile);
        const GroundTruth bright = decodeLong(pair.longFile, frame, {});
        const Shift before = alignPair(dark.view(), bright.view(), pair.ratio).shift.value().shift;
        // Things that were at (x, y) are now 6 to the left and 3 down.
        GroundTruth moved = bright;
        for (int y = 0; y < bright.size.height; ++y) {
            for (int x = 0; x < bright.size.width; ++x) {
                const int fromX = std::min(x + 6, bright.size.width - 1);
                const int fromY = std::max(y - 3, 0);
                std::copy_n(bright.rgb.begin() + (static_cast<std::ptrdiff_t>(fromY) * bright.size.width + fromX) * 3,
                            3, moved.rgb.begin() + (static_cast<std::ptrdiff_t>(y) * bright.size.width + x) * 3);
            }
        }
        const Shift after = alignPair(dark.view(), moved.view(), pair.ratio).shift.value().shift;
        QVERIFY2(std::hypot(after.x - before.x + 6, after.y - before.y - 3) < 0.1,
                 qPrintable(QStringLiteral("%1, %2").arg(after.x - before.x).arg(after.y - before.y)));
    }

    void aBrokenFileFailsItsPairAlone()
    {
        SCOTOPIC_REAL_FILE(folder, "sid-mini");
        std::vector<ImagePair> pairs = findPairs(folder).pairs;
        pairs.resize(2);
        pairs[1].shortFile = "/nowhere/short.dng";
        const std::vector<CheckedPair> checked = checkPhotos(pairs, {}, {});
        QVERIFY(checked[0].verdict == Verdict::Aligned && checked[1].verdict == Verdict::Failed);
        QVERIFY(checked[1].reason.find("/nowhere/short.dng") != std::string::npos);
    }

    void refusesPicturesOfAnotherSize()
    {
        MadePair pair = madePair({64, 64}, {}, 1, 0, 1);
        pair.bright.size.width -= 1;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(alignmentOf(pair, 1)), InvalidArgument);
    }
};

SCOTOPIC_TEST(AlignTest)
#include "align_test.moc"
