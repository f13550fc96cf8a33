// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace scotopic {

struct CurvePoint {
    double x = 0;
    double y = 0;

    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

/// Part of an axis in equal bins: of x, or of its logarithm.
struct CurveBins {
    double from = 0;
    double to = 0;  // above `from`; both above 0 where it is logarithmic
    int count = 1;
    bool isLogarithmic = false;

    /// Of bin `index`; that of `count` is where the last one ends.
    [[nodiscard]] double edge(int index) const;
};

/// One quantity of one run over its steps, growing at its end. Lowest and highest values and sums of blocks are kept
/// with it, so that a part of it is drawn in the time of its pixels, whatever the number of its points. What is
/// not a number or infinite has its place, but is drawn nowhere.
class Curve {
public:
    /// x above all x before.
    void append(double x, double y);

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_points.size()); }
    [[nodiscard]] bool isEmpty() const { return m_points.empty(); }
    /// A copy costs nothing, and another thread may read it while the curve grows.
    [[nodiscard]] const QList<CurvePoint>& points() const { return m_points; }
    [[nodiscard]] std::optional<double> firstX() const;
    [[nodiscard]] std::optional<double> lastX() const;

    /// What a line through all points covers, by x: the points themselves where they are no more than two a bin, else
    /// lowest and highest of each bin.
    [[nodiscard]] std::vector<CurvePoint> envelope(const CurveBins& bins) const;
    /// Means over `window` points around each (fewer at the ends), at most one a bin.
    [[nodiscard]] std::vector<CurvePoint> smoothed(const CurveBins& bins, std::size_t window) const;
    /// The finite point whose x is nearest; none without one.
    [[nodiscard]] std::optional<CurvePoint> nearest(double x) const;

private:
    /// Of some points that lie beside each other; sums of blocks, so that one wild value spoils no other mean.
    struct Block {
        double lowest = std::numeric_limits<double>::infinity();
        double highest = -std::numeric_limits<double>::infinity();
        double sum = 0;
        std::size_t count = 0;  // of values that are drawn

        void take(const Block& part);
    };

    [[nodiscard]] static Block blockOf(const CurvePoint& point);
    /// Of the first point not before x, which none before `from` is.
    [[nodiscard]] std::size_t indexAt(double x, std::size_t from = 0) const;
    [[nodiscard]] Block blockOf(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::optional<double> meanAround(std::size_t index, std::size_t window) const;
    void extendBlocks();

    [[nodiscard]] const CurvePoint& at(std::size_t index) const { return m_points.at(static_cast<qsizetype>(index)); }

    QList<CurvePoint> m_points;
    std::vector<std::vector<Block>> m_levels;  // of whole blocks of 32, 32^2, …
};

}  // namespace scotopic
