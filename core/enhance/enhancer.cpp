// SPDX-License-Identifier: MIT
#include "core/enhance/enhancer.h"

#include "core/base/error.h"
#include "core/enhance/region_plan.h"
#include "core/network/import_model.h"
#include "core/network/model_file.h"
#include "core/raw/pack.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace scotopic {

namespace {

/// Display networks learned to give what LibRaw renders.
constexpr TransferCurve kDisplayCurve = TransferCurve::Bt709;

std::string nameOf(const Model& model, const std::filesystem::path& file)
{
    const auto name = model.notes.find("name");
    return name != model.notes.end() && !name->second.empty() ? name->second : file.stem().string();
}

Model readUsableModel(const std::filesystem::path& file)
{
    Model model = openModel(file).model;
    requireUsableLight(model, file);
    return model;
}

/// Where a tile's first pixel lies in the frame that `layout` turns upright.
struct TilePlace {
    int x = 0;
    int y = 0;
    UprightLayout layout;
};

/// Puts a tile's pixels into a picture, three signals from `signalOf` each.
template <typename SignalOf>
void place(PixelSize size, const std::vector<float>& tile, const TilePlace& where, SrgbPicture& picture,
           const SignalOf& signalOf)
{
    forRowBands(size.height, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* rgb = tile.data() + static_cast<std::ptrdiff_t>(y) * size.width * 3;
            for (int x = 0; x < size.width; ++x, rgb += 3) {
                const std::array<float, 3> signal = signalOf(rgb);
                std::transform(signal.begin(), signal.end(),
                               picture.rgb.data() + where.layout.indexOf(where.x + x, where.y + y) * 3, to16Bit);
            }
        }
    });
}

std::array<float, 3> displayed(const float* rgb)
{
    return {rgb[0], rgb[1], rgb[2]};
}

SrgbPicture emptyPicture(PixelSize size, TransferCurve curve)
{
    SrgbPicture picture{size, {}, curve};
    picture.rgb.resize(size.area() * 3);
    return picture;
}

bool hasHighlights(const std::vector<float>& rgb, const WhiteBalanceGains& gains)
{
    for (std::size_t i = 0; i < rgb.size(); ++i) {
        if (rgb[i] >= kRecoveryBegins * gains[i % 3]) {
            return true;
        }
    }
    return false;
}

/// A camera-linear network's tile with its highlights.
CameraLight lightOf(const FrameTile& tile, const RawImage& raw, ExposureRatio ratio, const RegionPlan& plan)
{
    CameraLight light{tile.output.size, tile.output.rgb, ratio};
    if (hasHighlights(light.rgb, raw.whiteBalance)) {
        const PixelSize frame{(plan.seen.width + plan.binning - 1) / plan.binning,
                              (plan.seen.height + plan.binning - 1) / plan.binning};
        const PixelRect around = intersected(
            {tile.where.x - 1, tile.where.y - 1, tile.where.width + 2, tile.where.height + 2}, wholeOf(frame));
        const Planes measured = packRegion(raw, kSmallestRatio, plan.planesOf(around), plan.binning, BelowBlack::Keep);
        recoverHighlights(light,
                          {tile.where.x - around.x, tile.where.y - around.y, tile.where.width, tile.where.height},
                          measured, raw.whiteBalance);
    }
    return light;
}

}  // namespace

struct Enhancer::State {
    State(const std::filesystem::path& file, const EnhancerOptions& enhancerOptions)
        : State(readUsableModel(file), file, enhancerOptions)
    {
    }
    State(const Model& model, const std::filesystem::path& file, const EnhancerOptions& enhancerOptions)
        : options(enhancerOptions), unet(model.options),
          space(model.outputSpace), identity{nameOf(model, file), model.sha256, file},
          network(model, enhancerOptions.engine, enhancerOptions.bnMode)
    {
    }

    [[nodiscard]] bool takes(const RawImage& raw) const { return raw.cfa.isXTrans() == (unet.inputPlanes == 9); }
    void requireTakes(const RawImage& raw) const
    {
        if (!takes(raw)) {
            throw UnsupportedInput(raw.file, std::string("is ") + (raw.cfa.isXTrans() ? "an X-Trans" : "a Bayer")
                                                 + " raw; model '" + identity.name + "' takes "
                                                 + (raw.cfa.isXTrans() ? "Bayer" : "X-Trans"));
        }
    }

    [[nodiscard]] bool isLinear() const { return space == OutputSpace::CameraLinear; }

    [[nodiscard]] RegionPlan plan(const RawImage& raw, PixelRect photosites, int binning) const
    {
        return planRegion(packedArea(raw), unet.upscale(), photosites, binning,
                          measuresFrames(unet.normalisation, options.bnMode));
    }

    [[nodiscard]] Planes inputFor(const RawImage& raw, ExposureRatio ratio, const RegionPlan& plan) const
    {
        if (!isLinear()) {
            return packRegion(raw, ratio, plan.seen, plan.binning);
        }
        Planes planes = packRegion(raw, ratio, plan.seen, plan.binning, BelowBlack::Keep);
        balanceInput(planes, raw.whiteBalance);
        return planes;
    }

    [[nodiscard]] FrameOptions frameOptions() const
    {
        FrameOptions frame;
        frame.tilePx = options.tilePx;
        return frame;
    }

    EnhancerOptions options;
    UNetOptions unet;
    OutputSpace space;
    ModelIdentity identity;
    FrameNetwork network;
};

Enhancer::Enhancer(const std::filesystem::path& modelFile, const EnhancerOptions& options)
    : m_state(std::make_unique<State>(modelFile, options))
{
}

Enhancer::~Enhancer() = default;
Enhancer::Enhancer(Enhancer&&) noexcept = default;
Enhancer& Enhancer::operator=(Enhancer&&) noexcept = default;

SrgbPicture Enhancer::enhance(const RawImage& raw, ExposureRatio ratio, const LightLook& look,
                              const JobContext& context)
{
    m_state->requireTakes(raw);
    requireUsable(ratio);
    context.report({.stage = "packing", .fraction = {}, .remainingSeconds = {}});
    const RegionPlan plan = m_state->plan(raw, packedArea(raw), 1);
    const bool isLinear = m_state->isLinear();
    const ExposureRatio inputRatio = isLinear ? networkRatio(ratio) : ratio;
    const Planes planes = m_state->inputFor(raw, inputRatio, plan);
    context.throwIfCancelled();

    const int upscale = m_state->unet.upscale();
    const PixelSize frame{planes.width * upscale, planes.height * upscale};
    const LightRendering rendering = renderingOf(colourOf(raw), inputRatio, ratio, look);
    SrgbPicture picture =
        emptyPicture(orientedSize(frame, raw.orientation), isLinear ? rendering.curve : kDisplayCurve);
    const LightRenderer renderer(rendering);
    const auto placeTile = [&](const FrameTile& tile) {
        const TilePlace where{tile.where.x * upscale, tile.where.y * upscale, UprightLayout(frame, raw.orientation)};
        if (isLinear) {
            const CameraLight light = lightOf(tile, raw, inputRatio, plan);
            place(light.size, light.rgb, where, picture, [&](const float* rgb) { return renderer.signalOf(rgb); });
        } else {
            place(tile.output.size, tile.output.rgb, where, picture, displayed);
        }
    };
    try {
        m_state->network.run(planes, m_state->frameOptions(), placeTile, context);
    } catch (...) {
        m_state->network.releaseBuffers();
        throw;
    }
    m_state->network.releaseBuffers();  // the encoder comes next
    return picture;
}

void Enhancer::enhanceRegion(const RawImage& raw, ExposureRatio ratio, const EnhanceRegion& region,
                             const OnEnhancedTile& onTile, const JobContext& context)
{
    assert(region.binning >= 1);
    m_state->requireTakes(raw);
    const RegionPlan plan = m_state->plan(raw, region.photosites, region.binning);
    if (plan.shown.isEmpty()) {
        return;
    }
    const ExposureRatio inputRatio = m_state->isLinear() ? networkRatio(ratio) : ratio;
    const Planes planes = m_state->inputFor(raw, inputRatio, plan);
    context.throwIfCancelled();

    FrameOptions options;
    options.tilePx = region.tilePx;
    options.region = plan.shownInNetwork();
    if (region.focusPhotosite) {
        options.focus = plan.inNetwork(*region.focusPhotosite);
    }
    const auto emitTile = [&](const FrameTile& tile) {
        if (m_state->isLinear()) {
            onTile({plan.photositesOf(tile.where), lightOf(tile, raw, inputRatio, plan)});
            return;
        }
        SrgbPicture picture = emptyPicture(tile.output.size, kDisplayCurve);
        place(tile.output.size, tile.output.rgb, {0, 0, UprightLayout(picture.size, Orientation::Upright)}, picture,
              displayed);
        onTile({plan.photositesOf(tile.where), std::move(picture)});
    };
    m_state->network.run(planes, options, emitTile, context);
}

std::size_t Enhancer::peakBytes(PixelSize photosites) const
{
    const int upscale = m_state->unet.upscale();
    const PixelSize frame{photosites.width / upscale, photosites.height / upscale};
    const std::size_t planeBytes = photosites.area() * sizeof(float);
    const std::size_t pictureBytes = photosites.area() * 3 * sizeof(std::uint16_t);
    return planeBytes + pictureBytes + m_state->network.peakBytes(frame, m_state->frameOptions());
}

std::size_t Enhancer::weightBytes() const
{
    return m_state->network.engine().weightBytes();
}

HowRendered Enhancer::howRendered(const RawImage& raw) const
{
    const int stride = m_state->unet.upscale();
    const PixelRect area = packedArea(raw);
    HowRendered how;
    how.engine = engineDescription();
    how.precision = toText(m_state->network.engine().precision());
    how.batchNorm = m_state->options.bnMode == BnMode::Image ? "image" : "running";
    how.tilePx = m_state->network.tilePx({area.width / stride, area.height / stride}, m_state->frameOptions());
    return how;
}

const ModelIdentity& Enhancer::model() const
{
    return m_state->identity;
}

std::string Enhancer::modelName() const
{
    return m_state->identity.name;
}

OutputSpace Enhancer::outputSpace() const
{
    return m_state->space;
}

bool Enhancer::isForXTrans() const
{
    return m_state->unet.inputPlanes == 9;
}

std::string Enhancer::engineDescription() const
{
    return m_state->network.engine().description();
}

}  // namespace scotopic
