// SPDX-License-Identifier: MIT
#include "core/inference/torch_engine.h"

#include "core/base/error.h"
#include "core/inference/bf16_weights.h"
#include "core/inference/channel_sums.h"
#include "core/inference/cuda_driver.h"
#include "core/inference/rearrange.h"
#include "core/inference/torch_threads.h"
#include "core/network/torch_kernels.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
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

/// [1, C, h, w] -> [1, C, part.height, part.width], laid out like `image`: a copy unless `part` is all of it.
at::Tensor cut(const at::Tensor& image, PixelRect part)
{
    return image.slice(2, part.y, part.bottom()).slice(3, part.x, part.right()).contiguous(kInterleaved);
}

class TorchEngine : public Engine {
public:
    TorchEngine(const PlainNetwork& network, DeviceId device, Precision precision)
        : m_options(network.options), m_deviceId(device), m_precision(precision), m_device(torchDevice(device)),
          m_type(elementType(device, precision))
    {
        guarded([&] {
            for (int index = 0; index < kConvolutionCount; ++index) {
                m_convolutions.push_back(layerAt(index, network.convolutions[static_cast<std::size_t>(index)]));
            }
            for (const UpConvolution& up : network.ups) {
                m_ups.push_back(layerFrom(asPointwise(up), m_type));
            }
        });
    }

    using Engine::run;
    OutputTile run(const Planes& tile, PixelRect owned) override
    {
        const TileShape shape{tile.size(), owned};
        const PixelRect part = relativeTo(shape.computedAt(kHeadIndex), shape.ownedAt(kHeadIndex));
        return guarded([&] { return pictureFrom(cut(outputOf(kHeadIndex, tensorFrom(tile), shape), part)); });
    }

    ChannelSums sumsAt(int index, const Planes& tile, PixelRect owned) override
    {
        const TileShape shape{tile.size(), owned};
        const PixelRect part = relativeTo(shape.computedAt(index), shape.ownedAt(index));
        return guarded([&] { return sumsOf(outputOf(index, tensorFrom(tile), shape), part); });
    }

    void measure(const Planes& frame, const std::vector<int>& measured, const OnSums& onSums) override
    {
        guarded([&] {
            const OnRaw tellSums = [&](int index, const at::Tensor& raw) {
                const bool isMeasured = std::find(measured.begin(), measured.end(), index) != measured.end();
                if (isMeasured) {
                    const PixelSize size{static_cast<int>(raw.size(3)), static_cast<int>(raw.size(2))};
                    onSums(index, sumsOf(raw, wholeOf(size)));
                }
                return isMeasured;
            };
            tellSums(measured.back(), outputOf(measured.back(), tensorFrom(frame), wholeTile(frame.size()), tellSums));
        });
    }

    void replaceConvolution(int index, const Convolution& convolution) override
    {
        guarded([&] { m_convolutions[static_cast<std::size_t>(index)] = layerAt(index, convolution); });
    }

    [[nodiscard]] std::size_t weightBytes() const override;
    [[nodiscard]] std::size_t peakBytes(const TileShape& tile, int last) const override;
    [[nodiscard]] std::size_t peakBytesOfMeasuring(PixelSize frame, const std::vector<int>& measured) const override
    {
        return peakBytes(wholeTile(frame), measured.back());
    }

    [[nodiscard]] std::string description() const override
    {
        const std::string device = m_deviceId.kind == DeviceKind::Cpu ? "CPU" : toText(m_deviceId);
        return "LibTorch " + torchVersion() + ", " + nameOf(m_type) + ", " + device;
    }

    [[nodiscard]] Precision precision() const override { return m_precision; }

private:
    /// Sees what a convolution gives, before its activation; true to have it computed again, with what it is now.
    using OnRaw = std::function<bool(int index, const at::Tensor& raw)>;
    struct Layer {
        at::Tensor weight;  // [out, in, k, k], on the device; the head's float32, others m_type
        at::Tensor bias;    // [out]
    };

    template <typename Call>
    auto guarded(const Call& call) const -> decltype(call())
    {
        try {
            const c10::InferenceMode inference;
            letTorchFollowThreadCount();
            // Else convolutions of float32 keep only 10 bits on recent NVIDIA GPUs.
            at::globalContext().setAllowTF32CuDNN(false);
            return call();
        } catch (const c10::OutOfMemoryError&) {
            throw DeviceFailed(toText(m_deviceId) + ": out of memory; try smaller tiles");
        } catch (const std::bad_alloc&) {
            throw DeviceFailed(toText(m_deviceId) + ": out of memory; try smaller tiles");
        } catch (const c10::Error& error) {
            throw DeviceFailed(toText(m_deviceId) + ": " + firstLine(error.what_without_backtrace()));
        }
    }

    [[nodiscard]] Layer layerAt(int index, const Convolution& convolution) const;
    [[nodiscard]] Layer layerFrom(Convolution convolution, at::ScalarType type) const;
    [[nodiscard]] at::Tensor tensorFrom(const Planes& tile) const;
    [[nodiscard]] at::Tensor outputOf(int index, at::Tensor x, const TileShape& shape, const OnRaw& onRaw = {}) const;
    [[nodiscard]] at::Tensor convolved(const Layer& layer, const at::Tensor& x) const;
    [[nodiscard]] at::Tensor upsampledBeside(at::Tensor skip, const Layer& up, at::Tensor x) const;
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

TorchEngine::Layer TorchEngine::layerAt(int index, const Convolution& convolution) const
{
    return index == kHeadIndex ? layerFrom(headInPixelOrder(convolution, m_options.upscale()), at::kFloat)
                               : layerFrom(convolution, m_type);
}

TorchEngine::Layer TorchEngine::layerFrom(Convolution convolution, at::ScalarType type) const
{
    if (type == at::kBFloat16) {
        roundToBf16(convolution);
    }
    const int k = convolution.kernel;
    const at::Tensor weight =
        wrapped(convolution.weights, {convolution.outputChannels, convolution.inputChannels, k, k});
    const at::Tensor bias = wrapped(convolution.bias, {convolution.outputChannels});
    return {.weight = weight.to(m_device, type, /*non_blocking=*/false, /*copy=*/true).contiguous(kInterleaved),
            .bias = bias.to(m_device, type, /*non_blocking=*/false, /*copy=*/true)};
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
at::Tensor TorchEngine::upsampledBeside(at::Tensor skip, const Layer& up, at::Tensor x) const
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
at::Tensor TorchEngine::outputOf(int index, at::Tensor x, const TileShape& shape, const OnRaw& onRaw) const
{
    std::array<at::Tensor, kDeepestLevel> skips;
    for (int first = 0; first < kHeadIndex; first += 2) {
        const auto level = static_cast<std::size_t>(levelOf(first));
        if (blockOf(first) > kDeepestLevel) {
            const PixelRect to = shape.computedAt(first);
            const PixelRect from{to.x / 2, to.y / 2, to.width / 2, to.height / 2};
            x = cut(x, relativeTo(shape.computedAt(first - 1), from));
            x = upsampledBeside(std::move(skips[level]), m_ups[kDeepestLevel - 1 - level], std::move(x));
        }
        for (const int layer : {first, first + 1}) {
            const Layer& convolution = m_convolutions[static_cast<std::size_t>(layer)];
            at::Tensor raw = convolved(convolution, x);
            if (layer == index) {
                return raw;
            }
            if (onRaw && onRaw(layer, raw)) {
                raw = at::Tensor();  // before there is another
                raw = convolved(convolution, x);
            }
            x = std::move(raw);
            at::leaky_relu_(x, kLeakySlope);
        }
        if (blockOf(first) < kDeepestLevel) {
            skips[level] = cut(x, shape.computedAt(2 * (2 * kDeepestLevel - levelOf(first))));
            x = at::max_pool2d(x, 2);
        }
    }
    return convolved(m_convolutions[kHeadIndex], x.to(at::kFloat));
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
        const at::Tensor part = cut(output, owned).to(at::kDouble);
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

/// The fullest moments are the second convolution at the top of the way down and the first one there of the way up.
/// LibTorch 1.13 holds their inputs and outputs twice, in its convolution's layout too.
std::size_t TorchEngine::peakBytes(const TileShape& tile, int last) const
{
    const std::size_t elementBytes = m_type == at::kFloat ? 4 : 2;
    const std::size_t width = static_cast<std::size_t>(m_options.baseWidth) * elementBytes;
    const std::size_t down = 2 * (1 + 1) * tile.size.area() * width;
    const std::size_t cropped = tile.computedAt(kHeadIndex).size().area();
    const std::size_t up = blockOf(last) > kDeepestLevel ? 2 * (2 + 1) * cropped * width : 0;
    // Without oneDNN a convolution lays its 3x3 neighbourhoods out, of the joined maps on the way up.
    const bool laysOut = m_deviceId.kind == DeviceKind::Cpu && !kTorchUsesOneDnn;
    const std::size_t columns = laysOut ? 9 * width * std::max(tile.size.area(), up > 0 ? 2 * cropped : 0) : 0;
    const std::size_t owned = last == kHeadIndex ? tile.owned.size().area() : 0;
    const std::size_t output = owned * static_cast<std::size_t>(m_options.headChannels()) * sizeof(float);
    return std::max(down, up) + columns + output + weightBytes();
}

std::size_t TorchEngine::weightBytes() const
{
    std::size_t bytes = 0;
    for (const std::vector<Layer>* layers : {&m_convolutions, &m_ups}) {
        for (const Layer& layer : *layers) {
            bytes += layer.weight.nbytes() + layer.bias.nbytes();
        }
    }
    return bytes;
}

}  // namespace

std::unique_ptr<Engine> makeTorchEngine(const PlainNetwork& network, DeviceId device, Precision precision)
{
    return std::make_unique<TorchEngine>(network, device, precision);
}

}  // namespace scotopic
