// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/inference/engine.h"
#include "core/network/model.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace scotopic {

/// A picture to look at: R, G, B interleaved, 8 bit, as shown on a screen.
struct SamplePicture {
    std::string name;  // the pair's
    PixelSize size;
    std::vector<std::uint8_t> rgb;
};

/// Writes a PNG, replacing what is there. Given by builds that have the codecs; throws OutputFailed.
using WritePicture =
    std::function<void(const std::filesystem::path& file, PixelSize size, std::span<const std::uint8_t> rgb)>;

/// For each pair the middle of its frame, at most `largestPx` packed pixels wide and high: amplified input (each
/// plane's mean per colour, gamma 1/2.2, white-balanced for a camera-linear network alone) | output | ground truth.
/// Pairs that cannot be read are left out. Throws Cancelled, DeviceFailed.
[[nodiscard]] std::vector<SamplePicture> makeSamples(const Model& model, const EngineOptions& engine,
                                                     const DecodedCache& cache, const std::vector<std::size_t>& pairs,
                                                     int largestPx, const JobContext& context);

}  // namespace scotopic
