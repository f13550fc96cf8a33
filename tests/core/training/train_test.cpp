// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/training/train.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <cmath>
#include <set>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

/// What a run learns from and what it leaves behind.
class TrainTest : public QObject {
    Q_OBJECT

    RunFixture m_runs;

private Q_SLOTS:
    void onlyFirstBurstsOfTrainAndValidationAreChosen()
    {
        const TrainingData data = chooseTrainingData(m_runs.cache().pairs(), {}, /*debug=*/false);
        QCOMPARE(data.train.size(), std::size_t{4});
        QCOMPARE(data.validation.size(), std::size_t{2});
        for (const std::size_t pair : data.train) {
            QCOMPARE(m_runs.cache().pairs()[pair].burstIndex, 0);
            QVERIFY(m_runs.cache().pairs()[pair].split == Split::Train);
        }
        const TrainingData fewer =
            chooseTrainingData(m_runs.cache().pairs(), {{"00002", "blurred"}, {"20001_00_0.1s", ""}}, /*debug=*/false);
        QCOMPARE(fewer.train.size(), std::size_t{3});
        QCOMPARE(fewer.validation.size(), std::size_t{1});
    }

    void unreadableFilesAreLeftOutAndCounted()
    {
        writeSmallCache(m_runs.at("holes"), {.trainScenes = 4});
        for (const fs::directory_entry& entry : fs::directory_iterator(m_runs.at("holes") / "short")) {
            if (entry.path().filename().string().starts_with("00003_00")) {
                fs::resize_file(entry.path(), 100);
            }
        }
        const DecodedCache cache(m_runs.at("holes"));
        TrainingOptions options = smallRun();
        options.allowedFailureShare = 0.5;
        std::vector<std::string> notes;
        TrainingListener listener;
        listener.onNote = [&](const std::string& sentence) { notes.push_back(sentence); };
        {
            RunFolder run = RunFolder::create(m_runs.at("with holes"));
            const RunRecord record = train(smallJob(options, cache, run), listener, JobContext());
            QCOMPARE(record.failureCount, 2);
            QCOMPARE(record.step, 6L);
        }
        QCOMPARE(notes.size(), std::size_t{1});
        QVERIFY_CONTAINS(notes.front(), "left out: ");
        QVERIFY_CONTAINS(notes.front(), "00003_00");
        options.allowedFailureShare = 0.2;
        RunFolder run = RunFolder::create(m_runs.at("too many holes"));
        const std::string sentence =
            sentenceOf<CorruptInput>([&] { train(smallJob(options, cache, run), {}, JobContext()); });
        QVERIFY_CONTAINS(sentence, "more than allowed");
        QCOMPARE(RunFolder::read(m_runs.at("too many holes")).state, RunState::Failed);
    }

    void aRunFillsItsFolderAndLearns()
    {
        TrainingOptions options = smallRun();
        options.epochs = 12;
        options.validateEveryEpochs = 4;
        options.sampleEveryEpochs = 6;
        std::vector<fs::path> samples;
        TrainingListener listener;
        listener.onSample = [&](const fs::path& file) { samples.push_back(file); };
        listener.writePicture = [](const fs::path& file, PixelSize size, std::span<const std::uint8_t> rgb) {
            QCOMPARE(rgb.size(), size.area() * 3);
            writeText(file, std::string(rgb.begin(), rgb.end()));
        };
        const fs::path folder = m_runs.at("whole");
        const RunRecord record = m_runs.trainIn(folder, options, listener);
        QCOMPARE(record.state, RunState::Finished);
        QCOMPARE(record.step, 48L);
        QVERIFY(record.estimate && record.estimate->secondsPerStep > 0);
        QVERIFY(record.times.networkSeconds > 0 && record.peakMemoryBytes > 0);
        const std::vector<StepRow> steps = readSteps(RunPaths{folder}.steps());
        const std::vector<EpochRow> epochs = readEpochs(RunPaths{folder}.epochs());
        QCOMPARE(steps.size(), std::size_t{48});
        QCOMPARE(epochs.size(), std::size_t{12});
        QVERIFY2(epochs.back().meanLoss < 0.6 * epochs.front().meanLoss,
                 qPrintable(QString::number(epochs.back().meanLoss)));
        // Every scene once in every epoch.
        std::set<std::string> pairs;
        for (int i = 4; i < 8; ++i) {
            pairs.insert(steps[static_cast<std::size_t>(i)].pairs.front());
        }
        QCOMPARE(pairs.size(), std::size_t{4});
        for (const EpochRow& row : epochs) {
            QCOMPARE(row.validation.has_value(), row.epoch % 4 == 0);
            double sum = 0;
            for (const StepRow& step : steps) {
                sum += step.epoch == row.epoch ? step.loss : 0;
            }
            QCOMPARE(row.meanLoss, sum / 4);
        }
        QCOMPARE(samples.size(), std::size_t{4});  // epochs 6 and 12, two validation scenes
        QVERIFY(fs::exists(folder / "samples" / "epoch-0006-20001_00_0.1s.png"));
        QVERIFY(steps.back().memoryBytes > 1 << 20);
        QCOMPARE(readModelFile(RunPaths{folder}.snapshot(6)).notes.at("epoch"), std::string("6"));
        const Model kept = readModelFile(RunPaths{folder}.snapshot(12));
        const Model last = readModelFile(RunPaths{folder}.lastModel());
        QVERIFY(std::abs(kept.weights.at("conv1.weight").values[0] - last.weights.at("conv1.weight").values[0])
                <= 0x1p-11F * std::abs(last.weights.at("conv1.weight").values[0]));  // half precision
        const Model best = readModelFile(RunPaths{folder}.bestModel());
        QCOMPARE(best.notes.at("training_scenes"), std::string("00001,00002,00003,00004"));
        QCOMPARE(best.notes.at("selection_scenes"), std::string("20001,20002"));
        QCOMPARE(best.notes.at("data_fingerprint"),
                 fingerprintOf(m_runs.cache(), chooseTrainingData(m_runs.cache().pairs(), {}, false)));
        QCOMPARE(best.notes.at("epoch"), std::to_string(record.best->epoch));
        QCOMPARE(best.notes.at("ratios"), std::string("10"));
    }

    void longRunsKeepNoMoreModels()
    {
        TrainingOptions options;
        QCOMPARE(snapshotInterval(options), 500);
        options.debug = true;  // sample pictures every second epoch
        QCOMPARE(snapshotInterval(options), 256);
        options.epochs = 48;
        QCOMPARE(snapshotInterval(options), 2);
        options.epochs = 50;
        QCOMPARE(snapshotInterval(options), 4);
    }

    void whatDoesNotFitIsRefusedInASentence()
    {
        const fs::path folder = m_runs.at("refusals");
        m_runs.trainIn(folder, smallRun());
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { m_runs.trainIn(folder, smallRun(Normalisation::Double)); }),
                         "its checkpoint: is a network baseline of width 4");
        TrainingOptions options = smallRun();
        options.patchPx = 64;
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { m_runs.trainIn(m_runs.at("patch"), options); }),
                         "a patch of 64 packed pixels does not fit 00001_00_0.1s, which has 48x40");
        options = smallRun();
        options.batch = 5;
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { m_runs.trainIn(m_runs.at("batch"), options); }),
                         "a step of 5 samples needs as many training scenes; there are 4");
        options = smallRun();
        options.network.inputPlanes = 9;
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { m_runs.trainIn(m_runs.at("planes"), options); }),
                         "the network takes 9 planes, but the data have 4");
        options = smallRun();
        options.initialModel = m_runs.at("initial.safetensors");
        writeModelFile(options.initialModel, smallModel({.normalisation = Normalisation::Single, .baseWidth = 4}),
                       IfExists::Refuse);
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { m_runs.trainIn(m_runs.at("initial"), options); }),
                         "initial.safetensors: is a network single-bn of width 4");
        writeSmallCache(m_runs.at("other cache"), {.trainScenes = 5});
        const DecodedCache other(m_runs.at("other cache"));
        RunFolder run = RunFolder::resume(folder);
        QVERIFY_CONTAINS(
            sentenceOf<InvalidArgument>([&] { train(smallJob(smallRun(), other, run), {}, JobContext()); }),
            "refusals: was begun with other data than those of");
    }

    void trainingBeginsFromAModel()
    {
        TrainingOptions options = smallRun();
        options.epochs = 1;
        options.learningRate = 1e-12;
        options.initialModel = m_runs.at("begin.safetensors");
        const Model model = smallModel(options.network, /*seed=*/9);
        writeModelFile(options.initialModel, model, IfExists::Refuse);
        m_runs.trainIn(m_runs.at("from model"), options);
        const Model trained = readModelFile(RunPaths{m_runs.at("from model")}.lastModel());
        const float before = model.weights.at("conv5.weight").values.front();
        QVERIFY(std::abs(trained.weights.at("conv5.weight").values.front() - before) < 1e-6F);
    }
};

SCOTOPIC_TEST(TrainTest)
#include "train_test.moc"
