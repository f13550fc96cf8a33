// SPDX-License-Identifier: MIT
#include "tests/core/training/training_support.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

namespace scotopic::test {

namespace {

void fill(std::vector<float>& values, std::mt19937_64& random)
{
    for (float& value : values) {
        value = static_cast<float>(random() >> 40U) * 0x1p-24F;
    }
}

}  // namespace

TrainingExample randomExample(const UNetOptions& network, int patchPx, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    TrainingExample example;
    example.input = Planes(network.inputPlanes, patchPx, patchPx);
    const auto side = static_cast<std::size_t>(patchPx * network.upscale());
    example.target.resize(3 * side * side);
    fill(example.input.values, random);
    fill(example.target, random);
    return example;
}

std::vector<TrainingExample> randomExamples(const UNetOptions& network, int patchPx, int count, std::uint64_t seed)
{
    std::vector<TrainingExample> examples;
    for (int i = 0; i < count; ++i) {
        examples.push_back(randomExample(network, patchPx, seed + static_cast<std::uint64_t>(i)));
    }
    return examples;
}

TrainingOptions smallTraining(Normalisation normalisation, int baseWidth)
{
    TrainingOptions options;
    options.network = {.normalisation = normalisation, .baseWidth = baseWidth};
    options.device = {DeviceKind::Cpu, 0};
    options.precision = Precision::Fp32;
    options.seed = 5;
    return options;
}

double relativeDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    if (a.size() != b.size()) {
        return std::numeric_limits<double>::infinity();
    }
    double difference = 0;
    double size = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
        size += std::pow(static_cast<double>(b[i]), 2);
    }
    return std::sqrt(difference / size);
}

std::vector<float> allValues(const Weights& weights)
{
    std::vector<float> values;
    for (const auto& [name, weight] : weights) {
        values.insert(values.end(), weight.values.begin(), weight.values.end());
    }
    return values;
}

std::string firstDifference(const Weights& a, const Weights& b)
{
    for (const auto& [name, weight] : a) {
        const auto other = b.find(name);
        if (other == b.end() || other->second.values.size() != weight.values.size()
            || std::memcmp(other->second.values.data(), weight.values.data(), weight.values.size() * sizeof(float))
                   != 0) {
            return name;
        }
    }
    return a.size() == b.size() ? std::string() : "the number of tensors";
}

}  // namespace scotopic::test
