// SPDX-License-Identifier: MIT
#include "core/dataset/clean_set.h"
#include "core/image/picture_file.h"
#include "core/network/model_file.h"
#include "core/training/run_folder.h"
#include "core/training/run_tables.h"
#include "tests/cli/run_cli.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

/// From photos to a camera-linear model, by the commands that a person types.
class TrainCleanTest : public QObject {
    Q_OBJECT

    Folder m_folder;
    QStringList m_photos;

    [[nodiscard]] fs::path at(const QString& name) const { return m_folder.path(name).toStdString(); }
    [[nodiscard]] QStringList makeSet() const
    {
        return QStringList{"dataset", "clean", "-o", m_folder.path("set"), "--splits", "1,0,0"} + m_photos;
    }
    [[nodiscard]] QStringList smallRunIn(const QString& name, int epochs) const
    {
        return {"train",
                "--data",
                m_folder.path("set"),
                "--run",
                m_folder.path(name),
                "--recipe",
                m_folder.path("recipe.json"),
                "--epochs",
                QString::number(epochs)};
    }
    [[nodiscard]] static Weights weightsOf(const fs::path& run)
    {
        return readModelFile(RunPaths{run}.lastModel()).weights;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 0; i < 3; ++i) {
            SrgbPicture photo{{96, 80}, {}};
            for (int y = 0; y < 80; ++y) {
                for (int x = 0; x < 96; ++x) {
                    for (const int value : {(x * 3 + i * 40) % 256, (y * 2) % 256, (x + y + i * 9) % 256}) {
                        photo.rgb.push_back(static_cast<std::uint16_t>(value * 257));
                    }
                }
            }
            m_photos.append(m_folder.path("photo-" + QString::number(i) + ".png"));
            writePicture(m_photos.last().toStdString(), photo, {}, {}, {});
        }
        static_cast<void>(
            m_folder.write("recipe.json", R"({"baseWidth": 4, "headKernel": 1, "initialWeights": "kaiming",
            "stepsPerEpoch": 5, "patchPx": 16, "batch": 2, "loss": "tone-mapped-l1", "learningRate": 1e-3,
            "schedule": "cosine", "warmUpSteps": 3, "emaDecay": 0.9, "gradientClipNorm": 1, "seed": 3,
            "device": "cpu", "precision": "fp32"})"));
        const CliResult made = runCli(makeSet());
        QVERIFY2(made.exitCode == 0, made.describe());
        QVERIFY(made.output.contains("3 train, 0 val and 0 test pictures"));
    }

    void aSetHoldsThePhotosAndGoesOnWhereItIs()
    {
        const CleanSet set(at("set"));
        QCOMPARE(set.pictures().size(), std::size_t{3});
        const std::vector<std::uint16_t> expected = readPicture(m_photos[1].toStdString()).rgb;
        const std::span<const std::uint16_t> rgb = set.rgbOf(1);
        QVERIFY(std::equal(rgb.begin(), rgb.end(), expected.begin(), expected.end()));
        const fs::path file = at("set/photo-1.rgb16");
        const fs::file_time_type before = fs::last_write_time(file);
        const QString broken = m_folder.write("broken.png", "no picture");
        const CliResult again = runCli(makeSet() + QStringList{broken, "--json"});
        QCOMPARE(again.exitCode, 1);
        QVERIFY(again.messages.contains("broken.png"));
        QVERIFY(fs::last_write_time(file) == before);
        const QJsonObject told = QJsonDocument::fromJson(again.output).object();
        QCOMPARE(told["pictures"].toObject()["train"].toInt(), 3);
        QCOMPARE(told["left_out"].toArray().size(), qsizetype{1});
        QCOMPARE(CleanSet(at("set")).fingerprint(), set.fingerprint());
    }

    void aRunGivesACameraLinearModelAndResumesExactly()
    {
        const CliResult whole = runCli(smallRunIn("whole", 4));
        QVERIFY2(whole.exitCode == 0, whole.describe());
        const std::vector<StepRow> steps = readSteps(RunPaths{at("whole")}.steps());
        QCOMPARE(steps.size(), std::size_t{20});
        QVERIFY(steps.front().pairs.front().starts_with("photo-"));

        const Model model = readModelFile(RunPaths{at("whole")}.lastModel());
        QVERIFY(model.outputSpace == OutputSpace::CameraLinear);
        QCOMPARE(model.notes.at("input"), std::string("white-balanced"));
        QVERIFY(model.notes.at("recipe").find("tone-mapped-l1") != std::string::npos);
        QCOMPARE(model.notes.at("data_fingerprint"), CleanSet(at("set")).fingerprint());

        // The schedule is that of the whole run only when its length is known: so it is stopped, not cut short.
        const CliResult first = runCli(smallRunIn("parts", 4) + QStringList{"--debug"});
        QVERIFY2(first.exitCode == 0, first.describe());
        QVERIFY2(first.messages.contains("--debug does not choose five scenes of a clean set"), first.describe());
        const fs::path checkpoints = RunPaths{at("parts")}.checkpoints();
        std::vector<fs::path> files(fs::directory_iterator(checkpoints), {});
        QVERIFY(files.size() >= 2);
        std::sort(files.begin(), files.end());
        fs::remove(files.back());
        const CliResult second = runCli({"train", "--resume", m_folder.path("parts")});
        QVERIFY2(second.exitCode == 0, second.describe());
        const Weights expected = weightsOf(at("whole"));
        for (const auto& [name, weight] : weightsOf(at("parts"))) {
            QVERIFY2(weight.values == expected.at(name).values, name.c_str());
        }
    }

    void validationIsOnPairs()
    {
        SCOTOPIC_REAL_FILE(pairs, "sid-mini");
        const CliResult run = runCli(smallRunIn("scored", 1)
                                     + QStringList{"--validate-on", QString::fromStdString(pairs.string()), "--cache",
                                                   m_folder.path("cache"), "--validate-every", "1"});
        QVERIFY2(run.exitCode == 0, run.describe());
        const RunRecord record = RunFolder::read(at("scored"));
        QVERIFY(record.best.has_value());
        QCOMPARE(record.validationPairs.size(), std::size_t{3});
        QCOMPARE(record.trainPairs.size(), std::size_t{3});
        QVERIFY(fs::exists(RunPaths{at("scored")}.bestModel()));
        const CliResult more = runCli({"train", "--resume", m_folder.path("scored"), "--epochs", "2"});
        QVERIFY2(more.exitCode == 0, more.describe());
        QCOMPARE(readEpochs(RunPaths{at("scored")}.epochs()).size(), std::size_t{2});
    }

    void pairsHaveTheirOwnValidation()
    {
        const CliResult run = runCli({"train", "--data", m_folder.path("nowhere"), "--validate-on",
                                      m_folder.path("set"), "--run", m_folder.path("refused")});
        QVERIFY(run.exitCode != 0);
        QVERIFY(run.messages.contains("--validate-on"));
    }
};

SCOTOPIC_TEST(TrainCleanTest)
#include "train_clean_test.moc"
