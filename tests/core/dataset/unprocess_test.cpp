// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/unprocess.h"
#include "core/image/picture_file.h"
#include "core/raw/develop.h"
#include "core/raw/write_dng.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace scotopic;

namespace {

/// Brooks et al. 2019, sections 3.1 to 3.4, in the order of the paper; float64. Arguments: a file of 16-bit R, G, B,
/// a file to write float32 to, red and blue gain, brightening, and the nine numbers of srgbFromCamera.
constexpr const char* kTranscription = R"(
import sys
import numpy as np
source, target = sys.argv[1:3]
red, blue, brightening = map(float, sys.argv[3:6])
srgb_from_camera = np.array(list(map(float, sys.argv[6:15]))).reshape(3, 3)
image = np.fromfile(source, '<u2').reshape(-1, 3) / 65535
image = 0.5 - np.sin(np.arcsin(1 - 2 * image) / 3)
image = np.maximum(image, 1e-8) ** 2.2
image = image @ np.linalg.inv(srgb_from_camera).T
gains = np.array([1 / red, 1, 1 / blue]) / brightening
grey = image.mean(axis=-1, keepdims=True)
mask = (np.maximum(grey - 0.9, 0) / (1 - 0.9)) ** 2
image = image * np.maximum(mask + (1 - mask) * gains, gains)
np.clip(image, 0, 1).astype('<f4').tofile(target)
)";

/// Colours with less and less saturation towards white and black, in no order.
SrgbPicture variedColours(PixelSize size, std::uint64_t seed, double saturation)
{
    RandomNumbers random(seed);
    SrgbPicture picture{.size = size, .rgb = {}};
    for (std::size_t i = 0; i < size.area(); ++i) {
        const double grey = random.uniform(0.02, 0.8);  // below where gains fade
        for (int channel = 0; channel < 3; ++channel) {
            const double value = grey * (1 + saturation * random.uniform(-1, 1));
            picture.rgb.push_back(static_cast<std::uint16_t>(std::lround(std::min(value, 1.0) * 65535)));
        }
    }
    return picture;
}

SrgbPicture flat(std::uint16_t value)
{
    return {.size = {2, 2}, .rgb = std::vector<std::uint16_t>(12, value)};
}

double psnrDb(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b)
{
    double squares = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        squares += std::pow((static_cast<double>(a[i]) - static_cast<double>(b[i])) / 65535, 2);
    }
    return -10 * std::log10(squares / static_cast<double>(a.size()));
}

int largestDifference(const SrgbPicture& a, const SrgbPicture& b)
{
    int largest = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) {
        largest = std::max(largest, std::abs(a.rgb[i] - b.rgb[i]));
    }
    return largest;
}

CameraLook someLook(PhotoTone tone, float brightening)
{
    RandomNumbers random(4);
    CameraLook look = drawLook(random);
    look.tone = tone;
    look.brightening = brightening;
    return look;
}

}  // namespace

class UnprocessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tonesAreTheirFormulasAndInvertEachOther()
    {
        // Gamma 2.2 and then 3x^2 - 2x^3, which is 1/2 at 1/2 and 5/32 at 1/4.
        QVERIFY(std::abs(linearFromSignal(0.5F, PhotoTone::Photograph) - std::pow(0.5F, 2.2F)) < 1e-6F);
        QVERIFY(std::abs(linearFromSignal(0.15625F, PhotoTone::Photograph) - std::pow(0.25F, 2.2F)) < 1e-6F);
        QVERIFY(std::abs(linearFromSignal(0.40884F, PhotoTone::Bt709) - 0.18F) < 1e-4F);
        for (const PhotoTone tone : {PhotoTone::Bt709, PhotoTone::Photograph}) {
            QVERIFY(linearFromSignal(0, tone) < 1e-6F && std::abs(linearFromSignal(1, tone) - 1) < 1e-6F);
            for (float signal = 0.01F; signal < 1; signal += 0.01F) {
                QVERIFY(std::abs(signalFromLinear(linearFromSignal(signal, tone), tone) - signal) < 1e-4F);
            }
        }
    }

    void isWhatThePaperSays()
    {
        QProcess probe;
        probe.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QStringLiteral("import numpy")});
        if (!probe.waitForFinished() || probe.exitCode() != 0) {
            QSKIP("needs python3 with NumPy");
        }
        const SrgbPicture picture = variedColours({40, 50}, 2, 1.0);
        const CameraLook look = someLook(PhotoTone::Photograph, 1.3F);
        const QTemporaryDir folder;
        QFile source(folder.filePath(QStringLiteral("srgb")));
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write(reinterpret_cast<const char*>(picture.rgb.data()),
                     static_cast<qint64>(picture.rgb.size() * sizeof(std::uint16_t)));
        source.close();
        QStringList arguments{QStringLiteral("-c"), QString::fromLatin1(kTranscription), source.fileName(),
                              folder.filePath(QStringLiteral("camera"))};
        for (const float number : {look.whiteBalance[0], look.whiteBalance[2], look.brightening}) {
            arguments << QString::number(static_cast<double>(number), 'g', 9);
        }
        for (const float element : look.srgbFromCamera) {
            arguments << QString::number(static_cast<double>(element), 'g', 9);
        }
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"), arguments);
        QVERIFY(python.waitForFinished());
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
        QFile target(folder.filePath(QStringLiteral("camera")));
        QVERIFY(target.open(QIODevice::ReadOnly));
        const QByteArray bytes = target.readAll();
        const auto* const expected = reinterpret_cast<const float*>(bytes.constData());
        const CameraPicture ours = unprocessed(picture, look);
        QCOMPARE(bytes.size(), static_cast<qsizetype>(ours.rgb.size() * sizeof(float)));
        for (std::size_t i = 0; i < ours.rgb.size(); ++i) {
            QVERIFY2(std::abs(ours.rgb[i] - expected[i]) < 2e-5F, qPrintable(QString::number(i)));
        }
    }

    void processingGivesThePictureBack_data()
    {
        QTest::addColumn<bool>("isPhotograph");
        QTest::addColumn<float>("brightening");
        QTest::newRow("LibRaw's curve") << false << 1.0F;
        QTest::newRow("a photograph's curve") << true << 1.0F;
        QTest::newRow("a brightened photograph") << true << 1.4F;
    }

    void processingGivesThePictureBack()
    {
        QFETCH(bool, isPhotograph);
        QFETCH(float, brightening);
        const SrgbPicture picture = variedColours({64, 64}, 3, 0.1);  // colours that every camera sees
        const CameraLook look = someLook(isPhotograph ? PhotoTone::Photograph : PhotoTone::Bt709, brightening);
        const SrgbPicture back = processed(unprocessed(picture, look), look);
        QVERIFY2(largestDifference(picture, back) <= 65, QByteArray::number(largestDifference(picture, back)).data());
    }

    void whiteSaturatesEveryColourAndStaysWhite()
    {
        const CameraLook look = someLook(PhotoTone::Photograph, 1.25F);
        const CameraPicture white = unprocessed(flat(65535), look);
        QVERIFY(std::all_of(white.rgb.begin(), white.rgb.end(), [](float light) { return light > 0.9999F; }));
        const SrgbPicture back = processed(white, look);
        QVERIFY(std::all_of(back.rgb.begin(), back.rgb.end(), [](std::uint16_t value) { return value == 65535; }));
        // A grey below the highlights is divided by its gains.
        const CameraPicture grey = unprocessed(flat(32768), look);
        QVERIFY(std::abs(grey.rgb[1] / grey.rgb[0] - look.whiteBalance[0]) < 1e-3F);
    }

    void drawnLooksAreThePapers()
    {
        RandomNumbers random(1);
        for (int i = 0; i < 200; ++i) {
            const CameraLook look = drawLook(random);
            QVERIFY(look.whiteBalance[0] >= 1.9F && look.whiteBalance[0] <= 2.4F && look.whiteBalance[1] == 1.0F);
            QVERIFY(look.whiteBalance[2] >= 1.5F && look.whiteBalance[2] <= 1.9F && look.brightening >= 1);
            for (std::size_t row = 0; row < 3; ++row) {
                const float sum =
                    look.srgbFromCamera[row * 3] + look.srgbFromCamera[row * 3 + 1] + look.srgbFromCamera[row * 3 + 2];
                QVERIFY(std::abs(sum - 1) < 1e-5F);
            }
        }
    }

    void aMosaicHasEachPixelsOwnColour()
    {
        const CameraPicture picture{.size = {5, 3}, .rgb = [] {
                                        std::vector<float> values;
                                        for (int i = 0; i < 45; ++i) {
                                            values.push_back(static_cast<float>(i) / 45);
                                        }
                                        return values;
                                    }()};
        const RawImage raw = mosaicked(picture, {});
        QVERIFY((raw.size == PixelSize{4, 2}));
        const auto expected = [](int value) {
            return static_cast<std::uint16_t>(std::lround(static_cast<float>(value) / 45 * 65535));
        };
        QCOMPARE(raw.at(0, 0), expected(0));                // red of pixel 0
        QCOMPARE(raw.at(0, 1), expected(3 + 1));            // green of pixel 1
        QCOMPARE(raw.at(1, 2), expected((5 + 2) * 3 + 1));  // green of row 1
        QCOMPARE(raw.at(1, 3), expected((5 + 3) * 3 + 2));  // blue
    }

    void aPhotoComesBackThroughDngAndLibRaw()
    {
        SCOTOPIC_REAL_FILE(file, "photos/001.jpg");
        const SrgbPicture photo = readPicture(file);
        const CameraLook look = someLook(PhotoTone::Bt709, 1);
        RawImage raw = mosaicked(unprocessed(photo, look), look);
        for (std::uint16_t& photosite : raw.photosites) {
            photosite = static_cast<std::uint16_t>(photosite / 2);  // at ratio 1 LibRaw would stretch it to white
        }
        const QTemporaryDir folder;
        const std::filesystem::path dng = folder.filePath(QStringLiteral("photo.dng")).toStdString();
        writeDng(dng, raw, IfExists::Refuse);
        const DevelopedRaw developed = develop(dng, {.ratio = {2}}, {});
        QVERIFY(developed.size == photo.size);
        const double psnr = psnrDb(developed.rgb, photo.rgb);
        QVERIFY2(psnr > 42, qPrintable(QString::number(psnr)));  // demosaicing loses a little of its fine colour
    }

    void refusesUnusableLooks()
    {
        CameraLook dark;
        dark.brightening = 0.5F;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(unprocessed(flat(1), dark)), InvalidArgument);
        CameraLook colourless;
        colourless.srgbFromCamera.fill(1);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(unprocessed(flat(1), colourless)), InvalidArgument);
    }
};

SCOTOPIC_TEST(UnprocessTest)
#include "unprocess_test.moc"
