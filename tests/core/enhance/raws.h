// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <cstdint>
#include <functional>
#include <random>
#include <string>

namespace scotopic::test {

/// 1, 2, 3: red, green, blue; row-major letters such as "RGGB".
inline CfaPattern cfaOf(int period, const std::string& letters)
{
    CfaPattern cfa{.period = period};
    for (std::size_t i = 0; i < letters.size(); ++i) {
        cfa.colours[i] = letters[i] == 'R' ? CfaColour::Red : letters[i] == 'G' ? CfaColour::Green : CfaColour::Blue;
    }
    return cfa;
}

inline CfaPattern xTransCfa()
{
    return cfaOf(6, "RBGBRGGGRGGBGGBGGRBRGRBGGGBGGRGGRGGB");
}

/// Black 512, white 16383, as the study's camera; `level` says how bright a photosite is, 0..1.
inline RawImage rawOf(PixelSize size, const CfaPattern& cfa, const std::function<float(int row, int column)>& level)
{
    RawImage raw;
    raw.size = size;
    raw.cfa = cfa;
    raw.black = {.width = 1, .height = 1, .levelsDn = {512.0F}};
    raw.whiteLevelDn = {16383.0F, 16383.0F, 16383.0F};
    raw.file = "night.dng";
    raw.shot.make = "Scotopic";
    raw.shot.model = "Test";
    raw.photosites.reserve(size.area());
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            raw.photosites.push_back(static_cast<std::uint16_t>(512.5F + level(row, column) * (16383.0F - 512.0F)));
        }
    }
    return raw;
}

/// A dark, structured scene: a gradient with a fine pattern, far below saturation.
inline RawImage darkRaw(PixelSize size, const CfaPattern& cfa)
{
    return rawOf(size, cfa, [size](int row, int column) {
        const float gradient = static_cast<float>(column) / static_cast<float>(size.width);
        return 0.002F + 0.006F * gradient + 0.002F * static_cast<float>((row / 5 + column / 3) % 4);
    });
}

}  // namespace scotopic::test
