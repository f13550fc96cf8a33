// SPDX-License-Identifier: MIT
#include "core/inference/frame.h"

#include "core/base/error.h"
#include "core/inference/flops.h"
#include "core/inference/work_progress.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace scotopic {
namespace {

constexpr int kHead = kConvolutionCount - 1;

/// The part of `frame` that a tile sees; beyond the frame its last row and column are repeated.
Planes cut(const Planes& frame, PixelRect input)
{
    Planes tile(frame.planes, input.height, input.width);
    const int inside = std::clamp(frame.width - input.x, 0, input.width);
    for (int plane = 0; plane < frame.planes; ++plane) {
        for (int y = 0; y < input.height; ++y) {
            const float* from = frame.row(plane, std::min(input.y + y, frame.height - 1));
            float* to = tile.row(plane, y);
            std::copy_n(from + std::min(input.x, frame.width - 1), inside, to);
            std::fill(to + inside, to + input.width, from[frame.width - 1]);
        }
    }
    return tile;
}

/// The part `where` of the output of a tile whose input begins at `origin`.
OutputTile cropped(OutputTile output, PixelRect origin, PixelRect where, int upscale)
{
    const PixelRect part{(where.x - origin.x) * upscale, (where.y - origin.y) * upscale, where.width * upscale,
                         where.height * upscale};
    if (part == wholeOf(output.size)) {
        return output;
    }
    const auto rowFloats = static_cast<std::size_t>(part.width) * 3;
    OutputTile result{.size = part.size(), .rgb = std::vector<float>(part.size().area() * 3)};
    for (int y = 0; y < part.height; ++y) {
        const std::size_t from = (static_cast<std::size_t>(part.y + y) * static_cast<std::size_t>(output.size.width)
                                  + static_cast<std::size_t>(part.x))
                                 * 3;
        std::copy_n(output.rgb.begin() + static_cast<std::ptrdiff_t>(from), rowFloats,
                    result.rgb.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * rowFloats));
    }
    return result;
}

ChannelSums operator+(ChannelSums a, const ChannelSums& b)
{
    if (a.sum.empty()) {
        return b;
    }
    for (std::size_t channel = 0; channel < a.sum.size(); ++channel) {
        a.sum[channel] += b.sum[channel];
        a.sumOfSquares[channel] += b.sumOfSquares[channel];
    }
    a.count += b.count;
    return a;
}

Convolution foldedWith(const ChannelSums& sums, const Convolution& convolution, const BatchNorm& norm)
{
    std::vector<double> mean(sums.sum.size());
    std::vector<double> variance(sums.sum.size());
    for (std::size_t channel = 0; channel < mean.size(); ++channel) {
        mean[channel] = sums.sum[channel] / sums.count;
        variance[channel] = std::max(sums.sumOfSquares[channel] / sums.count - mean[channel] * mean[channel], 0.0);
    }
    return folded(convolution, norm, mean, variance);
}

double flopsOf(const UNetOptions& options, const std::vector<Tile>& tiles, int index)
{
    double flops = 0;
    for (const Tile& tile : tiles) {
        flops += flopsUpTo(options, tile.input.size(), index);
    }
    return flops;
}

}  // namespace

BnMode parseBnMode(const std::string& word)
{
    if (word == "running") {
        return BnMode::Running;
    }
    if (word == "image") {
        return BnMode::Image;
    }
    throw InvalidArgument("bn '" + word + "': must be running or image");
}

struct FrameNetwork::State {
    UNetOptions options;
    std::vector<BatchNorm> norms;        // only for image statistics
    std::vector<Convolution> originals;  // those that `norms` follow, unfolded
    std::unique_ptr<Engine> engine;
    int runCount = 0;
    int installedRun = 0;  // whose folded convolutions the engine holds

    /// One frame's convolutions with its own statistics. handOver() may run another frame on the same engine in the
    /// middle of this one, so they are put back when that happened.
    struct Folding {
        int run = 0;
        std::vector<Convolution> convolutions;
    };

    void install(const Folding& folding)
    {
        if (norms.empty() || installedRun == folding.run) {
            return;
        }
        installedRun = 0;  // until all are in: a failure half-way leaves nobody's
        for (std::size_t i = 0; i < norms.size(); ++i) {
            engine->replaceConvolution(norms[i].convolution, folding.convolutions[i]);
        }
        installedRun = folding.run;
    }

    void requireFitting(const Planes& frame) const;
    [[nodiscard]] std::vector<Tile> statisticsTiles(PixelSize frame, int tilePx, const BatchNorm& norm) const;
    void measure(const Planes& frame, int tilePx, Folding& folding, WorkProgress& progress, const JobContext& context);
};

void FrameNetwork::State::requireFitting(const Planes& frame) const
{
    if (frame.planes != options.inputPlanes) {
        throw InvalidArgument("the network takes " + std::to_string(options.inputPlanes) + " planes, not "
                              + std::to_string(frame.planes));
    }
    if (frame.size().isEmpty()) {
        throw InvalidArgument("the frame has no pixels");
    }
}

std::vector<Tile> FrameNetwork::State::statisticsTiles(PixelSize frame, int tilePx, const BatchNorm& norm) const
{
    const PixelSize padded = paddedSize(frame);
    return planTiles(padded, wholeOf(padded), tilePx, std::nullopt, overlapForConvolution(norm.convolution));
}

/// One normalisation after the other in order of execution, since each changes what the next one sees.
void FrameNetwork::State::measure(const Planes& frame, int tilePx, Folding& folding, WorkProgress& progress,
                                  const JobContext& context)
{
    for (std::size_t i = 0; i < norms.size(); ++i) {
        const int index = norms[i].convolution;
        ChannelSums sums;
        for (const Tile& tile : statisticsTiles(frame.size(), tilePx, norms[i])) {
            context.handOver();
            install(folding);
            const PixelRect owned{tile.owned.x - tile.input.x, tile.owned.y - tile.input.y, tile.owned.width,
                                  tile.owned.height};
            sums = std::move(sums) + progress.step(flopsUpTo(options, tile.input.size(), index), [&] {
                return engine->sumsAt(index, cut(frame, tile.input), owned);
            });
        }
        folding.convolutions[i] = foldedWith(sums, originals[i], norms[i]);
        engine->replaceConvolution(index, folding.convolutions[i]);
    }
}

FrameNetwork::FrameNetwork(const Model& model, const EngineOptions& options, BnMode bnMode)
    : m_state(std::make_unique<State>())
{
    m_state->options = model.options;
    if (bnMode == BnMode::Running) {
        m_state->engine = makeEngine(foldRunningStatistics(model), options);
        return;
    }
    const PlainNetwork network = withoutNormalisation(model);
    m_state->norms = normalisationsOf(model);
    for (const BatchNorm& norm : m_state->norms) {
        m_state->originals.push_back(network.convolutions[static_cast<std::size_t>(norm.convolution)]);
    }
    m_state->engine = makeEngine(network, options);
}

FrameNetwork::~FrameNetwork() = default;
FrameNetwork::FrameNetwork(FrameNetwork&&) noexcept = default;
FrameNetwork& FrameNetwork::operator=(FrameNetwork&&) noexcept = default;

void FrameNetwork::run(const Planes& frame, const FrameOptions& options, const OnTile& onTile,
                       const JobContext& context)
{
    m_state->requireFitting(frame);
    const PixelRect whole = wholeOf(frame.size());
    const PixelRect region = options.region ? intersected(*options.region, whole) : whole;
    const std::vector<Tile> tiles = planTiles(frame.size(), region, options.tilePx, options.focus);

    double flops = flopsOf(m_state->options, tiles, kHead);
    for (const BatchNorm& norm : m_state->norms) {
        flops +=
            flopsOf(m_state->options, m_state->statisticsTiles(frame.size(), options.tilePx, norm), norm.convolution);
    }
    State::Folding folding{.run = ++m_state->runCount, .convolutions = m_state->originals};
    WorkProgress progress(context, flops);
    if (!m_state->norms.empty() && !tiles.empty()) {
        progress.begin("statistics");
        m_state->measure(frame, options.tilePx, folding, progress, context);
    }
    progress.begin("network");
    for (const Tile& tile : tiles) {
        context.handOver();
        m_state->install(folding);
        const PixelRect where = intersected(tile.owned, region);
        onTile(progress.step(flopsUpTo(m_state->options, tile.input.size(), kHead), [&]() -> FrameTile {
            OutputTile output = m_state->engine->run(cut(frame, tile.input));
            return {.where = where,
                    .output = cropped(std::move(output), tile.input, where, m_state->options.upscale())};
        }));
    }
}

std::size_t FrameNetwork::peakBytes(PixelSize frame, const FrameOptions& options) const
{
    const PixelRect whole = wholeOf(frame);
    const PixelRect region = options.region ? intersected(*options.region, whole) : whole;
    PixelSize largest;
    PixelSize largestOwned;
    for (const Tile& tile : planTiles(frame, region, options.tilePx)) {
        if (tile.input.size().area() > largest.area()) {
            largest = tile.input.size();
            largestOwned = tile.owned.size();
        }
    }
    if (largest.isEmpty()) {
        return 0;
    }
    const auto planes = static_cast<std::size_t>(m_state->options.inputPlanes);
    const auto outputs = static_cast<std::size_t>(m_state->options.headChannels());
    std::size_t originals = 0;
    for (const Convolution& convolution : m_state->originals) {
        originals += 2 * convolution.weights.size() * sizeof(float);  // as they were, and folded
    }
    return m_state->engine->peakBytes(largest) + originals
           + (planes * largest.area() + outputs * largestOwned.area()) * sizeof(float);
}

const Engine& FrameNetwork::engine() const
{
    return *m_state->engine;
}

}  // namespace scotopic
