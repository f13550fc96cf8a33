// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/decoded_cache.h"

#include <cstdint>
#include <memory>
#include <string>
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

/// What a network learns from in one sample.
struct TrainingExample {
    Planes input;               // [planes, patch, patch], amplified and clipped, 0..1
    std::vector<float> target;  // float32 [3, patch * stride, patch * stride], 0..1
    std::size_t pair = 0;       // index into the cache's pairs()
};
/// Cut first, then turned: as in the study the packed planes are flipped, not the mosaic, and the target likewise.
/// Throws as the cache does, and InvalidArgument when `draw.where` is no square inside the frame. Gives the pages that
/// it read back.
[[nodiscard]] TrainingExample makeExample(const DecodedCache& cache, std::size_t pair, const PatchDraw& draw);

struct PatchSourceOptions {
    std::vector<std::size_t> candidates;  // indices into pairs(): usually the `_00` files of the train split
    std::uint64_t seed = 0;
    int patchPx = 512;
    int firstEpoch = 1;  // where to begin: an epoch (counted from 1) …
    int firstIndex = 0;  // … and a sample of it
    /// Several machines: the samples of all epochs are one row, cut into epochs of samplesPerEpoch(); this source gives
    /// every stride-th of them from the `offset`-th on, counted from the first sample above. So as many steps as one
    /// likes use every sample once, whether or not `stride` divides an epoch.
    int stride = 1;
    int offset = 0;
    int ahead = 4;                      // examples kept ready
    int threads = 1;                    // background threads; the examples do not depend on their number
    double allowedFailureShare = 0.05;  // of this source's samples in an epoch that may fail before the run ends
};

/// Examples of one epoch after the other, made in the background. take() is for one thread.
class PatchSource {
public:
    /// Throws InvalidArgument when there are no candidates, one is smaller than a patch, or Bayer and X-Trans are
    /// mixed.
    PatchSource(const DecodedCache& cache, const PatchSourceOptions& options);
    ~PatchSource();
    PatchSource(const PatchSource&) = delete;
    PatchSource& operator=(const PatchSource&) = delete;

    struct Sample {
        int epoch = 0;
        int index = 0;  // within the epoch, before striding
        TrainingExample example;
    };
    /// The next sample. One that cannot be read is left out and counted; throws CorruptInput, naming the last bad file,
    /// when more than the allowed share of an epoch failed.
    [[nodiscard]] Sample take();
    /// How many samples were left out so far, and the sentences why (one a file).
    [[nodiscard]] int failureCount() const;
    [[nodiscard]] std::vector<std::string> failures() const;
    /// As many as the candidates have scenes, of all machines together.
    [[nodiscard]] int samplesPerEpoch() const;
    /// Seconds that take() waited for the background so far.
    [[nodiscard]] double waitedSeconds() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace scotopic
