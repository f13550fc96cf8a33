// SPDX-License-Identifier: MIT
#include "core/raw/sample_scene.h"
#include "core/raw/sample_text.h"

#include <array>
#include <string_view>

namespace scotopic {

namespace {

struct Box {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    [[nodiscard]] bool contains(ScenePoint p) const
    {
        return p.x >= x && p.x < x + width && p.y >= y && p.y < y + height;
    }
};

constexpr Box kWall{-1, 0.13F, 1.62F, 0.67F};
constexpr Box kSign{0.07F, 0.405F, 0.455F, 0.075F};
constexpr Box kShopWindow{0.07F, 0.525F, 0.30F, 0.215F};
constexpr Box kPoster{0.43F, 0.525F, 0.13F, 0.19F};
constexpr std::array kUpperWindows{Box{0.07F, 0.20F, 0.10F, 0.14F}, Box{0.235F, 0.20F, 0.10F, 0.14F},
                                   Box{0.40F, 0.20F, 0.10F, 0.14F}};

Light brickAlbedo(ScenePoint p)
{
    constexpr float kBrickWidth = 0.031F;
    constexpr float kBrickHeight = 0.0125F;
    constexpr float kMortar = 0.0011F;
    const int course = cellOf(p.y / kBrickHeight);
    const float along = p.x / kBrickWidth + (course % 2 == 0 ? 0.0F : 0.5F);
    const int brick = cellOf(along);
    const float edgeX =
        std::min(along - static_cast<float>(brick), static_cast<float>(brick + 1) - along) * kBrickWidth;
    const float fromTop = p.y - static_cast<float>(course) * kBrickHeight;
    const float edge = std::min(edgeX, std::min(fromTop, kBrickHeight - fromTop));
    const float grain = roughNoise(p.x * 260, p.y * 260, 11, 3);
    const float tone = 0.55F + 0.55F * cellRandom(brick, course, 12);
    const Light clay = Light{0.40F, 0.17F, 0.11F} * (tone * (0.65F + 0.6F * grain));
    const Light mortar = Light{0.34F, 0.31F, 0.27F} * (0.6F + 0.6F * grain);
    return mixed(mortar, clay, smoothStep(kMortar * 0.5F, kMortar * 1.3F, edge));
}

/// Round bulbs behind the letters' cells, the unlit ones dark.
Light bulbSign(ScenePoint p)
{
    constexpr std::string_view kText = "SCOTOPIC";
    const float cell = kSign.height / (kLetterRows + 2);
    const float across =
        (p.x - kSign.x - (kSign.width - cell * static_cast<float>(kText.size() * kLetterAdvance - 1)) / 2) / cell;
    const float down = (p.y - kSign.y) / cell - 1;
    const int column = cellOf(across);
    const int row = cellOf(down);
    const float distance =
        std::hypot(across - static_cast<float>(column) - 0.5F, down - static_cast<float>(row) - 0.5F);
    const Light panel = Light{0.05F, 0.045F, 0.05F} * lightFallingOn(p);
    if (!hasInk(kText, column, row)) {
        // What the neighbouring letters throw on the panel.
        return panel + Light{0.09F, 0.020F, 0.014F};
    }
    const Light bulb = mixed(Light{2.4F, 0.34F, 0.18F}, Light{9.0F, 5.0F, 3.2F}, smoothStep(0.30F, 0.0F, distance));
    return mixed(bulb, panel + Light{0.45F, 0.07F, 0.04F}, smoothStep(0.36F, 0.52F, distance));
}

/// Shelves with bottles before a warm back wall.
Light shopInterior(ScenePoint p)
{
    const float u = (p.x - kShopWindow.x) / kShopWindow.width;
    const float v = (p.y - kShopWindow.y) / kShopWindow.height;
    const float lamp = 0.5F + 0.9F * std::exp(-((u - 0.5F) * (u - 0.5F) * 4 + v * v * 2.5F));
    Light light = Light{0.62F, 0.43F, 0.24F} * lamp * (0.9F + 0.1F * smoothNoise(u * 9, v * 9, 21));
    const float shelf = v * 3;
    const float height = 1 - (shelf - static_cast<float>(cellOf(shelf)));  // above the shelf's board
    if (height < 0.07F) {
        return Light{0.10F, 0.06F, 0.035F} * lamp;
    }
    const float slot = u * 18;
    const int bottle = cellOf(slot);
    const int level = cellOf(shelf);
    const float fromAxis = std::abs(slot - static_cast<float>(bottle) - 0.5F);
    const float tall = 0.45F + 0.4F * cellRandom(bottle, level, 22);
    const float halfWidth = height < tall * 0.7F ? 0.34F : 0.12F;
    if (height < tall && fromAxis < halfWidth && cellRandom(bottle, level, 23) > 0.12F) {
        const Light glass{0.08F + 0.5F * cellRandom(bottle, level, 24), 0.08F + 0.45F * cellRandom(bottle, level, 25),
                          0.06F + 0.4F * cellRandom(bottle, level, 26)};
        const float shine = 0.55F + 0.9F * smoothStep(0.16F, 0.05F, std::abs(fromAxis - 0.12F));
        light = glass * lamp * shine;
    }
    return light;
}

Light litRoom(ScenePoint p, const Box& box, int which)
{
    const float u = (p.x - box.x) / box.width;
    const float v = (p.y - box.y) / box.height;
    const float curtain = 0.75F + 0.25F * std::sin(u * 70 + 3 * smoothNoise(u * 5, v * 2, 31));
    if (which == 1) {  // dark, with a reflection of the sky
        return mixed(Light{0.012F, 0.018F, 0.035F}, Light{0.03F, 0.035F, 0.05F}, v);
    }
    const Light lamp = which == 0 ? Light{0.95F, 0.62F, 0.28F} : Light{0.50F, 0.62F, 0.70F};
    const bool isOpen = std::abs(u - 0.5F) < 0.24F;
    return lamp * (isOpen ? 0.85F - 0.35F * v : 0.38F * curtain);
}

Light poster(ScenePoint p)
{
    constexpr std::array<std::string_view, 8> kLines{"LIGHT",
                                                     "FROM THE DARK",
                                                     "OPEN ALL NIGHT",
                                                     "LAMPS 0.5 LUX",
                                                     "RATIO X100 - X300",
                                                     "ISO 800  F/2.8  1/10 S",
                                                     "THE EYE SEES BY RODS",
                                                     "0123456789"};
    constexpr std::array<float, 8> kCellSizes{0.0038F, 0.0014F, 0.0014F, 0.0014F, 0.0011F, 0.0009F, 0.0009F, 0.0016F};
    const Light paper = Light{0.80F, 0.76F, 0.66F} * (0.92F + 0.12F * roughNoise(p.x * 60, p.y * 60, 41, 2));
    float top = kPoster.y + 0.014F;
    for (std::size_t line = 0; line < kLines.size(); ++line) {
        const float cell = kCellSizes[line];
        const float width = cell * static_cast<float>(kLines[line].size() * kLetterAdvance - 1);
        const float left = kPoster.x + (kPoster.width - width) / 2;
        if (hasInk(kLines[line], cellOf((p.x - left) / cell), cellOf((p.y - top) / cell))) {
            return line == 0 ? Light{0.45F, 0.05F, 0.04F} : Light{0.045F, 0.045F, 0.05F};
        }
        top += cell * kLetterRows + 0.0095F;
    }
    return paper;
}

}  // namespace

Painted shopFront(ScenePoint p)
{
    if (!kWall.contains(p)) {
        return {};
    }
    constexpr float kFrame = 0.006F;
    const auto framed = [](const Box& box) {
        return Box{box.x - kFrame, box.y - kFrame, box.width + 2 * kFrame, box.height + 2 * kFrame};
    };
    const auto painted = [](Light light) { return Painted{light, 1}; };
    const Light falling = lightFallingOn(p);
    if (kSign.contains(p)) {
        return painted(bulbSign(p));
    }
    if (kPoster.contains(p)) {
        return painted(poster(p) * falling);
    }
    for (std::size_t i = 0; i < kUpperWindows.size(); ++i) {
        const Box& box = kUpperWindows[i];
        if (framed(box).contains(p)) {
            const bool isBar = std::abs(p.x - box.x - box.width / 2) < 0.0025F
                               || std::abs(p.y - box.y - box.height * 0.4F) < 0.0025F || !box.contains(p);
            return painted(isBar ? Light{0.30F, 0.27F, 0.22F} * falling : litRoom(p, box, static_cast<int>(i)));
        }
    }
    if (framed(kShopWindow).contains(p)) {
        const bool isBar = !kShopWindow.contains(p) || std::abs(p.x - kShopWindow.x - kShopWindow.width / 2) < 0.003F;
        return painted(isBar ? Light{0.05F, 0.09F, 0.08F} * falling : shopInterior(p));
    }
    constexpr float kCornice = 0.022F;
    const Light stone = Light{0.36F, 0.34F, 0.30F} * (0.75F + 0.4F * roughNoise(p.x * 150, p.y * 150, 51, 3));
    const bool isStone = p.y < kWall.y + kCornice || p.x > kWall.x + kWall.width - 0.02F || p.y > 0.765F;
    return painted((isStone ? stone : brickAlbedo(p)) * falling);
}

}  // namespace scotopic
