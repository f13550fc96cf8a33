// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"

#include <array>
#include <cstdint>

namespace {

/// Not inlined, or the compiler would do the sum itself and do it right.
template <class Number, int kCount>
[[gnu::noinline]] double backwardSum(const Number* values, int rowCount)
{
    double sum = 0;
    for (int row = 0; row < rowCount; ++row, values += kCount) {
        for (int i = 0; i < kCount; ++i) {
            sum += static_cast<double>(values[kCount - 1 - i]);
        }
    }
    return sum;
}

template <class Number, int kCount>
void requireRightSum()
{
    constexpr int kRows = 50;
    std::array<Number, static_cast<std::size_t>(kCount) * kRows> values{};
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<Number>(i * 7 % 13);
        sum += static_cast<double>(i * 7 % 13);
    }
    QCOMPARE((backwardSum<Number, kCount>(values.data(), kRows)), sum);
}

}  // namespace

/// What the program is built with, as cmake/CheckSums.cmake chose it.
class CompilerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsInAnotherOrderThanThatOfMemoryAreRight()
    {
        requireRightSum<float, 2>();
        requireRightSum<float, 3>();
        requireRightSum<float, 4>();
        requireRightSum<double, 4>();
        requireRightSum<std::uint16_t, 8>();
        requireRightSum<std::uint16_t, 16>();
    }
};

SCOTOPIC_TEST(CompilerTest)
#include "compiler_test.moc"
