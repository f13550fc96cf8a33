// SPDX-License-Identifier: MIT
#include "app/cli/evaluate_report.h"

#include "app/cli/text.h"

#include <cmath>
#include <vector>

namespace scotopic::cli {

namespace {

std::string decibels(double psnrDb)
{
    return std::isfinite(psnrDb) ? numberText(psnrDb, 4) : "equal";
}

std::string meansText(const Report& report, const Protocol& protocol)
{
    std::vector<std::vector<std::string>> rows{{"model", "images", "PSNR dB", "SSIM", "seconds"}};
    for (const SummaryRow& row : report.summary.rows) {
        if (row.protocol == protocol.name) {
            rows.push_back({row.contestant, std::to_string(row.mean.imageCount), decibels(row.mean.psnrDb),
                            numberText(row.mean.ssim, 3), numberText(row.mean.seconds, 3)});
        }
    }
    return table(rows);
}

std::string comparisonText(const Comparison& comparison)
{
    const PairedDifference& psnr = comparison.psnrDb;
    return comparison.second + " against " + comparison.first + ": " + numberText(psnr.mean, 3) + " dB, 95 % within "
           + numberText(psnr.confidence95.low, 3) + " to " + numberText(psnr.confidence95.high, 3) + "\n";
}

}  // namespace

std::string reportText(const Report& report)
{
    std::string text;
    for (const Protocol& protocol : report.protocols) {
        text += "Protocol " + protocol.name + ": " + describe(protocol) + "\n" + meansText(report, protocol) + "\n";
        for (const Comparison& comparison : report.summary.comparisons) {
            text += comparison.protocol == protocol.name ? comparisonText(comparison) : "";
        }
        text += "\n";
    }
    return text;
}

}  // namespace scotopic::cli
