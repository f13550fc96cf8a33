// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: what a pair is made of, before there is noise.
#include "core/dataset/synthesize_pair.h"

#include <cstdint>
#include <optional>

namespace scotopic {

struct CleanPair {
    RawImage clean;
    std::optional<CameraLook> look;         // of an unprocessed picture
    std::optional<SrgbPicture> truth = {};  // none: to be developed
};

/// Cut from the source at `where`, in photosites; a picture is unprocessed with a look drawn by `seed`.
[[nodiscard]] CleanPair cleanPairFrom(const OpenedSource& source, PixelRect where, std::uint64_t seed, PairTruth truth);

}  // namespace scotopic
