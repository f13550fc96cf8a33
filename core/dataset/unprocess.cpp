// SPDX-License-Identifier: MIT
#include "core/dataset/unprocess.h"

#include "core/base/error.h"
#include "core/base/tone.h"
#include "core/dataset/camera_matrices.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr float kGamma = 2.2F;
constexpr float kFullScale = 65535;

// Camera RGB from XYZ of the four cameras of Brooks et al. 2019 (their published code), from the Darmstadt noise set.
constexpr std::array<Matrix3<double>, 4> kCamerasFromXyz{{
    {1.0234, -0.2969, -0.2266, -0.5625, 1.6328, -0.0469, -0.0703, 0.2188, 0.6406},
    {0.4913, -0.0541, -0.0202, -0.6130, 1.3513, 0.2906, -0.1564, 0.2151, 0.7183},
    {0.8380, -0.2630, -0.0639, -0.2887, 1.0725, 0.2496, -0.0627, 0.1427, 0.5438},
    {0.6596, -0.2079, -0.0562, -0.4782, 1.3016, 0.1933, -0.0970, 0.1581, 0.5181},
}};

Matrix3<float> drawSrgbFromCamera(RandomNumbers& random)
{
    Matrix3<double> cameraFromXyz{};
    double total = 0;
    for (const Matrix3<double>& camera : kCamerasFromXyz) {
        const double weight = random.uniform();
        total += weight;
        for (std::size_t i = 0; i < camera.size(); ++i) {
            cameraFromXyz[i] += weight * camera[i];
        }
    }
    // The mixture's scale does not matter: rows of sum 1 keep white white.
    const Matrix3<double> srgbFromCamera = inverseOf(balancedCameraFromSrgb(cameraFromXyz));
    Matrix3<float> result{};
    std::transform(srgbFromCamera.begin(), srgbFromCamera.end(), result.begin(),
                   [](double element) { return static_cast<float>(element); });
    return result;
}

void requireUsable(const CameraLook& look)
{
    const bool gainsAreUsable = std::all_of(look.whiteBalance.begin(), look.whiteBalance.end(),
                                            [](float gain) { return std::isfinite(gain) && gain >= 1; });
    const bool isBright = std::isfinite(look.brightening) && look.brightening >= 1;
    if (!gainsAreUsable || !isBright || !(std::abs(determinantOf(look.srgbFromCamera)) > 1e-6F)) {
        throw InvalidArgument("unprocessing: white balance and brightening must be at least 1 and the colour matrix "
                              "invertible");
    }
}

/// 1 / gain, fading to 1 where the picture is nearly white: Brooks et al. 2019, section 3.2.
float safeInverseGain(float gain, float brightness)
{
    constexpr float kInflection = 0.9F;
    const float excess = std::max(brightness - kInflection, 0.0F) / (1 - kInflection);
    const float mask = excess * excess;
    return std::max(mask + (1 - mask) / gain, 1 / gain);
}

/// Signal of every 16-bit value, by which a picture is inverted without a power a pixel.
std::vector<float> linearByValue(PhotoTone tone)
{
    std::vector<float> table(65536);
    for (std::size_t value = 0; value < table.size(); ++value) {
        table[value] = linearFromSignal(static_cast<float>(value) / kFullScale, tone);
    }
    return table;
}

}  // namespace

float signalFromLinear(float linear, PhotoTone tone)
{
    const float light = std::clamp(linear, 0.0F, 1.0F);
    if (tone == PhotoTone::Bt709) {
        return bt709FromLinear(light);
    }
    const float encoded = std::pow(light, 1 / kGamma);
    return encoded * encoded * (3 - 2 * encoded);
}

float linearFromSignal(float signal, PhotoTone tone)
{
    const float value = std::clamp(signal, 0.0F, 1.0F);
    if (tone == PhotoTone::Bt709) {
        return linearFromBt709(value);
    }
    const float encoded = 0.5F - std::sin(std::asin(1 - 2 * value) / 3);  // the root of 3x^2 - 2x^3 = value in 0..1
    return std::pow(std::max(encoded, 0.0F), kGamma);
}

CameraLook drawLook(RandomNumbers& random)
{
    CameraLook look;
    look.srgbFromCamera = drawSrgbFromCamera(random);
    look.brightening = static_cast<float>(1 / std::clamp(0.8 + 0.1 * random.gaussian(), 0.4, 1.0));
    look.whiteBalance = {static_cast<float>(random.uniform(1.9, 2.4)), 1.0F,
                         static_cast<float>(random.uniform(1.5, 1.9))};
    return look;
}

CameraPicture unprocessed(const SrgbPicture& picture, const CameraLook& look)
{
    requireUsable(look);
    const std::vector<float> linear = linearByValue(look.tone);
    const Matrix3<float> cameraFromSrgb = inverseOf(look.srgbFromCamera);
    CameraPicture result{.size = picture.size, .rgb = {}};
    result.rgb.reserve(picture.rgb.size());
    for (std::size_t i = 0; i + 3 <= picture.rgb.size(); i += 3) {
        const std::array<float, 3> light{linear[picture.rgb[i]], linear[picture.rgb[i + 1]],
                                         linear[picture.rgb[i + 2]]};
        const std::array<float, 3> balanced = product(cameraFromSrgb, light);
        const float brightness = (balanced[0] + balanced[1] + balanced[2]) / 3;
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const float gain = look.whiteBalance[channel] * look.brightening;
            result.rgb.push_back(std::clamp(balanced[channel] * safeInverseGain(gain, brightness), 0.0F, 1.0F));
        }
    }
    return result;
}

SrgbPicture processed(const CameraPicture& picture, const CameraLook& look)
{
    requireUsable(look);
    SrgbPicture result{.size = picture.size, .rgb = {}};
    result.curve = look.tone == PhotoTone::Bt709 ? TransferCurve::Bt709 : TransferCurve::Srgb;
    result.rgb.reserve(picture.rgb.size());
    for (std::size_t i = 0; i + 3 <= picture.rgb.size(); i += 3) {
        std::array<float, 3> balanced{};
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const float gain = look.whiteBalance[channel] * look.brightening;
            balanced[channel] = std::min(picture.rgb[i + channel] * gain, 1.0F);
        }
        for (const float light : product(look.srgbFromCamera, balanced)) {
            result.rgb.push_back(to16Bit(signalFromLinear(light, look.tone)));
        }
    }
    return result;
}

RawImage mosaicked(const CameraPicture& picture, const CameraLook& look)
{
    RawImage raw;
    raw.size = {picture.size.width / 2 * 2, picture.size.height / 2 * 2};
    raw.cfa.colours = {CfaColour::Red, CfaColour::Green, CfaColour::Green, CfaColour::Blue};
    raw.black = {.width = 1, .height = 1, .levelsDn = {0}};
    raw.whiteLevelDn.fill(kFullScale);
    raw.whiteBalance = look.whiteBalance;
    raw.whiteBalanceSource = WhiteBalanceSource::AsShot;
    raw.srgbFromCamera = look.srgbFromCamera;
    raw.shot.make = "Scotopic";
    raw.shot.model = "Unprocessed photo";
    raw.photosites.reserve(raw.size.area());
    for (int row = 0; row < raw.size.height; ++row) {
        for (int column = 0; column < raw.size.width; ++column) {
            const auto pixel = static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.size.width)
                               + static_cast<std::size_t>(column);
            const float light = picture.rgb[pixel * 3 + static_cast<std::size_t>(raw.cfa.at(row, column))];
            raw.photosites.push_back(static_cast<std::uint16_t>(std::lround(light * kFullScale)));
        }
    }
    return raw;
}

}  // namespace scotopic
