// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/decoded_cache.h"
#include "core/dataset/example_source.h"

#include <cstdint>
#include <vector>

namespace scotopic {

/// Where a patch lies and how it is turned: flips along each axis, then transposition, each with probability 1/2.
struct PatchDraw {
    PixelRect where;  // in plane pixels
    bool flipRows = false;
    bool flipColumns = false;
    bool transpose = false;

    friend bool operator==(const PatchDraw&, const PatchDraw&) = default;
};

/// A uniformly random square; depends on nothing but its arguments. Throws InvalidArgument when the frame is smaller.
[[nodiscard]] PatchDraw drawPatch(std::uint64_t seed, int epoch, int index, PixelSize frame, int patchPx);

/// Which pairs an epoch visits, in order: every scene of `candidates` once in random order, its short exposure drawn at
/// random among the scene's candidates (reference, section 5). Values are indices into the cache's pairs().
[[nodiscard]] std::vector<std::size_t> planEpoch(const std::vector<ImagePair>& pairs,
                                                 const std::vector<std::size_t>& candidates, std::uint64_t seed,
                                                 int epoch);

/// Cut first, then turned: as in the study the packed planes are flipped, not the mosaic, and the target likewise.
/// Throws as the cache does, and InvalidArgument when `draw.where` is no square inside the frame. Gives the pages that
/// it read back.
[[nodiscard]] TrainingExample makeExample(const DecodedCache& cache, std::size_t pair, const PatchDraw& draw);

struct PatchSourceOptions : ExampleSourceOptions {
    std::vector<std::size_t> candidates;  // indices into pairs(): usually the `_00` files of the train split
    std::uint64_t seed = 0;
    int patchPx = 512;
};

/// Patches of a cache, which has to outlive it: as many an epoch as the candidates have scenes.
class PatchSource : public ExampleSource {
public:
    /// Throws InvalidArgument when there are no candidates, one is smaller than a patch, or Bayer and X-Trans are
    /// mixed; and as ExampleSource.
    PatchSource(const DecodedCache& cache, const PatchSourceOptions& options);
};

}  // namespace scotopic
