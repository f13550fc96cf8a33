// SPDX-License-Identifier: MIT
#include "core/inference/torch_engine.h"

#include "core/base/error.h"
#include "core/inference/channel_sums.h"
#include "core/inference/cuda_driver.h"
#include "core/inference/rearrange.h"
#include "core/inference/threads.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/InferenceMode.h>
#include <torch/version.h>

#include <array>
#include <cassert>
#include <new>
#include <utility>

namespace scotopic {
namespace {

constexpr auto kInterleaved = at::MemoryFormat::ChannelsLast;  // what every fast convolution wants

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

at::Device torchDevice(DeviceId device)
{
    switch (device.kind) {
    case DeviceKind::Cuda: return {at::kCUDA, static_cast<c10::DeviceIndex>(device.index)};
    case DeviceKind::Mps: return {at::kMPS, 0};
    default: return {at::kCPU};
    }
}

at::ScalarType elementType(DeviceId device, Precision precision)
{
    if (precision != Precision::Bf16) {
        return at::kFloat;
    }
    const bool isHalf =
        device.kind == DeviceKind::Mps || (device.kind == DeviceKind::Cuda && !cudaComputesBf16(device.index));
    return isHalf ? at::kHalf : at::kBFloat16;
}

const char* nameOf(at::ScalarType type)
{
    return type == at::kFloat ? "fp32" : (type == at::kHalf ? "fp16" : "bf16");
}

/// A wrapper, not a copy: `values` must outlive the tensor.
at::Tensor wrapped(const std::vector<float>& values, at::IntArrayRef shape)
{
    return at::from_blob(const_cast<float*>(values.data()), shape, at::kFloat);
}

class TorchEngine : public Engine {
public:
    TorchEngine(const PlainNetwork& network, DeviceId device, Precision precision)
        : m_options(network.options), m_deviceId(device), m_precision(precision), m_device(torchDevice(device)),
          m_type(elementType(device, precision))
    {
        guarded([&] {
            for (int index = 0; index < kConvolutionCount; ++index) {
                const Convolution& convolution = network.convolutions[static_cast<std::size_t>(index)];
                m_convolutions.push_back(
                    layerFrom(index == kHead ? headInPixelOrder(convolution, m_options.upscale()) : convolution));
            }
            for (const UpConvolution& up : network.ups) {
                m_ups.push_back(layerFrom(asPointwise(up)));
            }
        });
    }

    OutputTile run(const Planes& tile) override
    {
        return guarded([&] { return pictureFrom(outputOf(kHead, tensorFrom(tile))); });
    }

    ChannelSums sumsAt(int index, const Planes& tile, PixelRect owned) override
    {
        return guarded([&] { return sumsOf(outputOf(index, tensorFrom(tile)), atLevelOf(index, owned)); });
    }

    void replaceConvolution(int index, const Convolution& convolution) override
    {
        guarded([&] {
            m_convolutions[static_cast<std::size_t>(index)] =
                layerFrom(index == kHead ? headInPixelOrder(convolution, m_options.upscale()) : convolution);
        });
    }

    [[nodiscard]] std::size_t peakBytes(PixelSize tile) const override;

    [[nodiscard]] std::string description() const override
    {
        const std::string device = m_deviceId.kind == DeviceKind::Cpu ? "CPU" : toText(m_deviceId);
        return "LibTorch " + torchVersion() + ", " + nameOf(m_type) + ", " + device;
    }

    [[nodiscard]] Precision precision() const override { return m_precision; }

private:
    struct Layer {
        at::Tensor weight;  // [out, in, k, k], m_type, on the device
        at::Tensor bias;    // [out]
    };
    static constexpr int kHead = kConvolutionCount - 1;

    template <typename Call>
    auto guarded(const Call& call) const -> decltype(call())
    {
        try {
            const c10::InferenceMode inference;
            at::set_num_threads(threadCount());
            // Else convolutions of float32 keep only 10 bits on recent NVIDIA GPUs.
            at::globalContext().setAllowTF32CuDNN(m_type != at::kFloat);
            return call();
        } catch (const c10::OutOfMemoryError&) {
            throw DeviceFailed(toText(m_deviceId) + ": out of memory; try smaller tiles");
        } catch (const std::bad_alloc&) {
            throw DeviceFailed(toText(m_deviceId) + ": out of memory; try smaller tiles");
        } catch (const c10::Error& error) {
            throw DeviceFailed(toText(m_deviceId) + ": " + firstLine(error.what_without_backtrace()));
        }
    }

    [[nodiscard]] Layer layerFrom(const Convolution& convolution) const;
    [[nodiscard]] at::Tensor tensorFrom(const Planes& tile) const;
    [[nodiscard]] at::Tensor outputOf(int index, at::Tensor x) const;
    [[nodiscard]] at::Tensor convolved(const Layer& layer, const at::Tensor& x) const;
    [[nodiscard]] at::Tensor upsampledBeside(const at::Tensor& skip, const Layer& up, at::Tensor x) const;
    [[nodiscard]] OutputTile pictureFrom(at::Tensor head) const;
    [[nodiscard]] ChannelSums sumsOf(const at::Tensor& output, PixelRect owned) const;

    UNetOptions m_options;
    DeviceId m_deviceId;
    Precision m_precision;
    at::Device m_device;
    at::ScalarType m_type;
    std::vector<Layer> m_convolutions;
    std::vector<Layer> m_ups;
};

TorchEngine::Layer TorchEngine::layerFrom(const Convolution& convolution) const
{
    const int k = convolution.kernel;
    const at::Tensor weight =
        wrapped(convolution.weights, {convolution.outputChannels, convolution.inputChannels, k, k});
    const at::Tensor bias = wrapped(convolution.bias, {convolution.outputChannels});
    return {.weight = weight.to(m_device, m_type, /*non_blocking=*/false, /*copy=*/true).contiguous(kInterleaved),
            .bias = bias.to(m_device, m_type, /*non_blocking=*/false, /*copy=*/true)};
}

at::Tensor TorchEngine::tensorFrom(const Planes& tile) const
{
    return wrapped(tile.values, {1, tile.planes, tile.height, tile.width})
        .to(m_device, m_type)
        .contiguous(kInterleaved);
}

at::Tensor TorchEngine::convolved(const Layer& layer, const at::Tensor& x) const
{
    return at::conv2d(x, layer.weight, layer.bias, /*stride=*/1, /*padding=*/layer.weight.size(2) / 2);
}

/// Concatenates up-convolved `x` and `skip`: [1, C, h, w] and [1, c, 2h, 2w] -> [1, 2c, 2h, 2w]. LibTorch's own
/// transposed convolution takes a third of the whole time on the CPU; one matrix product and a copy do not.
at::Tensor TorchEngine::upsampledBeside(const at::Tensor& skip, const Layer& up, at::Tensor x) const
{
    const std::int64_t channels = skip.size(1);
    const std::int64_t h = x.size(2);
    const std::int64_t w = x.size(3);
    at::Tensor products = convolved(up, x).permute({0, 2, 3, 1}).reshape({h, w, 2, 2, channels});
    x = at::Tensor();
    at::Tensor joined = at::empty({1, 2 * h, 2 * w, 2 * channels}, skip.options());
    joined.view({h, 2, w, 2, 2 * channels}).slice(4, 0, channels).copy_(products.permute({0, 2, 1, 3, 4}));
    joined.slice(3, channels).copy_(skip.permute({0, 2, 3, 1}));
    return joined.permute({0, 3, 1, 2});
}

/// What convolution `index` gives, before its activation.
at::Tensor TorchEngine::outputOf(int index, at::Tensor x) const
{
    std::array<at::Tensor, 4> skips;
    for (std::size_t block = 0; block < 9; ++block) {
        if (block >= 1 && block <= 4) {
            x = at::max_pool2d(skips[block - 1], 2);
        } else if (block >= 5) {
            const at::Tensor skip = std::move(skips[8 - block]);
            x = upsampledBeside(skip, m_ups[block - 5], std::move(x));
        }
        for (std::size_t half = 0; half < 2; ++half) {
            x = convolved(m_convolutions[2 * block + half], x);
            if (2 * block + half == static_cast<std::size_t>(index)) {
                return x;
            }
            at::leaky_relu_(x, kLeakySlope);
        }
        if (block < 4) {
            skips[block] = std::move(x);
        }
    }
    return convolved(m_convolutions[kHead], x);
}

OutputTile TorchEngine::pictureFrom(at::Tensor head) const
{
    const std::int64_t u = m_options.upscale();
    const std::int64_t h = head.size(2);
    const std::int64_t w = head.size(3);
    OutputTile tile{.size = {static_cast<int>(w * u), static_cast<int>(h * u)}, .rgb = {}};
    tile.rgb.resize(static_cast<std::size_t>(head.numel()));
    head = head.permute({0, 2, 3, 1}).reshape({h, w, u, 3 * u}).permute({0, 2, 1, 3});
    wrapped(tile.rgb, {h, u, w, 3 * u}).copy_(head);
    return tile;
}

ChannelSums TorchEngine::sumsOf(const at::Tensor& output, PixelRect owned) const
{
    if (m_deviceId.kind == DeviceKind::Cuda) {  // float64 where the data is; MPS has none
        const at::Tensor part =
            output.slice(2, owned.y, owned.bottom()).slice(3, owned.x, owned.right()).to(at::kDouble);
        const auto asVector = [](const at::Tensor& sums) {
            const at::Tensor values = sums.to(at::kCPU).contiguous();
            return std::vector<double>(values.data_ptr<double>(), values.data_ptr<double>() + values.numel());
        };
        return {.sum = asVector(part.sum({0, 2, 3})),
                .sumOfSquares = asVector(part.square().sum({0, 2, 3})),
                .count = static_cast<double>(owned.size().area())};
    }
    const at::Tensor pixels = output.to(at::kCPU, at::kFloat).permute({0, 2, 3, 1}).contiguous();
    return sumChannels(pixels.data_ptr<float>(), {static_cast<int>(pixels.size(2)), static_cast<int>(pixels.size(1))},
                       static_cast<int>(pixels.size(3)), owned);
}

/// The fullest moment is the last concatenation: skip, products and the concatenation, 1 + 1 + 2 times the base width.
std::size_t TorchEngine::peakBytes(PixelSize tile) const
{
    const std::size_t elementBytes = m_type == at::kFloat ? 4 : 2;
    const std::size_t activations = 4 * static_cast<std::size_t>(m_options.baseWidth) * tile.area() * elementBytes;
    const std::size_t output = tile.area() * static_cast<std::size_t>(m_options.headChannels()) * sizeof(float);
    std::size_t weights = 0;
    for (const std::vector<Layer>* layers : {&m_convolutions, &m_ups}) {
        for (const Layer& layer : *layers) {
            weights += layer.weight.nbytes() + layer.bias.nbytes();
        }
    }
    return activations + output + weights;
}

}  // namespace

std::unique_ptr<Engine> makeTorchEngine(const PlainNetwork& network, DeviceId device, Precision precision)
{
    return std::make_unique<TorchEngine>(network, device, precision);
}

int cudaDeviceCount()
{
    return at::hasCUDA() ? static_cast<int>(at::getNumGPUs()) : 0;
}

bool hasMps()
{
    return at::hasMPS();
}

std::string torchVersion()
{
    return TORCH_VERSION;
}

std::string torchBlas()
{
    const std::string config = at::show_config();
    const std::string key = "BLAS_INFO=";
    const std::size_t begin = config.find(key);
    if (begin == std::string::npos) {
        return {};
    }
    const std::size_t value = begin + key.size();
    return config.substr(value, config.find_first_of(",\n", value) - value);
}

}  // namespace scotopic
