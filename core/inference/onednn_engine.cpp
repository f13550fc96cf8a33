// SPDX-License-Identifier: MIT
#include "core/inference/onednn_engine.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/inference/channel_sums.h"
#include "core/inference/onednn_plan.h"

#include <algorithm>
#include <cassert>
#include <list>
#include <new>
#include <omp.h>
#include <utility>

namespace scotopic {
namespace {

constexpr std::size_t kRememberedPlans = 16;  // corners, edges and middle of a tiled frame, and then some

ActivationType elementType(Precision precision)
{
    return precision == Precision::Bf16 ? ActivationType::BFloat16 : ActivationType::Float32;
}

class OneDnnEngine : public Engine {
public:
    OneDnnEngine(const PlainNetwork& network, Precision precision)
        : m_options(network.options), m_precision(precision), m_engine(dnnl::engine::kind::cpu, 0),
          m_weights(network, elementType(precision), m_engine)
    {
    }

    using Engine::run;
    OutputTile run(const Planes& tile, PixelRect owned) override
    {
        return guarded([&] {
            const TileShape shape{tile.size(), owned};
            const float* head = outputOf(kHeadIndex, tile, shape);
            const PixelRect computed = shape.computedAt(kHeadIndex);
            const int upscale = m_options.upscale();
            OutputTile picture{.size = {owned.width * upscale, owned.height * upscale}, .rgb = {}};
            picture.rgb.resize(picture.size.area() * 3);
            constexpr std::size_t kPixelBytes = 3 * sizeof(float);
            spread(reinterpret_cast<const std::byte*>(head),
                   {.size = computed.size(),
                    .part = relativeTo(computed, shape.ownedAt(kHeadIndex)),
                    .factor = upscale,
                    .runBytes = kPixelBytes,
                    .pixelBytes = kPixelBytes},
                   reinterpret_cast<std::byte*>(picture.rgb.data()));
            return picture;
        });
    }

    ChannelSums sumsAt(int index, const Planes& tile, PixelRect owned) override
    {
        return guarded([&] {
            const TileShape shape{tile.size(), owned};
            const PixelRect computed = shape.computedAt(index);
            return sumChannels(outputOf(index, tile, shape), computed.size(), m_weights.plain(index).outputChannels,
                               relativeTo(computed, shape.ownedAt(index)));
        });
    }

    void measure(const Planes& frame, const std::vector<int>& measured, const OnSums& onSums) override
    {
        guarded([&] {
            OneDnnPlan plan = planFor(wholeTile(frame.size()), measured.back(), measured);
            makeRoomFor(plan.arenaBytes());
            const auto tellSums = [&](int index, const float* raw) {
                const PixelSize size = plan.shape().computedAt(index).size();
                onSums(index, sumChannels(raw, size, m_weights.plain(index).outputChannels, wholeOf(size)));
            };
            tellSums(measured.back(), plan.run(frame, m_weights, m_arena.data(), tellSums));
        });
    }

    void replaceConvolution(int index, const Convolution& convolution) override
    {
        guarded([&] { m_weights.replace(index, convolution); });
    }

    void releaseBuffers() override { m_arena = AlignedMemory(); }

    /// As they were given, and as the primitives want them: the same number of elements but for some padding.
    [[nodiscard]] std::size_t weightBytes() const override
    {
        const std::size_t plain = m_weights.plainBytes();
        return plain + plain / bytesOf(ActivationType::Float32) * bytesOf(elementType(m_precision));
    }

    [[nodiscard]] std::size_t peakBytes(const TileShape& tile, int last) const override
    {
        return guarded([&] {
            const OneDnnPlan plan = planFor(tile, last);
            const std::size_t owned = last == kHeadIndex ? tile.owned.size().area() : 0;
            const std::size_t output = owned * static_cast<std::size_t>(m_options.headChannels()) * sizeof(float);
            return plan.arenaBytes() + plan.packedBytes() + plan.kernelBytes() + m_weights.plainBytes() + output;
        });
    }

    [[nodiscard]] std::size_t peakBytesOfMeasuring(PixelSize frame, const std::vector<int>& measured) const override
    {
        return guarded([&] {
            const OneDnnPlan plan = planFor(wholeTile(frame), measured.back(), measured);
            return plan.arenaBytes() + plan.packedBytes() + plan.kernelBytes() + m_weights.plainBytes();
        });
    }

    [[nodiscard]] std::string description() const override
    {
        return "oneDNN " + oneDnnVersion() + ", " + toText(m_precision) + ", CPU";
    }

    [[nodiscard]] Precision precision() const override { return m_precision; }

    [[nodiscard]] OneDnnPlan planFor(const TileShape& tile, int last, std::vector<int> measured = {}) const
    {
        return {m_weights, m_options, m_engine, tile, last, elementType(m_precision), std::move(measured)};
    }

private:
    template <typename Call>
    auto guarded(const Call& call) const -> decltype(call())
    {
        try {
            omp_set_num_threads(threadCount());
            return call();
        } catch (const std::bad_alloc&) {
            throw DeviceFailed("cpu: out of memory; try smaller tiles");
        } catch (const dnnl::error& error) {
            if (error.status == dnnl_out_of_memory) {
                throw DeviceFailed("cpu: out of memory; try smaller tiles");
            }
            throw DeviceFailed(std::string("cpu: oneDNN: ") + error.what());
        }
    }

    const float* outputOf(int index, const Planes& tile, const TileShape& shape)
    {
        assert(tile.planes == m_options.inputPlanes && tile.width % 16 == 0 && tile.height % 16 == 0);
        OneDnnPlan& plan = rememberedPlan(shape, index);
        makeRoomFor(plan.arenaBytes());
        return plan.run(tile, m_weights, m_arena.data());
    }

    /// The most recently used plan is at the front.
    OneDnnPlan& rememberedPlan(const TileShape& tile, int last)
    {
        const auto found = std::find_if(m_plans.begin(), m_plans.end(), [&](const OneDnnPlan& plan) {
            return plan.shape() == tile && plan.last() == last && plan.threads() == threadCount();
        });
        if (found != m_plans.end()) {
            m_plans.splice(m_plans.begin(), m_plans, found);
            return m_plans.front();
        }
        m_plans.push_front(planFor(tile, last));
        if (m_plans.size() > kRememberedPlans) {
            m_plans.pop_back();
        }
        return m_plans.front();
    }

    void makeRoomFor(std::size_t bytes)
    {
        const bool isFarTooLarge = m_arena.size() / 4 > bytes;
        if (m_arena.size() < bytes || isFarTooLarge) {
            m_arena = AlignedMemory();  // first give back, then ask
            m_arena = AlignedMemory(bytes);
        }
    }

    UNetOptions m_options;
    Precision m_precision;
    dnnl::engine m_engine;
    PackedWeights m_weights;
    std::list<OneDnnPlan> m_plans;
    AlignedMemory m_arena;
};

bool isReference(const std::string& implementation)
{
    return implementation.find("ref") != std::string::npos;
}

std::string noKernels(Precision precision)
{
    return std::string("engine onednn: has no ") + toText(precision) + " for this processor; use "
           + (precision == Precision::Bf16 ? "fp32 or engine torch" : "engine torch");
}

std::vector<std::string> kernelsOf(const OneDnnEngine& engine, PixelSize tile)
{
    try {
        return engine.planFor(wholeTile(tile), kHeadIndex).implementations();
    } catch (const dnnl::error&) {
        throw UnsupportedInput(noKernels(engine.precision()));
    }
}

}  // namespace

std::unique_ptr<Engine> makeOneDnnEngine(const PlainNetwork& network, Precision precision)
{
    std::unique_ptr<OneDnnEngine> engine;
    try {
        engine = std::make_unique<OneDnnEngine>(network, precision);
    } catch (const dnnl::error&) {
        throw UnsupportedInput(noKernels(precision));
    }
    const std::vector<std::string> kernels = kernelsOf(*engine, {64, 64});
    if (std::any_of(kernels.begin(), kernels.end(), isReference)) {
        throw UnsupportedInput(noKernels(precision));  // hundreds of times slower than LibTorch
    }
    return engine;
}

std::string oneDnnVersion()
{
    return onednn::versionInUse();
}

}  // namespace scotopic
