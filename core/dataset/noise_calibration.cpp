// SPDX-License-Identifier: MIT
#include "core/dataset/noise_calibration.h"

#include "core/base/error.h"
#include "core/dataset/text_lines.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace scotopic {

namespace {

using Json = nlohmann::json;

SpreadOverGain spreadFrom(const Json& spread)
{
    return {.slope = spread.at("slope"), .bias = spread.at("bias"), .sigma = spread.at("sigma")};
}

NoiseCalibration calibrationFrom(const Json& camera)
{
    const Json& profile = camera.at("Profile-1");  // the one ELD's own code draws from
    return {.camera = camera.at("camera"),
            .smallestGain = camera.at("Kmin"),
            .largestGain = camera.at("Kmax"),
            .gaussianRead = spreadFrom(profile.at("g_scale")),
            .tukeyRead = spreadFrom(profile.at("G_scale")),
            .row = spreadFrom(profile.at("R_scale")),
            .tukeyLambdas = camera.value("G_shape", std::vector<double>{}),
            .blackErrorsDn = camera.value("color_bias", std::vector<std::array<float, 4>>{})};
}

void requirePossible(const NoiseCalibration& calibration, const std::filesystem::path& file)
{
    if (!(calibration.smallestGain > 0 && calibration.smallestGain <= calibration.largestGain)) {
        throw CorruptInput(file, "is no noise calibration: Kmin must be positive and not above Kmax");
    }
    for (const SpreadOverGain& spread : {calibration.gaussianRead, calibration.tukeyRead, calibration.row}) {
        if (spread.sigma < 0) {
            throw CorruptInput(file, "is no noise calibration: a sigma is negative");
        }
    }
    const auto isPossible = [](double lambda) { return lambda > -0.5 && lambda < 10; };
    if (!std::all_of(calibration.tukeyLambdas.begin(), calibration.tukeyLambdas.end(), isPossible)) {
        throw CorruptInput(file, "is no noise calibration: a G_shape is not between -0.5 and 10");
    }
}

/// 0 at the smallest gain, 1 at the largest; gains beyond count as the nearest.
double placeInRange(const NoiseCalibration& calibration, double gain)
{
    const double octaves = std::log(calibration.largestGain / calibration.smallestGain);
    return octaves > 0 ? std::clamp(std::log(gain / calibration.smallestGain) / octaves, 0.0, 1.0) : 0.0;
}

template <typename Value>
const Value& nearestStep(const std::vector<Value>& steps, double place)
{
    return steps[static_cast<std::size_t>(std::lround(place * static_cast<double>(steps.size() - 1)))];
}

double lambdaAt(const NoiseCalibration& calibration, double place)
{
    if (calibration.tukeyLambdas.empty()) {
        throw InvalidArgument("the noise calibration of " + calibration.camera
                              + " has no shapes (G_shape) for Tukey's lambda distribution");
    }
    return nearestStep(calibration.tukeyLambdas, place);
}

std::array<float, 4> blackErrorAt(const NoiseCalibration& calibration, double place)
{
    if (calibration.blackErrorsDn.empty()) {
        return {};
    }
    const auto& [red, greenOfRed, blue, greenOfBlue] = nearestStep(calibration.blackErrorsDn, place);
    return {red, greenOfRed, greenOfBlue, blue};
}

double spreadAt(const SpreadOverGain& spread, double gain, double deviations)
{
    return std::exp(spread.slope * std::log(gain) + spread.bias + spread.sigma * deviations);
}

/// Spreads at so many standard deviations from their most likely logarithm.
SensorNoise noiseAt(const NoiseCalibration& calibration, double gain, ReadNoise read, double readDeviations,
                    double rowDeviations)
{
    const double place = placeInRange(calibration, gain);
    const bool isTukey = read == ReadNoise::TukeyLambda;
    SensorNoise noise;
    noise.gainDnPerElectron = gain;
    noise.readDn = spreadAt(isTukey ? calibration.tukeyRead : calibration.gaussianRead, gain, readDeviations);
    if (isTukey) {
        noise.tukeyLambda = lambdaAt(calibration, place);
    }
    noise.rowDn = spreadAt(calibration.row, gain, rowDeviations);
    noise.blackErrorDn = blackErrorAt(calibration, place);
    return noise;
}

void drawDefects(SensorNoise& noise, RandomNumbers& random)
{
    const auto happens = [&random](double probability) { return random.uniform() < probability; };
    if (happens(0.3)) {
        noise.bandDn = noise.readDn * random.uniform(0, 0.5);
        noise.bandRows = random.logUniform(4, 200);
    }
    if (happens(0.3)) {
        noise.columnDn = noise.readDn * random.uniform(0, 0.3);
    }
    if (happens(0.5)) {
        noise.hotPixelFraction = random.logUniform(1e-6, 3e-4);
        noise.hotPixelDn = noise.readDn * random.uniform(5, 50);
    }
    if (happens(0.5)) {
        // ELD's color_bias reaches a fifth of the read noise on most cameras.
        const double commonDn = noise.readDn * 0.2 * random.gaussian();
        for (float& errorDn : noise.blackErrorDn) {
            errorDn = static_cast<float>(commonDn + noise.readDn * 0.05 * random.gaussian());
        }
    }
}

}  // namespace

NoiseCalibration sonyA7S2Calibration()
{
    return {.camera = "SonyA7S2",
            .smallestGain = 0.0939,
            .largestGain = 6.011,
            .gaussianRead = {.slope = 0.541, .bias = 1.218, .sigma = 0.268},
            .tukeyRead = {.slope = 0.462, .bias = 0.566, .sigma = 0.263},
            .row = {.slope = 0.528, .bias = -0.592, .sigma = 0.294},
            // Smoothed over pairs of ISO steps: the tails grow heavier with the gain.
            .tukeyLambdas = {0.12, 0.05, 0.0, -0.05, -0.09, -0.09, -0.11, -0.14, -0.14},
            .blackErrorsDn = {}};
}

NoiseCalibration readNoiseCalibration(const std::filesystem::path& file)
{
    const std::string text = readWholeText(file);
    try {
        const NoiseCalibration calibration = calibrationFrom(Json::parse(text));
        requirePossible(calibration, file);
        return calibration;
    } catch (const Json::exception& error) {
        throw CorruptInput(file, std::string("is no noise calibration: ") + error.what());
    }
}

SensorNoise noiseAtGain(const NoiseCalibration& calibration, double gainDnPerElectron, ReadNoise read)
{
    return noiseAt(calibration, gainDnPerElectron, read, 0, 0);
}

SensorNoise drawNoise(const NoiseCalibration& calibration, ReadNoise read, RandomNumbers& random)
{
    const double gain = random.logUniform(calibration.smallestGain, calibration.largestGain);
    const double readDeviations = random.gaussian();
    return noiseAt(calibration, gain, read, readDeviations, random.gaussian());
}

SensorNoise drawUnknownCamera(RandomNumbers& random)
{
    // Gains of ELD's cameras: 0.09 to 29; log spreads at K = 1: read 0.8 to 2.1, rows -1.8 to -0.6; slopes 0.45 to
    // 0.73.
    SensorNoise noise;
    noise.gainDnPerElectron = random.logUniform(0.06, 43);
    const double logGain = std::log(noise.gainDnPerElectron);
    const double slope = random.uniform(0.4, 0.8);
    noise.readDn = std::exp(slope * logGain + random.uniform(0.4, 2.5) + 0.27 * random.gaussian());
    noise.rowDn = std::exp(slope * logGain + random.uniform(-2.4, 0) + 0.27 * random.gaussian());
    drawDefects(noise, random);
    if (random.uniform() < 0.7) {
        // Calibrated shapes: -0.24 to 0.2. The scale keeps the standard deviation.
        noise.tukeyLambda = random.uniform(-0.35, 0.3);
        noise.readDn /= tukeyLambdaDeviation(*noise.tukeyLambda);
    }
    return noise;
}

}  // namespace scotopic
