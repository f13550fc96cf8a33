// SPDX-License-Identifier: MIT
#include "core/metrics/uniform_ssim.h"

#include "core/metrics/row_sums.h"
#include "core/metrics/ssim_constants.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace scotopic {

namespace {

constexpr int kWindow = kUniformWindowPx;
constexpr int kPixelsInWindow = kWindow * kWindow;
constexpr int kChannels = 3;

/// What sums over windows are kept in: whole numbers for 8-bit pictures, where 49 * 49 * 2 * 255^2 still fits 32 bits,
/// so nothing is rounded; double for the others, since rows are added and taken away thousands of times.
template <typename Value>
struct Arithmetic;
template <>
struct Arithmetic<std::uint8_t> {
    using Sum = std::int32_t;
    using Ratio = float;
    static constexpr double kPeak = 255;
};
template <>
struct Arithmetic<float> {
    using Sum = double;
    using Ratio = double;
    static constexpr double kPeak = 1;
};

/// Sums of x, y, x^2 + y^2 and x y: of the seven rows above each other at every value of a row.
template <typename Value>
class ColumnSums {
public:
    using Sum = typename Arithmetic<Value>::Sum;

    explicit ColumnSums(std::size_t valuesPerRow)
        : x(valuesPerRow), y(valuesPerRow), squares(valuesPerRow), products(valuesPerRow)
    {
    }

    void add(const Value* a, const Value* b)
    {
        for (std::size_t i = 0; i < x.size(); ++i) {
            const Sum p = static_cast<Sum>(a[i]);
            const Sum q = static_cast<Sum>(b[i]);
            x[i] += p;
            y[i] += q;
            squares[i] += p * p + q * q;
            products[i] += p * q;
        }
    }
    void subtract(const Value* a, const Value* b)
    {
        for (std::size_t i = 0; i < x.size(); ++i) {
            const Sum p = static_cast<Sum>(a[i]);
            const Sum q = static_cast<Sum>(b[i]);
            x[i] -= p;
            y[i] -= q;
            squares[i] -= p * p + q * q;
            products[i] -= p * q;
        }
    }

    std::vector<Sum> x;
    std::vector<Sum> y;
    std::vector<Sum> squares;
    std::vector<Sum> products;
};

/// Sum over seven neighbours of one channel.
template <typename Sum>
Sum windowSum(const Sum* first)
{
    Sum sum = first[0];
    for (int k = 1; k < kWindow; ++k) {
        sum += first[k * kChannels];
    }
    return sum;
}

/// Of `count` windows from `begin` on.
template <typename Value>
void computeRow(const ColumnSums<Value>& columns, std::size_t begin, std::size_t count,
                typename Arithmetic<Value>::Ratio* values)
{
    using Sum = typename Arithmetic<Value>::Sum;
    using Ratio = typename Arithmetic<Value>::Ratio;
    constexpr SsimConstants constants(Arithmetic<Value>::kPeak);
    constexpr Ratio c1 = static_cast<Ratio>(constants.c1);
    constexpr Ratio c2 = static_cast<Ratio>(constants.c2);
    constexpr Ratio perPixel = static_cast<Ratio>(1.0 / kPixelsInWindow);
    // Of N times the sum of products less the product of sums: 1 / N^2, and N / (N - 1) for the sample covariance.
    constexpr Ratio perCovariance = static_cast<Ratio>(1.0 / (kPixelsInWindow * (kPixelsInWindow - 1.0)));
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = begin + k;
        const Sum x = windowSum(columns.x.data() + i);
        const Sum y = windowSum(columns.y.data() + i);
        const Sum variances = kPixelsInWindow * windowSum(columns.squares.data() + i) - x * x - y * y;
        const Sum covariance = kPixelsInWindow * windowSum(columns.products.data() + i) - x * y;
        const Ratio meanX = static_cast<Ratio>(x) * perPixel;
        const Ratio meanY = static_cast<Ratio>(y) * perPixel;
        const Ratio likeness = (2 * meanX * meanY + c1) * (2 * perCovariance * static_cast<Ratio>(covariance) + c2);
        const Ratio size = (meanX * meanX + meanY * meanY + c1) * (perCovariance * static_cast<Ratio>(variances) + c2);
        values[k] = likeness / size;
    }
}

template <typename Value>
double sumOfRow(const ColumnSums<Value>& columns)
{
    using Ratio = typename Arithmetic<Value>::Ratio;
    constexpr std::size_t kBlock = 1024;  // floats are summed over a block, blocks in double

    const std::size_t windows = columns.x.size() - static_cast<std::size_t>((kWindow - 1) * kChannels);
    double sum = 0;
    std::array<Ratio, kBlock> values;
    for (std::size_t begin = 0; begin < windows; begin += kBlock) {
        const std::size_t count = std::min(kBlock, windows - begin);
        computeRow(columns, begin, count, values.data());
        double blockSum = 0;
        for (std::size_t k = 0; k < count; ++k) {
            blockSum += static_cast<double>(values[k]);
        }
        sum += blockSum;
    }
    return sum;
}

template <typename Value, typename Scored>
double uniformSsimOf(const Scored& picture, const Scored& truth)
{
    const std::size_t valuesPerRow = static_cast<std::size_t>(picture.size.width) * kChannels;
    const auto rowOf = [valuesPerRow](const Scored& scored, int y) {
        return scored.rgb.data() + static_cast<std::size_t>(y) * valuesPerRow;
    };
    const auto sumOfRows = [&](int begin, int end) {
        ColumnSums<Value> columns(valuesPerRow);
        for (int y = begin; y < begin + kWindow - 1; ++y) {
            columns.add(rowOf(picture, y), rowOf(truth, y));
        }
        double sum = 0;
        for (int y = begin; y < end; ++y) {
            columns.add(rowOf(picture, y + kWindow - 1), rowOf(truth, y + kWindow - 1));
            sum += sumOfRow(columns);
            columns.subtract(rowOf(picture, y), rowOf(truth, y));
        }
        return sum;
    };
    const int rows = picture.size.height - (kWindow - 1);
    const int columns = picture.size.width - (kWindow - 1);
    return sumOverRowBands(rows, sumOfRows) / (static_cast<double>(rows) * columns * kChannels);
}

/// Fills the border with the values of the nearest windows.
void extendToEdges(std::vector<float>& map, PixelSize size)
{
    constexpr int kBorder = kWindow / 2;
    const auto row = [&](int y) { return map.begin() + static_cast<std::ptrdiff_t>(y) * size.width; };
    for (int y = kBorder; y < size.height - kBorder; ++y) {
        std::fill_n(row(y), kBorder, row(y)[kBorder]);
        std::fill_n(row(y) + size.width - kBorder, kBorder, row(y)[size.width - kBorder - 1]);
    }
    for (int y = 0; y < kBorder; ++y) {
        std::copy_n(row(kBorder), size.width, row(y));
        std::copy_n(row(size.height - kBorder - 1), size.width, row(size.height - 1 - y));
    }
}

}  // namespace

std::vector<float> uniformSsimMap(const ScoredFloat& picture, const ScoredFloat& truth)
{
    const std::size_t valuesPerRow = static_cast<std::size_t>(picture.size.width) * kChannels;
    const std::size_t windows = valuesPerRow - static_cast<std::size_t>((kWindow - 1) * kChannels);
    const auto rowOf = [valuesPerRow](const ScoredFloat& scored, int y) {
        return scored.rgb.data() + static_cast<std::size_t>(y) * valuesPerRow;
    };
    std::vector<float> map(picture.size.area());
    std::vector<double> values(windows);
    ColumnSums<float> columns(valuesPerRow);
    for (int y = 0; y < picture.size.height; ++y) {
        columns.add(rowOf(picture, y), rowOf(truth, y));
        if (const int first = y - (kWindow - 1); first >= 0) {
            computeRow(columns, 0, windows, values.data());
            float* row = map.data()
                         + static_cast<std::size_t>(first + kWindow / 2) * static_cast<std::size_t>(picture.size.width);
            for (std::size_t i = 0; i < windows; i += kChannels) {
                row[i / kChannels + kWindow / 2] =
                    static_cast<float>((values[i] + values[i + 1] + values[i + 2]) / kChannels);
            }
            columns.subtract(rowOf(picture, first), rowOf(truth, first));
        }
    }
    extendToEdges(map, picture.size);
    return map;
}

double uniformSsim(const Scored8Bit& picture, const Scored8Bit& truth)
{
    return uniformSsimOf<std::uint8_t>(picture, truth);
}

double uniformSsim(const ScoredFloat& picture, const ScoredFloat& truth)
{
    return uniformSsimOf<float>(picture, truth);
}

}  // namespace scotopic
