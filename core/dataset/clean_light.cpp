// SPDX-License-Identifier: MIT
#include "core/dataset/clean_light.h"

#include "core/base/tone.h"
#include "core/dataset/clean_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>

namespace scotopic {

namespace {

/// Linear light of every 16-bit sRGB value.
std::vector<float> linearTable(bool hasToneCurve)
{
    std::vector<float> table(65536);
    for (std::size_t value = 0; value < table.size(); ++value) {
        double signal = static_cast<double>(value) / 65535.0;
        if (hasToneCurve) {
            signal = 0.5 - std::sin(std::asin(1 - 2 * signal) / 3);  // the root of 3x^2 - 2x^3 = signal in 0..1
        }
        table[value] = linearFromSrgb(static_cast<float>(signal));
    }
    return table;
}

/// Rows of one colour each, of the patch as it is turned.
using LightRows = std::array<std::vector<float>, 3>;

/// Where a turned patch's rows lie in the picture.
struct TurnedPatch {
    const PatchDraw& draw;
    std::ptrdiff_t pictureWidth;
    int side;

    /// Of the row's first pixel, in pixels.
    [[nodiscard]] std::ptrdiff_t start(int row) const
    {
        const int x = draw.transpose ? row : 0;
        const int y = draw.transpose ? 0 : row;
        return (draw.where.y * 2 + (draw.flipRows ? side - 1 - y : y)) * pictureWidth + draw.where.x * 2
               + (draw.flipColumns ? side - 1 - x : x);
    }
    /// From each of its pixels to the next.
    [[nodiscard]] std::ptrdiff_t step() const
    {
        return draw.transpose ? (draw.flipRows ? -pictureWidth : pictureWidth) : (draw.flipColumns ? -1 : 1);
    }
};

template <typename LightOfValue>
void readRow(const std::uint16_t* rgb, std::ptrdiff_t step, const LightOfValue& lightOf, LightRows& rows)
{
    for (std::size_t x = 0; x < rows[0].size(); ++x, rgb += 3 * step) {
        for (std::size_t c = 0; c < 3; ++c) {
            rows[c][x] = lightOf(rgb[c]);
        }
    }
}

void brightenHighlights(LightRows& rows, float highlightGain)
{
    for (std::size_t x = 0; x < rows[0].size(); ++x) {
        const float brightest = std::max(std::max(rows[0][x], rows[1][x]), rows[2][x]);
        const float over = std::max(brightest - kHighlightsFrom, 0.0F) / (1 - kHighlightsFrom);
        const float gain = 1 + (highlightGain - 1) * over * over;
        for (std::vector<float>& row : rows) {
            row[x] *= gain;
        }
    }
}

/// One channel of a row as the camera sees it, from the three of the picture.
void seeRow(const LightRows& from, const std::array<float, 3>& weights, float veil, float* seen)
{
    const float* const red = from[0].data();
    const float* const green = from[1].data();
    const float* const blue = from[2].data();
    for (std::size_t x = 0; x < from[0].size(); ++x) {
        seen[x] = std::max(weights[0] * red[x] + weights[1] * green[x] + weights[2] * blue[x] + veil, 0.0F);
    }
}

std::vector<float> lightBehindLens(const CleanSet& set, const CleanShot& shot, int side)
{
    static const std::vector<float> kPlain = linearTable(false);
    static const std::vector<float> kToned = linearTable(true);
    const CleanPicture& picture = set.pictures().at(shot.picture);
    const std::span<const std::uint16_t> rgb = set.rgbOf(shot.picture);
    const bool isSrgb = picture.encoding == CleanEncoding::Srgb;
    const float* const table = (shot.hasToneCurve ? kToned : kPlain).data();
    const float veil = isSrgb ? shot.veil : 0;
    const Matrix3<float> seenFromLight = isSrgb ? shot.cameraFromSrgb : CleanShot{}.cameraFromSrgb;
    const TurnedPatch patch{shot.patch, picture.size.width, side};
    const auto length = static_cast<std::size_t>(side);
    std::vector<float> light(3 * length * length);
    LightRows rows{std::vector<float>(length), std::vector<float>(length), std::vector<float>(length)};
    for (int y = 0; y < side; ++y) {
        const std::uint16_t* const first = rgb.data() + 3 * patch.start(y);
        if (isSrgb) {
            readRow(
                first, patch.step(), [table](std::uint16_t value) { return table[value]; }, rows);
            brightenHighlights(rows, shot.highlightGain);
        } else {
            readRow(
                first, patch.step(), [](std::uint16_t value) { return static_cast<float>(value) / kCleanFullScale; },
                rows);
        }
        for (std::size_t c = 0; c < 3; ++c) {
            const float gain = shot.cast[c] * shot.exposure;
            const float sum = seenFromLight[3 * c] + seenFromLight[3 * c + 1] + seenFromLight[3 * c + 2];
            std::array<float, 3> weights{};
            for (std::size_t i = 0; i < 3; ++i) {
                weights[i] = seenFromLight[3 * c + i] * gain * (1 - veil);
            }
            seeRow(rows, weights, veil * sum * gain,
                   light.data() + (c * length + static_cast<std::size_t>(y)) * length);
        }
    }
    return light;
}

/// A Gaussian over up to three neighbours on either side, of sum 1.
std::vector<float> blurWeights(float deviation)
{
    constexpr int kReach = 3;
    std::vector<float> weights;
    for (int i = -kReach; i <= kReach; ++i) {
        weights.push_back(std::exp(-static_cast<float>(i * i) / (2 * deviation * deviation)));
    }
    const float sum = std::accumulate(weights.begin(), weights.end(), 0.0F);
    std::transform(weights.begin(), weights.end(), weights.begin(), [sum](float weight) { return weight / sum; });
    return weights;
}

/// Each row a weighted mean of its neighbours, of which the patch's edges have themselves.
void blurRows(const float* from, const std::vector<float>& weights, int side, float* to)
{
    const int reach = static_cast<int>(weights.size()) / 2;
    std::fill_n(to, side * side, 0.0F);
    for (int y = 0; y < side; ++y) {
        for (int i = -reach; i <= reach; ++i) {
            const float weight = weights[static_cast<std::size_t>(i + reach)];
            const float* const neighbour = from + std::clamp(y + i, 0, side - 1) * side;
            float* const row = to + y * side;
            for (int x = 0; x < side; ++x) {
                row[x] += weight * neighbour[x];
            }
        }
    }
}

void transpose(const float* from, int side, float* to)
{
    constexpr int kBlock = 16;  // both sides of it stay in the cache
    for (int block = 0; block < side; block += kBlock) {
        for (int y = 0; y < side; ++y) {
            for (int x = block; x < std::min(block + kBlock, side); ++x) {
                to[x * side + y] = from[y * side + x];
            }
        }
    }
}

/// What a lens does, and the filter before the sensor: photos that were made smaller are sharper than any raw.
void blur(std::vector<float>& light, float deviation, int side)
{
    const std::vector<float> weights = blurWeights(deviation);
    const std::ptrdiff_t area = std::ptrdiff_t{side} * side;
    std::vector<float> passed(static_cast<std::size_t>(area));
    for (float* plane = light.data(); plane != light.data() + 3 * area; plane += area) {
        for (int axis = 0; axis < 2; ++axis) {
            blurRows(plane, weights, side, passed.data());
            transpose(passed.data(), side, plane);
        }
    }
}

}  // namespace

std::vector<float> lightOnPatch(const CleanSet& set, const CleanShot& shot, int side)
{
    std::vector<float> light = lightBehindLens(set, shot, side);
    if (shot.blurPx > 0) {
        blur(light, shot.blurPx, side);
    }
    return light;
}

}  // namespace scotopic
