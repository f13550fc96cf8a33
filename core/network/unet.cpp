// SPDX-License-Identifier: MIT
#include "core/network/unet.h"

#include "core/base/error.h"
#include "core/network/channels_last_layers.h"
#include "core/network/layer_constants.h"
#include "core/network/torch_kernels.h"

namespace scotopic {

namespace {

namespace nn = torch::nn;

constexpr auto kInterleaved = at::MemoryFormat::ChannelsLast;  // what every fast convolution wants

at::Tensor widened(const at::Tensor& features)
{
    const at::ScalarType type = features.scalar_type();
    return type == at::kBFloat16 || type == at::kHalf ? features.to(at::kFloat) : features;
}

at::Tensor convolve(const nn::Conv2d& layer, const at::Tensor& input, const at::Tensor& bias = {})
{
    return at::conv2d(input, layer->weight.to(input.scalar_type()), bias, /*stride=*/1,
                      layer->options.kernel_size()->at(0) / 2);
}

at::Tensor convolveWithBias(const nn::Conv2d& layer, const at::Tensor& input)
{
    return computesChannelsLast(input) ? addBiasAndActivate(convolve(layer, input), layer->bias, /*slope=*/1)
                                       : convolve(layer, input, layer->bias.to(input.scalar_type()));
}

/// Counts the batch where its statistics are used.
BatchNormLayer layerOf(nn::BatchNorm2d& norm)
{
    if (norm->is_training()) {
        norm->num_batches_tracked += 1;
    }
    return {.gain = norm->weight,
            .shift = norm->bias,
            .runningMean = norm->running_mean,
            .runningVariance = norm->running_var,
            .momentum = *norm->options.momentum(),
            .epsilon = norm->options.eps(),
            .usesBatch = norm->is_training()};
}

at::Tensor halve(const at::Tensor& input)
{
    return at::max_pool2d(input, /*kernel_size=*/2);
}

nn::Conv2d makeConvolution(int in, int out, int kernel)
{
    return nn::Conv2d(nn::Conv2dOptions(in, out, kernel).padding(kernel / 2));
}

/// Parameters and buffers by their state-dict names.
std::vector<std::pair<std::string, at::Tensor>> stateOf(const UNet& network)
{
    std::vector<std::pair<std::string, at::Tensor>> state;
    for (const auto& item : network->named_parameters()) {
        state.emplace_back(item.key(), item.value());
    }
    for (const auto& item : network->named_buffers()) {
        state.emplace_back(item.key(), item.value());
    }
    return state;
}

}  // namespace

UNetImpl::UNetImpl(const UNetOptions& options)
    : m_options(options), m_upsamples{nn::ConvTranspose2d(nullptr), nn::ConvTranspose2d(nullptr),
                                      nn::ConvTranspose2d(nullptr), nn::ConvTranspose2d(nullptr)}
{
    const int base = options.baseWidth;
    registerBlock(1, options.inputPlanes, base);
    for (int level = 2; level <= 5; ++level) {
        registerBlock(level, base << (level - 2), base << (level - 1));
    }
    for (int level = 6; level <= 9; ++level) {
        const int width = base << (9 - level);
        m_upsamples[static_cast<std::size_t>(level - 6)] = register_module(
            "up" + std::to_string(level),
            nn::ConvTranspose2d(nn::ConvTranspose2dOptions(2 * width, width, 2).stride(2).bias(options.upsampleBias)));
        registerBlock(level, 2 * width, width);
    }
    m_head = register_module("conv10", makeConvolution(base, options.headChannels(), options.headKernel));
    for (at::Tensor& parameter : parameters()) {
        if (parameter.dim() == 4) {
            parameter.set_data(parameter.contiguous(kInterleaved));
        }
    }
}

void UNetImpl::registerBlock(int level, int inputChannels, int outputChannels)
{
    Block& block = m_blocks[static_cast<std::size_t>(level - 1)];
    const std::string number = std::to_string(level);
    block.first = register_module("conv" + number, makeConvolution(inputChannels, outputChannels, 3));
    block.firstNorm = registerNorm(level, 0, outputChannels);
    block.second = register_module("conv" + number + "_2", makeConvolution(outputChannels, outputChannels, 3));
    block.secondNorm = registerNorm(level, 1, outputChannels);
}

UNetImpl::Norm UNetImpl::registerNorm(int level, int convolution, int channels)
{
    Norm norm;
    const std::string name = normName(m_options.normalisation, level, convolution);
    if (m_options.normalisation == Normalisation::Group) {
        norm.group = register_module(name, nn::GroupNorm(nn::GroupNormOptions(groupCount(channels), channels)));
    } else if (!name.empty()) {
        norm.batch = register_module(name, nn::BatchNorm2d(channels));
    }
    return norm;
}

/// Convolution, normalisation if any, activation.
at::Tensor UNetImpl::layer(const at::Tensor& input, const nn::Conv2d& convolution, Norm& norm)
{
    if (computesChannelsLast(input) && !norm.group) {
        const at::Tensor features = convolve(convolution, input);
        return norm.batch ? normaliseAndActivate(features, convolution->bias, layerOf(norm.batch), kLeakySlope)
                          : addBiasAndActivate(features, convolution->bias, kLeakySlope);
    }
    at::Tensor features = convolveWithBias(convolution, input);
    if (norm.batch) {
        features = norm.batch(features);
    } else if (norm.group) {
        // LibTorch's kernel wants features and weights of one type.
        features = norm.group(widened(features)).to(features.scalar_type());
    }
    return at::leaky_relu_(features, kLeakySlope);
}

at::Tensor UNetImpl::block(const at::Tensor& input, int level)
{
    Block& layers = m_blocks[static_cast<std::size_t>(level - 1)];
    return layer(layer(input, layers.first, layers.firstNorm), layers.second, layers.secondNorm);
}

/// The transposed convolution as one matrix product and a rearrangement: LibTorch's own takes a third of the whole time
/// on the CPU (slow_conv_transpose2d).
at::Tensor UNetImpl::upsampleAndJoin(const at::Tensor& input, const at::Tensor& skip, int level)
{
    const nn::ConvTranspose2d& up = m_upsamples[static_cast<std::size_t>(level - 6)];
    const std::int64_t channels = skip.size(1);
    const at::Tensor pointwise = up->weight.permute({2, 3, 1, 0}).reshape({4 * channels, 2 * channels, 1, 1});
    if (computesChannelsLast(input)) {
        return spreadAndJoin(at::conv2d(input, pointwise.to(input.scalar_type())), up->bias, skip);
    }
    const at::Tensor bias = up->bias.defined() ? up->bias.repeat(4) : at::Tensor();
    const at::Tensor products =
        at::conv2d(input, pointwise.to(input.scalar_type()), bias.defined() ? bias.to(input.scalar_type()) : bias);
    const at::Tensor upsampled = products.permute({0, 2, 3, 1})
                                     .reshape({input.size(0), input.size(2), input.size(3), 2, 2, channels})
                                     .permute({0, 1, 3, 2, 4, 5})
                                     .reshape({skip.size(0), skip.size(2), skip.size(3), channels})
                                     .permute({0, 3, 1, 2});
    return at::cat({upsampled, skip}, /*dim=*/1);
}

at::Tensor UNetImpl::forward(const at::Tensor& planes)
{
    const at::Tensor level1 = block(planes.contiguous(kInterleaved), 1);
    const at::Tensor level2 = block(halve(level1), 2);
    const at::Tensor level3 = block(halve(level2), 3);
    const at::Tensor level4 = block(halve(level3), 4);
    at::Tensor features = block(halve(level4), 5);
    features = block(upsampleAndJoin(features, level4, 6), 6);
    features = block(upsampleAndJoin(features, level3, 7), 7);
    features = block(upsampleAndJoin(features, level2, 8), 8);
    features = block(upsampleAndJoin(features, level1, 9), 9);
    return at::pixel_shuffle(widened(convolveWithBias(m_head, features)), m_options.upscale());
}

void loadWeights(UNet& network, const Weights& weights)
{
    const at::NoGradGuard noGrad;
    const auto state = stateOf(network);
    for (const auto& [name, tensor] : state) {
        const auto found = weights.find(name);
        if (found == weights.end()) {
            throw CorruptInput("the network's " + name + " is not among the weights");
        }
        const Weight& weight = found->second;
        if (tensor.sizes() != at::IntArrayRef(weight.shape)
            || weight.elementCount() != static_cast<std::int64_t>(weight.values.size())) {
            throw CorruptInput("the network's " + name + " and the weights' have different shapes");
        }
        // from_blob wants a mutable pointer and only reads here.
        tensor.copy_(at::from_blob(const_cast<float*>(weight.values.data()), tensor.sizes(), at::kFloat));
    }
    if (state.size() != weights.size()) {
        throw CorruptInput("the weights hold " + std::to_string(weights.size()) + " tensors and the network has "
                           + std::to_string(state.size()));
    }
}

Weights weightsOf(const UNet& network)
{
    Weights weights;
    for (const auto& [name, tensor] : stateOf(network)) {
        const at::Tensor plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
        const float* values = plain.data_ptr<float>();
        weights.emplace(name, Weight{plain.sizes().vec(), std::vector<float>(values, values + plain.numel())});
    }
    return weights;
}

}  // namespace scotopic
