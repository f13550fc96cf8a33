// SPDX-License-Identifier: MIT
#include "core/inference/frame.h"

#include "core/base/error.h"
#include "core/inference/flops.h"
#include "core/inference/work_progress.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace scotopic {
namespace {

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

/// The part `where` of the output of a tile that owns `owned`.
OutputTile cropped(OutputTile output, PixelRect owned, PixelRect where, int upscale)
{
    const PixelRect inside = relativeTo(owned, where);
    const PixelRect part{inside.x * upscale, inside.y * upscale, inside.width * upscale, inside.height * upscale};
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

PixelRect regionOf(PixelSize frame, const FrameOptions& options)
{
    return options.region ? intersected(*options.region, wholeOf(frame)) : wholeOf(frame);
}

/// Tiles differ by a few rows and columns; the one with the largest input needs the most. None for no tiles.
std::optional<Tile> largestOf(const std::vector<Tile>& tiles)
{
    const auto largest = std::max_element(tiles.begin(), tiles.end(), [](const Tile& a, const Tile& b) {
        return a.input.size().area() < b.input.size().area();
    });
    return largest == tiles.end() ? std::nullopt : std::optional(*largest);
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

/// Every channel of a group gets the sums over the whole group.
ChannelSums sharedInGroups(ChannelSums sums, int groups)
{
    const std::size_t channels = sums.sum.size() / static_cast<std::size_t>(groups);
    for (std::vector<double>* values : {&sums.sum, &sums.sumOfSquares}) {
        for (auto first = values->begin(); first != values->end(); first += static_cast<std::ptrdiff_t>(channels)) {
            const auto last = first + static_cast<std::ptrdiff_t>(channels);
            std::fill(first, last, std::accumulate(first, last, 0.0));
        }
    }
    sums.count *= static_cast<double>(channels);
    return sums;
}

Convolution foldedWith(const ChannelSums& found, const Convolution& convolution, const BatchNorm& norm)
{
    const ChannelSums sums = norm.groups == 0 ? found : sharedInGroups(found, norm.groups);
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
        flops += flopsUpTo(options, tile.shape(), index);
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

bool measuresFrames(Normalisation normalisation, BnMode bnMode)
{
    return normalisation == Normalisation::Group || (bnMode == BnMode::Image && normalisation != Normalisation::None);
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
    [[nodiscard]] std::size_t peakBytes(PixelSize frame, PixelRect region, int tilePx) const;
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

std::size_t FrameNetwork::State::peakBytes(PixelSize frame, PixelRect region, int tilePx) const
{
    const std::optional<Tile> largest = largestOf(planTiles(frame, region, tilePx));
    if (!largest) {
        return 0;
    }
    const auto inputBytes = [&](const Tile& tile) {
        return static_cast<std::size_t>(options.inputPlanes) * tile.input.size().area() * sizeof(float);
    };
    std::size_t bytes = engine->peakBytes(largest->shape()) + inputBytes(*largest);
    for (const BatchNorm& norm : norms) {
        if (const std::optional<Tile> tile = largestOf(statisticsTiles(frame, tilePx, norm))) {
            bytes = std::max(bytes, engine->peakBytes(tile->shape(), norm.convolution) + inputBytes(*tile));
        }
    }
    for (const Convolution& convolution : originals) {
        bytes += 2 * convolution.weights.size() * sizeof(float);  // as they were, and folded
    }
    // Where the padded frame is not the frame, a tile's result is cut into a second one.
    const std::size_t cut = paddedSize(frame) == frame ? 0 : largest->owned.size().area();
    return bytes + cut * static_cast<std::size_t>(options.headChannels()) * sizeof(float);
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
            sums = std::move(sums) + progress.step(flopsUpTo(options, tile.shape(), index), [&] {
                return engine->sumsAt(index, cut(frame, tile.input), tile.shape().owned);
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
    if (!measuresFrames(model.options.normalisation, bnMode)) {
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
    const PixelRect region = regionOf(frame.size(), options);
    const int tilePx = this->tilePx(frame.size(), options);
    const std::vector<Tile> tiles = planTiles(frame.size(), region, tilePx, options.focus);

    double flops = flopsOf(m_state->options, tiles, kHeadIndex);
    for (const BatchNorm& norm : m_state->norms) {
        flops += flopsOf(m_state->options, m_state->statisticsTiles(frame.size(), tilePx, norm), norm.convolution);
    }
    State::Folding folding{.run = ++m_state->runCount, .convolutions = m_state->originals};
    WorkProgress progress(context, flops);
    if (!m_state->norms.empty() && !tiles.empty()) {
        progress.begin("statistics");
        m_state->measure(frame, tilePx, folding, progress, context);
    }
    progress.begin("network");
    for (const Tile& tile : tiles) {
        context.handOver();
        m_state->install(folding);
        const PixelRect where = intersected(tile.owned, region);
        onTile(progress.step(flopsUpTo(m_state->options, tile.shape(), kHeadIndex), [&]() -> FrameTile {
            OutputTile output = m_state->engine->run(cut(frame, tile.input), tile.shape().owned);
            return {.where = where,
                    .output = cropped(std::move(output), tile.owned, where, m_state->options.upscale())};
        }));
    }
}

void FrameNetwork::releaseBuffers()
{
    m_state->engine->releaseBuffers();
}

int FrameNetwork::tilePx(PixelSize frame, const FrameOptions& options) const
{
    if (options.tilePx) {
        return *options.tilePx;
    }
    const PixelRect region = regionOf(frame, options);
    const std::vector<int> sizes = tileSizesFor(m_state->norms.empty() ? region.size() : frame);
    const auto fitting = std::find_if(sizes.begin(), sizes.end(), [&](int size) {
        return m_state->peakBytes(frame, region, size) <= options.memoryBytes;
    });
    return fitting == sizes.end() ? sizes.back() : *fitting;
}

std::size_t FrameNetwork::peakBytes(PixelSize frame, const FrameOptions& options) const
{
    return m_state->peakBytes(frame, regionOf(frame, options), tilePx(frame, options));
}

const Engine& FrameNetwork::engine() const
{
    return *m_state->engine;
}

}  // namespace scotopic
