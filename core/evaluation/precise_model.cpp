// SPDX-License-Identifier: MIT
#include "core/evaluation/precise_model.h"

#include "core/base/error.h"
#include "core/dataset/patch.h"
#include "core/training/recalibrate.h"
#include "core/training/train.h"

#include <algorithm>
#include <utility>

namespace scotopic {

namespace {

constexpr int kLargestPatchPx = 512;  // the study's patches
constexpr int kAlignmentPx = 16;
constexpr std::uint64_t kSeed = 0;

/// The largest patch that every frame has room for.
int commonPatchPx(const DecodedCache& cache, const std::vector<std::size_t>& pairs)
{
    int edge = kLargestPatchPx;
    for (const std::size_t pair : pairs) {
        const PixelSize size = cache.planeSizeOf(pair);
        edge = std::min({edge, size.width, size.height});
    }
    return edge / kAlignmentPx * kAlignmentPx;
}

std::vector<std::size_t> trainingPairs(const DecodedCache& cache, const Exclusions& exclusions)
{
    std::vector<std::size_t> pairs = chooseTrainingData(cache.pairs(), exclusions, /*debug=*/false).train;
    if (pairs.empty()) {
        throw InvalidArgument("precise statistics are taken over training pairs, and " + cache.folder().string()
                              + " has none");
    }
    return pairs;
}

/// Is what the source is until a picture is asked for; only then are the statistics measured.
class PreciseRenderer : public Renderer {
public:
    PreciseRenderer(std::shared_ptr<PreciseModel> model, const EngineOptions& engine, std::optional<int> tilePx)
        : m_model(std::move(model)), m_engine(engine), m_tilePx(tilePx), m_renderer(rendererOf(m_model->source()))
    {
    }

    RenderedFrame render(const DecodedCache& cache, std::size_t pair, ExposureRatio ratio,
                         const JobContext& context) override
    {
        if (!m_isMeasured) {
            m_renderer = rendererOf(m_model->measured(context));
            m_isMeasured = true;
        }
        return m_renderer->render(cache, pair, ratio, context);
    }

    [[nodiscard]] std::string description() const override { return m_renderer->description(); }

private:
    [[nodiscard]] std::unique_ptr<Renderer> rendererOf(const Model& model) const
    {
        return makeNetworkRenderer(model, m_engine, BnMode::Running, m_tilePx);
    }

    std::shared_ptr<PreciseModel> m_model;
    EngineOptions m_engine;
    std::optional<int> m_tilePx;
    std::unique_ptr<Renderer> m_renderer;
    bool m_isMeasured = false;
};

}  // namespace

PreciseModel::PreciseModel(Model source, const DecodedCache& cache, const Exclusions& exclusions, int patches,
                           DeviceId device)
    : m_source(std::move(source)), m_cache(cache), m_candidates(trainingPairs(cache, exclusions)), m_patches(patches),
      m_patchPx(commonPatchPx(cache, m_candidates)),
      m_patchesPerEpoch(static_cast<int>(planEpoch(cache.pairs(), m_candidates, kSeed, 1).size())), m_device(device)
{
    const Normalisation kind = m_source.options.normalisation;
    if (kind != Normalisation::Single && kind != Normalisation::Double) {
        throw InvalidArgument("a " + std::string(nameOf(kind)) + " model has no statistics to measure");
    }
}

std::string PreciseModel::identity() const
{
    return identityOf(m_source) + ", " + std::to_string(m_patches) + " patches of " + std::to_string(m_patchPx)
           + " packed pixels, seed " + std::to_string(kSeed) + ", data " + m_cache.fingerprintOf(m_candidates);
}

const Model& PreciseModel::measured(const JobContext& context)
{
    if (!m_measured) {
        const auto patchOf = [this](int index) { return patch(index); };
        m_measured = recalibrated(m_source, m_patches, patchOf, m_device, context);
    }
    return *m_measured;
}

Planes PreciseModel::patch(int index) const
{
    const int epoch = 1 + index / m_patchesPerEpoch;
    const int place = index % m_patchesPerEpoch;
    const std::size_t pair = planEpoch(m_cache.pairs(), m_candidates, kSeed, epoch)[static_cast<std::size_t>(place)];
    const PatchDraw draw = drawPatch(kSeed, epoch, place, m_cache.planeSizeOf(pair), m_patchPx);
    Planes input = makeExample(m_cache, pair, draw).input;
    m_cache.release(pair);
    return input;
}

Contestant preciseContestant(const std::shared_ptr<PreciseModel>& model, const std::string& name,
                             const ScoringRatio& ratio, const EngineOptions& engine, std::optional<int> tilePx)
{
    Contestant contestant = networkContestant(model->source(), name, NormStatistics::Precise, ratio, engine, tilePx);
    contestant.identity = model->identity();
    contestant.makeRenderer = [model, engine, tilePx] {
        return std::make_unique<PreciseRenderer>(model, engine, tilePx);
    };
    return contestant;
}

}  // namespace scotopic
