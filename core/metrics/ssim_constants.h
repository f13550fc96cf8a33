// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
namespace scotopic {

/// (K1 L)^2 and (K2 L)^2 with K1 0.01 and K2 0.03 (Wang et al. 2004) for a data range L.
struct SsimConstants {
    double c1;
    double c2;

    explicit constexpr SsimConstants(double peak) : c1(0.01 * peak * 0.01 * peak), c2(0.03 * peak * 0.03 * peak) {}
};

}  // namespace scotopic
