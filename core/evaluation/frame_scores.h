// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/decoded_cache.h"
#include "core/evaluation/protocol.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace scotopic {

/// A rendered frame in the sensor's orientation: R, G, B interleaved, row-major, as shown on a screen, 0..1.
struct RenderedFrame {
    PixelSize size;
    std::vector<float> rgb;
};

struct Scores {
    double psnrDb = 0;  // infinity for equal pictures
    double ssim = 0;
    double l1 = 0;  // mean absolute difference of what is scored, 0..1
};

/// Scores one frame under any number of protocols; what several of them need is computed once. Borrows both pictures.
class FrameScores {
public:
    /// Throws InvalidArgument when the sizes differ.
    FrameScores(const RenderedFrame& picture, const DecodedLong& truth);

    /// Throws InvalidArgument when the frame is smaller than the protocol's crop or window.
    [[nodiscard]] Scores under(const Protocol& protocol);

private:
    const RenderedFrame& m_picture;
    DecodedLong m_truth;                    // a view itself
    std::map<std::string, Scores> m_known;  // by describePixels()
};

/// Scores `region` of a frame as if it were the whole of one: the protocol's crop is left out, its brightness fitted to
/// the region. Throws InvalidArgument when the sizes differ, or the region is not inside or smaller than the window.
[[nodiscard]] Scores regionScores(const RenderedFrame& picture, const DecodedLong& truth, PixelRect region,
                                  const Protocol& protocol);

}  // namespace scotopic
