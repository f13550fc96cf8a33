// SPDX-License-Identifier: MIT
#include "ui/comparison/difference_chart.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

ValueBins binned(const std::vector<double>& values, int mostBins)
{
    if (values.empty()) {
        return {};
    }
    const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
    const double range = *largest - *smallest;
    double width = std::pow(10, std::floor(std::log10(std::max(range, 1e-6) / mostBins)));
    const auto binsOf = [&](double binWidth) {
        return std::floor(*largest / binWidth) - std::floor(*smallest / binWidth) + 1;
    };
    for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        if (binsOf(width * factor) <= mostBins) {
            width *= factor;
            break;
        }
    }
    ValueBins bins{std::floor(*smallest / width) * width, width, {}};
    bins.counts.resize(static_cast<std::size_t>(binsOf(width)));
    for (const double value : values) {
        const auto bin = static_cast<std::size_t>(std::max(0.0, std::floor((value - bins.low) / width)));
        ++bins.counts[std::min(bin, bins.counts.size() - 1)];
    }
    return bins;
}

}  // namespace scotopic
