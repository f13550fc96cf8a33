// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/random_numbers.h"
#include "core/dataset/noise_model.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

/// How a spread grows with the gain K: log(spread in DN) ~ N(slope * log K + bias, sigma).
struct SpreadOverGain {
    double slope = 0;
    double bias = 0;
    double sigma = 0;
};

/// A camera's noise over its range of gains, in counts of 14 bits, as ELD's calibrations give it.
struct NoiseCalibration {
    std::string camera;
    double smallestGain = 1;  // K at the lowest and at the highest calibrated ISO, DN per electron
    double largestGain = 1;
    SpreadOverGain gaussianRead;
    SpreadOverGain tukeyRead;  // of the scale of Tukey's lambda distribution
    SpreadOverGain row;
    /// Measured at steps from the smallest to the largest gain, evenly in log K; each may be empty.
    std::vector<double> tukeyLambdas;
    std::vector<std::array<float, 4>> blackErrorsDn;  // R, G of the red row, B, G of the blue row
};

/// Gaussian is what most programs assume; Tukey's lambda distribution has the tails that sensors have.
enum class ReadNoise { Gaussian, TukeyLambda };

/// Sony A7S II, the camera of the SID Sony set: ELD's figures (reference, section 8).
[[nodiscard]] NoiseCalibration sonyA7S2Calibration();

/// A JSON file of ELD's form: camera, Kmin, Kmax, Profile-1 {g_scale, G_scale, R_scale: {slope, bias, sigma}}, G_shape,
/// color_bias. Throws UnreadableInput; CorruptInput naming what is missing or impossible.
[[nodiscard]] NoiseCalibration readNoiseCalibration(const std::filesystem::path& file);

/// The camera's noise at a gain, every spread at its most likely value. Throws InvalidArgument for Tukey's lambda
/// distribution where the calibration has no shapes. Positions as in an RGGB mosaic.
[[nodiscard]] SensorNoise noiseAtGain(const NoiseCalibration& calibration, double gainDnPerElectron, ReadNoise read);

/// A gain drawn from the camera's range, evenly in log K, and spreads scattered as calibrated.
[[nodiscard]] SensorNoise drawNoise(const NoiseCalibration& calibration, ReadNoise read, RandomNumbers& random);

/// Noise of a camera nobody has measured: the ranges of the five cameras of ELD widened by about a half, tails from
/// lighter than a Gaussian's to much heavier, and now and then slow bands, columns, hot pixels and a wrong black level.
[[nodiscard]] SensorNoise drawUnknownCamera(RandomNumbers& random);

}  // namespace scotopic
