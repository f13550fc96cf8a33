// SPDX-License-Identifier: MIT
#include "core/dataset/clean_patch.h"

#include "core/base/error.h"
#include "core/base/random_numbers.h"
#include "core/dataset/camera_matrices.h"
#include "core/dataset/clean_light.h"
#include "core/dataset/noise_calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace scotopic {

namespace {

constexpr std::array<std::size_t, 4> kColourOfPlane{0, 1, 2, 1};  // R, G of the red row, B, G of the blue row

// Below so many electrons at (amplified) white, or with read noise above this share of it, there is little left to see:
// x300 at a camera's highest sensitivity, say. What a network learns of guessing there it forgets of seeing elsewhere.
constexpr double kFewestElectrons = 12;
constexpr double kMostReadNoise = 0.3;
constexpr int kNoiseTries = 20;

/// What the file keeps of the counts: a 14-bit camera, or in a quarter of the draws one of 12 bits, in a few of 10.
float drawStep(RandomNumbers& random)
{
    const double draw = random.uniform();
    return draw < 0.72 ? 1.0F : draw < 0.95 ? 4.0F : 16.0F;
}

bool showsSomething(const SensorNoise& noise, double whiteDn)
{
    const double readDn = noise.readDn * (noise.tukeyLambda ? tukeyLambdaDeviation(*noise.tukeyLambda) : 1.0);
    return whiteDn / noise.gainDnPerElectron >= kFewestElectrons && readDn <= kMostReadNoise * whiteDn;
}

/// The black level a file tells is off by a count or so, more where it was measured at another temperature: ELD's
/// cameras stray by up to 2.8 counts of 14 bits, the short exposures of SID by up to 3.
void addBlackError(SensorNoise& noise, float stepDn, RandomNumbers& random)
{
    const double draw = random.uniform();
    const double commonOf14Bits = draw < 0.3 ? 0.4 : draw < 0.8 ? 1.3 : 3.0;
    const double spreadDn = commonOf14Bits * std::sqrt(static_cast<double>(stepDn));
    const double ofPosition = random.uniform() < 0.7 ? 0.1 : 0.4;
    const double commonDn = spreadDn * random.gaussian();
    for (float& errorDn : noise.blackErrorDn) {
        errorDn += static_cast<float>(commonDn + ofPosition * spreadDn * random.gaussian());
    }
}

SensorNoise drawUsefulNoise(const CleanShot& shot, RandomNumbers& random)
{
    const auto whiteDn = static_cast<double>(shot.whiteDn / shot.ratio.value);
    SensorNoise noise = drawUnknownCamera(random);
    for (int i = 0; i < kNoiseTries && !showsSomething(noise, whiteDn); ++i) {
        noise = drawUnknownCamera(random);
    }
    addBlackError(noise, shot.stepDn, random);
    return noise;
}

void drawLight(CleanShot& shot, RandomNumbers& random)
{
    shot.hasToneCurve = random.uniform() < 0.5;
    shot.veil = random.uniform() < 0.5 ? static_cast<float>(random.logUniform(1e-4, 2e-2)) : 0.0F;
    shot.highlightGain = random.uniform() < 0.4 ? static_cast<float>(random.logUniform(1, 30)) : 1.0F;
    shot.cameraFromSrgb = drawCameraFromSrgb(random);
    const double castSpread = random.uniform() < 0.3 ? 0.35 : 0.1;
    shot.cast = {static_cast<float>(std::exp(castSpread * random.gaussian())), 1.0F,
                 static_cast<float>(std::exp(castSpread * random.gaussian()))};
    shot.exposure = static_cast<float>(random.logUniform(0.04, 1.1));
    shot.blurPx = random.uniform() < 0.5 ? static_cast<float>(random.uniform(0.3, 1.1)) : 0.0F;
}

/// One row of the mosaic read out: `dn` from the expected counts above black to what the file holds.
void readOutRow(const CleanShot& shot, const FrameNoise& noise, int row, std::vector<float>& dn)
{
    noise.addToRow(row, dn);
    const float lowestDn = shot.isClippedAtBlack ? 0.0F : -kCleanFullScale;
    const float stepsPerDn = 1 / shot.stepDn;
    for (float& value : dn) {
        value = std::clamp(std::rint(value * stepsPerDn) * shot.stepDn, lowestDn, shot.whiteDn);
    }
}

/// Fills the planes of the short exposure of this light.
Planes shortExposure(const std::vector<float>& light, const CleanShot& shot, int side)
{
    const auto area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    const FrameNoise noise(shot.noise, {side, side}, shot.noiseSeed);
    Planes planes(4, side / 2, side / 2);
    std::vector<float> dn(static_cast<std::size_t>(side));
    const float amplification = shot.ratio.value / shot.whiteDn;
    for (int row = 0; row < side; ++row) {
        const std::array<int, 2> planeOf = row % 2 == 0 ? std::array{0, 1} : std::array{3, 2};
        for (std::size_t parity = 0; parity < 2; ++parity) {
            const std::size_t colour = kColourOfPlane[static_cast<std::size_t>(planeOf[parity])];
            const float toDn = shot.whiteDn / (shot.ratio.value * shot.whiteBalance[colour]);
            const float* const from =
                light.data() + colour * area + static_cast<std::size_t>(row) * static_cast<std::size_t>(side);
            for (std::size_t x = parity; x < dn.size(); x += 2) {
                dn[x] = std::min(from[x] * toDn, shot.whiteDn);
            }
        }
        readOutRow(shot, noise, row, dn);
        for (std::size_t parity = 0; parity < 2; ++parity) {
            float* to = planes.row(planeOf[parity], row / 2);
            for (std::size_t x = parity; x < dn.size(); x += 2) {
                *to++ = std::min(dn[x] * amplification, 1.0F);
            }
        }
    }
    balanceInput(planes, shot.whiteBalance);
    return planes;
}

void requireUsable(const CleanSet& set, const std::vector<std::size_t>& picks, const CleanPatchOptions& options)
{
    if (picks.empty()) {
        throw InvalidArgument(set.folder().string() + ": has no picture of the split " + toText(options.split));
    }
    for (const std::size_t pick : picks) {
        const CleanPicture& picture = set.pictures()[pick];
        if (picture.size.width / 2 < options.patchPx || picture.size.height / 2 < options.patchPx) {
            throw InvalidArgument("a patch of " + std::to_string(options.patchPx) + " packed pixels does not fit "
                                  + picture.name + ", which has " + std::to_string(picture.size.width / 2) + "x"
                                  + std::to_string(picture.size.height / 2));
        }
    }
}

MakeExample makerOf(const CleanSet& set, const CleanPatchOptions& options)
{
    std::vector<std::size_t> picks = set.picturesOf(options.split);
    requireUsable(set, picks, options);
    return [&set, picks = std::move(picks), seed = options.seed, patchPx = options.patchPx](int epoch, int index) {
        return makeCleanExample(set, drawCleanShot(set, picks, seed, epoch, index, patchPx));
    };
}

}  // namespace

CleanShot drawCleanShot(const CleanSet& set, const std::vector<std::size_t>& picks, std::uint64_t seed, int epoch,
                        int index, int patchPx, std::optional<ExposureRatio> ratio)
{
    const std::uint64_t ofEpoch = seedOfPart(seed, static_cast<std::uint64_t>(epoch));
    RandomNumbers random(seedOfPart(ofEpoch, static_cast<std::uint64_t>(index)));
    CleanShot shot;
    shot.picture = picks.at(static_cast<std::size_t>(random.uniform() * static_cast<double>(picks.size())));
    const PixelSize size = set.pictures().at(shot.picture).size;
    shot.patch = drawPatch(seed, epoch, index, {size.width / 2, size.height / 2}, patchPx);
    drawLight(shot, random);
    shot.whiteBalance = {static_cast<float>(random.uniform(1.3, 2.9)), 1.0F,
                         static_cast<float>(random.uniform(1.3, 3.4))};
    const ExposureRatio drawn{static_cast<float>(random.logUniform(1, 300))};
    shot.ratio = ratio.value_or(drawn);
    shot.whiteDn = static_cast<float>(random.uniform(13000, 16383));
    shot.stepDn = drawStep(random);
    shot.isClippedAtBlack = random.uniform() < 0.5;
    shot.noise = drawUsefulNoise(shot, random);
    shot.noiseSeed = seedOfPart(seedOfPart(ofEpoch, static_cast<std::uint64_t>(index)), 1);
    return shot;
}

TrainingExample makeCleanExample(const CleanSet& set, const CleanShot& shot)
{
    const int side = shot.patch.where.width * 2;
    TrainingExample example;
    example.pair = shot.picture;
    example.target = lightOnPatch(set, shot, side);
    example.input = shortExposure(example.target, shot, side);
    const std::size_t area = example.target.size() / 3;
    for (std::size_t c = 0; c < 3; ++c) {
        const auto channel = example.target.begin() + static_cast<std::ptrdiff_t>(c * area);
        std::transform(channel, channel + static_cast<std::ptrdiff_t>(area), channel,
                       [gain = shot.whiteBalance[c]](float light) { return std::min(light, gain); });
    }
    return example;
}

CleanPatchSource::CleanPatchSource(const CleanSet& set, const CleanPatchOptions& options)
    : ExampleSource(options.samplesPerEpoch, options, makerOf(set, options))
{
}

}  // namespace scotopic
