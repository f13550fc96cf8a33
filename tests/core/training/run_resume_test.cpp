// SPDX-License-Identifier: MIT
#include "core/inference/device_choice.h"
#include "core/network/model_file.h"
#include "core/training/train.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <stop_token>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

/// A run that was stopped goes on as if it had not been.
class RunResumeTest : public QObject {
    Q_OBJECT

    RunFixture m_runs;

    /// Runs until `steps` steps are done, then stops as Ctrl-C does.
    void trainAndStop(const fs::path& folder, const TrainingOptions& options, long steps) const
    {
        std::stop_source stop;
        TrainingListener listener;
        listener.onStep = [&](const StepRow& row) {
            if (row.step == steps) {
                stop.request_stop();
            }
        };
        bool wasCancelled = false;
        try {
            m_runs.trainIn(folder, options, listener, JobContext(stop.get_token()));
        } catch (const Cancelled&) {
            wasCancelled = true;
        }
        QVERIFY(wasCancelled);
        QCOMPARE(RunFolder::read(folder).state, RunState::Paused);
        QCOMPARE(RunFolder::read(folder).step, steps);
    }
    [[nodiscard]] static std::string weightsIn(const fs::path& run)
    {
        const Model model = readModelFile(RunPaths{run}.lastModel());
        std::string bytes;
        for (const auto& [name, weight] : model.weights) {
            bytes += name;
            bytes.append(reinterpret_cast<const char*>(weight.values.data()), weight.values.size() * sizeof(float));
        }
        return bytes;
    }

private Q_SLOTS:
    void aStoppedRunGoesOnAsIfItHadNot_data()
    {
        QTest::addColumn<int>("normalisation");
        QTest::addColumn<double>("ema");
        QTest::addColumn<int>("batch");
        QTest::newRow("baseline") << int(Normalisation::None) << 0.0 << 1;
        QTest::newRow("double batch normalisation, averaged weights") << int(Normalisation::Double) << 0.9 << 1;
        QTest::newRow("batches of two") << int(Normalisation::Single) << 0.0 << 2;
    }

    void aStoppedRunGoesOnAsIfItHadNot()
    {
        QFETCH(const int, normalisation);
        QFETCH(const double, ema);
        QFETCH(const int, batch);
        TrainingOptions options = smallRun(static_cast<Normalisation>(normalisation));
        options.epochs = 4;
        options.batch = batch;
        if (ema > 0) {
            options.emaDecay = ema;
        }
        if (options.network.normalisation != Normalisation::None) {
            options.freezeNormAfterEpoch = 2;
        }
        const std::string tag = QTest::currentDataTag();
        const fs::path straight = m_runs.at("straight " + tag);
        const fs::path stopped = m_runs.at("stopped " + tag);
        m_runs.trainIn(straight, options);
        trainAndStop(stopped, options, 3);
        trainAndStop(stopped, options, 4);
        trainAndStop(stopped, options, 7);
        m_runs.trainIn(stopped, options);
        QVERIFY(haveSameCurve(straight, stopped));
        QVERIFY(weightsIn(straight) == weightsIn(stopped));
        std::vector<EpochRow> a = readEpochs(RunPaths{straight}.epochs());
        std::vector<EpochRow> b = readEpochs(RunPaths{stopped}.epochs());
        for (std::vector<EpochRow>* rows : {&a, &b}) {
            for (EpochRow& row : *rows) {
                row.seconds = 0;
            }
        }
        QVERIFY(a == b);
    }

    void aFinishedRunTakesMoreEpochs()
    {
        TrainingOptions options = smallRun();
        const fs::path folder = m_runs.at("more");
        m_runs.trainIn(folder, options);
        options.epochs = 3;
        QCOMPARE(m_runs.trainIn(folder, options).step, 12L);
        QCOMPARE(readSteps(RunPaths{folder}.steps()).size(), std::size_t{12});
    }

    void theTimesAreOfAllSessions()
    {
        TrainingOptions options = smallRun();
        const fs::path folder = m_runs.at("times");
        const TrainingTimes first = m_runs.trainIn(folder, options).times;
        options.epochs = 3;
        const TrainingTimes both = m_runs.trainIn(folder, options).times;
        QVERIFY(both.totalSeconds > first.totalSeconds && both.networkSeconds > first.networkSeconds);
        QVERIFY(both.waitingSeconds >= first.waitingSeconds && both.validationSeconds > first.validationSeconds);
        QVERIFY(both.checkpointSeconds > first.checkpointSeconds && both.networkShare() <= 1);
        const TrainingTimes nothingMore = m_runs.trainIn(folder, options).times;
        QCOMPARE(nothingMore.networkSeconds, both.networkSeconds);
    }

    void averagesAskedForLaterBeginWithTheWeights()
    {
        TrainingOptions options = smallRun();
        const fs::path folder = m_runs.at("averaged later");
        m_runs.trainIn(folder, options);
        const std::string before = weightsIn(folder);
        options.epochs = 3;
        options.emaDecay = 1 - 1e-12;  // stays where it begins
        m_runs.trainIn(folder, options);
        QVERIFY(weightsIn(folder) == before);
    }

    /// Whatever "auto" comes to here, another machine goes on in it.
    void theRecordHasThePrecisionThatAutoCameTo()
    {
        TrainingOptions options = smallRun();
        options.precision = Precision::Auto;
        const Precision precision = m_runs.trainIn(m_runs.at("auto"), options).options.precision;
        QVERIFY(precision == precisionFor(options.device, Precision::Auto) && precision != Precision::Auto);
        QVERIFY(RunFolder::read(m_runs.at("auto")).options.precision == precision);
    }

    void otherPairsOfTheCacheDoNotStopARun()
    {
        const fs::path folder = m_runs.at("grown cache");
        m_runs.trainIn(folder, smallRun());
        writeSmallCache(m_runs.at("grown"), {.validationScenes = 3});
        const DecodedCache grown(m_runs.at("grown"));
        QVERIFY(grown.fingerprint() != m_runs.cache().fingerprint());
        RunFolder run = RunFolder::resume(folder);
        TrainingOptions longer = smallRun();
        longer.epochs = 3;
        TrainingJob job = smallJob(longer, grown, run);
        job.data = recordedTrainingData(grown.pairs(), run.record());
        QCOMPARE(train(job, {}, JobContext()).step, 12L);
    }
};

SCOTOPIC_TEST(RunResumeTest)
#include "run_resume_test.moc"
