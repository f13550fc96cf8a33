// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <array>
#include <optional>

namespace scotopic {

/// Where each colour saturates below the white level: its highest count where that lies within a tenth of the range
/// below white and many photosites read it, or nearly, while hardly any read a little less. None for a colour that
/// reaches white, or that simply ends, or whose highest count is that of an even patch: of a picture without noise.
[[nodiscard]] std::array<std::optional<float>, 3> earlyClippingDn(const RawImage& raw);

/// Raises the photosites of such a colour: the count at which it saturates becomes white, those in the last
/// three hundredths of the range below it are spread up to there. Otherwise what is white would be the colour of those
/// that saturate at white: magenta. Returns what earlyClippingDn() had found.
std::array<std::optional<float>, 3> liftEarlyClipping(RawImage& raw);

}  // namespace scotopic
