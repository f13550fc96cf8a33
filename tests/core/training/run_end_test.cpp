// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/training/checkpoint.h"
#include "core/training/train.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <stop_token>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

/// How a run ends before its last epoch: for want of gain, or because the loss explodes.
class RunEndTest : public QObject {
    Q_OBJECT

    RunFixture m_runs;

    /// Two epochs that go well, then options with which the loss explodes.
    [[nodiscard]] TrainingOptions explodingIn(const fs::path& folder) const
    {
        TrainingOptions options = smallRun();
        static_cast<void>(m_runs.trainIn(folder, options));
        options.epochs = 50;
        options.learningRate = 0.05;
        return options;
    }

private Q_SLOTS:
    void aRunStopsEarlyOnlyWhereItWasScored()
    {
        TrainingOptions options = smallRun();
        options.epochs = 30;
        options.validateEveryEpochs = 4;
        options.stopAfterEpochsWithoutGain = 2;
        options.learningRate = 1e-12;  // moves too little for any gain in what is truncated to 8 bit
        const RunRecord record = m_runs.trainIn(m_runs.at("early"), options);
        QCOMPARE(record.epoch, 8);  // best at 4; at 6 nothing has been scored since
        QVERIFY(readEpochs(RunPaths{m_runs.at("early")}.epochs()).back().validation.has_value());
    }

    void aRunGoesOnFromBeforeItsLossExploded()
    {
        const fs::path folder = m_runs.at("exploded");
        TrainingOptions options = explodingIn(folder);
        std::string lastNote;
        std::vector<double> losses;
        TrainingListener listener;
        listener.onNote = [&](const std::string& sentence) { lastNote = sentence; };
        listener.onStep = [&](const StepRow& row) { losses.push_back(row.loss); };
        QVERIFY_CONTAINS(
            sentenceOf<TrainingDiverged>([&] { static_cast<void>(m_runs.trainIn(folder, options, listener)); }),
            "the loss has exploded");
        const TrainingPosition kept = readNewestCheckpoint(RunPaths{folder}.checkpoints())->position;
        const long lastStep = 8 + static_cast<long>(losses.size());
        QVERIFY2(kept.step == 8 || kept.step <= lastStep - 20, std::to_string(kept.step).c_str());
        QVERIFY(std::ranges::all_of(kept.lastLosses, [](double loss) { return loss < 1; }));
        const std::string where = "can go on after step " + std::to_string(kept.step);
        QVERIFY_CONTAINS(lastNote, where.c_str());

        options.epochs = kept.epoch + 4;
        options.learningRate = 1e-3;
        losses.clear();
        QCOMPARE(m_runs.trainIn(folder, options, listener).state, RunState::Finished);
        QVERIFY(std::ranges::all_of(losses, [](double loss) { return loss < 1; }));
    }

    void aRateThatWarmsUpMayBeginWithAnyLoss()
    {
        TrainingOptions options = smallRun();
        options.epochs = 10;
        options.network.baseWidth = 4;
        options.initialModel = m_runs.at("far off.safetensors");
        options.schedule = Schedule::Cosine;
        options.warmUpSteps = 40;
        Model farOff = makeRandomModel(options.network, 1, InitialWeights::PyTorch);
        for (float& bias : farOff.weights.at("conv10.bias").values) {
            bias = 5;
        }
        writeModelFile(options.initialModel, farOff, IfExists::Refuse);
        std::vector<double> losses;
        TrainingListener listener;
        listener.onStep = [&](const StepRow& row) { losses.push_back(row.loss); };
        QCOMPARE(m_runs.trainIn(m_runs.at("warming up"), options, listener).state, RunState::Finished);
        QVERIFY(std::all_of(losses.begin(), losses.begin() + 25, [](double loss) { return loss > 1; }));
        options.warmUpSteps = 0;
        QVERIFY_CONTAINS(sentenceOf<TrainingDiverged>(
                             [&] { static_cast<void>(m_runs.trainIn(m_runs.at("not warming up"), options)); }),
                         "the loss has exploded");
    }

    void stoppingAnExplodingRunReplacesNothing()
    {
        const fs::path folder = m_runs.at("stopped");
        const TrainingOptions options = explodingIn(folder);
        std::stop_source stop;
        TrainingListener listener;
        listener.onStep = [&](const StepRow& row) {
            if (row.loss > 1) {
                stop.request_stop();
            }
        };
        bool wasCancelled = false;
        try {
            static_cast<void>(m_runs.trainIn(folder, options, listener, JobContext(stop.get_token())));
        } catch (const Cancelled&) {
            wasCancelled = true;
        }
        QVERIFY(wasCancelled);
        const TrainingPosition kept = readNewestCheckpoint(RunPaths{folder}.checkpoints())->position;
        QVERIFY(std::ranges::all_of(kept.lastLosses, [](double loss) { return loss < 1; }));
        const RunRecord record = RunFolder::read(folder);
        QCOMPARE(record.state, RunState::Paused);
        QCOMPARE(record.step, kept.step);
        QVERIFY(readSteps(RunPaths{folder}.steps()).back().step > kept.step);  // the table still tells what happened
    }

    void aLossThatIsNoNumberStopsTheRunAndKeepsItsCheckpoint()
    {
        TrainingOptions options = smallRun();
        const fs::path folder = m_runs.at("diverged");
        m_runs.trainIn(folder, options);
        options.epochs = 50;
        options.learningRate = 1;  // with Adam every weight then moves by about 1 a step
        const std::string sentence = sentenceOf<TrainingDiverged>([&] { m_runs.trainIn(folder, options); });
        QVERIFY_CONTAINS(sentence, "step ");
        QVERIFY_CONTAINS(sentence, "_00_0.1s");
        QCOMPARE(RunFolder::read(folder).state, RunState::Failed);
        QCOMPARE(RunFolder::read(folder).reason, sentence);
        const std::optional<Checkpoint> kept = readNewestCheckpoint(RunPaths{folder}.checkpoints());
        QVERIFY(kept && kept->position.step >= 8);
        for (const auto& [name, weight] : kept->state) {
            QVERIFY2(std::ranges::all_of(weight.values, [](float value) { return std::isfinite(value); }),
                     name.c_str());
        }
    }

    void trainingStopsWhereValidationNoLongerGains()
    {
        TrainingOptions options = smallRun();
        options.epochs = 100;
        options.stopAfterEpochsWithoutGain = 2;
        options.learningRate = 1e-12;  // moves too little for any gain in what is truncated to 8 bit
        const fs::path folder = m_runs.at("no gain");
        const RunRecord record = m_runs.trainIn(folder, options);
        QCOMPARE(record.state, RunState::Finished);
        QCOMPARE(record.epoch, 3);
        QVERIFY_CONTAINS(record.reason, "no gain in validation for 2 epochs");
        QCOMPARE(m_runs.trainIn(folder, options).epoch, 3);  // still so
    }
};

SCOTOPIC_TEST(RunEndTest)
#include "run_end_test.moc"
