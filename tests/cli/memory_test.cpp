// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace scotopic;
using namespace scotopic::test;

namespace {

constexpr double kGiB = 1024.0 * 1024 * 1024;

struct Measured {
    int status = -1;
    double peakResidentBytes = 0;  // as the kernel counted it
    double predictedBytes = 0;     // as the program did
};

/// The program alone, so that the kernel's figure is that of this run and of no other child.
Measured measure(const QStringList& arguments, const QString& outputFile)
{
    std::vector<QByteArray> words{cliProgram().toLocal8Bit()};
    for (const QString& argument : arguments) {
        words.push_back(argument.toLocal8Bit());
    }
    std::vector<char*> argv;
    for (QByteArray& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputFile.toLocal8Bit().constData(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t child = -1;
    Measured result;
    if (posix_spawn(&child, argv.front(), &actions, nullptr, argv.data(), environ) == 0) {
        rusage usage{};
        wait4(child, &result.status, 0, &usage);
        result.peakResidentBytes = static_cast<double>(usage.ru_maxrss) * 1024;
    }
    posix_spawn_file_actions_destroy(&actions);
    const QJsonObject json = QJsonDocument::fromJson(contentsOf(outputFile)).object();
    result.predictedBytes = json["peakBytesPredicted"].toDouble();
    return result;
}

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
        const QString figures = QStringLiteral("peak %1 GiB, predicted %2 GiB")
                                    .arg(measured.peakResidentBytes / kGiB, 0, 'f', 3)
                                    .arg(measured.predictedBytes / kGiB, 0, 'f', 3);
        qInfo("%s", qPrintable(figures));
        QVERIFY2(measured.peakResidentBytes < limitBytes, qPrintable(figures));
        QVERIFY2(std::abs(measured.peakResidentBytes - measured.predictedBytes) < 0.25 * measured.predictedBytes,
                 qPrintable(figures));
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
