// SPDX-License-Identifier: MIT
#include "core/network/channels_last_layers.h"
#include "tests/support/test_registry.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <string>

using namespace scotopic;

namespace {

constexpr double kSlope = 0.2;

at::Tensor drawn(at::IntArrayRef shape, at::ScalarType type = at::kDouble)
{
    return at::randn(shape, at::kDouble).to(type).requires_grad_(true);
}

BatchNormLayer randomLayer(std::int64_t channels, bool usesBatch, at::ScalarType type = at::kDouble)
{
    return {.gain = drawn({channels}, type),
            .shift = drawn({channels}, type),
            .runningMean = at::randn({channels}, type),
            .runningVariance = at::rand({channels}, type) + 0.5,
            .usesBatch = usesBatch};
}

double relative(const at::Tensor& value, const at::Tensor& expected)
{
    const at::Tensor wanted = expected.detach().to(at::kDouble);
    return ((value.detach().to(at::kDouble) - wanted).norm() / wanted.norm()).item<double>();
}

/// LibTorch's own layers, one after the other.
at::Tensor normalisedByLibTorch(const at::Tensor& features, const at::Tensor& bias, const BatchNormLayer& layer)
{
    const at::Tensor biased = features + bias.view({1, -1, 1, 1});
    return at::leaky_relu(at::batch_norm(biased, layer.gain, layer.shift, layer.runningMean, layer.runningVariance,
                                         layer.usesBatch, layer.momentum, layer.epsilon, false),
                          kSlope);
}

std::vector<at::Tensor> gradientsOf(const at::Tensor& result, const std::vector<at::Tensor>& inputs)
{
    const at::Tensor weights = at::arange(result.numel(), at::kDouble).reshape(result.sizes()).sin();
    (result.to(at::kDouble) * weights).sum().backward();
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& input : inputs) {
        gradients.push_back(input.grad().clone());
        input.mutable_grad().reset();
    }
    return gradients;
}

}  // namespace

class ChannelsLastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { at::manual_seed(1); }

    void activationsHaveTheGradientsOfLibTorchs()
    {
        for (const double slope : {kSlope, 1.0}) {
            const at::Tensor features = drawn({2, 5, 6, 8});
            const at::Tensor bias = drawn({5});
            const at::Tensor expected = at::leaky_relu(features + bias.view({1, -1, 1, 1}), slope);
            const auto expectedGradients = gradientsOf(expected, {features, bias});
            const at::Tensor result = addBiasAndActivate(features * 1, bias, slope);
            QVERIFY(relative(result, expected) <= 1e-14);
            const auto gradients = gradientsOf(result, {features, bias});
            QVERIFY(relative(gradients[0], expectedGradients[0]) <= 1e-14);
            QVERIFY(relative(gradients[1], expectedGradients[1]) <= 1e-14);
        }
    }

    void normalisationIsLibTorchs_data()
    {
        QTest::addColumn<bool>("usesBatch");
        QTest::newRow("statistics of the batch") << true;
        QTest::newRow("running statistics") << false;
    }
    void normalisationIsLibTorchs()
    {
        QFETCH(bool, usesBatch);
        const at::Tensor features = drawn({2, 5, 60, 70});
        const at::Tensor bias = drawn({5});
        const BatchNormLayer layer = randomLayer(5, usesBatch);
        BatchNormLayer reference = layer;
        reference.runningMean = layer.runningMean.clone();
        reference.runningVariance = layer.runningVariance.clone();
        const std::vector<at::Tensor> inputs{features, layer.gain, layer.shift, bias};

        const at::Tensor expected = normalisedByLibTorch(features, bias, reference);
        const auto expectedGradients = gradientsOf(expected, inputs);
        const at::Tensor result = normaliseAndActivate(features, bias, layer, kSlope);
        const auto gradients = gradientsOf(result, inputs);
        QVERIFY(relative(result, expected) <= 1e-12);
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(relative(gradients[i], expectedGradients[i]) <= 1e-12);
        }
        if (usesBatch) {
            QCOMPARE(gradients[3].abs().max().item<double>(), 0.0);
        } else {
            QVERIFY(relative(gradients[3], expectedGradients[3]) <= 1e-12);
        }
        QVERIFY(relative(layer.runningMean, reference.runningMean) <= 1e-14);
        QVERIFY(relative(layer.runningVariance, reference.runningVariance) <= 1e-14);
    }

    /// The sum of squares of such values in float32 has no digit of their variance.
    void aLargeMeanCostsTheVarianceNoDigits()
    {
        const at::Tensor features = at::randn({1, 3, 128, 128}, at::kFloat) + 4096;
        BatchNormLayer layer = randomLayer(3, true, at::kFloat);
        layer.momentum = 1;
        (void)normaliseAndActivate(features, at::zeros({3}), layer, kSlope);
        const at::Tensor exact = features.to(at::kDouble).var({0, 2, 3}, /*unbiased=*/true);
        QVERIFY(relative(layer.runningVariance, exact) <= 1e-6);
    }

    void sumsDoNotDependOnTheNumberOfThreads()
    {
        const int threads = at::get_num_threads();
        std::vector<std::vector<at::Tensor>> results;
        for (const int count : {1, 2, 3}) {
            at::set_num_threads(count);
            at::manual_seed(2);
            const at::Tensor features = drawn({1, 32, 100, 100}, at::kFloat);
            const BatchNormLayer layer = randomLayer(32, true, at::kFloat);
            const at::Tensor result = normaliseAndActivate(features, at::zeros({32}), layer, kSlope);
            results.push_back(gradientsOf(result, {features, layer.gain, layer.shift}));
            results.back().push_back(result);
        }
        at::set_num_threads(threads);
        for (std::size_t i = 0; i < results[0].size(); ++i) {
            QVERIFY(at::equal(results[0][i], results[1][i]));
            QVERIFY(at::equal(results[0][i], results[2][i]));
        }
    }

    void bfloat16IsRoundedOnce()
    {
        const at::Tensor features = drawn({1, 8, 32, 32}, at::kBFloat16);
        const at::Tensor bias = at::zeros({8});
        const BatchNormLayer layer = randomLayer(8, true, at::kFloat);
        const at::Tensor expected = normalisedByLibTorch(features.to(at::kFloat), bias, layer);
        const at::Tensor result = normaliseAndActivate(features, bias, layer, kSlope);
        QCOMPARE(result.scalar_type(), at::kBFloat16);
        const at::Tensor distance = (result.to(at::kFloat) - expected).abs() / (expected.abs() + 1e-3);
        QVERIFY(distance.max().item<float>() <= 1.01F / 256);
    }

    void aBatchOfOneValueIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(
            (void)normaliseAndActivate(drawn({1, 4, 1, 1}), at::zeros({4}), randomLayer(4, true), kSlope), c10::Error);
    }

    void upsampledChannelsStandBeforeTheSkipConnections()
    {
        const at::Tensor products = drawn({2, 4 * 3, 5, 7});
        const at::Tensor skip = drawn({2, 3, 10, 14});
        const at::Tensor bias = drawn({3});
        // [n, i, j, c, h, w] -> [n, c, h, i, w, j]
        const at::Tensor upsampled =
            products.reshape({2, 2, 2, 3, 5, 7}).permute({0, 3, 4, 1, 5, 2}).reshape({2, 3, 10, 14});
        const at::Tensor expected = at::cat({upsampled + bias.view({1, 3, 1, 1}), skip}, 1);
        const auto expectedGradients = gradientsOf(expected, {products, skip, bias});
        const at::Tensor result = spreadAndJoin(products, bias, skip);
        QVERIFY(at::equal(result, expected));
        const auto gradients = gradientsOf(result, {products, skip, bias});
        QVERIFY(at::equal(gradients[0], expectedGradients[0]));
        QVERIFY(at::equal(gradients[1], expectedGradients[1]));
        QVERIFY(relative(gradients[2], expectedGradients[2]) <= 1e-14);
        QVERIFY(at::equal(spreadAndJoin(products, {}, skip), at::cat({upsampled, skip}, 1)));
    }
};

SCOTOPIC_TEST(ChannelsLastTest)
#include "channels_last_test.moc"
