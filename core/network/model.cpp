// SPDX-License-Identifier: MIT
#include "core/network/model.h"

#include "core/base/error.h"
#include "core/base/random_numbers.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <random>
#include <set>

namespace scotopic {

namespace {

using Shape = std::vector<std::int64_t>;
using NamedShapes = std::vector<std::pair<std::string, Shape>>;

constexpr int kWidestBase = 256;  // 32 in the study; beyond this a file is broken rather than ambitious

std::string toText(const Shape& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    }
    return text + "]";
}

std::int64_t product(const Shape& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t extent : shape) {
        count *= extent;
    }
    return count;
}

void addConvolution(NamedShapes& list, const std::string& name, int in, int out, int kernel)
{
    list.emplace_back(name + ".weight", Shape{out, in, kernel, kernel});
    list.emplace_back(name + ".bias", Shape{out});
}

void addNorm(NamedShapes& list, Normalisation normalisation, const std::string& name, int channels)
{
    if (name.empty()) {
        return;
    }
    for (const char* part : {".weight", ".bias"}) {
        list.emplace_back(name + part, Shape{channels});
    }
    if (normalisation != Normalisation::Group) {
        for (const char* part : {".running_mean", ".running_var"}) {
            list.emplace_back(name + part, Shape{channels});
        }
        list.emplace_back(name + ".num_batches_tracked", Shape{});
    }
}

void addBlock(NamedShapes& list, Normalisation normalisation, int level, int in, int out)
{
    const std::string number = std::to_string(level);
    addConvolution(list, "conv" + number, in, out, 3);
    addNorm(list, normalisation, normName(normalisation, level, 0), out);
    addConvolution(list, "conv" + number + "_2", out, out, 3);
    addNorm(list, normalisation, normName(normalisation, level, 1), out);
}

const Weight& requireWeight(const Weights& weights, const std::string& name, std::size_t dimensions)
{
    const auto found = weights.find(name);
    if (found == weights.end()) {
        throw UnsupportedInput("not a SID U-Net: there is no " + name);
    }
    if (found->second.shape.size() != dimensions) {
        throw UnsupportedInput("not a SID U-Net: " + name + " has the shape " + toText(found->second.shape));
    }
    return found->second;
}

int intBetween(std::int64_t value, std::int64_t low, std::int64_t high, const std::string& what)
{
    if (value < low || value > high) {
        throw UnsupportedInput("not a SID U-Net: " + what + " is " + std::to_string(value));
    }
    return static_cast<int>(value);
}

bool hasName(const Weights& weights, std::string_view start, std::string_view part)
{
    return std::ranges::any_of(weights, [start, part](const auto& entry) {
        return entry.first.starts_with(start) && entry.first.find(part) != std::string::npos;
    });
}

/// By any name of the kind, so that a network with some of them missing is found incomplete rather than simpler.
Normalisation normalisationOf(const Weights& weights)
{
    if (hasName(weights, "gn", ".")) {
        return Normalisation::Group;
    }
    if (hasName(weights, "bn", "_1.")) {
        return Normalisation::Double;
    }
    return hasName(weights, "bn", ".") ? Normalisation::Single : Normalisation::None;
}

/// Why a network with this weight cannot give a picture.
std::optional<std::string> defectOf(const std::string& name, const Weight& weight)
{
    constexpr float kMostBatches = 0x1p53F;
    const bool isVariance = name.ends_with(".running_var");
    const bool isCounter = name.ends_with(".num_batches_tracked");
    for (const float value : weight.values) {
        if (!std::isfinite(value)) {
            return "holds NaN or infinity, so the network would give a black picture";
        }
        if (isVariance && value < 0.0F) {
            return "holds a negative variance";
        }
        if (isCounter && (value < 0.0F || value > kMostBatches)) {
            return "is not a number of batches";
        }
    }
    return std::nullopt;
}

/// Fan-in as PyTorch counts it: the second dimension times the kernel, for transposed convolutions too.
float uniformBound(const Shape& weightShape)
{
    return static_cast<float>(1.0 / std::sqrt(static_cast<double>(weightShape[1] * weightShape[2] * weightShape[3])));
}

/// The same numbers with every standard library, which its distributions do not promise.
void fillUniform(std::vector<float>& values, float bound, std::mt19937_64& random)
{
    for (float& value : values) {
        const auto bits = static_cast<float>(random() >> 40U);  // 24 bits, exact in a float
        value = bound * (bits * 0x1p-23F - 1.0F);
    }
}

void fillKaiming(std::vector<float>& values, const std::string& name, const Shape& shape, RandomNumbers& random)
{
    if (shape.size() != 4) {
        values.assign(values.size(), name.starts_with("conv10") ? 0.1F : 0.0F);
        return;
    }
    const std::int64_t fan = name.starts_with("up") ? shape[0] : shape[1] * shape[2] * shape[3];
    const double deviation = std::sqrt(2 / (1.04 * static_cast<double>(fan)));
    std::generate(values.begin(), values.end(), [&] { return static_cast<float>(deviation * random.gaussian()); });
}

}  // namespace

int groupCount(int channels)
{
    int groups = 8;
    while (channels % groups != 0) {
        groups /= 2;
    }
    return groups;
}

std::string normName(Normalisation normalisation, int level, int convolution)
{
    const bool afterFirst = convolution == 0;
    const std::string number = std::to_string(level);
    switch (normalisation) {
    case Normalisation::None: return {};
    case Normalisation::Single: return afterFirst ? std::string() : "bn" + number;
    case Normalisation::Double: return "bn" + number + (afterFirst ? "" : "_1");
    case Normalisation::Group: return "gn" + number + (afterFirst ? "" : "_1");
    }
    assert(false);
    return {};
}

std::int64_t Weight::elementCount() const
{
    return product(shape);
}

NamedShapes expectedWeights(const UNetOptions& options)
{
    NamedShapes list;
    const auto widthAt = [&options](int level) { return options.baseWidth << (level <= 5 ? level - 1 : 9 - level); };
    for (int level = 1; level <= 5; ++level) {
        addBlock(list, options.normalisation, level, level == 1 ? options.inputPlanes : widthAt(level - 1),
                 widthAt(level));
    }
    for (int level = 6; level <= 9; ++level) {
        const std::string up = "up" + std::to_string(level);
        list.emplace_back(up + ".weight", Shape{widthAt(level - 1), widthAt(level), 2, 2});
        if (options.upsampleBias) {
            list.emplace_back(up + ".bias", Shape{widthAt(level)});
        }
        addBlock(list, options.normalisation, level, 2 * widthAt(level), widthAt(level));
    }
    addConvolution(list, "conv10", options.baseWidth, options.headChannels(), options.headKernel);
    return list;
}

UNetOptions optionsFromWeights(const Weights& weights)
{
    UNetOptions options;
    const Weight& first = requireWeight(weights, "conv1.weight", 4);
    const Weight& head = requireWeight(weights, "conv10.weight", 4);
    options.normalisation = normalisationOf(weights);
    options.baseWidth = intBetween(first.shape[0], 1, kWidestBase, "the number of output channels of conv1.weight");
    options.inputPlanes = intBetween(first.shape[1], 4, 9, "the number of input planes of conv1.weight");
    if (options.inputPlanes != 4 && options.inputPlanes != 9) {
        throw UnsupportedInput("not a SID U-Net: conv1.weight takes " + std::to_string(options.inputPlanes)
                               + " input planes, and only 4 (Bayer) and 9 (X-Trans) are known");
    }
    options.headKernel = head.shape[3] == 1 ? 1 : 3;
    options.upsampleBias = hasName(weights, "up", ".bias");
    for (const auto& [name, shape] : expectedWeights(options)) {
        const auto found = weights.find(name);
        if (found != weights.end() && found->second.shape != shape) {
            throw UnsupportedInput("not a SID U-Net: " + name + " has the shape " + toText(found->second.shape)
                                   + " instead of " + toText(shape));
        }
    }
    return options;
}

void requireComplete(const Model& model, std::string_view source)
{
    const std::string prefix = std::string(source) + ": ";
    std::set<std::string> known;
    for (const auto& [name, shape] : expectedWeights(model.options)) {
        known.insert(name);
        const auto found = model.weights.find(name);
        if (found == model.weights.end()) {
            throw CorruptInput(prefix + name + " is missing");
        }
        const Weight& weight = found->second;
        if (weight.shape != shape) {
            throw CorruptInput(prefix + name + " has the shape " + toText(weight.shape) + " instead of "
                               + toText(shape));
        }
        if (static_cast<std::int64_t>(weight.values.size()) != weight.elementCount()) {
            throw CorruptInput(prefix + name + " holds " + std::to_string(weight.values.size()) + " values instead of "
                               + std::to_string(weight.elementCount()));
        }
        if (const std::optional<std::string> defect = defectOf(name, weight)) {
            throw CorruptInput(prefix + name + " " + *defect);
        }
    }
    for (const auto& [name, weight] : model.weights) {
        if (!known.contains(name)) {
            throw CorruptInput(prefix + name + " is not part of such a network");
        }
    }
}

std::string_view nameOf(Normalisation normalisation)
{
    switch (normalisation) {
    case Normalisation::None: return "baseline";
    case Normalisation::Single: return "single-bn";
    case Normalisation::Double: return "double-bn";
    case Normalisation::Group: return "group-norm";
    }
    assert(false);
    return "";
}

Normalisation parseNormalisation(const std::string& word)
{
    for (const Normalisation normalisation :
         {Normalisation::None, Normalisation::Single, Normalisation::Double, Normalisation::Group}) {
        if (word == nameOf(normalisation)) {
            return normalisation;
        }
    }
    throw InvalidArgument("architecture '" + word + "': must be baseline, single-bn, double-bn or group-norm");
}

std::string_view nameOf(OutputSpace space)
{
    return space == OutputSpace::Display ? "display" : "camera-linear";
}

std::int64_t parameterCount(const Model& model)
{
    std::int64_t count = 0;
    for (const auto& [name, weight] : model.weights) {
        if (name.ends_with(".weight") || name.ends_with(".bias")) {
            count += weight.elementCount();
        }
    }
    return count;
}

Model makeRandomModel(const UNetOptions& options, std::uint64_t seed, InitialWeights initial)
{
    Model model;
    model.options = options;
    std::mt19937_64 random(seed);
    RandomNumbers gaussian(seed);
    float bound = 0.0F;  // a bias follows its weight and has the same bound
    for (const auto& [name, shape] : expectedWeights(options)) {
        Weight weight{shape, std::vector<float>(static_cast<std::size_t>(product(shape)))};
        if (name.starts_with("bn") || name.starts_with("gn")) {
            const bool startsAtOne = name.ends_with(".weight") || name.ends_with(".running_var");
            weight.values.assign(weight.values.size(), startsAtOne ? 1.0F : 0.0F);
        } else if (initial == InitialWeights::Kaiming) {
            fillKaiming(weight.values, name, shape, gaussian);
        } else {
            bound = shape.size() == 4 ? uniformBound(shape) : bound;
            fillUniform(weight.values, bound, random);
        }
        model.weights.emplace(name, std::move(weight));
    }
    return model;
}

}  // namespace scotopic
