// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/planes.h"
#include "core/inference/engine.h"
#include "core/inference/frame.h"

#include <cstdint>
#include <vector>

namespace scotopic::test {

/// A random model whose activations stay near 1 from layer to layer, with batch normalisations that do something:
/// with PyTorch's default weights the output is so small that every engine would agree.
[[nodiscard]] Model livelyModel(const UNetOptions& options, std::uint64_t seed = 1);
[[nodiscard]] Planes randomPlanes(int planes, int height, int width, std::uint64_t seed = 2);
/// `frame` with its last row and column repeated up to multiples of 16.
[[nodiscard]] Planes padded(const Planes& frame);

enum class Statistics { Running, OfTheInput };
/// The LibTorch module's answer in fp32: interleaved RGB. `planes` has multiples of 16.
[[nodiscard]] OutputTile moduleOutput(const Model& model, const Planes& planes, Statistics statistics);

/// The tiles of a run put together, as a picture of `region` (the whole frame when empty).
[[nodiscard]] OutputTile assembled(FrameNetwork& network, const Planes& frame, const FrameOptions& options = {});

[[nodiscard]] double largestDifference(const std::vector<float>& a, const std::vector<float>& b);
[[nodiscard]] double standardDeviation(const std::vector<float>& values);
[[nodiscard]] OutputTile cut(const OutputTile& picture, PixelRect part);

}  // namespace scotopic::test
