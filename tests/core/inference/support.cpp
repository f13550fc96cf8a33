// SPDX-License-Identifier: MIT
#include "support.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace scotopic::test {
namespace {

float uniform(std::mt19937_64& random, float low, float high)
{
    return low + (high - low) * static_cast<float>(random() >> 40U) / static_cast<float>(1U << 24U);
}

void paste(OutputTile& picture, const OutputTile& part, int x, int y)
{
    for (int row = 0; row < part.size.height; ++row) {
        const auto from = static_cast<std::ptrdiff_t>(row) * part.size.width * 3;
        const auto to = (static_cast<std::ptrdiff_t>(y + row) * picture.size.width + x) * 3;
        std::copy_n(part.rgb.begin() + from, static_cast<std::ptrdiff_t>(part.size.width) * 3,
                    picture.rgb.begin() + to);
    }
}

}  // namespace

Model livelyModel(const UNetOptions& options, std::uint64_t seed)
{
    Model model = makeRandomModel(options, seed);
    std::mt19937_64 random(seed);
    for (auto& [name, weight] : model.weights) {
        const bool isNorm = name.starts_with("bn") || name.starts_with("gn");
        for (float& value : weight.values) {
            if (weight.shape.size() == 4) {
                value *= 2.4F;  // from std 1 / sqrt(3 n) to leaky ReLU's He gain, sqrt(2 / (1.04 n))
            } else if (name.ends_with("running_mean")) {
                value = uniform(random, -0.2F, 0.2F);
            } else if (name.ends_with("running_var")) {
                value = uniform(random, 0.5F, 1.5F);
            } else if (isNorm && name.ends_with("weight")) {
                value = uniform(random, 0.7F, 1.3F);
            } else if (isNorm && name.ends_with("bias")) {
                value = uniform(random, -0.2F, 0.2F);
            }
        }
    }
    return model;
}

Planes randomPlanes(int planes, int height, int width, std::uint64_t seed)
{
    Planes result(planes, height, width);
    std::mt19937_64 random(seed);
    for (float& value : result.values) {
        value = uniform(random, 0.0F, 1.0F);
    }
    return result;
}

Planes padded(const Planes& frame)
{
    const PixelSize size = paddedSize(frame.size());
    Planes result(frame.planes, size.height, size.width);
    for (int plane = 0; plane < frame.planes; ++plane) {
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                result.row(plane, y)[x] = frame.row(plane, std::min(y, frame.height - 1))[std::min(x, frame.width - 1)];
            }
        }
    }
    return result;
}

OutputTile assembled(FrameNetwork& network, const Planes& frame, const FrameOptions& options)
{
    const int upscale = frame.stride();
    const PixelRect region =
        options.region ? intersected(*options.region, wholeOf(frame.size())) : wholeOf(frame.size());
    OutputTile picture{.size = {region.width * upscale, region.height * upscale}, .rgb = {}};
    picture.rgb.assign(picture.size.area() * 3, std::numeric_limits<float>::quiet_NaN());
    const OnTile onTile = [&](const FrameTile& tile) {
        paste(picture, tile.output, (tile.where.x - region.x) * upscale, (tile.where.y - region.y) * upscale);
    };
    network.run(frame, options, onTile, JobContext());
    return picture;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    if (a.size() != b.size()) {
        return std::numeric_limits<double>::infinity();
    }
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = std::abs(static_cast<double>(a[i]) - b[i]);
        if (!(difference <= largest)) {  // NaN counts as a difference
            largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
        }
    }
    return largest;
}

double standardDeviation(const std::vector<float>& values)
{
    double sum = 0;
    double sumOfSquares = 0;
    for (const float value : values) {
        sum += value;
        sumOfSquares += static_cast<double>(value) * value;
    }
    const double count = static_cast<double>(values.size());
    return std::sqrt(sumOfSquares / count - sum / count * (sum / count));
}

OutputTile cut(const OutputTile& picture, PixelRect part)
{
    OutputTile result{.size = part.size(), .rgb = {}};
    for (int y = 0; y < part.height; ++y) {
        const auto from = (static_cast<std::ptrdiff_t>(part.y + y) * picture.size.width + part.x) * 3;
        result.rgb.insert(result.rgb.end(), picture.rgb.begin() + from,
                          picture.rgb.begin() + from + static_cast<std::ptrdiff_t>(part.width) * 3);
    }
    return result;
}

}  // namespace scotopic::test
