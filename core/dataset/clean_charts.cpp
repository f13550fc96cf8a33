// SPDX-License-Identifier: MIT
#include "core/dataset/clean_charts.h"

#include "core/base/random_numbers.h"
#include "core/base/tone.h"
#include "core/raw/sample_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

namespace scotopic {

namespace {

constexpr int kFine = 3;  // canvas pixels a picture pixel, along each axis

/// Linear light R, G, B.
using Light = std::array<float, 3>;

class Canvas {
public:
    explicit Canvas(PixelSize picture)
        : m_picture(picture), m_size{picture.width * kFine, picture.height * kFine}, m_light(m_size.area())
    {
    }

    [[nodiscard]] PixelSize size() const { return m_size; }

    /// Calls paint(x, y, light) for each canvas pixel of the rectangle around a centre.
    template <typename Paint>
    void around(float centreX, float centreY, float reach, Paint paint)
    {
        const int left = std::max(0, static_cast<int>(centreX - reach));
        const int right = std::min(m_size.width, static_cast<int>(centreX + reach) + 2);
        const int top = std::max(0, static_cast<int>(centreY - reach));
        const int bottom = std::min(m_size.height, static_cast<int>(centreY + reach) + 2);
        for (int y = top; y < bottom; ++y) {
            for (int x = left; x < right; ++x) {
                paint(static_cast<float>(x) - centreX, static_cast<float>(y) - centreY, at(x, y));
            }
        }
    }
    template <typename Paint>
    void everywhere(Paint paint)
    {
        around(0, 0, static_cast<float>(m_size.width + m_size.height), paint);
    }

    [[nodiscard]] SrgbPicture picture() const;

private:
    [[nodiscard]] Light& at(int x, int y)
    {
        return m_light[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size.width)
                       + static_cast<std::size_t>(x)];
    }

    PixelSize m_picture;
    PixelSize m_size;
    std::vector<Light> m_light;
};

SrgbPicture Canvas::picture() const
{
    SrgbPicture result{m_picture, {}};
    result.rgb.reserve(m_picture.area() * 3);
    for (int y = 0; y < m_picture.height; ++y) {
        for (int x = 0; x < m_picture.width; ++x) {
            Light sum{};
            for (int i = 0; i < kFine * kFine; ++i) {
                const auto row = static_cast<std::size_t>(y * kFine + i / kFine);
                const auto column = static_cast<std::size_t>(x * kFine + i % kFine);
                const Light& light = m_light[row * static_cast<std::size_t>(m_size.width) + column];
                for (std::size_t c = 0; c < 3; ++c) {
                    sum[c] += light[c] / (kFine * kFine);
                }
            }
            for (const float channel : sum) {
                result.rgb.push_back(to16Bit(srgbFromLinear(channel)));
            }
        }
    }
    return result;
}

float drawBetween(RandomNumbers& random, double from, double to)
{
    return static_cast<float>(random.uniform(from, to));
}

float drawLogarithmic(RandomNumbers& random, double from, double to)
{
    return static_cast<float>(std::exp(random.uniform(std::log(from), std::log(to))));
}

/// From grey to as saturated as sRGB has it, dark ones as often as bright ones.
Light drawColour(RandomNumbers& random)
{
    const float brightness = drawLogarithmic(random, 0.004, 1);
    const float saturation = drawBetween(random, 0, 1);
    Light hue{drawBetween(random, 0, 1), drawBetween(random, 0, 1), drawBetween(random, 0, 1)};
    const auto [least, largest] = std::minmax_element(hue.begin(), hue.end());
    const float low = *least;
    const float range = std::max(*largest - low, 1e-3F);
    for (float& channel : hue) {
        channel = brightness * (1 - saturation + saturation * (channel - low) / range);
    }
    return hue;
}

Light mixed(const Light& a, const Light& b, float share)
{
    return {a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share};
}

float drawAcross(RandomNumbers& random, int length)
{
    return drawBetween(random, 0, length);
}

/// "Dead leaves" (Matheron 1968): discs and bars of random sizes cover each other, as things do in a photograph.
void drawLeaves(Canvas& canvas, RandomNumbers& random)
{
    constexpr int kLeaves = 2500;
    for (int i = 0; i < kLeaves; ++i) {
        const float radius = drawLogarithmic(random, 2 * kFine, 90 * kFine) * (i < kLeaves / 4 ? 2 : 1);
        const float flatness = drawLogarithmic(random, 0.1, 1);
        const float angle = drawBetween(random, 0, std::numbers::pi);
        const float cosine = std::cos(angle);
        const float sine = std::sin(angle);
        const bool isBar = random.uniform() < 0.4;
        const Light near = drawColour(random);
        const Light far = random.uniform() < 0.5 ? near : drawColour(random);
        const float x = drawAcross(random, canvas.size().width);
        const float y = drawAcross(random, canvas.size().height);
        canvas.around(x, y, radius * 1.5F, [&](float dx, float dy, Light& light) {
            const float along = (cosine * dx + sine * dy) / radius;
            const float across = (cosine * dy - sine * dx) / (radius * flatness);
            const bool isInside =
                isBar ? std::abs(along) < 1 && std::abs(across) < 1 : along * along + across * across < 1;
            if (isInside) {
                light = mixed(near, far, (along + 1) / 2);
            }
        });
    }
}

/// Fields of straight and round waves, some as fine as the sensor just resolves.
void drawGratings(Canvas& canvas, RandomNumbers& random)
{
    constexpr int kFields = 60;
    for (int i = 0; i < kFields; ++i) {
        const float reach = drawBetween(random, 30, 130) * kFine;
        const float period = drawLogarithmic(random, 2.2, 24) * kFine;
        const float chirp = random.uniform() < 0.4 ? drawBetween(random, 0, 1) : 0;
        const float angle = drawBetween(random, 0, std::numbers::pi);
        const bool isRound = random.uniform() < 0.25;
        const bool isSquare = random.uniform() < 0.4;
        const Light a = drawColour(random);
        const Light b = drawColour(random);
        const float x = drawAcross(random, canvas.size().width);
        const float y = drawAcross(random, canvas.size().height);
        canvas.around(x, y, reach, [&](float dx, float dy, Light& light) {
            const float along = isRound ? std::hypot(dx, dy) : std::cos(angle) * dx + std::sin(angle) * dy;
            const float stretched = along / period * (1 + chirp * std::abs(along) / reach);
            const float wave = (1 + std::sin(2 * std::numbers::pi_v<float> * stretched)) / 2;
            light = mixed(a, b, isSquare ? std::round(wave) : wave);
        });
    }
}

void drawPatches(Canvas& canvas, RandomNumbers& random)
{
    const Light corners[4] = {drawColour(random), drawColour(random), drawColour(random), drawColour(random)};
    const auto width = static_cast<float>(canvas.size().width);
    const auto height = static_cast<float>(canvas.size().height);
    canvas.everywhere([&](float x, float y, Light& light) {
        light = mixed(mixed(corners[0], corners[1], x / width), mixed(corners[2], corners[3], x / width), y / height);
    });
    constexpr int kPatches = 90;
    for (int i = 0; i < kPatches; ++i) {
        const float halfWidth = drawLogarithmic(random, 4, 120) * kFine;
        const float halfHeight = drawLogarithmic(random, 4, 120) * kFine;
        const Light a = drawColour(random);
        const Light b = random.uniform() < 0.5 ? a : drawColour(random);
        const float x = drawAcross(random, canvas.size().width);
        const float y = drawAcross(random, canvas.size().height);
        canvas.around(x, y, std::max(halfWidth, halfHeight), [&](float dx, float dy, Light& light) {
            if (std::abs(dx) < halfWidth && std::abs(dy) < halfHeight) {
                light = mixed(a, b, (dx / halfWidth + 1) / 2);
            }
        });
    }
}

std::string drawLine(RandomNumbers& random)
{
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-/:";
    std::string line;
    for (int i = 0; i < 24; ++i) {
        line += kLetters[static_cast<std::size_t>(random.uniform() * static_cast<double>(kLetters.size()))];
    }
    return line;
}

void drawLetters(Canvas& canvas, RandomNumbers& random)
{
    drawPatches(canvas, random);
    constexpr int kLines = 120;
    for (int i = 0; i < kLines; ++i) {
        const float cell = drawLogarithmic(random, 0.7, 7) * kFine;
        const float angle = random.uniform() < 0.5 ? 0 : drawBetween(random, -0.6, 0.6);
        const float cosine = std::cos(angle);
        const float sine = std::sin(angle);
        const Light ink = drawColour(random);
        const std::string line = drawLine(random);
        const float length = cell * kLetterAdvance * static_cast<float>(line.size());
        const float x = drawBetween(random, -0.3, 1) * static_cast<float>(canvas.size().width);
        const float y = drawAcross(random, canvas.size().height);
        canvas.around(x, y, length, [&](float dx, float dy, Light& light) {
            const auto column = static_cast<int>(std::floor((cosine * dx + sine * dy) / cell));
            const auto row = static_cast<int>(std::floor((cosine * dy - sine * dx) / cell));
            if (column >= 0 && row >= 0 && row < kLetterRows && hasInk(line, column, row)) {
                light = ink;
            }
        });
    }
}

/// A lit core, and the glow that a lens spreads around it.
void drawLamps(Canvas& canvas, RandomNumbers& random)
{
    const float night = drawLogarithmic(random, 1e-4, 2e-2);
    const Light tint = drawColour(random);
    const auto height = static_cast<float>(canvas.size().height);
    canvas.everywhere([&](float, float y, Light& light) { light = mixed({}, tint, night * (1 + 4 * y / height)); });
    constexpr int kLamps = 220;
    for (int i = 0; i < kLamps; ++i) {
        const float radius = drawLogarithmic(random, 0.4, 14) * kFine;
        const float glow = drawLogarithmic(random, 1e-3, 0.2);
        Light colour = drawColour(random);
        const float largest = std::max({colour[0], colour[1], colour[2], 1e-3F});
        for (float& channel : colour) {
            channel /= largest;
        }
        const float x = drawAcross(random, canvas.size().width);
        const float y = drawAcross(random, canvas.size().height);
        canvas.around(x, y, radius * 12, [&](float dx, float dy, Light& light) {
            const float distance = std::hypot(dx, dy) / radius;
            const float share = distance < 1 ? 1.0F : glow / (distance * distance) * (1 - distance / 12);
            for (std::size_t c = 0; c < 3; ++c) {
                light[c] += colour[c] * std::max(share, 0.0F);
            }
        });
    }
}

}  // namespace

SrgbPicture drawChart(int number, PixelSize size, std::uint64_t seed)
{
    const std::array<std::function<void(Canvas&, RandomNumbers&)>, 5> kinds{drawLeaves, drawGratings, drawLetters,
                                                                            drawPatches, drawLamps};
    RandomNumbers random(seedOfPart(seed, static_cast<std::uint64_t>(number)));
    Canvas canvas(size);
    kinds[static_cast<std::size_t>(number) % kinds.size()](canvas, random);
    return canvas.picture();
}

}  // namespace scotopic
