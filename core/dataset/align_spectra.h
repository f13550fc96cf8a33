// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: what two pictures have in common, frequency by frequency.
#include "core/dataset/align_shift.h"

#include <complex>
#include <vector>

namespace scotopic {

/// A whole number of pixels.
struct Offset {
    int x = 0;
    int y = 0;
};

struct Spectra {
    std::vector<std::complex<double>> cross;  // sum over tiles of conj(reference) * other, as FFT orders frequencies
    std::vector<double> referencePower;
    std::vector<double> otherPower;
    int tileCount = 0;
};

/// Of tiles of `edge` pixels that overlap by half, where `other` has them too once it is moved by `offset`.
[[nodiscard]] Spectra spectraOf(const GreyPicture& reference, const GreyPicture& other, int edge, Offset offset);

/// The phases to explain and how much each counts.
struct WeightedPhases {
    std::vector<std::complex<double>> values;  // weight * coherence * exp(i phase)
    std::vector<double> information;           // Fisher's, of a phase: 2 tiles * gamma^2 / (1 - gamma^2)
    double total = 0;                          // sum of the values' sizes
};

[[nodiscard]] WeightedPhases weightedPhases(const Spectra& spectra, int edge);

/// -edge / 2 .. edge / 2 - 1
inline int frequencyOf(int index, int edge)
{
    return index < edge / 2 ? index : index - edge;
}

}  // namespace scotopic
