// SPDX-License-Identifier: MIT
#include "core/dataset/align_spectra.h"

#include "core/dataset/align_fft.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace scotopic {

namespace {

// Below, a Hann window's own shape and differences of brightness are stronger than the things shown.
constexpr int kLowestRing = 3;

int ringOf(int u, int v)
{
    return static_cast<int>(std::lround(std::hypot(u, v)));
}

std::vector<float> hannWindow(int edge)
{
    std::vector<float> window;
    for (int i = 0; i < edge; ++i) {
        window.push_back(static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * (i + 0.5) / edge)));
    }
    return window;
}

float meanOf(const GreyPicture& picture, PixelRect rect)
{
    double sum = 0;
    for (int y = rect.y; y < rect.bottom(); ++y) {
        const float* const row = picture.values.data() + static_cast<std::ptrdiff_t>(y) * picture.size.width;
        for (int x = rect.x; x < rect.right(); ++x) {
            sum += static_cast<double>(row[x]);
        }
    }
    return static_cast<float>(sum / static_cast<double>(rect.size().area()));
}

/// Collects the spectra of tile after tile. Two real pictures are transformed as one complex one.
class TileSpectra {
public:
    explicit TileSpectra(int edge)
        : m_fft(edge), m_window(hannWindow(edge)),
          m_tile(static_cast<std::size_t>(edge) * static_cast<std::size_t>(edge))
    {
        m_sums.cross.resize(m_tile.size());
        m_sums.referencePower.resize(m_tile.size());
        m_sums.otherPower.resize(m_tile.size());
    }

    void add(const GreyPicture& reference, PixelRect inReference, const GreyPicture& other, PixelRect inOther)
    {
        fill(reference, inReference, other, inOther);
        m_fft.forward(m_tile);
        accumulate();
        ++m_sums.tileCount;
    }
    [[nodiscard]] const Spectra& sums() const { return m_sums; }

private:
    void fill(const GreyPicture& reference, PixelRect inReference, const GreyPicture& other, PixelRect inOther)
    {
        const float referenceMean = meanOf(reference, inReference);
        const float otherMean = meanOf(other, inOther);
        const int edge = m_fft.edgePx();
        for (int y = 0; y < edge; ++y) {
            const auto at = [y](const GreyPicture& picture, PixelRect rect) {
                return picture.values.data() + static_cast<std::ptrdiff_t>(rect.y + y) * picture.size.width + rect.x;
            };
            const float* const a = at(reference, inReference);
            const float* const b = at(other, inOther);
            for (int x = 0; x < edge; ++x) {
                const float weight = m_window[static_cast<std::size_t>(y)] * m_window[static_cast<std::size_t>(x)];
                m_tile[static_cast<std::size_t>(y * edge + x)] = {weight * (a[x] - referenceMean),
                                                                  weight * (b[x] - otherMean)};
            }
        }
    }

    void accumulate()
    {
        const auto edge = static_cast<std::size_t>(m_fft.edgePx());
        for (std::size_t v = 0; v < edge; ++v) {
            for (std::size_t u = 0; u < edge; ++u) {
                const std::size_t i = v * edge + u;
                const std::complex<double> here = m_tile[i];
                const std::complex<double> mirrored =
                    std::conj(std::complex<double>(m_tile[(edge - v) % edge * edge + (edge - u) % edge]));
                const std::complex<double> a = 0.5 * (here + mirrored);
                const std::complex<double> b = std::complex<double>(0, -0.5) * (here - mirrored);
                m_sums.cross[i] += std::conj(a) * b;
                m_sums.referencePower[i] += std::norm(a);
                m_sums.otherPower[i] += std::norm(b);
            }
        }
    }

    SquareFft m_fft;
    std::vector<float> m_window;
    std::vector<std::complex<float>> m_tile;
    Spectra m_sums;
};

/// Sums over 5 x 5 neighbours; frequencies repeat beyond the edges.
std::vector<double> sumsOfNeighbours(const std::vector<double>& values, int edge)
{
    constexpr int kReach = 2;
    const auto alongRows = [edge](const std::vector<double>& source) {
        std::vector<double> sums(source.size());
        for (int row = 0; row < edge; ++row) {
            for (int column = 0; column < edge; ++column) {
                double& sum = sums[static_cast<std::size_t>(column * edge + row)];  // transposed
                for (int step = -kReach; step <= kReach; ++step) {
                    sum += source[static_cast<std::size_t>(row * edge + (column + step + edge) % edge)];
                }
            }
        }
        return sums;
    };
    return alongRows(alongRows(values));
}

/// Squared coherence of each frequency with its neighbours', less what that many tiles of unrelated noise would show.
std::vector<double> coherenceOf(const Spectra& spectra, int edge)
{
    std::vector<double> crossPower(spectra.cross.size());
    std::vector<double> powers(spectra.cross.size());
    for (std::size_t i = 0; i < spectra.cross.size(); ++i) {
        crossPower[i] = std::norm(spectra.cross[i]);
        powers[i] = spectra.referencePower[i] * spectra.otherPower[i];
    }
    crossPower = sumsOfNeighbours(crossPower, edge);
    powers = sumsOfNeighbours(powers, edge);
    const double ofNoise = 1.0 / spectra.tileCount;
    std::vector<double> coherence;
    for (std::size_t i = 0; i < powers.size(); ++i) {
        const double measured = powers[i] > 0 ? crossPower[i] / powers[i] : 0;
        coherence.push_back(std::clamp((measured - ofNoise) / (1 - ofNoise), 0.0, 1.0));
    }
    return coherence;
}

}  // namespace

Spectra spectraOf(const GreyPicture& reference, const GreyPicture& other, int edge, Offset offset)
{
    TileSpectra spectra(edge);
    const PixelRect frame = wholeOf(other.size);
    for (int y = 0; y + edge <= reference.size.height; y += edge / 2) {
        for (int x = 0; x + edge <= reference.size.width; x += edge / 2) {
            const PixelRect inOther{x + offset.x, y + offset.y, edge, edge};
            if (intersected(inOther, frame) == inOther) {
                spectra.add(reference, {x, y, edge, edge}, other, inOther);
            }
        }
    }
    return spectra.sums();
}

WeightedPhases weightedPhases(const Spectra& spectra, int edge)
{
    // Above, the pictures are equal and rounding decides; below, nothing tells it from noise.
    constexpr double kMostCoherent = 0.98;
    constexpr double kLeastCoherent = 0.02;
    const std::vector<double> coherence = coherenceOf(spectra, edge);
    WeightedPhases phases;
    phases.values.resize(spectra.cross.size());
    phases.information.resize(spectra.cross.size());
    for (int v = 0; v < edge; ++v) {
        for (int u = 0; u < edge; ++u) {
            const auto i = static_cast<std::size_t>(v * edge + u);
            const int ring = ringOf(frequencyOf(u, edge), frequencyOf(v, edge));
            const double gamma2 = std::min(coherence[i], kMostCoherent);
            const double power = std::sqrt(spectra.referencePower[i] * spectra.otherPower[i]);
            // The Nyquist frequency has no sign and so no phase.
            const bool hasPhase = ring >= kLowestRing && u != edge / 2 && v != edge / 2 && power > 0;
            if (hasPhase && gamma2 > kLeastCoherent) {
                phases.values[i] = gamma2 / (1 - gamma2) / power * spectra.cross[i];
                phases.information[i] = 2 * spectra.tileCount * gamma2 / (1 - gamma2);
                phases.total += std::abs(phases.values[i]);
            }
        }
    }
    return phases;
}

}  // namespace scotopic
