// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/matrix3.h"
#include "core/base/random_numbers.h"
#include "core/image/picture.h"
#include "core/raw/raw_image.h"

#include <array>
#include <vector>

namespace scotopic {

/// How linear light became a picture's values.
enum class PhotoTone {
    Bt709,       // LibRaw's curve alone: what develop() does
    Photograph,  // a camera's own picture: gamma 2.2, then the S-curve 3x^2 - 2x^3
};

/// The camera that a picture is taken to come from.
struct CameraLook {
    std::array<float, 3> whiteBalance{1, 1, 1};                // multipliers of R, G, B, at least 1; green is 1
    Matrix3<float> srgbFromCamera{1, 0, 0, 0, 1, 0, 0, 0, 1};  // as RawImage's
    float brightening = 1;  // how much brighter than the light the picture was made; at least 1
    PhotoTone tone = PhotoTone::Photograph;
};

/// Light as a sensor sees it through its colour filters, before white balance: linear R, G, B interleaved, 0..1 with 1
/// at saturation, row-major, size.area() * 3.
struct CameraPicture {
    PixelSize size;
    std::vector<float> rgb;
};

/// Signal from linear light and back, both 0..1.
[[nodiscard]] float signalFromLinear(float linear, PhotoTone tone);
[[nodiscard]] float linearFromSignal(float signal, PhotoTone tone);

/// A camera drawn as by Brooks et al., "Unprocessing Images for Learned Raw Denoising", CVPR 2019: a random mixture of
/// the colour matrices of four cameras, red gain 1.9..2.4, blue gain 1.5..1.9, brightening 1 / N(0.8, 0.1).
[[nodiscard]] CameraLook drawLook(RandomNumbers& random);

/// A picture's light before the camera's processing (Brooks et al. 2019): tone curve, gamma, colour matrix, white
/// balance and brightening inverted. Near white the gains fade to 1, so that highlights are saturated in all three
/// colours, as in a raw. Colours that the camera cannot see (a negative count) become 0. Throws InvalidArgument for an
/// unusable look.
[[nodiscard]] CameraPicture unprocessed(const SrgbPicture& picture, const CameraLook& look);

/// The way back: gains, clipping at 1, colour matrix, gamma and tone.
[[nodiscard]] SrgbPicture processed(const CameraPicture& picture, const CameraLook& look);

/// What an RGGB sensor without noise would store of it: 16 bits, black 0, white 65535, each photosite its own colour of
/// the pixel in its place. An odd last row or column is left out. Carries the look's white balance (as shot) and
/// matrix.
[[nodiscard]] RawImage mosaicked(const CameraPicture& picture, const CameraLook& look);

}  // namespace scotopic
