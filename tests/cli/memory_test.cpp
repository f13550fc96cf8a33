// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "tests/cli/peak_memory.h"
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic;
using namespace scotopic::test;

namespace {

/// 61 MP, the largest sensors that photographers carry: a small scene over and over.
void writeLargeDng(const QString& file)
{
    constexpr int kRepeats = 8;
    const RawImage scene = makeSampleRaw({.size = {1188, 792}});
    RawImage raw = scene;
    raw.size = {scene.size.width * kRepeats, scene.size.height * kRepeats};
    raw.photosites.clear();
    for (int y = 0; y < raw.size.height; ++y) {
        const auto row = scene.photosites.begin() + std::ptrdiff_t{y % scene.size.height} * scene.size.width;
        for (int repeat = 0; repeat < kRepeats; ++repeat) {
            raw.photosites.insert(raw.photosites.end(), row, row + scene.size.width);
        }
    }
    writeDng(file.toStdString(), raw, IfExists::Refuse);
}

}  // namespace

/// The whole command on a network of the study's size: what it holds stays within what was promised, and is what it
/// predicted.
class MemoryTest : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] QStringList command(const QString& photo, const QString& precision) const
    {
        const QString model = m_folder.path("model.safetensors");
        if (!QFile::exists(model)) {
            writeModelFile(model.toStdString(), makeRandomModel({}, /*seed=*/1), IfExists::Refuse);
        }
        return {"enhance",     photo,      "-o",  m_folder.path("out.png"),
                "--overwrite", "--model",  model, "--ratio",
                "4",           "--device", "cpu", "--precision",
                precision,     "--json"};
    }

    void staysWithin(double limitBytes, const QStringList& arguments) const
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("sanitizers hold memory of their own");
#endif
        const Measured measured = measure(arguments, m_folder.path("result.json"));
        QCOMPARE(measured.status, 0);
        const QJsonObject result = QJsonDocument::fromJson(contentsOf(m_folder.path("result.json"))).object();
        const double predictedBytes = result["peakBytesPredicted"].toDouble();
        const QString figures = QStringLiteral("peak %1 GiB, predicted %2 GiB")
                                    .arg(measured.peakResidentBytes / kGiB, 0, 'f', 3)
                                    .arg(predictedBytes / kGiB, 0, 'f', 3);
        qInfo("%s", qPrintable(figures));
        QVERIFY2(measured.peakResidentBytes < limitBytes, qPrintable(figures));
        QVERIFY2(std::abs(measured.peakResidentBytes - predictedBytes) < 0.25 * predictedBytes, qPrintable(figures));
    }

    Folder m_folder;

private Q_SLOTS:
    void twelveMegapixelsTakeLessThanAGibibyte_data()
    {
        QTest::addColumn<QString>("precision");
        QTest::newRow("fp32") << "fp32";
        QTest::newRow("bf16 where the processor has it") << "auto";
    }

    void twelveMegapixelsTakeLessThanAGibibyte()
    {
        QFETCH(QString, precision);
        SCOTOPIC_REAL_FILE(photo, "raw/gopro-hero6-mural.dng");
        staysWithin(1.0 * kGiB, command(QString::fromStdString(photo.string()), precision));
    }

    void sixtyOneMegapixelsTakeLessThanTwoAndAHalf()
    {
        const QString photo = m_folder.path("large.dng");
        writeLargeDng(photo);
        staysWithin(2.5 * kGiB, command(photo, "auto"));
    }
};

SCOTOPIC_TEST(MemoryTest)
#include "memory_test.moc"
