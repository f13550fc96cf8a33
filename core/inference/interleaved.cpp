// SPDX-License-Identifier: MIT
#include "core/inference/interleaved.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace scotopic {
namespace {

constexpr std::size_t kLine = 64;

/// bf16 as a whole number of the same order, and back: negative numbers have their magnitude bits turned round.
constexpr std::int16_t ordered(std::int16_t bits)
{
    return static_cast<std::int16_t>(bits ^ ((bits >> 15) & 0x7FFF));
}

float largest(float a, float b, float c, float d)
{
    return std::max(std::max(a, b), std::max(c, d));
}

std::int16_t largest(std::int16_t a, std::int16_t b, std::int16_t c, std::int16_t d)
{
    return ordered(std::max(std::max(ordered(a), ordered(b)), std::max(ordered(c), ordered(d))));
}

template <typename Element>
void poolPixel(const Element* upper, const Element* lower, std::size_t channels, Element* pooled)
{
    for (std::size_t c = 0; c < channels; ++c) {
        pooled[c] = largest(upper[c], upper[channels + c], lower[c], lower[channels + c]);
    }
}

/// A compile-time size per copy: a call of memcpy for each pixel would cost more than the bytes.
inline void copyRun(std::byte* to, const std::byte* from, std::size_t bytes)
{
    if (bytes % kLine == 0) {
        for (std::size_t i = 0; i < bytes; i += kLine) {
            std::memcpy(to + i, from + i, kLine);
        }
    } else {
        std::memcpy(to, from, bytes);
    }
}

/// Into the second half of each pixel's channels.
template <typename Element>
void keepRow(const std::byte* source, int pixels, std::size_t channels, std::byte* joined)
{
    const std::size_t pixelBytes = channels * sizeof(Element);
    std::byte* beside = joined + pixelBytes;
    for (int x = 0; x < pixels; ++x) {
        copyRun(beside, source, pixelBytes);
        source += pixelBytes;
        beside += 2 * pixelBytes;
    }
}

template <typename Element>
void poolRow(const std::byte* source, std::size_t width, std::size_t channels, std::byte* pooled)
{
    const std::size_t pixelBytes = channels * sizeof(Element);
    for (std::size_t x = 0; x < width; x += 2) {
        const std::byte* upper = source + x * pixelBytes;
        poolPixel(reinterpret_cast<const Element*>(upper), reinterpret_cast<const Element*>(upper + width * pixelBytes),
                  channels, reinterpret_cast<Element*>(pooled));
        pooled += pixelBytes;
    }
}

template <typename Element>
void poolRows(const std::byte* source, const Pooling& shape, std::byte* pooled, std::byte* joined)
{
    const auto channels = static_cast<std::size_t>(shape.channels);
    const std::size_t pixelBytes = channels * sizeof(Element);
    const auto width = static_cast<std::size_t>(shape.size.width);
    const auto keptWidth = static_cast<std::size_t>(shape.kept.width);
#pragma omp parallel for schedule(static)
    for (int row = 0; row < shape.size.height / 2; ++row) {
        const auto y = static_cast<std::size_t>(row);
        const std::byte* rows = source + 2 * y * width * pixelBytes;
        poolRow<Element>(rows, width, channels, pooled + y * (width / 2) * pixelBytes);
        if (joined == nullptr || 2 * row < shape.kept.y || 2 * row >= shape.kept.bottom()) {
            continue;
        }
        const std::size_t keptRow = 2 * y - static_cast<std::size_t>(shape.kept.y);
        for (std::size_t dy = 0; dy < 2; ++dy) {
            keepRow<Element>(rows + (dy * width + static_cast<std::size_t>(shape.kept.x)) * pixelBytes,
                             shape.kept.width, channels, joined + (keptRow + dy) * keptWidth * 2 * pixelBytes);
        }
    }
}

/// One row of the target: for every source pixel, `runs` runs of `runBytes` one pixel apart.
template <typename Copy>
void spreadRow(const std::byte* from, std::size_t fromStep, std::byte* to, std::size_t toStep, int pixels, int runs,
               std::size_t runBytes, const Copy& copy)
{
    for (int x = 0; x < pixels; ++x) {
        for (int run = 0; run < runs; ++run) {
            copy(to, from + static_cast<std::size_t>(run) * runBytes);
            to += toStep;
        }
        from += fromStep;
    }
}

template <std::size_t Bytes>
struct CopyFixed {
    void operator()(std::byte* to, const std::byte* from) const { std::memcpy(to, from, Bytes); }
};

}  // namespace

void poolBeside(const std::byte* source, const Pooling& shape, std::byte* pooled, std::byte* joined)
{
    if (shape.type == ActivationType::Float32) {
        poolRows<float>(source, shape, pooled, joined);
    } else {
        poolRows<std::int16_t>(source, shape, pooled, joined);
    }
}

void spread(const std::byte* products, const Spread& shape, std::byte* target)
{
    const bool isDense = shape.runBytes == shape.pixelBytes;  // then a whole row of positions is one run
    const auto factor = static_cast<std::size_t>(shape.factor);
    const int runs = isDense ? 1 : shape.factor;
    const std::size_t runBytes = isDense ? shape.runBytes * factor : shape.runBytes;
    const std::size_t toStep = isDense ? runBytes : shape.pixelBytes;
    const std::size_t fromStep = factor * factor * shape.runBytes;
    const auto width = static_cast<std::size_t>(shape.size.width);
    const std::size_t targetRowBytes = static_cast<std::size_t>(shape.part.width) * factor * shape.pixelBytes;
#pragma omp parallel for schedule(static)
    for (int row = 0; row < shape.part.height * shape.factor; ++row) {
        const auto y = static_cast<std::size_t>(shape.part.y + row / shape.factor);
        const auto dy = static_cast<std::size_t>(row % shape.factor);
        const std::byte* from =
            products + (y * width + static_cast<std::size_t>(shape.part.x)) * fromStep + dy * factor * shape.runBytes;
        std::byte* to = target + static_cast<std::size_t>(row) * targetRowBytes;
        const auto go = [&](const auto& copy) {
            spreadRow(from, fromStep, to, toStep, shape.part.width, runs, runBytes, copy);
        };
        if (runBytes == 24) {  // a Bayer picture's two pixels
            go(CopyFixed<24>());
        } else if (runBytes == kLine) {
            go(CopyFixed<kLine>());
        } else {
            go([runBytes](std::byte* t, const std::byte* f) { copyRun(t, f, runBytes); });
        }
    }
}

}  // namespace scotopic
