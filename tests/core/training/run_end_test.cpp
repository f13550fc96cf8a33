// SPDX-License-Identifier: MIT
#include "core/training/checkpoint.h"
#include "core/training/train.h"
#include "core/training/validation.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

/// How a run ends before its last epoch: for want of gain, or because the loss explodes.
class RunEndTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<DecodedCache> m_cache;

    [[nodiscard]] fs::path at(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    [[nodiscard]] RunRecord trainIn(const fs::path& folder, const TrainingOptions& options) const
    {
        RunFolder run = RunFolder::holdsRun(folder) ? RunFolder::resume(folder) : RunFolder::create(folder);
        return train(smallJob(options, *m_cache, run), {}, JobContext());
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeSmallCache(at("cache"));
        m_cache = std::make_unique<DecodedCache>(at("cache"));
    }

    void aRunStopsEarlyOnlyWhereItWasScored()
    {
        TrainingOptions options = smallRun();
        options.epochs = 30;
        options.validateEveryEpochs = 4;
        options.stopAfterEpochsWithoutGain = 2;
        options.learningRate = 1e-12;  // moves too little for any gain in what is truncated to 8 bit
        const RunRecord record = trainIn(at("early"), options);
        QCOMPARE(record.epoch, 8);  // best at 4; at 6 nothing has been scored since
        QVERIFY(readEpochs(RunPaths{at("early")}.epochs()).back().validation.has_value());
    }

    void anExplodingNetworkReplacesNoCheckpoint()
    {
        TrainingOptions options = smallRun();
        const fs::path folder = at("exploded");
        QCOMPARE(trainIn(folder, options).step, 8L);
        options.epochs = 50;
        options.learningRate = 0.05;
        QVERIFY_CONTAINS(sentenceOf<TrainingDiverged>([&] { static_cast<void>(trainIn(folder, options)); }),
                         "the loss has exploded");
        const std::vector<double> losses = readNewestCheckpoint(RunPaths{folder}.checkpoints())->position.lastLosses;
        QVERIFY(std::ranges::all_of(losses, [](double loss) { return loss < 1; }));
    }

    void anOutputThatIsNoNumberIsScoredAsBlack()
    {
        Model notNumbers = smallModel({.baseWidth = 4});
        Model black = notNumbers;
        for (auto& [name, weight] : black.weights) {
            std::ranges::fill(weight.values, 0.0F);
        }
        std::ranges::fill(notNumbers.weights.at("conv10.bias").values, std::numeric_limits<float>::quiet_NaN());
        const EngineOptions engine{.device = {DeviceKind::Cpu, 0}, .precision = Precision::Fp32};
        const std::vector<std::size_t> pair{chooseTrainingData(m_cache->pairs(), {}, false).validation.front()};
        QVERIFY(validate(notNumbers, engine, *m_cache, pair, JobContext()).mean
                == validate(black, engine, *m_cache, pair, JobContext()).mean);
    }
};

SCOTOPIC_TEST(RunEndTest)
#include "run_end_test.moc"
