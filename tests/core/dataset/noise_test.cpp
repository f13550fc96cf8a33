// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/noise_calibration.h"
#include "core/dataset/noise_model.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <thread>

using namespace scotopic;

namespace {

constexpr PixelSize kFrame{512, 400};

/// A frame of one expected signal, read out by rows; not rounded.
std::vector<float> readOut(const SensorNoise& noise, PixelSize size, float signalDn, std::uint64_t seed)
{
    const FrameNoise frame(noise, size, seed);
    std::vector<float> values(size.area(), signalDn);
    for (int row = 0; row < size.height; ++row) {
        const auto first = static_cast<std::size_t>(row) * static_cast<std::size_t>(size.width);
        frame.addToRow(row, std::span(values).subspan(first, static_cast<std::size_t>(size.width)));
    }
    return values;
}

struct Moments {
    double mean = 0;
    double variance = 0;
};

Moments momentsOf(const std::vector<float>& values)
{
    double sum = 0;
    double squares = 0;
    for (const float value : values) {
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    const auto count = static_cast<double>(values.size());
    return {sum / count, squares / count - sum / count * (sum / count)};
}

std::vector<float> rowMeans(const std::vector<float>& values, PixelSize size)
{
    std::vector<float> means;
    for (std::size_t row = 0; row < static_cast<std::size_t>(size.height); ++row) {
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(row) * size.width;
        means.push_back(static_cast<float>(momentsOf({first, first + size.width}).mean));
    }
    return means;
}

bool isWithin(double value, double expected, double relative)
{
    return std::abs(value - expected) <= relative * std::abs(expected);
}

QByteArray eldJson(const char* smallestGain)
{
    return QByteArray(R"({"camera": "Test", "Kmin": )") + smallestGain + R"(, "Kmax": 8,
 "Profile-1": {"g_scale": {"slope": 0.5, "bias": 1.0, "sigma": 0.3},
               "G_scale": {"slope": 0.25, "bias": 0.5, "sigma": 0.2},
               "R_scale": {"slope": 1.0, "bias": -1.0, "sigma": 0.1}},
 "G_shape": [0.2, 0.0, -0.2], "color_bias": [[1, 2, 3, 4], [5, 6, 7, 8]]})";
}

std::filesystem::path written(const QTemporaryDir& folder, const QByteArray& text)
{
    QFile file(folder.filePath(QStringLiteral("noise.json")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        qFatal("cannot write a file");
    }
    return file.fileName().toStdString();
}

}  // namespace

class NoiseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void varianceIsGainTimesSignalPlusReadNoise_data()
    {
        QTest::addColumn<double>("signalDn");
        for (const double signalDn : {0.0, 2.5, 40.0, 900.0}) {
            QTest::addRow("%g DN", signalDn) << signalDn;
        }
    }

    void varianceIsGainTimesSignalPlusReadNoise()
    {
        QFETCH(double, signalDn);
        SensorNoise noise;
        noise.gainDnPerElectron = 2.5;
        noise.readDn = 3;
        const Moments moments = momentsOf(readOut(noise, kFrame, static_cast<float>(signalDn), 1));
        const double variance = 2.5 * signalDn + 9;
        const double meanError = std::sqrt(variance / static_cast<double>(kFrame.area()));
        QVERIFY(std::abs(moments.mean - signalDn) < 4 * meanError);
        QVERIFY2(isWithin(moments.variance, variance, 0.015), qPrintable(QString::number(moments.variance)));
    }

    void photonsComeInWholeNumbers()
    {
        SensorNoise noise;
        noise.gainDnPerElectron = 4;
        const std::vector<float> values = readOut(noise, kFrame, 3, 1);
        QVERIFY(std::all_of(values.begin(), values.end(), [](float value) { return std::fmod(value, 4.0F) == 0; }));
        const auto share = [&](float value) {
            return static_cast<double>(std::count(values.begin(), values.end(), value))
                   / static_cast<double>(values.size());
        };
        QVERIFY(std::abs(share(0) - std::exp(-0.75)) < 0.005);  // Poisson with mean 3 / 4
        QVERIFY(std::abs(share(8) - std::exp(-0.75) * 0.75 * 0.75 / 2) < 0.005);
    }

    void readNoiseHasTukeysQuantiles_data()
    {
        QTest::addColumn<double>("lambda");
        for (const double lambda : {-0.2, 0.0, 0.14, 1.0}) {
            QTest::addRow("lambda %g", lambda) << lambda;
        }
    }

    void readNoiseHasTukeysQuantiles()
    {
        QFETCH(double, lambda);
        SensorNoise noise;
        noise.readDn = 2;
        noise.tukeyLambda = lambda;
        std::vector<float> values = readOut(noise, kFrame, 0, 5);
        std::sort(values.begin(), values.end());
        for (const double p : {0.001, 0.05, 0.25, 0.5, 0.9, 0.999}) {
            // The definition, and Glivenko-Cantelli's accuracy: the share of values below the quantile is p.
            const double quantile =
                2 * (lambda == 0 ? std::log(p / (1 - p)) : (std::pow(p, lambda) - std::pow(1 - p, lambda)) / lambda);
            const auto below = std::lower_bound(values.begin(), values.end(), static_cast<float>(quantile));
            const double share =
                static_cast<double>(std::distance(values.begin(), below)) / static_cast<double>(values.size());
            QVERIFY2(std::abs(share - p) < 5 * std::sqrt(p * (1 - p) / static_cast<double>(values.size())),
                     qPrintable(QString::number(share)));
        }
    }

    void tukeysDeviationIsThatOfItsKnownSpecialCases()
    {
        QVERIFY(isWithin(tukeyLambdaDeviation(0), 3.14159265358979 / std::sqrt(3.0), 1e-9));  // logistic
        QVERIFY(isWithin(tukeyLambdaDeviation(1), 2 / std::sqrt(12.0), 1e-9));                // uniform on [-1, 1]
        QVERIFY(isWithin(tukeyLambdaDeviation(2), 1 / std::sqrt(12.0), 1e-9));                // uniform on [-1/2, 1/2]
        QVERIFY(isWithin(tukeyLambdaDeviation(1e-3), tukeyLambdaDeviation(0), 5e-3));
        SensorNoise noise;
        noise.readDn = 1;
        noise.tukeyLambda = -0.1;
        const double variance = momentsOf(readOut(noise, kFrame, 0, 2)).variance;
        QVERIFY(isWithin(std::sqrt(variance), tukeyLambdaDeviation(-0.1), 0.02));
    }

    void aRowSharesItsOffsetAndRowsAreIndependent()
    {
        SensorNoise noise;
        noise.readDn = 1;
        noise.rowDn = 2;
        const PixelSize tall{64, 20000};
        const std::vector<float> means = rowMeans(readOut(noise, tall, 0, 3), tall);
        const double variance = momentsOf(means).variance;
        QVERIFY2(isWithin(variance, 4 + 1.0 / 64, 0.04), qPrintable(QString::number(variance)));
        double lagged = 0;
        for (std::size_t row = 1; row < means.size(); ++row) {
            lagged += static_cast<double>(means[row]) * static_cast<double>(means[row - 1]);
        }
        QVERIFY(std::abs(lagged / static_cast<double>(means.size()) / variance) < 0.03);
    }

    void bandsForgetOverTheirRows()
    {
        SensorNoise noise;
        noise.bandDn = 2;
        noise.bandRows = 8;
        const PixelSize tall{2, 100000};
        const std::vector<float> means = rowMeans(readOut(noise, tall, 0, 3), tall);
        const double variance = momentsOf(means).variance;
        QVERIFY2(isWithin(variance, 4, 0.06), qPrintable(QString::number(variance)));
        for (const std::size_t lag : {std::size_t{1}, std::size_t{8}}) {
            double lagged = 0;
            for (std::size_t row = lag; row < means.size(); ++row) {
                lagged += static_cast<double>(means[row]) * static_cast<double>(means[row - lag]);
            }
            const double correlation = lagged / static_cast<double>(means.size()) / variance;
            QVERIFY2(std::abs(correlation - std::exp(-static_cast<double>(lag) / 8)) < 0.03,
                     qPrintable(QString::number(correlation)));
        }
    }

    void columnsBlackErrorsAndHotPixelsAreWhereTheyBelong()
    {
        SensorNoise noise;
        noise.columnDn = 3;
        noise.blackErrorDn = {1, 2, 3, 4};
        const std::vector<float> values = readOut(noise, kFrame, 0, 9);
        const auto at = [&values](int row, int column) {
            return values[static_cast<std::size_t>(row * kFrame.width + column)];
        };
        QCOMPARE(at(2, 10), at(0, 10));
        QCOMPARE(at(1, 10) - at(0, 10), 2.0F);
        QCOMPARE(at(1, 11) - at(0, 11), 2.0F);
        QVERIFY(at(0, 12) != at(0, 10));

        SensorNoise hot;
        hot.hotPixelFraction = 0.01;
        hot.hotPixelDn = 50;
        const std::vector<float> dark = readOut(hot, kFrame, 0, 9);
        const auto lit = std::count_if(dark.begin(), dark.end(), [](float value) { return value > 0; });
        QVERIFY(isWithin(static_cast<double>(lit), 0.01 * static_cast<double>(kFrame.area()), 0.1));
        QVERIFY(isWithin(momentsOf(dark).mean, 0.5, 0.15));
    }

    void theSameSeedGivesTheSameFrameInAnyOrderAndThread()
    {
        RandomNumbers random(11);
        const SensorNoise noise = drawUnknownCamera(random);
        const std::vector<float> inOrder = readOut(noise, kFrame, 20, 7);
        const FrameNoise frame(noise, kFrame, 7);
        std::vector<float> values(kFrame.area(), 20.0F);
        const auto run = [&](int begin, int step) {
            for (int row = begin; row >= 0 && row < kFrame.height; row += step) {
                frame.addToRow(row, std::span(values).subspan(static_cast<std::size_t>(row * kFrame.width),
                                                              static_cast<std::size_t>(kFrame.width)));
            }
        };
        {
            const std::jthread odd(run, kFrame.height - 1, -2);
            run(0, 2);
        }
        QVERIFY(values == inOrder);
        QVERIFY(readOut(noise, kFrame, 20, 8) != inOrder);
    }

    void roundsAndClipsAsAConverter()
    {
        QCOMPARE(readOutDn(10.4F, 512, 16383), std::uint16_t{522});
        QCOMPARE(readOutDn(10.6F, 512, 16383), std::uint16_t{523});
        QCOMPARE(readOutDn(-600, 512, 16383), std::uint16_t{0});
        QCOMPARE(readOutDn(20000, 512, 16383), std::uint16_t{16383});
        QCOMPARE(readOutDn(-3, 512, 16383), std::uint16_t{509});  // noise below black is kept
    }

    void spreadsFollowTheCalibrationsLine()
    {
        const QTemporaryDir folder;
        const NoiseCalibration calibration = readNoiseCalibration(written(folder, eldJson("0.5")));
        QCOMPARE(QString::fromStdString(calibration.camera), QStringLiteral("Test"));
        const SensorNoise gaussian = noiseAtGain(calibration, 2, ReadNoise::Gaussian);
        QVERIFY(isWithin(gaussian.readDn, std::exp(1.0) * std::sqrt(2.0), 1e-9));
        QVERIFY(isWithin(gaussian.rowDn, std::exp(-1.0) * 2, 1e-9));
        QVERIFY(!gaussian.tukeyLambda);
        const SensorNoise tukey = noiseAtGain(calibration, 2, ReadNoise::TukeyLambda);  // the middle of 0.5 .. 8
        QVERIFY(isWithin(tukey.readDn, std::exp(0.5) * std::pow(2.0, 0.25), 1e-9));
        QCOMPARE(tukey.tukeyLambda.value_or(9), 0.0);
        // R, G, B, G by plane becomes reading order.
        QVERIFY((noiseAtGain(calibration, 8, ReadNoise::Gaussian).blackErrorDn == std::array<float, 4>{5, 6, 8, 7}));
    }

    void drawnGainsAreEvenOnALogarithmicScale()
    {
        RandomNumbers random(1);
        const NoiseCalibration camera = sonyA7S2Calibration();
        std::vector<float> places;
        std::vector<float> residuals;
        for (int i = 0; i < 20000; ++i) {
            const SensorNoise noise = drawNoise(camera, ReadNoise::Gaussian, random);
            const double logGain = std::log(noise.gainDnPerElectron);
            places.push_back(static_cast<float>((logGain - std::log(0.0939)) / std::log(6.011 / 0.0939)));
            residuals.push_back(static_cast<float>((std::log(noise.readDn) - 0.541 * logGain - 1.218) / 0.268));
        }
        const auto [lowest, highest] = std::minmax_element(places.begin(), places.end());
        QVERIFY(*lowest >= 0 && *lowest < 0.001 && *highest <= 1.00001 && *highest > 0.999);
        QVERIFY(isWithin(momentsOf(places).mean, 0.5, 0.02) && isWithin(momentsOf(places).variance, 1.0 / 12, 0.03));
        QVERIFY(std::abs(momentsOf(residuals).mean) < 0.03 && isWithin(momentsOf(residuals).variance, 1, 0.04));
    }

    void everyDrawOfAnUnknownCameraIsUsable()
    {
        RandomNumbers random(2);
        int bandedCount = 0;
        for (int i = 0; i < 500; ++i) {
            const SensorNoise noise = drawUnknownCamera(random);
            static_cast<void>(FrameNoise(noise, {4, 4}, 1));  // throws for what cannot be used
            bandedCount += noise.bandDn > 0 ? 1 : 0;
        }
        QVERIFY(bandedCount > 100 && bandedCount < 200);
    }

    void readsThePublishedCalibrations_data()
    {
        QTest::addColumn<QString>("camera");
        for (const char* camera : {"CanonEOS5D4", "CanonEOS700D", "CanonEOS70D", "NikonD850", "SonyA7S2"}) {
            QTest::newRow(camera) << QString::fromLatin1(camera);
        }
    }

    void readsThePublishedCalibrations()
    {
        QFETCH(QString, camera);
        SCOTOPIC_REAL_FILE(folder, "noise");
        const NoiseCalibration calibration = readNoiseCalibration(folder / (camera.toStdString() + ".json"));
        QCOMPARE(QString::fromStdString(calibration.camera), camera);
        RandomNumbers random(3);
        static_cast<void>(FrameNoise(drawNoise(calibration, ReadNoise::TukeyLambda, random), {8, 8}, 1));
        if (camera == QStringLiteral("SonyA7S2")) {
            const SensorNoise theirs = noiseAtGain(calibration, 1, ReadNoise::TukeyLambda);
            const SensorNoise ours = noiseAtGain(sonyA7S2Calibration(), 1, ReadNoise::TukeyLambda);
            QVERIFY(isWithin(ours.readDn, theirs.readDn, 0.002) && isWithin(ours.rowDn, theirs.rowDn, 0.002));
            QVERIFY(std::abs(*ours.tukeyLambda - *theirs.tukeyLambda) < 0.02);
        }
    }

    void refusesFilesThatAreNoCalibration()
    {
        const QTemporaryDir folder;
        for (const QByteArray& text :
             {QByteArray("{"), QByteArray("[]"), QByteArray(R"({"camera": "x"})"), eldJson("9"), eldJson("-1"),
              eldJson("1").replace("0.3", "-0.3"), eldJson("1").replace("-0.2", "-0.7"),
              eldJson("1").replace("[1, 2, 3, 4]", "[1, 2]")}) {
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(readNoiseCalibration(written(folder, text))), CorruptInput);
        }
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readNoiseCalibration("/nowhere/noise.json")), UnreadableInput);
        NoiseCalibration shapeless = sonyA7S2Calibration();
        shapeless.tukeyLambdas.clear();
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(noiseAtGain(shapeless, 1, ReadNoise::TukeyLambda)), InvalidArgument);
    }

    void refusesImpossibleNoise()
    {
        SensorNoise noise;
        noise.gainDnPerElectron = 0;
        QVERIFY_EXCEPTION_THROWN(FrameNoise(noise, {4, 4}, 1), InvalidArgument);
        noise.gainDnPerElectron = 1;
        noise.readDn = std::nan("");
        QVERIFY_EXCEPTION_THROWN(FrameNoise(noise, {4, 4}, 1), InvalidArgument);
        noise.readDn = -1;
        QVERIFY_EXCEPTION_THROWN(FrameNoise(noise, {4, 4}, 1), InvalidArgument);
    }
};

SCOTOPIC_TEST(NoiseTest)
#include "noise_test.moc"
