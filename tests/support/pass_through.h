// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/model.h"

#include <algorithm>
#include <string>

namespace scotopic::test {

/// One weight of a 3x3 convolution's middle.
inline void setCentre(Model& model, const std::string& name, std::int64_t out, std::int64_t in)
{
    Weight& weight = model.weights.at(name);
    weight.values[static_cast<std::size_t>(((out * weight.shape[1] + in) * 3 + 1) * 3 + 1)] = 1.0F;
}

/// Hands its input planes through the top level: a picture whose 2x2 blocks are R, mean G, B of the mosaic's.
inline Model passThroughModel()
{
    constexpr std::int64_t kWidth = 4;
    Model model = makeRandomModel({.baseWidth = kWidth}, /*seed=*/1);
    for (auto& [name, weight] : model.weights) {
        std::fill(weight.values.begin(), weight.values.end(), 0.0F);
    }
    for (std::int64_t plane = 0; plane < 4; ++plane) {
        setCentre(model, "conv1.weight", plane, plane);
        setCentre(model, "conv1_2.weight", plane, plane);
        setCentre(model, "conv9.weight", plane, kWidth + plane);  // [up, skip]: the skip
        setCentre(model, "conv9_2.weight", plane, plane);
    }
    for (std::int64_t colour = 0; colour < 3; ++colour) {
        for (std::int64_t place = 0; place < 4; ++place) {
            setCentre(model, "conv10.weight", colour * 4 + place, colour);
        }
    }
    model.notes["name"] = "pass-through";
    return model;
}

}  // namespace scotopic::test
