// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/sample_light.h"

namespace scotopic {

/// Where in the scene: the picture's height is 1, y goes down, x from 0 at the left; drawn for a width of 1.5.
struct ScenePoint {
    float x = 0;
    float y = 0;
};

/// The light that comes from there, as a long exposure would show it: lamps far above 1, the alley's shadows near 0.
[[nodiscard]] Light sceneLight(ScenePoint point);

/// What falls on a surface: the lamps, the sign, the night sky.
[[nodiscard]] Light lightFallingOn(ScenePoint point);

/// The things that stand in the street; coverage 0 where there is nothing of them.
struct Painted {
    Light light;
    float coverage = 0;
};
[[nodiscard]] Painted shopFront(ScenePoint point);
[[nodiscard]] Painted testBoards(ScenePoint point);

}  // namespace scotopic
