// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/training/recipe.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace scotopic;
using scotopic::test::sentenceOf;

class RecipeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreTheStudys()
    {
        const TrainingOptions options;
        QCOMPARE(options.learningRate, 1e-4);
        QCOMPARE(options.batch, 1);
        QCOMPARE(options.patchPx, 512);
        QCOMPARE(options.drop->afterEpoch, 2000);
        QCOMPARE(options.drop->value, 1e-5);
        QVERIFY(options.precision == Precision::Fp32);
        QVERIFY(!options.emaDecay && !options.gradientClipNorm && !options.freezeNormAfterEpoch);
        QVERIFY(!options.stopAfterEpochsWithoutGain && options.accumulate == 1);
        requireUsable(options);
    }

    void theRateDropsAfterItsEpoch()
    {
        TrainingOptions options;
        options.drop = LearningRateDrop{2, 1e-5};
        const int stepsPerEpoch = 3;
        for (long step = 0; step < 12; ++step) {
            QCOMPARE(learningRateAt(options, step, stepsPerEpoch), step < 6 ? 1e-4 : 1e-5);
        }
        options.drop.reset();
        QCOMPARE(learningRateAt(options, 100000, stepsPerEpoch), 1e-4);
    }

    void aCosineRisesWhileWarmingUpAndEndsAtNothing()
    {
        TrainingOptions options;
        options.schedule = Schedule::Cosine;
        options.learningRate = 0.5;
        options.warmUpSteps = 4;
        options.epochs = 12;
        const int stepsPerEpoch = 2;  // 24 steps, 20 of them after warming up
        QCOMPARE(learningRateAt(options, 0, stepsPerEpoch), 0.125);
        QCOMPARE(learningRateAt(options, 3, stepsPerEpoch), 0.5);
        QCOMPARE(learningRateAt(options, 4, stepsPerEpoch), 0.5);
        QCOMPARE(learningRateAt(options, 9, stepsPerEpoch), 0.25 * (1 + std::numbers::sqrt2 / 2));  // an eighth turn
        QCOMPARE(learningRateAt(options, 14, stepsPerEpoch), 0.25);
        QVERIFY(learningRateAt(options, 24, stepsPerEpoch) < 1e-15);
    }

    void everyFieldSurvivesTheFile()
    {
        TrainingOptions options;
        options.network = {Normalisation::Double, 16, 9, 1, false};
        options.epochs = 7;
        options.stepsPerEpoch = 77;
        options.patchPx = 64;
        options.initialWeights = InitialWeights::Kaiming;
        options.batch = 2;
        options.accumulate = 3;
        options.loss = Loss::ToneMappedL1;
        options.learningRate = 0.1 + 0.2;
        options.schedule = Schedule::Cosine;
        options.drop.reset();  // a cosine has none
        options.warmUpSteps = 11;
        options.gradientClipNorm = 0.7;
        options.emaDecay = 0.999;
        options.freezeNormAfterEpoch = 5;
        options.stopAfterEpochsWithoutGain = 6;
        options.seed = 0xFFFFFFFFFFFFFFFFULL;
        options.device = {DeviceKind::Cuda, 1};
        options.precision = Precision::Bf16;
        options.validateEveryEpochs = 4;
        options.sampleEveryEpochs = 8;
        options.checkpointEveryEpochs = 9;
        options.debug = true;
        options.allowedFailureShare = 0.25;
        options.initialModel = "a model.safetensors";
        const std::string json = recipeJson(options);
        const TrainingOptions read = parseRecipe(json, "recipe");
        QCOMPARE(QString::fromStdString(recipeJson(read)), QString::fromStdString(json));
        QVERIFY(read.network == options.network && read.drop == options.drop && read.emaDecay == options.emaDecay);
        QCOMPARE(read.seed, options.seed);
        QCOMPARE(read.learningRate, options.learningRate);
        QCOMPARE(read.device.index, 1);
        QVERIFY(read.debug && read.initialModel == options.initialModel);
        // No field of the text has its default, so none can be missing in it.
        QVERIFY(recipeJson(TrainingOptions{}).size() > 0);
        const QStringList lines = QString::fromStdString(json).split('\n');
        const QStringList defaults = QString::fromStdString(recipeJson(TrainingOptions{})).split('\n');
        for (const QString& line : lines) {
            QVERIFY2(line.size() < 3 || line.endsWith("{") || line.trimmed() == "}," || !defaults.contains(line),
                     qPrintable(line));
        }
    }

    void theDropSurvivesTheFile()
    {
        TrainingOptions options;
        options.drop = LearningRateDrop{3, 1.0 / 3};
        QVERIFY(parseRecipe(recipeJson(options), "recipe").drop == options.drop);
    }

    void whatARecipeLeavesOutStays()
    {
        const TrainingOptions options = parseRecipe(R"({"epochs": 3, "learningRateDrop": null})", "r.json");
        QCOMPARE(options.epochs, 3);
        QVERIFY(!options.drop);
        QCOMPARE(options.learningRate, 1e-4);
    }

    void badRecipesAreNamedWithTheirField_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("part");
        QTest::newRow("not JSON") << "epochs: 3"
                                  << "r.json: is not a recipe";
        QTest::newRow("unknown field") << R"({"epoch": 3})"
                                       << "r.json: 'epoch' is not a field";
        QTest::newRow("text for a number") << R"({"epochs": "3"})"
                                           << "r.json: epochs: is not a whole number";
        QTest::newRow("negative") << R"({"batch": -1})"
                                  << "r.json: batch: is not a whole number";
        QTest::newRow("null that cannot be") << R"({"patchPx": null})"
                                             << "r.json: patchPx: is not a whole number";
        QTest::newRow("architecture") << R"({"architecture": "resnet"})"
                                      << "r.json: architecture: architecture 'resnet'";
        QTest::newRow("patch") << R"({"patchPx": 100})"
                               << "r.json: the patch must be a multiple of 16";
        QTest::newRow("drop") << R"({"learningRateDrop": {"value": 1}})"
                              << "r.json: learningRateDrop: is not null or";
        QTest::newRow("rate") << R"({"learningRate": 0})"
                              << "r.json: the learning rate must be above 0";
        QTest::newRow("decay") << R"({"emaDecay": 1})"
                               << "r.json: the decay of the weights' moving average";
        QTest::newRow("warm-up") << R"({"warmUpSteps": 5})"
                                 << "r.json: the number of warm-up steps must be 0 unless";
        QTest::newRow("drop of a cosine")
            << R"({"learningRateDrop": {"afterEpoch": 5, "value": 1e-5}, "schedule": "cosine"})"
            << "r.json: learningRateDrop: is for the schedule 'steps'";
        QTest::newRow("frozen group normalisation") << R"({"freezeNormAfterEpoch": 5, "architecture": "group-norm"})"
                                                    << "r.json: freezing normalisation";
        QTest::newRow("frozen baseline") << R"({"freezeNormAfterEpoch": 5})"
                                         << "r.json: freezing normalisation";
    }
    void badRecipesAreNamedWithTheirField()
    {
        QFETCH(const QString, json);
        QFETCH(const QString, part);
        const std::string sentence =
            sentenceOf<Error>([&json] { static_cast<void>(parseRecipe(json.toStdString(), "r.json")); });
        QVERIFY_CONTAINS(sentence, part);
    }
};

SCOTOPIC_TEST(RecipeTest)
#include "recipe_test.moc"
