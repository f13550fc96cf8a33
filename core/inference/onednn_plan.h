// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/planes.h"
#include "core/base/threads.h"
#include "core/inference/arena.h"
#include "core/inference/interleaved.h"
#include "core/inference/levels.h"
#include "core/inference/packed_weights.h"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace scotopic {

/// The network for one shape of tile, up to one convolution, as a list of steps on buffers of an arena.
class OneDnnPlan {
public:
    /// `last` is the last convolution; it has no activation and its result is float32. So have those of `measured`
    /// before it, which are then computed again for what follows.
    OneDnnPlan(const PackedWeights& weights, const UNetOptions& options, const dnnl::engine& engine,
               const TileShape& shape, int last, ActivationType type, std::vector<int> measured = {});

    /// Sees the result of a convolution of `measured`, interleaved, and may replace that convolution.
    using OnMeasured = std::function<void(int layer, const float* result)>;
    /// Computes in `arena`, of arenaBytes(), and returns the last convolution's result in it, interleaved: what
    /// shape().computedAt(last()) says.
    const float* run(const Planes& tile, PackedWeights& weights, std::byte* arena, const OnMeasured& onMeasured = {});

    [[nodiscard]] const TileShape& shape() const { return m_shape; }
    [[nodiscard]] int last() const { return m_last; }
    /// How many its kernels were made for, whoever runs them.
    [[nodiscard]] int threads() const { return m_threads; }
    [[nodiscard]] std::size_t arenaBytes() const { return m_arena.totalBytes(); }
    [[nodiscard]] std::size_t packedBytes() const;
    /// Of the code that oneDNN compiles for it, where that is much.
    [[nodiscard]] std::size_t kernelBytes() const;
    /// oneDNN's names of the kernels that were chosen.
    [[nodiscard]] std::vector<std::string> implementations() const;

private:
    using Buffer = std::size_t;
    struct ConvolutionStep {
        int layer = 0;
        onednn::ConvolutionDescription description{};
        dnnl::convolution_forward primitive{};  // made at the first run: peakBytes() needs none
        Buffer source = 0;
        std::size_t sourceOffset = 0;
        Buffer target = 0;
        std::size_t targetOffset = 0;
        Buffer scratch = 0;
        bool isMeasured = false;
    };
    struct PoolStep {
        Pooling shape;
        Buffer source = 0;
        Buffer pooled = 0;
        std::optional<Buffer> joined;
    };
    struct SpreadStep {
        Spread shape;
        Buffer source = 0;
        Buffer target = 0;
        std::size_t targetOffset = 0;
    };
    struct WidenStep {
        PixelSize size;
        int channels = 0;
        Buffer source = 0;
        std::size_t sourceOffset = 0;
        Buffer target = 0;
    };
    using Step = std::variant<ConvolutionStep, PoolStep, SpreadStep, WidenStep>;

    [[nodiscard]] int width(int level) const { return m_options.baseWidth << level; }
    [[nodiscard]] bool needsSkip(int level) const { return m_last >= firstOfUp(level); }
    /// The convolution that takes the concatenation of `level`.
    [[nodiscard]] static int firstOfUp(int level) { return 2 * (2 * kDeepestLevel - level); }
    [[nodiscard]] int nextStep() const { return static_cast<int>(m_steps.size()); }
    Buffer newBuffer(PixelSize size, int channels, ActivationType type);
    void use(Buffer buffer) { m_arena.keepUntil(buffer, nextStep()); }
    [[nodiscard]] onednn::Description imageOf(PixelSize size, int channels, ActivationType type) const;

    void addBlocks(const PackedWeights& weights);
    Buffer addConvolution(const PackedWeights& weights, int layer, Buffer source);
    void addStep(const PackedWeights& weights, int layer, ConvolutionStep step, PixelSize size, ActivationType target);
    Buffer addWideHead(const PackedWeights& weights, Buffer source);
    Buffer addPool(Buffer source, int level, std::optional<Buffer> joined);
    void addUp(const PackedWeights& weights, int level, Buffer source, Buffer joined);

    void execute(ConvolutionStep& step, PackedWeights& weights, std::byte* arena);
    void execute(const PoolStep& step, std::byte* arena) const;
    void execute(const SpreadStep& step, std::byte* arena) const;
    void execute(const WidenStep& step, std::byte* arena);

    UNetOptions m_options;
    dnnl::engine m_engine;
    dnnl::stream m_stream;
    TileShape m_shape;
    int m_last;
    int m_threads = threadCount();
    ActivationType m_type;
    std::vector<int> m_measured;
    ArenaPlan m_arena;
    std::vector<Step> m_steps;
    Buffer m_input = 0;
    Buffer m_result = 0;
};

}  // namespace scotopic
