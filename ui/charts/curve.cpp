// SPDX-License-Identifier: MIT
#include "ui/charts/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scotopic {

namespace {

constexpr std::size_t kBlock = 32;

}  // namespace

double CurveBins::edge(int index) const
{
    const double part = static_cast<double>(index) / count;
    return isLogarithmic ? from * std::pow(to / from, part) : from + (to - from) * part;
}

void Curve::append(double x, double y)
{
    Sums sums = m_sums.empty() ? Sums{} : m_sums.back();
    if (std::isfinite(y)) {
        sums.sum += y;
        ++sums.count;
    }
    m_points.push_back({x, y});
    m_sums.push_back(sums);
    extendBlocks();
}

void Curve::extendBlocks()
{
    // A block is made when its last point is there, from the blocks of the level below.
    std::size_t length = kBlock;
    for (std::size_t level = 0; m_points.size() % length == 0; ++level, length *= kBlock) {
        if (level == m_levels.size()) {
            m_levels.emplace_back();
        }
        constexpr float kNothing = std::numeric_limits<float>::infinity();
        Range range{kNothing, -kNothing};
        for (std::size_t i = 0; i < kBlock; ++i) {
            if (level > 0) {
                const std::vector<Range>& below = m_levels[level - 1];
                const Range& part = below[below.size() - kBlock + i];
                range = {std::min(range.lowest, part.lowest), std::max(range.highest, part.highest)};
            } else if (const double y = m_points[m_points.size() - kBlock + i].y; std::isfinite(y)) {
                const auto value = static_cast<float>(y);
                range = {std::min(range.lowest, value), std::max(range.highest, value)};
            }
        }
        m_levels[level].push_back(range);
    }
}

std::optional<double> Curve::firstX() const
{
    return isEmpty() ? std::nullopt : std::optional(m_points.front().x);
}

std::optional<double> Curve::lastX() const
{
    return isEmpty() ? std::nullopt : std::optional(m_points.back().x);
}

std::size_t Curve::indexAt(double x) const
{
    const auto found = std::lower_bound(m_points.begin(), m_points.end(), x,
                                        [](const CurvePoint& point, double place) { return point.x < place; });
    return static_cast<std::size_t>(found - m_points.begin());
}

std::optional<Curve::Range> Curve::rangeOf(std::size_t begin, std::size_t end) const
{
    constexpr float kNothing = std::numeric_limits<float>::infinity();
    Range range{kNothing, -kNothing};
    const auto take = [&range](float lowest, float highest) {
        range = {std::min(range.lowest, lowest), std::max(range.highest, highest)};
    };
    for (std::size_t i = begin; i < end;) {
        // The largest block that begins here and ends in time.
        std::size_t length = 1;
        std::size_t level = 0;
        while (level < m_levels.size() && i % (length * kBlock) == 0 && i + length * kBlock <= end) {
            length *= kBlock;
            ++level;
        }
        if (level > 0) {
            const Range& block = m_levels[level - 1][i / length];
            take(block.lowest, block.highest);
        } else if (const double y = m_points[i].y; std::isfinite(y)) {
            take(static_cast<float>(y), static_cast<float>(y));
        }
        i += length;
    }
    return range.lowest > range.highest ? std::nullopt : std::optional(range);
}

std::optional<double> Curve::meanAround(std::size_t index, std::size_t window) const
{
    const std::size_t before = (window - 1) / 2;
    const std::size_t begin = index > before ? index - before : 0;
    const std::size_t last = std::min(index + window / 2, size() - 1);
    const Sums start = begin > 0 ? m_sums[begin - 1] : Sums{};
    const std::uint32_t count = m_sums[last].count - start.count;
    return count > 0 ? std::optional((m_sums[last].sum - start.sum) / count) : std::nullopt;
}

std::vector<CurvePoint> Curve::envelope(const CurveBins& bins) const
{
    // With a point on either side, so that a line reaches the edges.
    const std::size_t first = indexAt(bins.from);
    const std::size_t begin = first > 0 ? first - 1 : 0;
    const std::size_t end = std::min(indexAt(bins.to) + 1, size());
    std::vector<CurvePoint> points;
    if (end - begin <= 2 * static_cast<std::size_t>(bins.count)) {
        std::copy_if(m_points.begin() + static_cast<std::ptrdiff_t>(begin),
                     m_points.begin() + static_cast<std::ptrdiff_t>(end), std::back_inserter(points),
                     [](const CurvePoint& point) { return std::isfinite(point.y); });
        return points;
    }
    points.reserve(2 * static_cast<std::size_t>(bins.count));
    std::size_t from = begin;
    for (int bin = 0; bin < bins.count; ++bin) {
        const std::size_t to = bin + 1 == bins.count ? end : std::min(indexAt(bins.edge(bin + 1)), end);
        if (const std::optional<Range> range = rangeOf(from, to)) {
            const double x = (bins.edge(bin) + bins.edge(bin + 1)) / 2;
            points.push_back({x, static_cast<double>(range->lowest)});
            points.push_back({x, static_cast<double>(range->highest)});
        }
        from = std::max(from, to);
    }
    return points;
}

std::vector<CurvePoint> Curve::smoothed(const CurveBins& bins, std::size_t window) const
{
    const std::size_t first = indexAt(bins.from);
    const std::size_t begin = first > 0 ? first - 1 : 0;
    const std::size_t end = std::min(indexAt(bins.to) + 1, size());
    std::vector<CurvePoint> points;
    const auto add = [&](std::size_t index) {
        if (const std::optional<double> mean = meanAround(index, window)) {
            points.push_back({m_points[index].x, *mean});
        }
    };
    if (end - begin <= static_cast<std::size_t>(bins.count)) {
        for (std::size_t i = begin; i < end; ++i) {
            add(i);
        }
        return points;
    }
    std::size_t next = begin;
    for (int bin = 0; bin <= bins.count; ++bin) {
        const std::size_t index = std::min(bin == bins.count ? end - 1 : indexAt(bins.edge(bin)), end - 1);
        if (index >= next) {
            add(index);
            next = index + 1;
        }
    }
    return points;
}

std::optional<CurvePoint> Curve::nearest(double x) const
{
    std::size_t after = indexAt(x);
    std::size_t before = after;
    while (after < size() && !std::isfinite(m_points[after].y)) {
        ++after;
    }
    while (before > 0 && !std::isfinite(m_points[before - 1].y)) {
        --before;
    }
    const bool hasBefore = before > 0;
    const bool hasAfter = after < size();
    if (hasBefore && (!hasAfter || x - m_points[before - 1].x <= m_points[after].x - x)) {
        return m_points[before - 1];
    }
    return hasAfter ? std::optional(m_points[after]) : std::nullopt;
}

}  // namespace scotopic
