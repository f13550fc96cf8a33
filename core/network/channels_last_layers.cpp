// SPDX-License-Identifier: MIT
#include "core/network/channels_last_layers.h"

#include "core/network/channels_last_kernels.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace scotopic {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

/// call(Element{}) for the type that the image holds.
template <typename Call>
auto withElement(const at::Tensor& image, const Call& call)
{
    switch (image.scalar_type()) {
    case at::kDouble: return call(double{});
    case at::kBFloat16: return call(c10::BFloat16{});
    default: return call(float{});
    }
}

PixelShape shapeOf(const at::Tensor& image)
{
    return {image.size(0) * image.size(2) * image.size(3), image.size(1)};
}

PerChannel numbersOf(const at::Tensor& parameter)
{
    const at::Tensor numbers = parameter.detach().to(at::kDouble).contiguous();
    return {numbers.data_ptr<double>(), numbers.data_ptr<double>() + numbers.numel()};
}

at::Tensor tensorOf(const PerChannel& numbers, at::ScalarType type = at::kDouble)
{
    return at::tensor(at::ArrayRef<double>(numbers), at::kDouble).to(type);
}

at::Tensor emptyLike(const at::Tensor& image)
{
    return at::empty_like(image, image.options().memory_format(kChannelsLast));
}

struct AddBiasAndActivate : torch::autograd::Function<AddBiasAndActivate> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& features, const at::Tensor& bias,
                              double slope)
    {
        withElement(features, [&](auto element) {
            scotopic::addBiasAndActivate(features.data_ptr<decltype(element)>(), shapeOf(features), numbersOf(bias),
                                         slope);
        });
        context->mark_dirty({features});
        context->save_for_backward({features});
        context->saved_data["slope"] = slope;
        context->saved_data["type"] = bias.scalar_type();
        return features;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::Tensor result = context->get_saved_variables().at(0);
        const at::Tensor gradient = gradients.at(0).contiguous(kChannelsLast);
        const double slope = context->saved_data["slope"].toDouble();
        const at::ScalarType type = context->saved_data["type"].toScalarType();
        const PixelShape shape = shapeOf(result);
        return withElement(result, [&](auto element) -> variable_list {
            using Element = decltype(element);
            const auto* const from = gradient.data_ptr<Element>();
            if (slope == 1) {
                return {gradient, tensorOf(sumPixels(from, shape), type), {}};
            }
            const at::Tensor inputGradient = emptyLike(result);
            const PerChannel sums =
                biasGradients(result.data_ptr<Element>(), from, shape, slope, inputGradient.data_ptr<Element>());
            return {inputGradient, tensorOf(sums, type), {}};
        });
    }
};

/// running = (1 - momentum) * running + momentum * batch
void average(const at::Tensor& running, const PerChannel& batch, double momentum)
{
    running.copy_(running.to(at::kDouble) * (1 - momentum) + tensorOf(batch) * momentum);
}

/// `moments` are those of features without their bias.
void averageStatistics(const BatchNormLayer& layer, const at::Tensor& bias, ChannelMoments moments, std::int64_t pixels)
{
    const PerChannel offsets = numbersOf(bias);
    const auto count = static_cast<double>(pixels);
    for (std::size_t c = 0; c < offsets.size(); ++c) {
        moments.mean[c] += offsets[c];
        moments.variance[c] *= count / (count - 1);
    }
    average(layer.runningMean, moments.mean, layer.momentum);
    average(layer.runningVariance, moments.variance, layer.momentum);
}

ChannelMoments runningMoments(const BatchNormLayer& layer, const at::Tensor& bias)
{
    return {numbersOf(layer.runningMean.to(at::kDouble) - bias.detach()), numbersOf(layer.runningVariance)};
}

PerChannel inverseDeviations(PerChannel variances, double epsilon)
{
    std::ranges::transform(variances, variances.begin(),
                           [epsilon](double variance) { return 1 / std::sqrt(variance + epsilon); });
    return variances;
}

PerChannel product(PerChannel a, const PerChannel& b)
{
    std::ranges::transform(a, b, a.begin(), std::multiplies<>());
    return a;
}

struct NormaliseAndActivate : torch::autograd::Function<NormaliseAndActivate> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& features, const at::Tensor& bias,
                              const at::Tensor& gain, const at::Tensor& shift, const BatchNormLayer& layer,
                              double slope)
    {
        const PixelShape shape = shapeOf(features);
        const at::Tensor result = emptyLike(features);
        ChannelScaling scaling{{}, numbersOf(gain), numbersOf(shift), slope};
        PerChannel inverse;
        withElement(features, [&](auto element) {
            const auto* const values = features.data_ptr<decltype(element)>();
            const ChannelMoments moments = layer.usesBatch ? momentsOf(values, shape) : runningMoments(layer, bias);
            inverse = inverseDeviations(moments.variance, layer.epsilon);
            scaling.mean = moments.mean;
            scaling.scale = product(std::move(scaling.scale), inverse);
            scaleAndActivate(values, shape, scaling, result.data_ptr<decltype(element)>());
            if (layer.usesBatch) {
                averageStatistics(layer, bias, moments, shape.pixels);
            }
        });
        context->save_for_backward(
            {features, gain, tensorOf(scaling.mean), tensorOf(scaling.scale), shift, tensorOf(inverse)});
        context->saved_data["slope"] = slope;
        context->saved_data["usesBatch"] = layer.usesBatch;
        return result;
    }

    /// Ioffe and Szegedy 2015, section 3, with z before the activation.
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor& features = saved[0];
        const at::ScalarType type = saved[1].scalar_type();
        const ChannelScaling scaling{numbersOf(saved[2]), numbersOf(saved[3]), numbersOf(saved[4]),
                                     context->saved_data["slope"].toDouble()};
        const PerChannel inverse = numbersOf(saved[5]);
        const bool usesBatch = context->saved_data["usesBatch"].toBool();
        const at::Tensor gradient = gradients.at(0).contiguous(kChannelsLast);
        const PixelShape shape = shapeOf(features);
        const at::Tensor inputGradient = emptyLike(features);
        return withElement(features, [&](auto element) -> variable_list {
            using Element = decltype(element);
            const auto* const values = features.data_ptr<Element>();
            const auto* const from = gradient.data_ptr<Element>();
            const ScalingGradients sums = scalingGradients(values, from, shape, scaling);
            const PerChannel ofGain = product(sums.gradientOffsets, inverse);
            InputGradientTerms terms{zeroPerChannel(shape), zeroPerChannel(shape)};
            PerChannel ofBias = zeroPerChannel(shape);
            for (std::size_t c = 0; c < ofBias.size(); ++c) {
                const double share = -scaling.scale[c] / static_cast<double>(shape.pixels);
                terms.constant[c] = usesBatch ? share * sums.gradients[c] : 0;
                terms.slope[c] = usesBatch ? share * ofGain[c] * inverse[c] : 0;
                ofBias[c] = usesBatch ? 0 : scaling.scale[c] * sums.gradients[c];
            }
            scalingInputGradients(values, from, shape, scaling, terms, inputGradient.data_ptr<Element>());
            return {
                inputGradient, tensorOf(ofBias, type), tensorOf(ofGain, type), tensorOf(sums.gradients, type), {}, {}};
        });
    }
};

struct SpreadAndJoin : torch::autograd::Function<SpreadAndJoin> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& products, const at::Tensor& bias,
                              const at::Tensor& skip)
    {
        const at::Tensor joined = at::empty({skip.size(0), 2 * skip.size(1), skip.size(2), skip.size(3)},
                                            skip.options().memory_format(kChannelsLast));
        const JoinShape shape = shapeOfJoin(joined);
        withElement(skip, [&](auto element) {
            using Element = decltype(element);
            scotopic::spreadAndJoin(products.data_ptr<Element>(), numbersOf(bias), skip.data_ptr<Element>(), shape,
                                    joined.data_ptr<Element>());
        });
        context->saved_data["type"] = bias.scalar_type();
        return joined;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::Tensor joined = gradients.at(0).contiguous(kChannelsLast);
        const JoinShape shape = shapeOfJoin(joined);
        const at::Tensor products = at::empty({joined.size(0), 4 * shape.channels, joined.size(2) / 2, shape.columns},
                                              joined.options().memory_format(kChannelsLast));
        const PerChannel ofBias = withElement(joined, [&](auto element) {
            using Element = decltype(element);
            return gatherUpsampled(joined.data_ptr<Element>(), shape, products.data_ptr<Element>());
        });
        const at::ScalarType type = context->saved_data["type"].toScalarType();
        return {products, tensorOf(ofBias, type), joined.narrow(1, shape.channels, shape.channels)};
    }

    static JoinShape shapeOfJoin(const at::Tensor& joined)
    {
        return {joined.size(0) * joined.size(2) / 2, joined.size(3) / 2, joined.size(1) / 2};
    }
};

}  // namespace

bool computesChannelsLast(const at::Tensor& features)
{
    const at::ScalarType type = features.scalar_type();
    return features.is_cpu() && (type == at::kFloat || type == at::kDouble || type == at::kBFloat16);
}

at::Tensor addBiasAndActivate(const at::Tensor& features, const at::Tensor& bias, double slope)
{
    return AddBiasAndActivate::apply(features.contiguous(kChannelsLast), bias, slope);
}

at::Tensor normaliseAndActivate(const at::Tensor& features, const at::Tensor& bias, const BatchNormLayer& layer,
                                double slope)
{
    TORCH_CHECK(!layer.usesBatch || shapeOf(features).pixels > 1,
                "batch normalisation needs more than one value a channel, got ", features.sizes());
    return NormaliseAndActivate::apply(features.contiguous(kChannelsLast), bias, layer.gain, layer.shift, layer, slope);
}

at::Tensor spreadAndJoin(const at::Tensor& products, const at::Tensor& bias, const at::Tensor& skip)
{
    const at::Tensor offsets = bias.defined() ? bias : at::zeros({skip.size(1)});
    return SpreadAndJoin::apply(products.contiguous(kChannelsLast), offsets, skip.contiguous(kChannelsLast));
}

}  // namespace scotopic
