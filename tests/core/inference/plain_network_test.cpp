// SPDX-License-Identifier: MIT
#include "core/inference/benchmark.h"
#include "core/inference/plain_network.h"
#include "core/inference/rearrange.h"
#include "tests/support/test_registry.h"

#include <cmath>

using namespace scotopic;

class PlainNetworkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void normalisationsFollowTheStudysConvolutions()
    {
        const auto convolutionsOf = [](Normalisation normalisation) {
            std::vector<int> indices;
            for (const BatchNorm& norm :
                 normalisationsOf(makeRandomModel({.normalisation = normalisation, .baseWidth = 8}, 1))) {
                indices.push_back(norm.convolution);
            }
            return indices;
        };
        QVERIFY(convolutionsOf(Normalisation::None).empty());
        QCOMPARE(convolutionsOf(Normalisation::Single), (std::vector<int>{1, 3, 5, 7, 9, 11, 13, 15, 17}));
        QCOMPARE(convolutionsOf(Normalisation::Double).size(), std::size_t{18});
        QCOMPARE(convolutionsOf(Normalisation::Double).back(), 17);
    }

    void foldingScalesAndShifts()
    {
        const Convolution convolution{
            .inputChannels = 1, .outputChannels = 2, .kernel = 1, .weights = {3, 5}, .bias = {1, 2}};
        const BatchNorm norm{.convolution = 0, .gain = {2, 4}, .shift = {10, 20}};
        const double epsilon = kBatchNormEpsilon;
        const Convolution result = folded(convolution, norm, {7, 8}, {4 - epsilon, 16 - epsilon});
        // gain * (w x + b - mean) / sigma + shift, with sigma 2 and 4
        QCOMPARE(result.weights, (std::vector<float>{3, 5}));
        QCOMPARE(result.bias, (std::vector<float>{1 - 7 + 10, 2 - 8 + 20}));
    }

    void anUpConvolutionIsFourProducts()
    {
        const UpConvolution up{
            .inputChannels = 2, .outputChannels = 1, .weights = {1, 2, 3, 4, 10, 20, 30, 40}, .bias = {0.5F}};
        const Convolution products = asPointwise(up);
        QCOMPARE(products.outputChannels, 4);
        QCOMPARE(products.weights, (std::vector<float>{1, 10, 2, 20, 3, 30, 4, 40}));
        QCOMPARE(products.bias, (std::vector<float>{0.5F, 0.5F, 0.5F, 0.5F}));
    }

    void theHeadsChannelsGoPixelByPixel()
    {
        Convolution head{.inputChannels = 1, .outputChannels = 12, .kernel = 1, .weights = {}, .bias = {}};
        for (int channel = 0; channel < 12; ++channel) {
            head.weights.push_back(static_cast<float>(channel));
            head.bias.push_back(static_cast<float>(100 + channel));
        }
        const Convolution ordered = headInPixelOrder(head, 2);
        QCOMPARE(ordered.weights, (std::vector<float>{0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}));
        QCOMPARE(ordered.bias[1], 104.0F);
    }

    void theStudysNetworkNeeds185ThousandMultiplyAddsPerPixel()
    {
        const double original = networkFlops({.headKernel = 1}, {1, 1}) / 2;
        QVERIFY(std::abs(original - 184832) < 1);
        const double frame = networkFlops({.headKernel = 1}, {2120, 1416}) / 2;
        QVERIFY(std::abs(frame / 1e9 - 555) < 1);
    }
};

SCOTOPIC_TEST(PlainNetworkTest)
#include "plain_network_test.moc"
