// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace scotopic {

/// A score that others published, on the test scenes of SID's Sony set.
struct PublishedScore {
    const char* model;
    const char* source;
    double psnrDb = 0;
    double ssim = 0;
};

/// Table 1 of the reproduction study (reference, section 6): `_00` files, truncated to 8 bit, scikit-image's SSIM; its
/// batch normalisation used each test image's own statistics.
[[nodiscard]] std::span<const PublishedScore> studyTable();
/// Later networks on the same set, by other protocols.
[[nodiscard]] std::span<const PublishedScore> laterWork();

}  // namespace scotopic
