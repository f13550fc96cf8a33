// SPDX-License-Identifier: MIT
#include "core/raw/sample_scene.h"

#include <array>

namespace scotopic {

namespace {

struct Lamp {
    ScenePoint place;
    Light colour;
    float bulbRadius = 0;
    float power = 0;  // what it throws on surfaces
    float reach = 0;  // how far before its light has halved
    float poleFoot = 0;
};

constexpr std::array kLamps{
    Lamp{{0.735F, 0.265F}, {1.0F, 0.66F, 0.30F}, 0.0125F, 1.25F, 0.24F, 0.815F},
    Lamp{{1.215F, 0.345F}, {1.0F, 0.86F, 0.66F}, 0.0110F, 1.75F, 0.24F, 0.532F},
    Lamp{{0.868F, 0.525F}, {1.0F, 0.70F, 0.36F}, 0.0045F, 0.20F, 0.09F, 0.765F},
    Lamp{{1.440F, 0.470F}, {1.0F, 0.70F, 0.36F}, 0.0060F, 0.30F, 0.10F, 0.785F},
};
constexpr float kStreetTop = 0.775F;

float squared(float x)
{
    return x * x;
}

float squaredDistance(ScenePoint a, ScenePoint b)
{
    return squared(a.x - b.x) + squared(a.y - b.y);
}

Light sky(ScenePoint p)
{
    const float low = smoothStep(-0.1F, 0.72F, p.y);
    Light light = mixed(Light{0.009F, 0.016F, 0.044F}, Light{0.150F, 0.105F, 0.085F}, low * low);
    const float cloud = smoothStep(0.46F, 0.80F, roughNoise(p.x * 3.1F + 4, p.y * 8.5F, 71, 5));
    light = mixed(light, Light{0.085F, 0.066F, 0.058F} * (0.5F + 0.9F * low), cloud * 0.75F);

    constexpr float kStarCell = 0.011F;
    const int column = cellOf(p.x / kStarCell);
    const int row = cellOf(p.y / kStarCell);
    if (cellRandom(column, row, 72) > 0.93F) {
        const ScenePoint star{(static_cast<float>(column) + 0.2F + 0.6F * cellRandom(column, row, 73)) * kStarCell,
                              (static_cast<float>(row) + 0.2F + 0.6F * cellRandom(column, row, 74)) * kStarCell};
        const float brightness = 1.6F * squared(squared(cellRandom(column, row, 75))) * (1 - cloud) * (1 - low);
        light += Light{0.9F, 0.95F, 1.0F} * (brightness * std::exp(-squaredDistance(p, star) / squared(0.0009F)));
    }

    constexpr ScenePoint kMoon{1.10F, 0.135F};
    constexpr float kMoonRadius = 0.030F;
    const float fromMoon = std::sqrt(squaredDistance(p, kMoon));
    const float maria = roughNoise((p.x - kMoon.x) * 75, (p.y - kMoon.y) * 75, 76, 3);
    const Light moon = Light{1.0F, 0.96F, 0.86F} * (0.60F + 0.75F * maria);
    light = mixed(light, moon, smoothStep(kMoonRadius + 0.0008F, kMoonRadius - 0.0008F, fromMoon));
    light += Light{0.13F, 0.14F, 0.17F} * (0.6F / (1 + squared(fromMoon / 0.045F)));
    return light;
}

/// Blocks of flats against the sky, each with its grid of windows.
Painted skyline(ScenePoint p, std::uint32_t kind, float blockWidth, float lowest, float rise, Light haze)
{
    const int block = cellOf(p.x / blockWidth + cellRandom(0, 0, kind));
    const float top = lowest - rise * cellRandom(block, 1, kind) * (0.6F + 0.4F * cellRandom(block, 2, kind));
    if (p.y < top) {
        return {};
    }
    const float pitch = blockWidth / (6 + std::floor(5 * cellRandom(block, 3, kind)));
    const float across = p.x / pitch;
    const float down = (p.y - top) / (pitch * 1.35F) - 0.5F;
    const int column = cellOf(across);
    const int row = cellOf(down);
    const float u = across - static_cast<float>(column);
    const float v = down - static_cast<float>(row);
    const bool isWindow = row >= 0 && u > 0.24F && u < 0.76F && v > 0.22F && v < 0.78F;
    Light wall = haze * (0.75F + 0.35F * cellRandom(block, 4, kind) + 0.15F * smoothNoise(p.x * 200, p.y * 200, 81));
    if (isWindow) {
        const float share = 0.10F + 0.32F * cellRandom(block, 5, kind);
        if (cellRandom(column, row + 100 * block, kind + 1) < share) {
            const float warmth = cellRandom(column, row + 100 * block, kind + 2);
            const Light lit =
                mixed(Light{0.80F, 0.48F, 0.20F}, Light{0.48F, 0.60F, 0.66F}, smoothStep(0.55F, 0.95F, warmth));
            return {lit * (0.25F + 0.75F * cellRandom(column, row + 100 * block, kind + 3)), 1};
        }
        wall = wall * 0.55F;
    }
    return {wall, 1};
}

/// Wet cobbles in perspective, mirroring the lamps in long streaks.
Light street(ScenePoint p)
{
    constexpr float kHorizon = 0.70F;
    const float depth = 1 / (p.y - kHorizon);
    const float along = depth * 1.9F;
    const int course = cellOf(along);
    const float across = (p.x - 0.75F) * depth * 1.25F + (course % 2 == 0 ? 0.0F : 0.5F);
    const int stone = cellOf(across);
    const float u = across - static_cast<float>(stone) - 0.5F;
    const float v = along - static_cast<float>(course) - 0.5F;
    const float rounded = std::max(0.0F, 1 - 1.7F * (squared(squared(u * 2)) + squared(squared(v * 2))) / 2);
    const float grain = roughNoise(across * 9, along * 9, 91, 3);
    const float tone = 0.14F + 0.20F * cellRandom(stone, course, 92);
    const float wet = smoothStep(0.40F, 0.66F, roughNoise(p.x * 5, depth * 0.9F, 93, 3));
    const Light albedo = Light{1.0F, 0.97F, 0.92F} * (tone * (0.25F + 0.75F * rounded) * (0.6F + 0.7F * grain));
    Light light = albedo * lightFallingOn({p.x, kStreetTop}) * (1.1F - 0.45F * smoothStep(kStreetTop, 1.0F, p.y));
    for (const Lamp& lamp : kLamps) {
        const float blur = 0.010F + 0.09F * (p.y - kStreetTop);
        const float streak = std::exp(-squared((p.x - lamp.place.x + 0.010F * (grain - 0.5F)) / blur));
        light += lamp.colour
                 * (streak * (0.15F + 0.85F * wet) * rounded * lamp.power * 0.38F * std::exp(-(p.y - kStreetTop) * 6));
    }
    // The shop window on the wet stones before it.
    const float shop = smoothStep(0.03F, 0.10F, p.x) * smoothStep(0.42F, 0.34F, p.x);
    return light
           + Light{0.50F, 0.34F, 0.19F}
                 * (shop * rounded * (0.12F + 0.5F * wet) * std::exp(-(p.y - kStreetTop) * 9) * 0.55F);
}

Painted posts(ScenePoint p)
{
    for (const Lamp& lamp : kLamps) {
        const float halfWidth = 0.0026F + lamp.bulbRadius * 0.10F;
        const float top = lamp.place.y + lamp.bulbRadius * 1.15F;
        const bool isPole = std::abs(p.x - lamp.place.x) < halfWidth && p.y > top && p.y < lamp.poleFoot;
        const float fromCap = lamp.place.y - lamp.bulbRadius * 0.95F - p.y;
        const bool isCap = fromCap > 0 && fromCap < lamp.bulbRadius * 0.9F
                           && std::abs(p.x - lamp.place.x) < lamp.bulbRadius * 1.5F - fromCap * 1.2F;
        if (isPole || isCap) {
            const float side = 0.6F + 0.4F * (p.x - lamp.place.x) / halfWidth;
            return {Light{0.06F, 0.065F, 0.06F} * lightFallingOn(p) * (isCap ? 0.6F : side), 1};
        }
    }
    return {};
}

/// Clipped cores and the halo that lens and haze make of them.
Light lampGlow(ScenePoint p)
{
    Light glow;
    for (const Lamp& lamp : kLamps) {
        const float distance = std::sqrt(squaredDistance(p, lamp.place));
        const float core = smoothStep(lamp.bulbRadius * 1.04F, lamp.bulbRadius * 0.85F, distance);
        const float near = squared(lamp.bulbRadius) / (squared(distance) + squared(lamp.bulbRadius));
        const float haze = 0.050F * lamp.power * std::exp(-distance / (lamp.bulbRadius * 15));
        glow += mixed(lamp.colour, Light{1, 0.93F, 0.80F}, core) * (30 * core)
                + lamp.colour * (0.9F * near * near + 0.10F * near + haze);
    }
    return glow;
}

}  // namespace

Light lightFallingOn(ScenePoint p)
{
    Light light{0.045F, 0.052F, 0.075F};
    for (const Lamp& lamp : kLamps) {
        light += lamp.colour * (lamp.power / (1 + squaredDistance(p, lamp.place) / squared(lamp.reach)));
    }
    constexpr ScenePoint kSign{0.30F, 0.442F};
    const float fromSign = squared(std::max(0.0F, std::abs(p.x - kSign.x) - 0.21F)) + squared(p.y - kSign.y);
    light += Light{0.60F, 0.12F, 0.07F} * (1 / (1 + fromSign / squared(0.055F)));
    return light;
}

Light sceneLight(ScenePoint p)
{
    Light light;
    const Painted front = shopFront(p);
    if (p.y >= kStreetTop + 0.02F || (p.y >= kStreetTop && p.x > 0.62F)) {
        light = street(p);
    } else if (front.coverage == 1) {
        light = front.light;
    } else {
        light = sky(p);
        for (const Painted& houses : {skyline(p, 101, 0.085F, 0.60F, 0.24F, {0.060F, 0.052F, 0.058F}),
                                      skyline(p, 201, 0.150F, 0.70F, 0.26F, {0.034F, 0.031F, 0.037F})}) {
            light = mixed(light, houses.light, houses.coverage);
        }
    }
    for (const Painted& painted : {testBoards(p), posts(p)}) {
        light = mixed(light, painted.light, painted.coverage);
    }
    return light + lampGlow(p);
}

}  // namespace scotopic
