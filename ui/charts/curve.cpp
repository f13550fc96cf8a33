// SPDX-License-Identifier: MIT
#include "ui/charts/curve.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace scotopic {

namespace {

constexpr std::size_t kBlock = 32;
constexpr double kLargest = 1e30;  // Qt Charts computes with what a float can hold

bool isDrawable(double value)
{
    return std::abs(value) <= kLargest;  // false for what is no number
}

}  // namespace

double CurveBins::edge(int index) const
{
    const double part = static_cast<double>(index) / count;
    return isLogarithmic ? from * std::pow(to / from, part) : from + (to - from) * part;
}

void Curve::Block::take(const Block& part)
{
    lowest = std::min(lowest, part.lowest);
    highest = std::max(highest, part.highest);
    sum += part.sum;
    count += part.count;
}

Curve::Block Curve::blockOf(const CurvePoint& point)
{
    return isDrawable(point.y) ? Block{point.y, point.y, point.y, 1} : Block{};
}

void Curve::append(double x, double y)
{
    m_points.append({x, y});
    extendBlocks();
}

void Curve::extendBlocks()
{
    // A block is made when its last point is there, from the blocks of the level below.
    std::size_t length = kBlock;
    for (std::size_t level = 0; size() % length == 0; ++level, length *= kBlock) {
        if (level == m_levels.size()) {
            m_levels.emplace_back();
        }
        Block block;
        for (std::size_t i = 0; i < kBlock; ++i) {
            block.take(level > 0 ? m_levels[level - 1][m_levels[level - 1].size() - kBlock + i]
                                 : blockOf(at(size() - kBlock + i)));
        }
        m_levels[level].push_back(block);
    }
}

std::optional<double> Curve::firstX() const
{
    return isEmpty() ? std::nullopt : std::optional(m_points.constFirst().x);
}

std::optional<double> Curve::lastX() const
{
    return isEmpty() ? std::nullopt : std::optional(m_points.constLast().x);
}

std::size_t Curve::indexAt(double x, std::size_t from) const
{
    // The next bin is near: steps of growing length find it in less memory than halving all points does.
    std::size_t reach = 1;
    while (from + reach < size() && at(from + reach).x < x) {
        from += reach;
        reach *= 2;
    }
    const auto begin = m_points.cbegin() + static_cast<std::ptrdiff_t>(from);
    const auto end = m_points.cbegin() + static_cast<std::ptrdiff_t>(std::min(from + reach + 1, size()));
    const auto found =
        std::lower_bound(begin, end, x, [](const CurvePoint& point, double place) { return point.x < place; });
    return static_cast<std::size_t>(found - m_points.cbegin());
}

Curve::Block Curve::blockOf(std::size_t begin, std::size_t end) const
{
    Block all;
    for (std::size_t i = begin; i < end;) {
        // The largest block that begins here and ends in time.
        std::size_t length = 1;
        std::size_t level = 0;
        while (level < m_levels.size() && i % (length * kBlock) == 0 && i + length * kBlock <= end) {
            length *= kBlock;
            ++level;
        }
        all.take(level > 0 ? m_levels[level - 1][i / length] : blockOf(at(i)));
        i += length;
    }
    return all;
}

std::optional<double> Curve::meanAround(std::size_t index, std::size_t window) const
{
    const std::size_t before = (window - 1) / 2;
    const std::size_t begin = index > before ? index - before : 0;
    const Block block = blockOf(begin, std::min(index + window / 2 + 1, size()));
    return block.count > 0 ? std::optional(block.sum / static_cast<double>(block.count)) : std::nullopt;
}

std::vector<CurvePoint> Curve::envelope(const CurveBins& bins) const
{
    // With a point on either side, so that a line reaches the edges.
    const std::size_t first = indexAt(bins.from);
    const std::size_t begin = first > 0 ? first - 1 : 0;
    const std::size_t end = std::min(indexAt(bins.to) + 1, size());
    std::vector<CurvePoint> points;
    if (end - begin <= 2 * static_cast<std::size_t>(bins.count)) {
        std::copy_if(m_points.cbegin() + static_cast<std::ptrdiff_t>(begin),
                     m_points.cbegin() + static_cast<std::ptrdiff_t>(end), std::back_inserter(points),
                     [](const CurvePoint& point) { return isDrawable(point.y); });
        return points;
    }
    points.reserve(2 * static_cast<std::size_t>(bins.count));
    std::size_t from = begin;
    for (int bin = 0; bin < bins.count; ++bin) {
        const std::size_t to = bin + 1 == bins.count ? end : std::min(indexAt(bins.edge(bin + 1), from), end);
        if (const Block block = blockOf(from, to); block.count > 0) {
            const double x = (bins.edge(bin) + bins.edge(bin + 1)) / 2;
            points.push_back({x, block.lowest});
            points.push_back({x, block.highest});
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
            points.push_back({at(index).x, *mean});
        }
    };
    if (end - begin <= static_cast<std::size_t>(bins.count)) {
        for (std::size_t i = begin; i < end; ++i) {
            add(i);
        }
        return points;
    }
    std::size_t next = begin;
    std::size_t last = begin;
    for (int bin = 0; bin <= bins.count; ++bin) {
        const std::size_t index = std::min(bin == bins.count ? end - 1 : indexAt(bins.edge(bin), last), end - 1);
        last = index;
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
    while (after < size() && !isDrawable(at(after).y)) {
        ++after;
    }
    while (before > 0 && !isDrawable(at(before - 1).y)) {
        --before;
    }
    const bool hasBefore = before > 0;
    const bool hasAfter = after < size();
    if (hasBefore && (!hasAfter || x - at(before - 1).x <= at(after).x - x)) {
        return at(before - 1);
    }
    return hasAfter ? std::optional(at(after)) : std::nullopt;
}

}  // namespace scotopic
