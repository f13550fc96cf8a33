// SPDX-License-Identifier: MIT
#include "core/enhance/enhancer.h"

#include "core/base/error.h"
#include "core/network/model_file.h"
#include "core/raw/pack.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace scotopic {

namespace {

// Context around a coarse region, in its own pixels: what is shown for a moment need not equal the whole frame's
// result, only have no visible border.
constexpr int kCoarseHaloPx = 16;

std::string nameOf(const Model& model, const std::filesystem::path& file)
{
    const auto name = model.notes.find("name");
    return name != model.notes.end() && !name->second.empty() ? name->second : file.stem().string();
}

Model readDisplayModel(const std::filesystem::path& file)
{
    Model model = readModelFile(file);
    if (model.outputSpace != OutputSpace::Display) {
        throw UnsupportedInput(file, "is a " + std::string(nameOf(model.outputSpace))
                                         + " model; this version uses display models, as in the study");
    }
    return model;
}

std::uint16_t toChannel(float value)
{
    const float inside = value > 0.0F ? std::min(value, 1.0F) : 0.0F;  // NaN becomes black
    return static_cast<std::uint16_t>(inside * 65535.0F + 0.5F);
}

/// Clamps a tile into a picture at `origin` of its sensor frame.
void place(const OutputTile& tile, int originX, int originY, const UprightLayout& layout, SrgbPicture& picture)
{
    const float* rgb = tile.rgb.data();
    for (int y = 0; y < tile.size.height; ++y) {
        for (int x = 0; x < tile.size.width; ++x, rgb += 3) {
            std::transform(rgb, rgb + 3, picture.rgb.data() + layout.indexOf(originX + x, originY + y) * 3, toChannel);
        }
    }
}

SrgbPicture emptyPicture(PixelSize size)
{
    SrgbPicture picture{size, {}};
    picture.rgb.resize(size.area() * 3);
    return picture;
}

/// `inner` and `marginPx` around it, cut to `frame`, its sides on multiples of `gridPx` where the frame goes on.
PixelRect grown(PixelRect inner, PixelSize frame, int marginPx, int gridPx)
{
    const int left = std::max(inner.x - marginPx, 0) / gridPx * gridPx;
    const int top = std::max(inner.y - marginPx, 0) / gridPx * gridPx;
    const int right = std::min((inner.right() + marginPx + gridPx - 1) / gridPx * gridPx, frame.width);
    const int bottom = std::min((inner.bottom() + marginPx + gridPx - 1) / gridPx * gridPx, frame.height);
    return {left, top, right - left, bottom - top};
}

/// Where a region lies in the planes and what of them the network has to see for it, in plane pixels.
struct RegionPlan {
    PixelRect area;   // of the sensor: what the planes hold, in photosites
    int stride = 2;   // photosites per plane pixel
    int binning = 1;  // plane pixels per network pixel
    PixelRect shown;
    PixelRect seen;

    [[nodiscard]] PixelRect shownInNetwork() const
    {
        const int left = (shown.x - seen.x) / binning;
        const int top = (shown.y - seen.y) / binning;
        const int right = (shown.right() - seen.x + binning - 1) / binning;
        const int bottom = (shown.bottom() - seen.y + binning - 1) / binning;
        return {left, top, right - left, bottom - top};
    }
    [[nodiscard]] FocusPoint inNetwork(FocusPoint photosite) const
    {
        return {((photosite.x - area.x) / stride - seen.x) / binning,
                ((photosite.y - area.y) / stride - seen.y) / binning};
    }
    /// The last pixel at the frame's right and bottom edge may stand for fewer photosites.
    [[nodiscard]] PixelRect photositesOf(PixelRect network) const
    {
        const PixelRect planes = intersected({seen.x + network.x * binning, seen.y + network.y * binning,
                                              network.width * binning, network.height * binning},
                                             seen);
        return {area.x + planes.x * stride, area.y + planes.y * stride, planes.width * stride, planes.height * stride};
    }
};

PixelRect planeRectOf(PixelRect photosites, PixelRect area, int stride)
{
    const PixelRect inside = intersected(photosites, area);
    if (inside.isEmpty()) {
        return {};
    }
    const int left = (inside.x - area.x) / stride;
    const int top = (inside.y - area.y) / stride;
    const int right = (inside.right() - area.x + stride - 1) / stride;
    const int bottom = (inside.bottom() - area.y + stride - 1) / stride;
    return {left, top, right - left, bottom - top};
}

}  // namespace

struct Enhancer::State {
    State(const std::filesystem::path& file, const EnhancerOptions& enhancerOptions)
        : State(readDisplayModel(file), file, enhancerOptions)
    {
    }
    State(const Model& model, const std::filesystem::path& file, const EnhancerOptions& enhancerOptions)
        : options(enhancerOptions), unet(model.options), name(nameOf(model, file)), sha256(model.sha256),
          network(model, enhancerOptions.engine, enhancerOptions.bnMode)
    {
    }

    void requireTakes(const RawImage& raw) const
    {
        const bool takesXTrans = unet.inputPlanes == 9;
        if (raw.cfa.isXTrans() != takesXTrans) {
            throw UnsupportedInput(raw.file, std::string("is ") + (raw.cfa.isXTrans() ? "an X-Trans" : "a Bayer")
                                                 + " raw; model '" + name + "' takes "
                                                 + (takesXTrans ? "X-Trans" : "Bayer"));
        }
    }

    [[nodiscard]] bool needsWholeFrame() const { return measuresFrames(unet.normalisation, options.bnMode); }

    [[nodiscard]] RegionPlan plan(const RawImage& raw, const EnhanceRegion& region) const
    {
        RegionPlan plan{
            .area = packedArea(raw), .stride = unet.upscale(), .binning = region.binning, .shown = {}, .seen = {}};
        const PixelSize frame{plan.area.width / plan.stride, plan.area.height / plan.stride};
        plan.shown = planeRectOf(region.photosites, plan.area, plan.stride);
        // The network halves its input four times: a cut elsewhere than on multiples of 16 pools other pixels together.
        const int margin = region.binning == 1 ? kTileOverlapPx : kCoarseHaloPx * region.binning;
        plan.seen =
            needsWholeFrame() ? wholeOf(frame) : grown(plan.shown, frame, margin, kTileAlignmentPx * region.binning);
        return plan;
    }

    [[nodiscard]] FrameOptions frameOptions() const
    {
        FrameOptions frame;
        frame.tilePx = options.tilePx;
        return frame;
    }

    EnhancerOptions options;
    UNetOptions unet;
    std::string name;
    std::string sha256;
    FrameNetwork network;
};

Enhancer::Enhancer(const std::filesystem::path& modelFile, const EnhancerOptions& options)
    : m_state(std::make_unique<State>(modelFile, options))
{
}

Enhancer::~Enhancer() = default;
Enhancer::Enhancer(Enhancer&&) noexcept = default;
Enhancer& Enhancer::operator=(Enhancer&&) noexcept = default;

SrgbPicture Enhancer::enhance(const RawImage& raw, ExposureRatio ratio, const JobContext& context)
{
    m_state->requireTakes(raw);
    context.report({.stage = "packing", .fraction = {}, .remainingSeconds = {}});
    const Planes planes = pack(raw, ratio);
    context.throwIfCancelled();

    const int upscale = m_state->unet.upscale();
    const PixelSize frame{planes.width * upscale, planes.height * upscale};
    const UprightLayout layout(frame, raw.orientation);
    SrgbPicture picture = emptyPicture(orientedSize(frame, raw.orientation));
    const auto placeTile = [&](const FrameTile& tile) {
        place(tile.output, tile.where.x * upscale, tile.where.y * upscale, layout, picture);
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
    const RegionPlan plan = m_state->plan(raw, region);
    if (plan.shown.isEmpty()) {
        return;
    }
    const Planes planes = packRegion(raw, ratio, plan.seen, plan.binning);
    context.throwIfCancelled();

    FrameOptions options;
    options.tilePx = region.tilePx;
    options.region = plan.shownInNetwork();
    if (region.focusPhotosite) {
        options.focus = plan.inNetwork(*region.focusPhotosite);
    }
    const auto emitTile = [&](const FrameTile& tile) {
        SrgbPicture picture = emptyPicture(tile.output.size);
        place(tile.output, 0, 0, UprightLayout(picture.size, Orientation::Upright), picture);
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

Provenance Enhancer::provenance(const RawImage& raw) const
{
    const int stride = m_state->unet.upscale();
    const PixelRect area = packedArea(raw);
    const int tilePx = m_state->network.tilePx({area.width / stride, area.height / stride}, m_state->frameOptions());
    return {{{"Model", m_state->name},
             {"ModelSha256", m_state->sha256},
             {"Engine", engineDescription()},
             {"Precision", toText(m_state->network.engine().precision())},
             {"BatchNorm", m_state->options.bnMode == BnMode::Image ? "image" : "running"},
             {"TilePx", std::to_string(tilePx)}}};
}

std::string Enhancer::modelName() const
{
    return m_state->name;
}

std::string Enhancer::engineDescription() const
{
    return m_state->network.engine().description();
}

}  // namespace scotopic
