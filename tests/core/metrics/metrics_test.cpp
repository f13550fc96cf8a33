// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/metrics/difference_map.h"
#include "core/metrics/metrics.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <cmath>
#include <cstring>
#include <limits>

namespace scotopic {

namespace {

constexpr double kTolerance = 1e-6;
constexpr int kTimeoutMilliseconds = 240'000;
constexpr int kLibraryIsMissing = 77;  // what the script exits with then

struct Case {
    QString name;
    PixelSize size;
    QJsonObject floatScores;
    QJsonObject byteScores;
};

template <typename Value>
std::vector<Value> filled(PixelSize size, Value value)
{
    return std::vector<Value>(size.area() * 3, value);
}

bool isNear(double value, double expected)
{
    if (std::abs(value - expected) <= kTolerance * std::max(1.0, std::abs(expected))) {
        return true;
    }
    qWarning("%.9f is not %.9f", value, expected);
    return false;
}

template <typename Scored>
void compareWith(const QJsonObject& expected, const Scored& picture, const Scored& truth)
{
    QVERIFY(isNear(psnrDb(picture, truth), expected["psnr"].toDouble()));
    QVERIFY(isNear(ssim(picture, truth, SsimKind::Uniform7), expected["uniform"].toDouble()));
    QVERIFY(isNear(ssim(picture, truth, SsimKind::Gaussian11Volume), expected["volume"].toDouble()));
    QVERIFY(isNear(ssim(picture, truth, SsimKind::Gaussian11Luminance), expected["luminance"].toDouble()));
}

}  // namespace

class MetricsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<Case> m_cases;

    template <typename Value>
    std::vector<Value> valuesOf(const QString& name, const char* suffix) const
    {
        QFile file(m_folder.filePath(name + "." + suffix));
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        std::vector<Value> values(static_cast<std::size_t>(bytes.size()) / sizeof(Value));
        std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(Value));
        return values;
    }

    const Case& currentCase() const
    {
        const QString name = QTest::currentDataTag();
        return *std::find_if(m_cases.begin(), m_cases.end(), [&](const Case& one) { return one.name == name; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString script =
            QString::fromStdString((test::sourceFolder() / "tests/core/metrics/reference_scores.py").string());
        QStringList arguments{script, m_folder.path()};
        for (const char* photo : {"photos/001.jpg", "sid-mini/Sony/long/00227_00_10s.png"}) {
            const auto file = test::testDataFolder() / photo;
            if (!test::testDataFolder().empty() && std::filesystem::exists(file)) {
                arguments << QString::fromStdString(file.string());
            }
        }
        for (const char* python : {"/usr/bin/python3", "python3"}) {
            QProcess process;
            process.start(python, arguments);
            QVERIFY2(process.waitForFinished(kTimeoutMilliseconds), qPrintable(process.errorString()));
            if (process.exitCode() == kLibraryIsMissing) {
                continue;
            }
            QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
            const QJsonArray cases = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
            for (const QJsonValue& one : cases) {
                m_cases.push_back({one["name"].toString(),
                                   {one["width"].toInt(), one["height"].toInt()},
                                   one["float"].toObject(),
                                   one["bytes"].toObject()});
            }
            QVERIFY(m_cases.size() >= 4);
            return;
        }
    }

    void scoresDoNotDependOnTheThreads()
    {
        const PixelSize size{150, 301};
        std::vector<float> truth(size.area() * 3);
        std::vector<float> picture(truth.size());
        for (std::size_t i = 0; i < truth.size(); ++i) {
            truth[i] = static_cast<float>(i * 2654435761U % 10007) / 10007;
            picture[i] = 0.9F * truth[i] + static_cast<float>(i * 40503U % 997) / 9970;
        }
        std::vector<std::vector<double>> scores;
        for (const int threads : {1, 2, 8}) {
            const ThreadsHere here(threads);
            const ScoredFloat a{size, picture};
            const ScoredFloat b{size, truth};
            scores.push_back({psnrDb(a, b), meanAbsoluteError(a, b), ssim(a, b, SsimKind::Uniform7),
                              ssim(a, b, SsimKind::Gaussian11Volume), ssim(a, b, SsimKind::Gaussian11Luminance)});
            QCOMPARE(scores.back(), scores.front());
        }
    }

    void bytesScoreAsScikitImageAndMatlabScoreThem_data() { addCases(); }
    void bytesScoreAsScikitImageAndMatlabScoreThem()
    {
        const Case& one = currentCase();
        const auto picture = valuesOf<std::uint8_t>(one.name, "picture8");
        const auto truth = valuesOf<std::uint8_t>(one.name, "truth8");
        compareWith(one.byteScores, Scored8Bit{one.size, picture}, Scored8Bit{one.size, truth});
    }

    void floatsScoreAsScikitImageAndMatlabScoreThem_data() { addCases(); }
    void floatsScoreAsScikitImageAndMatlabScoreThem()
    {
        const Case& one = currentCase();
        const auto picture = valuesOf<float>(one.name, "picture");
        const auto truth = valuesOf<float>(one.name, "truth");
        const ScoredFloat a{one.size, picture};
        const ScoredFloat b{one.size, truth};
        compareWith(one.floatScores, a, b);
        QVERIFY(isNear(meanAbsoluteError(a, b), one.floatScores["absolute"].toDouble()));
    }

    void aTenthOfFullScaleIsTwentyDecibels()
    {
        const PixelSize size{16, 9};
        const auto a = filled(size, 0.6F);
        const auto b = filled(size, 0.5F);
        QVERIFY(isNear(psnrDb(ScoredFloat{size, a}, ScoredFloat{size, b}), 20));
        QVERIFY(isNear(meanAbsoluteError(ScoredFloat{size, a}, ScoredFloat{size, b}), 0.1));
    }

    void oneStepOfEightBitIsFortyEightDecibels()
    {
        const PixelSize size{16, 9};
        const auto a = filled<std::uint8_t>(size, 7);
        const auto b = filled<std::uint8_t>(size, 8);
        QVERIFY(isNear(psnrDb(Scored8Bit{size, a}, Scored8Bit{size, b}), 20 * std::log10(255.0)));
    }

    void theWidestDifferencesDoNotOverflow()
    {
        const PixelSize size{30'000, 7};
        const auto a = filled<std::uint8_t>(size, 0);
        const auto b = filled<std::uint8_t>(size, 255);
        QVERIFY(isNear(psnrDb(Scored8Bit{size, a}, Scored8Bit{size, b}), 0));
        const double c1 = 0.01 * 255 * 0.01 * 255;
        QVERIFY(isNear(ssim(Scored8Bit{size, a}, Scored8Bit{size, b}, SsimKind::Uniform7), c1 / (255 * 255 + c1)));
    }

    void equalPicturesAreInfinitelyLikeAndOne()
    {
        const PixelSize size{300, 200};
        std::vector<std::uint8_t> picture(size.area() * 3);
        for (std::size_t i = 0; i < picture.size(); ++i) {
            picture[i] = static_cast<std::uint8_t>(i * 7919 % 251);
        }
        const Scored8Bit scored{size, picture};
        QCOMPARE(psnrDb(scored, scored), std::numeric_limits<double>::infinity());
        for (const SsimKind kind : {SsimKind::Uniform7, SsimKind::Gaussian11Volume, SsimKind::Gaussian11Luminance}) {
            QVERIFY(isNear(ssim(scored, scored, kind), 1));
        }
    }

    void flatPicturesAreAsLikeAsTheirMeans_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("uniform") << static_cast<int>(SsimKind::Uniform7);
        QTest::newRow("volume") << static_cast<int>(SsimKind::Gaussian11Volume);
        QTest::newRow("luminance") << static_cast<int>(SsimKind::Gaussian11Luminance);
    }
    void flatPicturesAreAsLikeAsTheirMeans()
    {
        QFETCH(int, kind);
        const PixelSize size{31, 290};
        const auto a = filled<std::uint8_t>(size, 60);
        const auto b = filled<std::uint8_t>(size, 90);
        const double c1 = 0.01 * 255 * 0.01 * 255;
        const double expected = (2.0 * 60 * 90 + c1) / (60.0 * 60 + 90.0 * 90 + c1);
        QVERIFY(isNear(ssim(Scored8Bit{size, a}, Scored8Bit{size, b}, static_cast<SsimKind>(kind)), expected));
    }

    void picturesOfOtherSizesAreRefused()
    {
        const auto a = filled<std::uint8_t>({20, 30}, 1);
        const Scored8Bit upright{{20, 30}, a};
        const Scored8Bit across{{30, 20}, a};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(psnrDb(upright, across)), InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(ssim(upright, across, SsimKind::Uniform7)), InvalidArgument);
        const Scored8Bit incomplete{{20, 31}, a};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(psnrDb(incomplete, incomplete)), InvalidArgument);
    }

    void picturesBelowTheWindowAreRefused()
    {
        const auto a = filled<std::uint8_t>({10, 10}, 1);
        const Scored8Bit small{{10, 10}, a};
        QVERIFY(isNear(ssim(small, small, SsimKind::Uniform7), 1));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(ssim(small, small, SsimKind::Gaussian11Volume)), InvalidArgument);
        const Scored8Bit line{{100, 1}, std::span(a)};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(ssim(line, line, SsimKind::Uniform7)), InvalidArgument);
    }

    void differenceMapsAreThePixelsOwn()
    {
        const PixelSize size{8, 7};
        auto picture = filled<float>(size, 0.5F);
        const auto truth = filled<float>(size, 0.5F);
        picture[30] = 0.8F;  // the red of pixel 10
        picture[32] = 0.2F;  // and its blue
        const ScoredFloat a{size, picture};
        const ScoredFloat b{size, truth};
        const auto absolute = differenceMap(DifferenceKind::Absolute, a, b);
        QVERIFY(isNear(absolute[10], 0.2));
        QCOMPARE(absolute[9], 0.0F);
        QVERIFY(isNear(differenceMap(DifferenceKind::Squared, a, b)[10], 0.06));
        QVERIFY(std::abs(differenceMap(DifferenceKind::Signed, a, b)[10]) < 1e-6F);
    }

    void theSsimMapsMeanIsSsim()
    {
        const PixelSize size{37, 23};
        auto picture = filled<float>(size, 0.5F);
        auto truth = picture;
        for (std::size_t i = 0; i < picture.size(); ++i) {
            picture[i] = static_cast<float>(i * 7919 % 1000) / 1000;
            truth[i] = static_cast<float>(i * 104729 % 997) / 1000 + picture[i] / 2;
        }
        const ScoredFloat a{size, picture};
        const ScoredFloat b{size, truth};
        const auto map = differenceMap(DifferenceKind::Ssim, a, b);
        double sum = 0;
        for (int y = 3; y < size.height - 3; ++y) {
            for (int x = 3; x < size.width - 3; ++x) {
                sum += static_cast<double>(map[static_cast<std::size_t>(y * size.width + x)]);
            }
        }
        QVERIFY(isNear(sum / ((size.width - 6.0) * (size.height - 6.0)), ssim(a, b, SsimKind::Uniform7)));
        QCOMPARE(map[0], map[static_cast<std::size_t>(3 * size.width + 3)]);
        QCOMPARE(map.back(), map[static_cast<std::size_t>((size.height - 4) * size.width + size.width - 4)]);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(differenceMap(DifferenceKind::Ssim, {{6, 6}, {}}, {{6, 6}, {}})),
                                 InvalidArgument);
    }

private:
    void addCases()
    {
        if (m_cases.empty()) {
            QSKIP("needs Python 3 with NumPy, SciPy and scikit-image");
        }
        QTest::addColumn<int>("unused");
        for (const Case& one : m_cases) {
            QTest::newRow(qPrintable(one.name)) << 0;
        }
    }
};

SCOTOPIC_TEST(MetricsTest)

}  // namespace scotopic

#include "metrics_test.moc"
