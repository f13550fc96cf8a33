// SPDX-License-Identifier: MIT
#include "core/base/random_numbers.h"
#include "core/inference/bf16_weights.h"
#include "tests/support/test_registry.h"

#include <bit>
#include <cmath>
#include <numeric>

using namespace scotopic;

namespace {

constexpr float kHalfStep = 1.0F / 256;  // of bf16's 8 bits, as a share of the power of two below a number

Convolution someConvolution()
{
    Convolution convolution{
        .inputChannels = 32, .outputChannels = 3, .kernel = 3, .weights = {}, .bias = {1.001F, 2, 3}};
    RandomNumbers random(1);
    for (int i = 0; i < 3 * 32 * 9; ++i) {
        convolution.weights.push_back(static_cast<float>(0.1 * random.gaussian()));
    }
    return convolution;
}

Convolution roundedToBf16(Convolution convolution)
{
    roundToBf16(convolution);
    return convolution;
}

double sumOf(const Convolution& convolution, std::ptrdiff_t output)
{
    const auto first = convolution.weights.begin() + output * 32 * 9;
    return std::accumulate(first, first + 32 * 9, 0.0);
}

}  // namespace

class Bf16WeightsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areRepresentedByBf16()
    {
        for (const float weight : roundedToBf16(someConvolution()).weights) {
            QCOMPARE(std::bit_cast<std::uint32_t>(weight) & 0xFFFFU, 0U);
        }
    }

    void stayCloseToWhatTheyWere()
    {
        const Convolution exact = someConvolution();
        const Convolution rounded = roundedToBf16(exact);
        float largest = 0;
        for (std::size_t i = 0; i < exact.weights.size(); ++i) {
            // What it takes over, and what it gives on, are half a step each, of a weight that may be larger.
            largest = std::max(largest, std::abs(exact.weights[i]));
            QVERIFY(std::abs(rounded.weights[i] - exact.weights[i]) <= 2 * kHalfStep * largest);
        }
        QCOMPARE(rounded.bias, exact.bias);
    }

    void keepTheSumOfEveryOutput()
    {
        const Convolution exact = someConvolution();
        const Convolution rounded = roundedToBf16(exact);
        for (std::ptrdiff_t output = 0; output < 3; ++output) {
            const auto last = static_cast<std::size_t>((output + 1) * 32 * 9 - 1);
            const double allowed = kHalfStep * std::abs(static_cast<double>(rounded.weights[last])) + 1e-6;
            QVERIFY(std::abs(sumOf(rounded, output) - sumOf(exact, output)) <= allowed);
        }
    }

    void doNotDriftTogether()
    {
        // Each of them would be rounded down.
        Convolution convolution{.inputChannels = 64, .outputChannels = 1, .kernel = 3, .weights = {}, .bias = {0}};
        convolution.weights.assign(64 * 9, 1.0F + 0.9F * kHalfStep);
        const Convolution rounded = roundedToBf16(convolution);
        const double sum = std::accumulate(rounded.weights.begin(), rounded.weights.end(), 0.0);
        const double exact = std::accumulate(convolution.weights.begin(), convolution.weights.end(), 0.0);
        QVERIFY(std::abs(sum - exact) <= 2.0 * kHalfStep);
        QVERIFY(exact - 64 * 9 > 1);
    }
};

SCOTOPIC_TEST(Bf16WeightsTest)
#include "bf16_weights_test.moc"
