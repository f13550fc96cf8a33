// SPDX-License-Identifier: MIT
#include "ui/enhance/view_plan.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

int planeStride(const RawImage& raw)
{
    return raw.cfa.isXTrans() ? 3 : 2;
}

}  // namespace

int proxySpan(const RawImage& raw, double zoom)
{
    const int block = planeStride(raw);
    const int span = block * std::max(1, static_cast<int>(std::floor(1.0 / (zoom * block))));
    const int smallestSide = std::min(raw.size.width, raw.size.height);
    return std::clamp(span, block, std::max(block, smallestSide - smallestSide % block));
}

PixelRect alignedSensorRegion(const RawImage& raw, PixelRect upright, int alignment)
{
    const PixelRect rect = sensorRect(upright, raw.size, raw.orientation);
    const auto roundedUp = [alignment](int value) { return (value + alignment - 1) / alignment * alignment; };
    const int left = rect.x - rect.x % alignment;
    const int top = rect.y - rect.y % alignment;
    return intersected({left, top, roundedUp(rect.right()) - left, roundedUp(rect.bottom()) - top}, wholeOf(raw.size));
}

NetworkPlan planNetwork(const RawImage& raw, PixelRect visible, double zoom)
{
    const int stride = planeStride(raw);
    NetworkPlan plan;
    // The network's picture has one pixel per `binning` photosites.
    plan.fineBinning = std::max(1, static_cast<int>(std::floor(1.0 / zoom + 1e-6)));
    const double planePixels = static_cast<double>(visible.size().area()) / (stride * stride);
    const double budget = static_cast<double>(kCoarsePlanesPx.area());
    const int affordable = static_cast<int>(std::ceil(std::sqrt(planePixels / budget)));
    plan.coarseBinning = std::max(plan.fineBinning, affordable);
    plan.photosites = alignedSensorRegion(raw, visible, stride * plan.fineBinning);
    return plan;
}

PixelRect toPixelRect(const QRect& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

QRect toQRect(PixelRect rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

}  // namespace scotopic
