// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/statistics.h"
#include "ui/comparison/score_grid_model.h"

#include <QPalette>

#include <vector>

QT_BEGIN_NAMESPACE
class QChart;
QT_END_NAMESPACE

namespace scotopic {

/// Counts of values in bins of equal width from `low` on; the last bin holds its upper end too.
struct ValueBins {
    double low = 0;
    double width = 1;
    std::vector<int> counts;
};
/// At most `mostBins` bins of a round width (1, 2 or 5 times a power of ten) over all values; 0 is an edge of a bin.
[[nodiscard]] ValueBins binned(const std::vector<double>& values, int mostBins);

/// How often differences of images occur, with lines at their mean and the ends of its interval. In the palette's
/// colours; the caller's.
[[nodiscard]] QChart* makeDifferenceChart(const std::vector<double>& differences, const PairedDifference& mean,
                                          ScoreKind kind, const QPalette& palette);

}  // namespace scotopic
