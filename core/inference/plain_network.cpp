// SPDX-License-Identifier: MIT
#include "core/inference/plain_network.h"

#include "core/base/error.h"

#include <cassert>
#include <cmath>
#include <string>

namespace scotopic {
namespace {

/// What surrounds convolution `index` in the study's names.
struct Place {
    std::string convolution;
    std::string norm;  // empty: never normalised
};

Place placeOf(int index, Normalisation normalisation)
{
    if (index == 18) {
        return {"conv10", {}};
    }
    const int block = index / 2 + 1;
    const bool isFirst = index % 2 == 0;
    return {"conv" + std::to_string(block) + (isFirst ? "" : "_2"), normName(normalisation, block, isFirst ? 0 : 1)};
}

Convolution convolutionNamed(const Weights& weights, const std::string& name)
{
    const Weight& kernel = weights.at(name + ".weight");
    assert(kernel.shape.size() == 4);
    return {.inputChannels = static_cast<int>(kernel.shape[1]),
            .outputChannels = static_cast<int>(kernel.shape[0]),
            .kernel = static_cast<int>(kernel.shape[2]),
            .weights = kernel.values,
            .bias = weights.at(name + ".bias").values};
}

UpConvolution upConvolutionNamed(const Weights& weights, const std::string& name)
{
    const Weight& kernel = weights.at(name + ".weight");
    assert(kernel.shape.size() == 4);
    UpConvolution up{.inputChannels = static_cast<int>(kernel.shape[0]),
                     .outputChannels = static_cast<int>(kernel.shape[1]),
                     .weights = kernel.values,
                     .bias = {}};
    const auto bias = weights.find(name + ".bias");
    up.bias = bias == weights.end() ? std::vector<float>(static_cast<std::size_t>(up.outputChannels), 0.0F)
                                    : bias->second.values;
    return up;
}

std::vector<double> widened(const std::vector<float>& values)
{
    return {values.begin(), values.end()};
}

}  // namespace

PlainNetwork withoutNormalisation(const Model& model)
{
    PlainNetwork network{.options = model.options, .convolutions = {}, .ups = {}};
    for (int index = 0; index < kConvolutionCount; ++index) {
        network.convolutions.push_back(
            convolutionNamed(model.weights, placeOf(index, model.options.normalisation).convolution));
    }
    for (std::size_t level = 0; level < network.ups.size(); ++level) {
        network.ups[level] = upConvolutionNamed(model.weights, "up" + std::to_string(level + 6));
    }
    return network;
}

std::vector<BatchNorm> normalisationsOf(const Model& model)
{
    std::vector<BatchNorm> norms;
    for (int index = 0; index < kConvolutionCount; ++index) {
        const Place place = placeOf(index, model.options.normalisation);
        if (!place.norm.empty()) {
            const std::vector<float>& gain = model.weights.at(place.norm + ".weight").values;
            const bool isGrouped = model.options.normalisation == Normalisation::Group;
            norms.push_back({.convolution = index,
                             .groups = isGrouped ? groupCount(static_cast<int>(gain.size())) : 0,
                             .gain = gain,
                             .shift = model.weights.at(place.norm + ".bias").values});
        }
    }
    return norms;
}

PlainNetwork foldRunningStatistics(const Model& model)
{
    if (model.options.normalisation == Normalisation::Group) {
        throw InvalidArgument("group normalisation has no running statistics");
    }
    PlainNetwork network = withoutNormalisation(model);
    for (const BatchNorm& norm : normalisationsOf(model)) {
        const std::string name = placeOf(norm.convolution, model.options.normalisation).norm;
        Convolution& convolution = network.convolutions[static_cast<std::size_t>(norm.convolution)];
        convolution = folded(convolution, norm, widened(model.weights.at(name + ".running_mean").values),
                             widened(model.weights.at(name + ".running_var").values));
    }
    return network;
}

Convolution folded(const Convolution& convolution, const BatchNorm& norm, const std::vector<double>& mean,
                   const std::vector<double>& variance)
{
    Convolution result = convolution;
    const std::size_t perChannel = convolution.weights.size() / convolution.bias.size();
    for (std::size_t channel = 0; channel < convolution.bias.size(); ++channel) {
        const double scale = norm.gain[channel] / std::sqrt(variance[channel] + kBatchNormEpsilon);
        for (std::size_t i = channel * perChannel; i < (channel + 1) * perChannel; ++i) {
            result.weights[i] = static_cast<float>(convolution.weights[i] * scale);
        }
        result.bias[channel] =
            static_cast<float>((convolution.bias[channel] - mean[channel]) * scale + norm.shift[channel]);
    }
    return result;
}

}  // namespace scotopic
