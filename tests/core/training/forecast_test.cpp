// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/inference/engine.h"
#include "core/inference/machine.h"
#include "core/training/estimate.h"
#include "core/training/forecast.h"
#include "core/training/trainer.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <array>
#include <vector>

namespace scotopic {

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool kKeepsWhatIsFreed = true;
#else
constexpr bool kKeepsWhatIsFreed = false;
#endif

constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

/// Large enough that its activations outweigh what the process does besides.
TrainingOptions middling(Normalisation normalisation)
{
    TrainingOptions options = test::smallRun(normalisation);
    options.network.baseWidth = 16;
    options.patchPx = 256;
    return options;
}

/// What `work` makes the process hold beyond what it held before; 0 where the system does not tell.
template <typename Work>
std::size_t addedBytes(const Work& work)
{
    forgetPeakResidentBytes();
    const std::size_t before = residentBytes();
    work();
    const std::size_t peak = peakResidentBytes();
    return kKeepsWhatIsFreed || before == 0 || peak < before ? 0 : peak - before;
}

std::size_t addedBySteps(const TrainingOptions& options)
{
    return addedBytes([&options] {
        Trainer trainer(options, nullptr);
        const std::vector<TrainingExample> examples = randomExamples(options);
        for (int i = 0; i < 2; ++i) {
            trainer.step(examples, options.learningRate);
        }
    });
}

}  // namespace

class ForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memoryIsWhatAStepAdds_data()
    {
        QTest::addColumn<Normalisation>("normalisation");
        QTest::addColumn<int>("batch");
        QTest::newRow("baseline") << Normalisation::None << 1;
        QTest::newRow("single BN") << Normalisation::Single << 1;
        QTest::newRow("double BN") << Normalisation::Double << 1;
        QTest::newRow("group norm") << Normalisation::Group << 1;
        QTest::newRow("a batch of two") << Normalisation::None << 2;
    }
    void memoryIsWhatAStepAdds()
    {
        QFETCH(Normalisation, normalisation);
        QFETCH(int, batch);
        if (hasOneDnn() && !oneDnnIsSound()) {
            QSKIP("LibTorch's plain convolutions, which run here, take more memory");
        }
        TrainingOptions options = middling(normalisation);
        options.batch = batch;
        addedBySteps(options);  // libraries and kernels take their own once
        const auto truth = static_cast<double>(addedBySteps(options));
        if (truth == 0) {
            QSKIP("this system does not tell the peak of a part of the process");
        }
        const auto forecast = static_cast<double>(trainingMemoryBytes(options));
        QVERIFY2(forecast > truth / 1.6 && forecast < truth * 1.6,
                 qPrintable(QStringLiteral("%1 MiB instead of %2").arg(forecast / kMebibyte).arg(truth / kMebibyte)));
    }

    void memoryGrowsWithPatchAndBatchButNotWithAccumulation()
    {
        const TrainingOptions options = middling(Normalisation::None);
        const std::size_t memory = trainingMemoryBytes(options);
        TrainingOptions other = options;
        other.accumulate = 8;
        QCOMPARE(trainingMemoryBytes(other), memory);
        other = options;
        other.batch = 4;
        TrainingOptions larger = options;
        larger.patchPx *= 2;
        QCOMPARE(trainingMemoryBytes(other), trainingMemoryBytes(larger));
        QVERIFY(trainingMemoryBytes(larger) > 2 * memory);
        other = options;
        other.emaDecay = 0.999;
        QVERIFY(trainingMemoryBytes(other) > memory);
    }

    void timeIsThatOfAllSteps()
    {
        TrainingOptions options = test::smallRun();
        options.epochs = 7;
        const TrainingEstimate forecast = forecastTraining(options, /*stepsPerEpoch=*/30, /*hasValidation=*/true, {});
        QVERIFY(forecast.secondsPerStep > 0);
        QCOMPARE(forecast.secondsPerEpoch, 30 * forecast.secondsPerStep);
        QCOMPARE(forecast.totalSeconds, 7 * forecast.secondsPerEpoch);
        QCOMPARE(forecast.memoryBytes, trainingMemoryBytes(options));
        QCOMPARE(forecast.diskBytes, diskBytesOf(options, /*hasValidation=*/true));
    }

    void whatWouldNotFitIsForecastAllTheSame()
    {
        TrainingOptions options = middling(Normalisation::Double);
        options.network.baseWidth = 512;
        options.patchPx = 4096;
        TrainingEstimate forecast;
        const std::size_t added = addedBytes([&] { forecast = forecastTraining(options, 1, true, {}); });
        QVERIFY(forecast.memoryBytes > std::size_t{100'000} * kMebibyte);
        QVERIFY(forecast.secondsPerStep > 0);
        QVERIFY2(added < 1024 * kMebibyte, qPrintable(QString::number(added / kMebibyte)));
    }

    void theDeviceIsHandedOverBetweenSteps()
    {
        int count = 0;
        const JobContext context({}, {}, [&count] { ++count; });
        static_cast<void>(forecastTraining(test::smallRun(), 1, false, context));
        QVERIFY2(count >= 4, qPrintable(QString::number(count)));
    }

    void itEndsWhenItIsCancelled()
    {
        std::stop_source stop;
        const JobContext context(stop.get_token(), {}, [&stop] { stop.request_stop(); });
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(forecastTraining(test::smallRun(), 1, false, context)), Cancelled);
    }

    void unusableOptionsAreRefused()
    {
        TrainingOptions options = test::smallRun();
        options.patchPx = 100;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(forecastTraining(options, 1, false, {})), InvalidArgument);
    }
};

SCOTOPIC_TEST(ForecastTest)

}  // namespace scotopic

#include "forecast_test.moc"
