// SPDX-License-Identifier: MIT
#include "core/enhance/region_plan.h"

#include <algorithm>

namespace scotopic {

namespace {

// Context around a coarse region, in its own pixels: what is shown for a moment need not equal the whole frame's
// result, only have no visible border.
constexpr int kCoarseHaloPx = 16;

/// `inner` and `marginPx` around it, cut to `frame`, its sides on multiples of `gridPx` where the frame goes on.
PixelRect grown(PixelRect inner, PixelSize frame, int marginPx, int gridPx)
{
    const int left = std::max(inner.x - marginPx, 0) / gridPx * gridPx;
    const int top = std::max(inner.y - marginPx, 0) / gridPx * gridPx;
    const int right = std::min((inner.right() + marginPx + gridPx - 1) / gridPx * gridPx, frame.width);
    const int bottom = std::min((inner.bottom() + marginPx + gridPx - 1) / gridPx * gridPx, frame.height);
    return {left, top, right - left, bottom - top};
}

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

PixelRect RegionPlan::shownInNetwork() const
{
    const int left = (shown.x - seen.x) / binning;
    const int top = (shown.y - seen.y) / binning;
    const int right = (shown.right() - seen.x + binning - 1) / binning;
    const int bottom = (shown.bottom() - seen.y + binning - 1) / binning;
    return {left, top, right - left, bottom - top};
}

FocusPoint RegionPlan::inNetwork(FocusPoint photosite) const
{
    return {((photosite.x - area.x) / stride - seen.x) / binning, ((photosite.y - area.y) / stride - seen.y) / binning};
}

PixelRect RegionPlan::planesOf(PixelRect network) const
{
    return intersected(
        {seen.x + network.x * binning, seen.y + network.y * binning, network.width * binning, network.height * binning},
        seen);
}

PixelRect RegionPlan::photositesOf(PixelRect network) const
{
    const PixelRect planes = planesOf(network);
    return {area.x + planes.x * stride, area.y + planes.y * stride, planes.width * stride, planes.height * stride};
}

RegionPlan planRegion(PixelRect area, int stride, PixelRect photosites, int binning, bool needsWholeFrame)
{
    RegionPlan plan{.area = area, .stride = stride, .binning = binning, .shown = {}, .seen = {}};
    const PixelSize frame{area.width / stride, area.height / stride};
    plan.shown = planeRectOf(photosites, area, stride);
    // The network halves its input four times: a cut elsewhere than on multiples of 16 pools other pixels together.
    const int margin = binning == 1 ? kTileOverlapPx : kCoarseHaloPx * binning;
    plan.seen = needsWholeFrame ? wholeOf(frame) : grown(plan.shown, frame, margin, kTileAlignmentPx * binning);
    return plan;
}

}  // namespace scotopic
