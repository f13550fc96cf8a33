// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/model.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace scotopic;

class ModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBaselineHasTheStudysNamesAndShapes()
    {
        const auto expected = expectedWeights(UNetOptions{});
        QCOMPARE(expected.size(), std::size_t{2 * 18 + 2 * 4 + 2});
        QCOMPARE(expected.front().first, std::string("conv1.weight"));
        QCOMPARE(expected.back().first, std::string("conv10.bias"));
        const std::map<std::string, std::vector<std::int64_t>> shapes(expected.begin(), expected.end());
        QCOMPARE(shapes.at("conv1.weight"), (std::vector<std::int64_t>{32, 4, 3, 3}));
        QCOMPARE(shapes.at("conv5_2.weight"), (std::vector<std::int64_t>{512, 512, 3, 3}));
        QCOMPARE(shapes.at("up6.weight"), (std::vector<std::int64_t>{512, 256, 2, 2}));
        QCOMPARE(shapes.at("conv6.weight"), (std::vector<std::int64_t>{256, 512, 3, 3}));
        QCOMPARE(shapes.at("conv10.weight"), (std::vector<std::int64_t>{12, 32, 3, 3}));
    }

    void theStudysParameterCountsAreRight()
    {
        // Counted by PyTorch for the study's three classes.
        QCOMPARE(parameterCount(makeRandomModel({}, 1)), 7763820);
        QCOMPARE(parameterCount(makeRandomModel({.normalisation = Normalisation::Single}, 1)), 7766764);
        QCOMPARE(parameterCount(makeRandomModel({.normalisation = Normalisation::Double}, 1)), 7769708);
    }

    void optionsAreReadOffTheWeights_data()
    {
        QTest::addColumn<int>("normalisation");
        QTest::addColumn<int>("planes");
        QTest::addColumn<int>("headKernel");
        QTest::addColumn<bool>("upsampleBias");
        QTest::newRow("study baseline") << 0 << 4 << 3 << true;
        QTest::newRow("study single BN") << 1 << 4 << 3 << true;
        QTest::newRow("study double BN") << 2 << 4 << 3 << true;
        QTest::newRow("original") << 0 << 4 << 1 << false;
        QTest::newRow("X-Trans") << 0 << 9 << 1 << false;
    }
    void optionsAreReadOffTheWeights()
    {
        QFETCH(int, normalisation);
        QFETCH(int, planes);
        QFETCH(int, headKernel);
        QFETCH(bool, upsampleBias);
        const UNetOptions options{.normalisation = static_cast<Normalisation>(normalisation),
                                  .baseWidth = 4,
                                  .inputPlanes = planes,
                                  .headKernel = headKernel,
                                  .upsampleBias = upsampleBias};
        const Model model = makeRandomModel(options, 3);
        QVERIFY(optionsFromWeights(model.weights) == options);
        requireComplete(model, "the test");
    }

    void anotherNetworkIsUnsupported()
    {
        Weights weights = makeRandomModel({.baseWidth = 4}, 1).weights;
        weights["conv1.weight"].shape = {4, 3, 3, 3};
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([&] { (void)optionsFromWeights(weights); }), "is 3");
        weights["conv1.weight"].shape = {4, 7, 3, 3};
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([&] { (void)optionsFromWeights(weights); }), "7");
        weights.erase("conv1.weight");
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([&] { (void)optionsFromWeights(weights); }),
                         "there is no conv1.weight");
    }

    void anotherDepthOfOneLayerIsNamedWithBothShapes()
    {
        Model model = makeRandomModel({.baseWidth = 4}, 1);
        model.weights["conv4.weight"].shape = {32, 16, 5, 5};
        const std::string sentence =
            test::sentenceOf<UnsupportedInput>([&] { (void)optionsFromWeights(model.weights); });
        QVERIFY_CONTAINS(sentence, "conv4.weight");
        QVERIFY_CONTAINS(sentence, "[32, 16, 5, 5]");
        QVERIFY_CONTAINS(sentence, "[32, 16, 3, 3]");
    }

    void whatIsMissingOrTooMuchIsNamed()
    {
        Model model = makeRandomModel({.baseWidth = 4}, 1);
        model.weights["gamma"] = {{1}, {1.0F}};
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { requireComplete(model, "a.pth"); }), "a.pth: gamma");
        model.weights.erase("gamma");
        model.weights.erase("up7.bias");
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { requireComplete(model, "a.pth"); }),
                         "a.pth: up7.bias is missing");
    }

    void weightsThatMakeBlackPicturesAreRefused()
    {
        for (const float value : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            Model model = makeRandomModel({.baseWidth = 4}, 1);
            model.weights["conv9.bias"].values[1] = value;
            QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { requireComplete(model, "a"); }), "conv9.bias");
        }
        Model model = makeRandomModel({.normalisation = Normalisation::Single, .baseWidth = 4}, 1);
        model.weights["bn3.running_var"].values[0] = -1.0F;
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { requireComplete(model, "a"); }), "bn3.running_var");
    }

    void randomWeightsAreReproducibleAndKaimingUniform()
    {
        const Model model = makeRandomModel({}, 11);
        QVERIFY(model.weights.at("conv3.weight").values == makeRandomModel({}, 11).weights.at("conv3.weight").values);
        QVERIFY(model.weights.at("conv3.weight").values != makeRandomModel({}, 12).weights.at("conv3.weight").values);
        const std::vector<float>& values = model.weights.at("conv5.weight").values;
        const double bound = 1.0 / std::sqrt(256 * 9);
        double sum = 0.0;
        double squares = 0.0;
        for (const float value : values) {
            QVERIFY(std::fabs(value) <= bound);
            sum += static_cast<double>(value);
            squares += static_cast<double>(value) * static_cast<double>(value);
        }
        const auto count = static_cast<double>(values.size());
        QVERIFY(std::fabs(sum / count) < 0.01 * bound);
        QVERIFY(std::fabs(squares / count / (bound * bound) - 1.0 / 3.0) < 0.005);  // the variance of a uniform
    }
};

SCOTOPIC_TEST(ModelTest)
#include "model_test.moc"
