// SPDX-License-Identifier: MIT
#include "core/inference/frame_norms.h"

#include "core/inference/flops.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace scotopic {
namespace {

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

}  // namespace

FrameNorms::FrameNorms(const Model& model, const PlainNetwork& plain)
    : m_options(model.options), m_norms(normalisationsOf(model))
{
    for (const BatchNorm& norm : m_norms) {
        m_measured.push_back(norm.convolution);
        m_originals.push_back(plain.convolutions[static_cast<std::size_t>(norm.convolution)]);
    }
}

FrameFolding FrameNorms::begin()
{
    return {.run = ++m_runCount, .convolutions = m_originals};
}

void FrameNorms::install(Engine& engine, const FrameFolding& folding)
{
    if (isEmpty() || m_installedRun == folding.run) {
        return;
    }
    m_installedRun = 0;  // until all are in: a failure half-way leaves nobody's
    for (std::size_t i = 0; i < m_norms.size(); ++i) {
        engine.replaceConvolution(m_norms[i].convolution, folding.convolutions[i]);
    }
    m_installedRun = folding.run;
}

std::vector<Tile> FrameNorms::tilesFor(std::size_t norm, PixelSize frame, int tilePx) const
{
    const PixelSize padded = paddedSize(frame);
    const int overlapPx = overlapForConvolution(m_norms[norm].convolution);
    return planTiles(padded, wholeOf(padded), tilePx, std::nullopt, overlapPx);
}

void FrameNorms::measureInTiles(Engine& engine, const Planes& frame, int tilePx, FrameFolding& folding,
                                WorkProgress& progress, const JobContext& context)
{
    for (std::size_t i = 0; i < m_norms.size(); ++i) {
        const int index = m_norms[i].convolution;
        ChannelSums sums;
        for (const Tile& tile : tilesFor(i, frame.size(), tilePx)) {
            context.handOver();
            install(engine, folding);
            sums = std::move(sums) + progress.step(flopsUpTo(m_options, tile.shape(), index), [&] {
                return engine.sumsAt(index, cutTile(frame, tile.input), tile.shape().owned);
            });
        }
        folding.convolutions[i] = foldedWith(sums, m_originals[i], m_norms[i]);
        engine.replaceConvolution(index, folding.convolutions[i]);
    }
}

void FrameNorms::measureAtOnce(Engine& engine, const Planes& frame, FrameFolding& folding, WorkProgress& progress,
                               const JobContext& context)
{
    context.handOver();
    install(engine, folding);
    m_installedRun = 0;  // should it end half-way
    const auto foldNext = [&](int index, const ChannelSums& sums) {
        context.throwIfCancelled();
        const auto at = std::find(m_measured.begin(), m_measured.end(), index) - m_measured.begin();
        const auto i = static_cast<std::size_t>(at);
        folding.convolutions[i] = foldedWith(sums, m_originals[i], m_norms[i]);
        engine.replaceConvolution(index, folding.convolutions[i]);
    };
    progress.step(flopsAtOnce(frame.size()), [&] {
        engine.measure(cutTile(frame, wholeOf(paddedSize(frame.size()))), m_measured, foldNext);
        return true;
    });
    m_installedRun = folding.run;
}

double FrameNorms::flopsInTiles(PixelSize frame, int tilePx) const
{
    double flops = 0;
    for (std::size_t i = 0; i < m_norms.size(); ++i) {
        for (const Tile& tile : tilesFor(i, frame, tilePx)) {
            flops += flopsUpTo(m_options, tile.shape(), m_norms[i].convolution);
        }
    }
    return flops;
}

double FrameNorms::flopsAtOnce(PixelSize frame) const
{
    return isEmpty() ? 0 : 2 * flopsUpTo(m_options, wholeTile(paddedSize(frame)), m_measured.back());
}

std::size_t FrameNorms::inputBytes(PixelSize tile) const
{
    return static_cast<std::size_t>(m_options.inputPlanes) * tile.area() * sizeof(float);
}

std::size_t FrameNorms::peakBytesInTiles(const Engine& engine, PixelSize frame, int tilePx) const
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < m_norms.size(); ++i) {
        if (const std::optional<Tile> tile = largestOf(tilesFor(i, frame, tilePx))) {
            bytes = std::max(bytes,
                             engine.peakBytes(tile->shape(), m_norms[i].convolution) + inputBytes(tile->input.size()));
        }
    }
    return bytes;
}

std::size_t FrameNorms::peakBytesAtOnce(const Engine& engine, PixelSize frame) const
{
    const PixelSize padded = paddedSize(frame);
    return isEmpty() ? 0 : engine.peakBytesOfMeasuring(padded, m_measured) + inputBytes(padded);
}

std::size_t FrameNorms::weightBytes() const
{
    std::size_t floats = 0;
    for (const Convolution& convolution : m_originals) {
        floats += 2 * convolution.weights.size();
    }
    return floats * sizeof(float);
}

}  // namespace scotopic
