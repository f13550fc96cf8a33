// SPDX-License-Identifier: MIT
#include "core/inference/onednn_plan.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace scotopic {
namespace {

using onednn::Description;
using onednn::Memory;

// Products of an up-convolution are spread while they may still be in the cache; smaller strips wait for their
// threads more than they save.
constexpr std::size_t kStripBytes = std::size_t{16} << 20U;

// What oneDNN compiles for a 3x3 convolution where there is AMX, whatever its size: measured with oneDNN 2.6.
constexpr std::size_t kAmxKernelBytes = 1'900'000;

Memory::data_type dataType(ActivationType type)
{
    return type == ActivationType::Float32 ? Memory::data_type::f32 : Memory::data_type::bf16;
}

dnnl::primitive_attr attributes(bool isActivated)
{
    dnnl::primitive_attr result;
    result.set_scratchpad_mode(dnnl::scratchpad_mode::user);  // in our arena, so that peakBytes() counts it
    if (isActivated) {
        dnnl::post_ops operations;
        onednn::appendLeakyRelu(operations, static_cast<float>(kLeakySlope));
        result.set_post_ops(operations);
    }
    return result;
}

}  // namespace

OneDnnPlan::OneDnnPlan(const PackedWeights& weights, const UNetOptions& options, const dnnl::engine& engine,
                       const TileShape& shape, int last, ActivationType type, std::vector<int> measured)
    : m_options(options), m_engine(engine), m_stream(engine), m_shape(shape), m_last(last), m_type(type),
      m_measured(std::move(measured))
{
    m_input = newBuffer(shape.size, options.inputPlanes, type);
    addBlocks(weights);
    m_arena.keepUntil(m_result, nextStep());
    m_arena.place();
}

OneDnnPlan::Buffer OneDnnPlan::newBuffer(PixelSize size, int channels, ActivationType type)
{
    return m_arena.add(size.area() * static_cast<std::size_t>(channels) * bytesOf(type), nextStep());
}

Description OneDnnPlan::imageOf(PixelSize size, int channels, ActivationType type) const
{
    return {{1, channels, size.height, size.width}, dataType(type), Memory::format_tag::nhwc};
}

void OneDnnPlan::addBlocks(const PackedWeights& weights)
{
    std::array<Buffer, kDeepestLevel> joined{};
    Buffer x = m_input;
    for (int first = 0; first < kHeadIndex; first += 2) {
        const int level = levelOf(first);
        const auto skip = static_cast<std::size_t>(level);
        if (blockOf(first) > kDeepestLevel) {
            addUp(weights, level, x, joined[skip]);
            x = joined[skip];
        }
        for (const int layer : {first, first + 1}) {
            x = addConvolution(weights, layer, x);
            if (layer == m_last) {
                m_result = x;
                return;
            }
        }
        if (blockOf(first) < kDeepestLevel) {
            std::optional<Buffer> beside;
            if (needsSkip(level)) {
                const PixelSize kept = m_shape.computedAt(firstOfUp(level)).size();
                beside = joined[skip] = newBuffer(kept, 2 * width(level), m_type);
            }
            x = addPool(x, level, beside);
        }
    }
    m_result = m_type == ActivationType::Float32 ? addConvolution(weights, kHeadIndex, x) : addWideHead(weights, x);
}

/// In float32: eight bits of its weights would be seen as a shift of colours. In strips of rows that are widened while
/// they may still be in the cache; a 3x3 head wants its neighbours, so all rows at once.
OneDnnPlan::Buffer OneDnnPlan::addWideHead(const PackedWeights& weights, Buffer source)
{
    const Convolution& plain = weights.plain(kHeadIndex);
    const PixelSize whole = m_shape.computedAt(kHeadIndex).size();
    const auto inputs = static_cast<std::size_t>(plain.inputChannels);
    const std::size_t rowBytes = static_cast<std::size_t>(whole.width) * inputs * sizeof(float);
    const int stripRows =
        plain.kernel > 1 ? whole.height : std::clamp(static_cast<int>(kStripBytes / rowBytes), 1, whole.height);
    const Buffer strip = newBuffer({whole.width, stripRows}, plain.inputChannels, ActivationType::Float32);
    const Buffer target = newBuffer(whole, plain.outputChannels, ActivationType::Float32);
    for (int y = 0; y < whole.height; y += stripRows) {
        const PixelSize size{whole.width, std::min(stripRows, whole.height - y)};
        const auto firstPixel = static_cast<std::size_t>(y) * static_cast<std::size_t>(whole.width);
        use(source);
        use(strip);
        m_steps.emplace_back(WidenStep{.size = size,
                                       .channels = plain.inputChannels,
                                       .source = source,
                                       .sourceOffset = firstPixel * inputs * bytesOf(m_type),
                                       .target = strip});
        addStep(weights, kHeadIndex,
                {.layer = kHeadIndex,
                 .source = strip,
                 .target = target,
                 .targetOffset = firstPixel * static_cast<std::size_t>(plain.outputChannels) * sizeof(float)},
                size, ActivationType::Float32);
    }
    return target;
}

OneDnnPlan::Buffer OneDnnPlan::addConvolution(const PackedWeights& weights, int layer, Buffer source)
{
    const PixelSize size = m_shape.computedAt(layer).size();
    const int channels = weights.plain(layer).outputChannels;
    if (layer != m_last && std::find(m_measured.begin(), m_measured.end(), layer) != m_measured.end()) {
        const Buffer raw = newBuffer(size, channels, ActivationType::Float32);
        addStep(weights, layer, {.layer = layer, .source = source, .target = raw, .isMeasured = true}, size,
                ActivationType::Float32);
    }
    const ActivationType type = layer == m_last ? ActivationType::Float32 : m_type;
    const Buffer target = newBuffer(size, channels, type);
    addStep(weights, layer, {.layer = layer, .source = source, .target = target}, size, type);
    return target;
}

void OneDnnPlan::addStep(const PackedWeights& weights, int layer, ConvolutionStep step, PixelSize size,
                         ActivationType target)
{
    const Convolution& plain = weights.plain(layer);
    const bool isActivated = layer < kHeadIndex && layer != m_last && !step.isMeasured;
    const ActivationType type = layer == kHeadIndex ? ActivationType::Float32 : m_type;
    const onednn::ConvolutionShape shape{
        .source = imageOf(size, plain.inputChannels, type),
        .weights = {{plain.outputChannels, plain.inputChannels, plain.kernel, plain.kernel},
                    dataType(type),
                    Memory::format_tag::any},
        .bias = {{plain.outputChannels}, Memory::data_type::f32, Memory::format_tag::x},
        .target = imageOf(size, plain.outputChannels, target),
        .padding = plain.kernel / 2};
    step.description = onednn::describeConvolution(m_engine, shape, attributes(isActivated));
    step.scratch = m_arena.add(step.description.scratchpad_desc().get_size(), nextStep());
    use(step.source);
    use(step.target);
    m_steps.emplace_back(std::move(step));
}

OneDnnPlan::Buffer OneDnnPlan::addPool(Buffer source, int level, std::optional<Buffer> joined)
{
    const Buffer pooled = newBuffer(m_shape.computedAt(2 * level + 2).size(), width(level), m_type);
    use(source);
    m_steps.emplace_back(PoolStep{.shape = {.size = m_shape.computedAt(2 * level).size(),
                                            .channels = width(level),
                                            .type = m_type,
                                            .kept = m_shape.computedAt(firstOfUp(level))},
                                  .source = source,
                                  .pooled = pooled,
                                  .joined = joined});
    return pooled;
}

/// In strips of rows: products into a small buffer, from there into the first half of the concatenation's channels.
/// Rows that the level does not need are left out; columns only when spreading, since oneDNN wants whole rows.
void OneDnnPlan::addUp(const PackedWeights& weights, int level, Buffer source, Buffer joined)
{
    const int layer = kConvolutionCount + kDeepestLevel - 1 - level;
    const PixelRect from = m_shape.computedAt(firstOfUp(level) - 1);
    const PixelRect to = m_shape.computedAt(firstOfUp(level));
    const PixelRect needed = relativeTo(from, {to.x / 2, to.y / 2, to.width / 2, to.height / 2});
    const Convolution& plain = weights.plain(layer);
    const std::size_t elementBytes = bytesOf(m_type);
    const std::size_t runBytes = static_cast<std::size_t>(width(level)) * elementBytes;
    const std::size_t rowBytes = static_cast<std::size_t>(from.width) * 4 * runBytes;
    const int stripRows = std::clamp(static_cast<int>(kStripBytes / rowBytes), 1, needed.height);
    const Buffer strip = newBuffer({from.width, stripRows}, plain.outputChannels, m_type);
    for (int y = 0; y < needed.height; y += stripRows) {
        const PixelSize size{from.width, std::min(stripRows, needed.height - y)};
        const auto firstPixel = static_cast<std::size_t>(needed.y + y) * static_cast<std::size_t>(from.width);
        addStep(weights, layer,
                {.layer = layer,
                 .source = source,
                 .sourceOffset = firstPixel * static_cast<std::size_t>(plain.inputChannels) * elementBytes,
                 .target = strip},
                size, m_type);
        use(strip);
        use(joined);
        const std::size_t firstTarget = static_cast<std::size_t>(2 * y) * static_cast<std::size_t>(to.width);
        m_steps.emplace_back(SpreadStep{.shape = {.size = size,
                                                  .part = {needed.x, 0, needed.width, size.height},
                                                  .factor = 2,
                                                  .runBytes = runBytes,
                                                  .pixelBytes = 2 * runBytes},
                                        .source = strip,
                                        .target = joined,
                                        .targetOffset = firstTarget * 2 * runBytes});
    }
}

const float* OneDnnPlan::run(const Planes& tile, PackedWeights& weights, std::byte* arena, const OnMeasured& onMeasured)
{
    Memory planar({{1, tile.planes, tile.height, tile.width}, Memory::data_type::f32, Memory::format_tag::nchw},
                  m_engine, const_cast<float*>(tile.values.data()));
    Memory input(imageOf(m_shape.size, tile.planes, m_type), m_engine, arena + m_arena.offset(m_input));
    dnnl::reorder(planar, input).execute(m_stream, planar, input);
    for (Step& step : m_steps) {
        if (auto* convolution = std::get_if<ConvolutionStep>(&step)) {
            execute(*convolution, weights, arena);
            if (convolution->isMeasured) {
                onMeasured(convolution->layer,
                           reinterpret_cast<const float*>(arena + m_arena.offset(convolution->target)));
            }
        } else if (const auto* pool = std::get_if<PoolStep>(&step)) {
            execute(*pool, arena);
        } else if (const auto* wide = std::get_if<WidenStep>(&step)) {
            execute(*wide, arena);
        } else {
            execute(std::get<SpreadStep>(step), arena);
        }
    }
    return reinterpret_cast<const float*>(arena + m_arena.offset(m_result));
}

void OneDnnPlan::execute(ConvolutionStep& step, PackedWeights& weights, std::byte* arena)
{
    const onednn::ConvolutionDescription& description = step.description;
    if (!step.primitive) {
        step.primitive = dnnl::convolution_forward(description);
    }
    const auto at = [&](const Description& image, Buffer buffer, std::size_t offset) {
        return Memory(image, m_engine, arena + m_arena.offset(buffer) + offset);
    };
    step.primitive.execute(m_stream, {{DNNL_ARG_SRC, at(description.src_desc(), step.source, step.sourceOffset)},
                                      {DNNL_ARG_WEIGHTS, weights.weights(step.layer, description.weights_desc())},
                                      {DNNL_ARG_BIAS, weights.bias(step.layer)},
                                      {DNNL_ARG_DST, at(description.dst_desc(), step.target, step.targetOffset)},
                                      {DNNL_ARG_SCRATCHPAD, at(description.scratchpad_desc(), step.scratch, 0)}});
    m_stream.wait();
}

void OneDnnPlan::execute(const PoolStep& step, std::byte* arena) const
{
    poolBeside(arena + m_arena.offset(step.source), step.shape, arena + m_arena.offset(step.pooled),
               step.joined ? arena + m_arena.offset(*step.joined) : nullptr);
}

void OneDnnPlan::execute(const WidenStep& step, std::byte* arena)
{
    Memory narrow(imageOf(step.size, step.channels, m_type), m_engine,
                  arena + m_arena.offset(step.source) + step.sourceOffset);
    Memory wide(imageOf(step.size, step.channels, ActivationType::Float32), m_engine,
                arena + m_arena.offset(step.target));
    dnnl::reorder(narrow, wide).execute(m_stream, narrow, wide);
    m_stream.wait();
}

void OneDnnPlan::execute(const SpreadStep& step, std::byte* arena) const
{
    spread(arena + m_arena.offset(step.source), step.shape, arena + m_arena.offset(step.target) + step.targetOffset);
}

std::size_t OneDnnPlan::packedBytes() const
{
    std::size_t bytes = 0;
    std::set<int> counted;
    for (const Step& step : m_steps) {
        const auto* convolution = std::get_if<ConvolutionStep>(&step);
        if (convolution != nullptr && counted.insert(convolution->layer).second) {
            bytes += convolution->description.weights_desc().get_size();
        }
    }
    return bytes;
}

std::size_t OneDnnPlan::kernelBytes() const
{
    const std::vector<std::string> kernels = implementations();
    const auto isLarge = [](const std::string& name) {
        return name.starts_with("brgconv:") && name.ends_with("amx_bf16");
    };
    return static_cast<std::size_t>(std::count_if(kernels.begin(), kernels.end(), isLarge)) * kAmxKernelBytes;
}

std::vector<std::string> OneDnnPlan::implementations() const
{
    std::vector<std::string> names;
    for (const Step& step : m_steps) {
        if (const auto* convolution = std::get_if<ConvolutionStep>(&step)) {
            names.emplace_back(convolution->description.impl_info_str());
        }
    }
    return names;
}

}  // namespace scotopic
