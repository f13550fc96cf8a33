// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/dng_opcodes.h"
#include "core/raw/raw_image.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace scotopic {

/// Photosites in place: the visible area of a raw that is being decoded.
struct Mosaic {
    PixelSize size;
    std::uint16_t* first = nullptr;
    std::ptrdiff_t pitch = 0;  // photosites from one row to the next
    const BlackLevel& black;
    const CfaPattern& cfa;
    float whiteDn = 0;
};

/// Which of DNG's lists opcodes come from.
enum class OpcodePlace {
    Mosaic,      // OpcodeList2
    Demosaiced,  // OpcodeList3: planes 0, 1, 2 are red, green and blue, and the mosaic has one of them a photosite
};

/// Applies what can be: gain maps and the radial correction of vignetting, which multiply counts above black.
/// Saturated photosites stay, others end at white. Returns the rest, which change the picture's geometry or are not
/// known. Uses up to two threads of its own.
[[nodiscard]] std::vector<DngOpcode> applied(const std::vector<DngOpcode>& opcodes, OpcodePlace place,
                                             const Mosaic& mosaic);

}  // namespace scotopic
