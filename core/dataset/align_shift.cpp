// SPDX-License-Identifier: MIT
#include "core/dataset/align_shift.h"

#include "core/base/error.h"
#include "core/dataset/align_fft.h"
#include "core/dataset/align_spectra.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <string>

namespace scotopic {

namespace {

constexpr int kLargestTilePx = 256;

/// The whole-pixel shift that explains most phases.
Offset correlationPeak(const WeightedPhases& phases, int edge)
{
    std::vector<std::complex<float>> correlation(phases.values.begin(), phases.values.end());
    SquareFft(edge).backward(correlation);
    Offset best;
    float highest = -1;
    for (int y = -edge / 4; y <= edge / 4; ++y) {
        for (int x = -edge / 4; x <= edge / 4; ++x) {
            const auto i = static_cast<std::size_t>((y + edge) % edge * edge + (x + edge) % edge);
            if (correlation[i].real() > highest) {
                highest = correlation[i].real();
                best = {x, y};
            }
        }
    }
    return best;
}

/// Sum over the phases of their size times the cosine of what `shift` leaves of them, and its derivatives.
struct Agreement {
    double value = 0;
    std::array<double, 2> slope{};
    std::array<double, 3> curvature{};  // xx, xy, yy
};

Agreement agreementAt(const WeightedPhases& phases, int edge, Shift shift)
{
    Agreement agreement;
    const double step = 2 * std::numbers::pi / edge;
    for (int v = 0; v < edge; ++v) {
        for (int u = 0; u < edge; ++u) {
            const std::complex<double> value = phases.values[static_cast<std::size_t>(v * edge + u)];
            const std::array<double, 2> k{step * frequencyOf(u, edge), step * frequencyOf(v, edge)};
            const std::complex<double> left = value * std::polar(1.0, k[0] * shift.x + k[1] * shift.y);
            agreement.value += left.real();
            agreement.slope[0] -= left.imag() * k[0];
            agreement.slope[1] -= left.imag() * k[1];
            agreement.curvature[0] -= left.real() * k[0] * k[0];
            agreement.curvature[1] -= left.real() * k[0] * k[1];
            agreement.curvature[2] -= left.real() * k[1] * k[1];
        }
    }
    return agreement;
}

/// Newton's method from a start within a pixel of the peak; steps are limited so that it stays with its peak.
Shift refined(const WeightedPhases& phases, int edge, Shift start)
{
    constexpr int kIterations = 12;
    constexpr double kLongestStep = 0.25;
    Shift shift = start;
    for (int i = 0; i < kIterations; ++i) {
        const Agreement here = agreementAt(phases, edge, shift);
        const auto [xx, xy, yy] = here.curvature;
        const double determinant = xx * yy - xy * xy;
        const bool isPeak = determinant > 0 && xx < 0;
        const double stepX = isPeak ? -(yy * here.slope[0] - xy * here.slope[1]) / determinant : here.slope[0];
        const double stepY = isPeak ? -(xx * here.slope[1] - xy * here.slope[0]) / determinant : here.slope[1];
        const double length = std::hypot(stepX, stepY);
        const double scale = length > kLongestStep ? kLongestStep / length : 1;
        shift.x += stepX * scale;
        shift.y += stepY * scale;
        if (length < 1e-5) {
            break;
        }
    }
    return shift;
}

double standardErrorOf(const WeightedPhases& phases, int edge)
{
    const double step = 2 * std::numbers::pi / edge;
    double information = 0;
    for (int v = 0; v < edge; ++v) {
        for (int u = 0; u < edge; ++u) {
            const double ring2 = std::pow(frequencyOf(u, edge), 2) + std::pow(frequencyOf(v, edge), 2);
            // Half of the frequencies repeat the other half; each axis has half of a ring's information.
            information += 0.25 * step * step * ring2 * phases.information[static_cast<std::size_t>(v * edge + u)];
        }
    }
    return 1 / std::sqrt(information);
}

void requireComparable(const GreyPicture& reference, const GreyPicture& other)
{
    if (reference.size != other.size || reference.values.size() != reference.size.area()
        || other.values.size() != other.size.area()) {
        throw InvalidArgument("pictures of different sizes cannot be aligned");
    }
    if (std::min(reference.size.width, reference.size.height) < kSmallestAlignedEdgePx) {
        throw InvalidArgument("pictures below " + std::to_string(kSmallestAlignedEdgePx) + " pixels cannot be aligned");
    }
}

}  // namespace

std::optional<ShiftEstimate> estimateShift(const GreyPicture& reference, const GreyPicture& other)
{
    requireComparable(reference, other);
    const int half = std::min(reference.size.width, reference.size.height) / 2;
    const int edge = std::min(static_cast<int>(std::bit_floor(static_cast<unsigned>(half))), kLargestTilePx);

    // A shift takes part of what a tile shows out of the other picture's; so the tiles follow it before it is refined.
    Offset offset;
    WeightedPhases phases;
    for (int pass = 0; pass < 3; ++pass) {
        const Spectra spectra = spectraOf(reference, other, edge, offset);
        if (spectra.tileCount < 2) {
            return std::nullopt;
        }
        phases = weightedPhases(spectra, edge);
        const Offset more = correlationPeak(phases, edge);
        if (phases.total <= 0 || (more.x == 0 && more.y == 0)) {
            break;
        }
        offset = {offset.x + more.x, offset.y + more.y};
    }
    if (phases.total <= 0) {
        return std::nullopt;
    }
    const Shift rest = refined(phases, edge, {});
    return ShiftEstimate{.shift = {offset.x + rest.x, offset.y + rest.y},
                         .standardError = standardErrorOf(phases, edge),
                         .confidence = std::max(0.0, agreementAt(phases, edge, rest).value) / phases.total};
}

}  // namespace scotopic
