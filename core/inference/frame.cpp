// SPDX-License-Identifier: MIT
#include "core/inference/frame.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/inference/flops.h"
#include "core/inference/frame_norms.h"
#include "core/inference/work_progress.h"

#include <algorithm>
#include <utility>

namespace scotopic {
namespace {

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

double flopsOf(const UNetOptions& options, const std::vector<Tile>& tiles)
{
    double flops = 0;
    for (const Tile& tile : tiles) {
        flops += flopsUpTo(options, tile.shape(), kHeadIndex);
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
    /// How a frame of some size is computed within some memory.
    struct Division {
        int tilePx = 0;
        bool isMeasuredAtOnce = false;  // its statistics
    };
    struct Question {
        PixelSize frame;
        PixelRect region;
        std::size_t memoryBytes = 0;

        friend bool operator==(const Question&, const Question&) = default;
    };

    UNetOptions options;
    FrameNorms norms;
    std::unique_ptr<Engine> engine;
    std::optional<std::pair<Question, Division>> lastDivision;  // photos of one camera ask the same

    void requireFitting(const Planes& frame) const;
    [[nodiscard]] Division divisionFor(PixelSize frame, const FrameOptions& wanted);
    [[nodiscard]] Division divide(const Question& question) const;
    [[nodiscard]] bool fits(const Question& question, Division division) const;
    [[nodiscard]] std::size_t peakBytes(PixelSize frame, PixelRect region, Division division) const;
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

std::size_t FrameNetwork::State::peakBytes(PixelSize frame, PixelRect region, Division division) const
{
    const std::optional<Tile> largest = largestOf(planTiles(frame, region, division.tilePx));
    if (!largest) {
        return 0;
    }
    const std::size_t input = static_cast<std::size_t>(options.inputPlanes) * largest->input.size().area();
    const std::size_t running = engine->peakBytes(largest->shape()) + input * sizeof(float);
    const std::size_t measuring = division.isMeasuredAtOnce ? norms.peakBytesAtOnce(*engine, frame)
                                                            : norms.peakBytesInTiles(*engine, frame, division.tilePx);
    // Where the padded frame is not the frame, a tile's result is cut into a second one.
    const std::size_t cut = paddedSize(frame) == frame ? 0 : largest->owned.size().area();
    return std::max(running, measuring) + norms.weightBytes()
           + cut * static_cast<std::size_t>(options.headChannels()) * sizeof(float);
}

bool FrameNetwork::State::fits(const Question& question, Division division) const
{
    try {
        return peakBytes(question.frame, question.region, division) <= question.memoryBytes;
    } catch (const DeviceFailed&) {
        return false;  // too large a tile for the engine to plan
    }
}

FrameNetwork::State::Division FrameNetwork::State::divide(const Question& question) const
{
    const auto largestFitting = [&](PixelSize extent, bool isMeasuredAtOnce) -> std::optional<Division> {
        for (const int tilePx : tileSizesFor(extent)) {
            if (fits(question, {tilePx, isMeasuredAtOnce})) {
                return Division{tilePx, isMeasuredAtOnce};
            }
        }
        return std::nullopt;
    };
    std::optional<Division> division;
    if (!norms.isEmpty() && fits(question, {kSmallestChosenTilePx, /*isMeasuredAtOnce=*/true})) {
        division = largestFitting(question.region.size(), /*isMeasuredAtOnce=*/true);
    } else {
        const PixelSize extent = norms.isEmpty() ? question.region.size() : question.frame;
        division = largestFitting(extent, /*isMeasuredAtOnce=*/false);
    }
    return division.value_or(Division{kSmallestChosenTilePx, /*isMeasuredAtOnce=*/false});
}

FrameNetwork::State::Division FrameNetwork::State::divisionFor(PixelSize frame, const FrameOptions& wanted)
{
    if (wanted.tilePx) {
        return {*wanted.tilePx, /*isMeasuredAtOnce=*/false};
    }
    const Question question{frame, regionOf(frame, wanted), wanted.memoryBytes};
    if (!lastDivision || lastDivision->first != question) {
        lastDivision = {question, divide(question)};
    }
    return lastDivision->second;
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
    m_state->norms = FrameNorms(model, network);
    m_state->engine = makeEngine(network, options);
}

FrameNetwork::~FrameNetwork() = default;
FrameNetwork::FrameNetwork(FrameNetwork&&) noexcept = default;
FrameNetwork& FrameNetwork::operator=(FrameNetwork&&) noexcept = default;

void FrameNetwork::run(const Planes& frame, const FrameOptions& options, const OnTile& onTile,
                       const JobContext& context)
{
    const ThreadsHere threads(context.threadCount());
    m_state->requireFitting(frame);
    const PixelRect region = regionOf(frame.size(), options);
    const State::Division division = m_state->divisionFor(frame.size(), options);
    const std::vector<Tile> tiles = planTiles(frame.size(), region, division.tilePx, options.focus);

    FrameNorms& norms = m_state->norms;
    FrameFolding folding = norms.begin();
    WorkProgress progress(context,
                          flopsOf(m_state->options, tiles)
                              + (division.isMeasuredAtOnce ? norms.flopsAtOnce(frame.size())
                                                           : norms.flopsInTiles(frame.size(), division.tilePx)));
    if (!norms.isEmpty() && !tiles.empty()) {
        progress.begin("statistics");
        if (division.isMeasuredAtOnce) {
            norms.measureAtOnce(*m_state->engine, frame, folding, progress, context);
        } else {
            norms.measureInTiles(*m_state->engine, frame, division.tilePx, folding, progress, context);
        }
    }
    progress.begin("network");
    for (const Tile& tile : tiles) {
        context.handOver();
        norms.install(*m_state->engine, folding);
        const PixelRect where = intersected(tile.owned, region);
        onTile(progress.step(flopsUpTo(m_state->options, tile.shape(), kHeadIndex), [&]() -> FrameTile {
            OutputTile output = m_state->engine->run(cutTile(frame, tile.input), tile.shape().owned);
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
    return m_state->divisionFor(frame, options).tilePx;
}

std::size_t FrameNetwork::peakBytes(PixelSize frame, const FrameOptions& options) const
{
    return m_state->peakBytes(frame, regionOf(frame, options), m_state->divisionFor(frame, options));
}

const Engine& FrameNetwork::engine() const
{
    return *m_state->engine;
}

}  // namespace scotopic
