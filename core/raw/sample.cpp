// SPDX-License-Identifier: MIT
#include "core/raw/sample.h"

#include "core/base/error.h"
#include "core/base/matrix3.h"
#include "core/base/random_numbers.h"
#include "core/raw/row_bands.h"
#include "core/raw/sample_scene.h"

#include <cmath>
#include <string>

namespace scotopic {

namespace {

constexpr float kBlackDn = 512;
constexpr float kWhiteDn = 16383;
constexpr float kLongExposureSeconds = 10;
constexpr float kIsoSpeed = 800;

/// The SonyA7S2 calibration of ELD (Wei et al. 2020), in 14-bit counts: the gain grows with ISO, and the logarithms of
/// the standard deviations linearly with the logarithm of the gain.
struct SensorNoise {
    double gainDnPerElectron = 0.0939 * static_cast<double>(kIsoSpeed) / 100;
    double readDn = std::exp(0.541 * std::log(gainDnPerElectron) + 1.218);
    double rowDn = std::exp(0.528 * std::log(gainDnPerElectron) - 0.592);
};

// White-balanced camera RGB from linear sRGB: a sensor's filters overlap, so each row mixes its neighbours in. The
// matrix in the raw is its inverse.
constexpr Matrix3<float> kCameraFromSrgb{0.62F, 0.30F, 0.08F, 0.09F, 0.76F, 0.15F, 0.03F, 0.22F, 0.75F};
constexpr std::array<float, 3> kWhiteBalance{1.85F, 1, 1.70F};

/// What the filter over a photosite lets through of the scene, averaged over the photosite's area.
float exposureOf(PixelSize size, int row, int column, CfaColour colour)
{
    constexpr int kSamples = 2;
    Light light;
    for (int i = 0; i < kSamples * kSamples; ++i) {
        const int sampleColumn = column * kSamples + i % kSamples;
        const int sampleRow = row * kSamples + i / kSamples;
        const float pitch = 1 / static_cast<float>(size.height * kSamples);
        light += sceneLight(
            {(static_cast<float>(sampleColumn) + 0.5F) * pitch, (static_cast<float>(sampleRow) + 0.5F) * pitch});
    }
    const auto channel = static_cast<std::size_t>(colour);
    const float* const filter = kCameraFromSrgb.data() + channel * 3;
    const float sum = filter[0] * light.r + filter[1] * light.g + filter[2] * light.b;
    return sum / (kSamples * kSamples) / kWhiteBalance[channel];
}

std::vector<float> exposeMosaic(PixelSize size, const CfaPattern& cfa)
{
    std::vector<float> exposures(size.area());
    forRowBands(size.height, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            for (int column = 0; column < size.width; ++column) {
                exposures[static_cast<std::size_t>(row) * static_cast<std::size_t>(size.width)
                          + static_cast<std::size_t>(column)] = exposureOf(size, row, column, cfa.at(row, column));
            }
        }
    });
    return exposures;
}

std::vector<std::uint16_t> readOut(const std::vector<float>& exposures, int width, ExposureRatio ratio,
                                   std::uint64_t seed)
{
    const SensorNoise noise;
    RandomNumbers random(seed);
    const double fullScaleDn{kWhiteDn - kBlackDn};
    std::vector<std::uint16_t> counts;
    counts.reserve(exposures.size());
    double rowOffsetDn = 0;
    for (const float exposure : exposures) {
        if (counts.size() % static_cast<std::size_t>(width) == 0) {
            rowOffsetDn = noise.rowDn * random.gaussian();
        }
        const double electrons =
            static_cast<double>(exposure) / static_cast<double>(ratio.value) * fullScaleDn / noise.gainDnPerElectron;
        const double dn = random.poisson(electrons) * noise.gainDnPerElectron + noise.readDn * random.gaussian()
                          + rowOffsetDn + static_cast<double>(kBlackDn);
        counts.push_back(static_cast<std::uint16_t>(std::lround(std::clamp(dn, 0.0, static_cast<double>(kWhiteDn)))));
    }
    return counts;
}

}  // namespace

RawImage makeSampleRaw(const SampleOptions& options)
{
    requireUsable(options.ratio);
    constexpr int kSmallestPx = 32;  // LibRaw opens nothing below 22
    constexpr int kLargestPx = 16384;
    for (const int length : {options.size.width, options.size.height}) {
        if (length < kSmallestPx || length > kLargestPx || length % 2 != 0) {
            throw InvalidArgument("a sample raw of " + std::to_string(options.size.width) + " x "
                                  + std::to_string(options.size.height) + " photosites: both must be even, "
                                  + std::to_string(kSmallestPx) + " to " + std::to_string(kLargestPx));
        }
    }
    RawImage raw;
    raw.size = options.size;
    raw.cfa.colours = {CfaColour::Red, CfaColour::Green, CfaColour::Green, CfaColour::Blue};
    raw.black = {.width = 1, .height = 1, .levelsDn = {kBlackDn}};
    raw.whiteLevelDn.fill(kWhiteDn);
    raw.whiteBalance = kWhiteBalance;
    raw.whiteBalanceSource = WhiteBalanceSource::AsShot;
    raw.srgbFromCamera = inverseOf(kCameraFromSrgb);
    raw.shot = {.make = "Scotopic",
                .model = "Night scene",
                .lens = "Imaginary 28mm F2.8",
                .capturedAt = "2026-11-22T22:30:00",
                .exposureSeconds = kLongExposureSeconds / options.ratio.value,
                .isoSpeed = kIsoSpeed,
                .apertureFNumber = 2.8F,
                .focalLengthMm = 28.0F};
    raw.photosites = readOut(exposeMosaic(raw.size, raw.cfa), raw.size.width, options.ratio, options.seed);
    return raw;
}

}  // namespace scotopic
