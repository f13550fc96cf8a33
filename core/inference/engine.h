// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/planes.h"
#include "core/inference/levels.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace scotopic {

enum class EngineKind { Auto, Torch, OneDnn };
enum class Precision { Auto, Fp32, Bf16 };
enum class DeviceKind { Auto, Cpu, Cuda, Mps };

struct DeviceId {
    DeviceKind kind = DeviceKind::Auto;
    int index = 0;
};

struct EngineOptions {
    DeviceId device;
    EngineKind engine = EngineKind::Auto;
    Precision precision = Precision::Auto;  // Auto: bf16 where the processor or GPU computes it natively
};

/// A tile of the network's output before clamping: float32 R, G, B interleaved, row-major.
struct OutputTile {
    PixelSize size;
    std::vector<float> rgb;
};

/// Per output channel of one convolution: sums over the pixels asked for, in float64.
struct ChannelSums {
    std::vector<double> sum;
    std::vector<double> sumOfSquares;
    double count = 0;
};

/// Told the sums of convolution `index`'s raw output over a whole frame.
using OnSums = std::function<void(int index, const ChannelSums& sums)>;

/// One network ready to run on one device. Not thread-safe: the device worker's thread uses it. No call is ever inside
/// another: jobs that share an engine meet at JobContext::handOver(), which is called between two calls. Keeps its
/// buffers between calls and gives them back when a call needs other sizes.
class Engine {
public:
    virtual ~Engine() = default;

    /// [planes, h, w], 0..1 -> the picture of `owned`, a rect in `tile`'s pixels: owned.height * upscale rows of
    /// owned.width * upscale. All sides are multiples of 16. Exact as far as `owned` keeps kTileOverlapPx from those
    /// edges of the tile that are not the frame's. Throws DeviceFailed (out of memory).
    virtual OutputTile run(const Planes& tile, PixelRect owned) = 0;
    OutputTile run(const Planes& tile) { return run(tile, wholeOf(tile.size())); }

    /// Runs the network up to convolution `index` (0-based, in PlainNetwork's order) and sums its raw output (bias
    /// added, no activation) over `owned` as run() takes it, scaled to the convolution's own level. For image
    /// statistics.
    virtual ChannelSums sumsAt(int index, const Planes& tile, PixelRect owned) = 0;

    /// Runs the network over a whole frame up to the last convolution of `measured`, which ascend: of each of them
    /// `onSums` is told the sums, as sumsAt() has them, may replace that convolution, and what follows sees it
    /// replaced. What `onSums` throws comes through.
    virtual void measure(const Planes& frame, const std::vector<int>& measured, const OnSums& onSums) = 0;

    /// Replaces weights and bias of convolution `index`, e.g. with batch normalisation folded in.
    virtual void replaceConvolution(int index, const Convolution& convolution) = 0;

    /// Gives back the buffers that are kept between calls; weights stay.
    virtual void releaseBuffers() {}

    /// Bytes of the weights, in all the layouts that are kept.
    [[nodiscard]] virtual std::size_t weightBytes() const = 0;
    /// Bytes that run() holds at its peak for such a tile, or sumsAt() up to convolution `last`: weights, activations
    /// and the result, in the memory that activations are in; the tile itself and the libraries are not counted.
    /// Within 15 % on the CPU (LibTorch 2.6 may hold a quarter less). Reads no weights, so it is cheap enough to
    /// compare tile sizes with.
    [[nodiscard]] virtual std::size_t peakBytes(const TileShape& tile, int last = kHeadIndex) const = 0;

    /// The same for measure().
    [[nodiscard]] virtual std::size_t peakBytesOfMeasuring(PixelSize frame, const std::vector<int>& measured) const = 0;

    /// "oneDNN 2.6.3, bf16, CPU"
    [[nodiscard]] virtual std::string description() const = 0;
    [[nodiscard]] virtual Precision precision() const = 0;
};

/// Chooses and builds an engine. Throws DeviceFailed when the device is not there (naming those that are),
/// UnsupportedInput when the build has no such engine or it is not sound here, InvalidArgument when engine and device
/// do not go together.
[[nodiscard]] std::unique_ptr<Engine> makeEngine(const PlainNetwork& network, const EngineOptions& options);

/// Whether this build has the oneDNN engine.
[[nodiscard]] bool hasOneDnn();
/// And whether it computes rightly on this processor: see processorTellsItsCaches().
[[nodiscard]] bool oneDnnIsSound();

/// "auto", "cpu", "cuda", "cuda:1", "mps"; "auto|torch|onednn"; "auto|fp32|bf16". Throw InvalidArgument.
[[nodiscard]] DeviceId parseDevice(const std::string& word);
[[nodiscard]] EngineKind parseEngine(const std::string& word);
[[nodiscard]] Precision parsePrecision(const std::string& word);
[[nodiscard]] std::string toText(DeviceId device);
[[nodiscard]] const char* toText(Precision precision);

}  // namespace scotopic
