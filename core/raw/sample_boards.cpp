// SPDX-License-Identifier: MIT
#include "core/base/tone.h"
#include "core/raw/sample_scene.h"

#include <array>
#include <numbers>

namespace scotopic {

namespace {

// The 24 patches of the usual colour chart, as 8-bit sRGB.
constexpr std::array<std::array<int, 3>, 24> kPatches{{
    {115, 82, 68},   {194, 150, 130}, {98, 122, 157},  {87, 108, 67},   {133, 128, 177}, {103, 189, 170},
    {214, 126, 44},  {80, 91, 166},   {193, 90, 99},   {94, 60, 108},   {157, 188, 64},  {224, 163, 46},
    {56, 61, 150},   {70, 148, 73},   {175, 54, 60},   {231, 199, 31},  {187, 86, 149},  {8, 133, 161},
    {243, 243, 242}, {200, 200, 200}, {160, 160, 160}, {122, 122, 121}, {85, 85, 85},    {52, 52, 52},
}};

float albedoOf(int value)
{
    return linearFromSrgb(static_cast<float>(value) / 255);
}

std::array<Light, kPatches.size()> makePatchAlbedos()
{
    std::array<Light, kPatches.size()> albedos;
    for (std::size_t i = 0; i < kPatches.size(); ++i) {
        albedos[i] = {albedoOf(kPatches[i][0]), albedoOf(kPatches[i][1]), albedoOf(kPatches[i][2])};
    }
    return albedos;
}

constexpr float kChartX = 1.055F;
constexpr float kChartY = 0.545F;
constexpr float kPatchPitch = 0.053F;
constexpr float kPatchSize = 0.046F;
constexpr float kBorder = 0.012F;

constexpr float kStarX = 0.950F;
constexpr float kStarY = 0.655F;
constexpr float kStarRadius = 0.058F;

Light wood(ScenePoint p)
{
    const float grain = roughNoise(p.x * 420, p.y * 28, 61, 3);
    return Light{0.30F, 0.20F, 0.11F} * (0.55F + 0.8F * grain);
}

Painted chart(ScenePoint p)
{
    static const std::array<Light, kPatches.size()> kAlbedos = makePatchAlbedos();
    const float across = (p.x - kChartX) / kPatchPitch;
    const float down = (p.y - kChartY) / kPatchPitch;
    const float border = kBorder / kPatchPitch;
    constexpr float kGap = (kPatchPitch - kPatchSize) / kPatchPitch;
    if (across < -border || across > 6 - kGap + border || down < -border || down > 4 - kGap + border) {
        return {};
    }
    const int column = cellOf(across);
    const int row = cellOf(down);
    const bool isPatch = across >= 0 && down >= 0 && column < 6 && row < 4
                         && across - static_cast<float>(column) < 1 - kGap && down - static_cast<float>(row) < 1 - kGap;
    const int patch = row * 6 + column;
    return {isPatch ? kAlbedos[static_cast<std::size_t>(patch)] : Light{0.022F, 0.022F, 0.023F}, 1};
}

/// A Siemens star: detail of every size down to nothing.
Painted star(ScenePoint p)
{
    constexpr float kHalf = kStarRadius + 0.008F;
    const float x = p.x - kStarX;
    const float y = p.y - kStarY;
    if (std::abs(x) > kHalf || std::abs(y) > kHalf) {
        return {};
    }
    constexpr float kWhite = 0.85F;
    constexpr float kBlack = 0.04F;
    constexpr int kSpokes = 36;
    const float radius = std::hypot(x, y);
    const bool isSpoke = radius < kStarRadius && std::sin(std::atan2(y, x) * kSpokes) > 0;
    const float tone = isSpoke ? kBlack : kWhite;
    return {Light{tone, tone, tone * 0.98F}, 1};
}

bool isLeg(ScenePoint p, float centreX, float top, float spread)
{
    constexpr float kFoot = 0.86F;
    if (p.y < top || p.y > kFoot) {
        return false;
    }
    const float offset = spread * (0.55F + 0.45F * (p.y - top) / (kFoot - top));
    return std::abs(std::abs(p.x - centreX) - offset) < 0.0045F;
}

}  // namespace

Painted testBoards(ScenePoint p)
{
    for (const Painted& board : {chart(p), star(p)}) {
        if (board.coverage > 0) {
            return {board.light * lightFallingOn(p), board.coverage};
        }
    }
    constexpr float kChartCentreX = kChartX + 3 * kPatchPitch;
    if (isLeg(p, kChartCentreX, kChartY + 4 * kPatchPitch, 0.15F) || isLeg(p, kStarX, kStarY + kStarRadius, 0.045F)) {
        return {wood(p) * lightFallingOn(p), 1};
    }
    return {};
}

}  // namespace scotopic
