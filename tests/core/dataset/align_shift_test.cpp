// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/random_numbers.h"
#include "core/dataset/align_fft.h"
#include "core/dataset/align_shift.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <cmath>
#include <numbers>

using namespace scotopic;

namespace {

/// A scene with natural pictures' spectrum, written with two shifted views of it by NumPy: Fourier shift of a larger
/// picture, cut out, so that the views have different borders. float32: reference, view, and what scikit-image's
/// phase_cross_correlation says on standard output.
constexpr const char* kShiftedViews = R"(
import sys
import numpy as np
from scipy.ndimage import fourier_shift
from skimage.registration import phase_cross_correlation
name, width, height, dx, dy = sys.argv[1], *map(int, sys.argv[2:4]), *map(float, sys.argv[4:6])
margin = 64
random = np.random.default_rng(7)
h, w = height + 2 * margin, width + 2 * margin
frequency = np.hypot(np.fft.fftfreq(h)[:, None], np.fft.fftfreq(w)[None, :])
frequency[0, 0] = 1
soft = np.exp(-(frequency / 0.35) ** 8)  # an optical system passes nothing near the sampling limit
scene = np.fft.ifft2(np.fft.fft2(random.standard_normal((h, w))) / frequency * soft).real
scene = (scene - scene.min()) / (scene.max() - scene.min())
scene = scene ** 3
moved = np.fft.ifft2(fourier_shift(np.fft.fft2(scene), (dy, dx))).real
cut = np.s_[margin:-margin, margin:-margin]
np.concatenate([scene[cut].ravel(), moved[cut].ravel()]).astype('<f4').tofile(name)
shift = phase_cross_correlation(moved[cut], scene[cut], upsample_factor=100)[0]
print(shift[1], shift[0])
)";

struct Views {
    GreyPicture reference;
    GreyPicture moved;
    Shift byScikitImage;
};

QString python()
{
    QProcess process;
    process.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QStringLiteral("import scipy, skimage")});
    const bool isThere = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit;
    return isThere && process.exitCode() == 0 ? QStringLiteral("/usr/bin/python3") : QString();
}

std::optional<Views> viewsFrom(const QString& interpreter, PixelSize size, Shift shift)
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("views"));
    QProcess process;
    process.start(interpreter,
                  {QStringLiteral("-c"), QString::fromLatin1(kShiftedViews), name, QString::number(size.width),
                   QString::number(size.height), QString::number(shift.x), QString::number(shift.y)});
    QFile file(name);
    if (!process.waitForFinished(120000) || process.exitCode() != 0 || !file.open(QIODevice::ReadOnly)) {
        qWarning("%s", process.readAllStandardError().constData());
        return std::nullopt;
    }
    const QByteArray bytes = file.readAll();
    const auto* const values = reinterpret_cast<const float*>(bytes.constData());
    const auto area = static_cast<std::ptrdiff_t>(size.area());
    Views views{.reference = {size, {values, values + area}},
                .moved = {size, {values + area, values + 2 * area}},
                .byScikitImage = {}};
    const QList<QByteArray> words = process.readAllStandardOutput().simplified().split(' ');
    views.byScikitImage = {words.value(0).toDouble(), words.value(1).toDouble()};
    return views;
}

double distance(Shift a, Shift b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

QByteArray describe(const std::optional<ShiftEstimate>& estimate)
{
    return estimate ? QByteArray::number(estimate->shift.x) + ", " + QByteArray::number(estimate->shift.y) + " +- "
                          + QByteArray::number(estimate->standardError) + ", confidence "
                          + QByteArray::number(estimate->confidence)
                    : QByteArray("none");
}

/// White noise of a given deviation, and photon noise of a deviation that goes with the root of the signal.
GreyPicture noisy(GreyPicture picture, double readDeviation, double photonDeviation, std::uint64_t seed)
{
    RandomNumbers random(seed);
    for (float& value : picture.values) {
        const double deviation = std::hypot(readDeviation, photonDeviation * std::sqrt(std::max(0.0F, value)));
        value += static_cast<float>(deviation * random.gaussian());
    }
    return picture;
}

GreyPicture pureNoise(PixelSize size, std::uint64_t seed)
{
    return noisy({size, std::vector<float>(size.area(), 0.0F)}, 1, 0, seed);
}

}  // namespace

class AlignShiftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTransformIsItsDefinition()
    {
        constexpr int kEdge = 8;
        RandomNumbers random(1);
        std::vector<std::complex<float>> values(kEdge * kEdge);
        for (std::complex<float>& value : values) {
            value = {static_cast<float>(random.gaussian()), static_cast<float>(random.gaussian())};
        }
        std::vector<std::complex<float>> transformed = values;
        const SquareFft fft(kEdge);
        fft.forward(transformed);
        for (int v = 0; v < kEdge; ++v) {
            for (int u = 0; u < kEdge; ++u) {
                std::complex<double> sum = 0;
                for (int i = 0; i < kEdge * kEdge; ++i) {
                    const double turns = static_cast<double>(u * (i % kEdge) + v * (i / kEdge)) / kEdge;
                    sum += std::complex<double>(values[static_cast<std::size_t>(i)])
                           * std::polar(1.0, -2 * std::numbers::pi * turns);
                }
                const std::complex<double> ours = transformed[static_cast<std::size_t>(v * kEdge + u)];
                QVERIFY(std::abs(sum - ours) < 1e-5);
            }
        }
        fft.backward(transformed);
        for (std::size_t i = 0; i < values.size(); ++i) {
            QVERIFY(std::abs(transformed[i] / float{kEdge * kEdge} - values[i]) < 1e-6F);
        }
        QVERIFY_EXCEPTION_THROWN(SquareFft(12), InvalidArgument);
    }

    void findsNumPysShiftsOfACleanPicture_data()
    {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<int>("edge");
        QTest::newRow("none") << 0.0 << 0.0 << 256;
        QTest::newRow("fractions") << 0.37 << -0.81 << 256;
        QTest::newRow("halves") << 0.5 << 0.5 << 256;
        QTest::newRow("some pixels") << -3.25 << 5.6 << 256;
        QTest::newRow("many pixels") << 17.3 << -12.7 << 256;
        QTest::newRow("a larger picture") << -1.15 << 0.6 << 700;
        QTest::newRow("the smallest") << 1.4 << -0.3 << 64;
    }

    void findsNumPysShiftsOfACleanPicture()
    {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(int, edge);
        const QString interpreter = python();
        if (interpreter.isEmpty()) {
            QSKIP("needs python3 with SciPy and scikit-image");
        }
        const auto views = viewsFrom(interpreter, {edge, edge * 3 / 4 > 64 ? edge * 3 / 4 : edge}, {x, y});
        QVERIFY(views);
        const auto estimate = estimateShift(views->reference, views->moved);
        QVERIFY(estimate);
        QVERIFY2(distance(estimate->shift, {x, y}) < 0.05, describe(estimate).constData());
        QVERIFY2(estimate->confidence > 0.8, describe(estimate).constData());
        // An independent implementation; its own error is above ours where borders differ.
        QVERIFY(distance(estimate->shift, views->byScikitImage) < 0.5);
    }

    void findsThemInNoiseAsWell_data()
    {
        QTest::addColumn<double>("read");
        QTest::addColumn<double>("photon");
        QTest::newRow("as strong as the signal") << 0.1 << 0.1;
        QTest::newRow("stronger") << 0.3 << 0.3;
    }

    void findsThemInNoiseAsWell()
    {
        QFETCH(double, read);
        QFETCH(double, photon);
        const QString interpreter = python();
        if (interpreter.isEmpty()) {
            QSKIP("needs python3 with SciPy and scikit-image");
        }
        const Shift truth{2.3, -0.45};
        const auto views = viewsFrom(interpreter, {384, 256}, truth);
        QVERIFY(views);
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            const auto estimate = estimateShift(noisy(views->reference, read, photon, seed), views->moved);
            QVERIFY(estimate);
            QVERIFY2(distance(estimate->shift, truth) < 0.2, describe(estimate).constData());
            QVERIFY2(distance(estimate->shift, truth) < 6 * estimate->standardError, describe(estimate).constData());
        }
    }

    void brightnessDoesNotMatter()
    {
        const QString interpreter = python();
        if (interpreter.isEmpty()) {
            QSKIP("needs python3 with SciPy and scikit-image");
        }
        auto views = viewsFrom(interpreter, {256, 256}, {0.7, 1.2});
        QVERIFY(views);
        for (float& value : views->moved.values) {
            value = 0.3F * value + 5;
        }
        const auto estimate = estimateShift(views->reference, views->moved);
        QVERIFY(estimate && distance(estimate->shift, {0.7, 1.2}) < 0.05);
    }

    void unrelatedPicturesHaveNoShift()
    {
        for (const std::uint64_t seed : {1U, 3U, 5U, 7U}) {
            const auto estimate = estimateShift(pureNoise({256, 256}, seed), pureNoise({256, 256}, seed + 1));
            QVERIFY2(!estimate || estimate->confidence < 0.3, describe(estimate).constData());
        }
        const GreyPicture flat{{128, 128}, std::vector<float>(128 * 128, 0.5F)};
        QVERIFY(!estimateShift(flat, flat));
    }

    void refusesWhatCannotBeCompared()
    {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(estimateShift(pureNoise({64, 64}, 1), pureNoise({64, 65}, 1))),
                                 InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(estimateShift(pureNoise({63, 64}, 1), pureNoise({63, 64}, 1))),
                                 InvalidArgument);
    }
};

SCOTOPIC_TEST(AlignShiftTest)
#include "align_shift_test.moc"
