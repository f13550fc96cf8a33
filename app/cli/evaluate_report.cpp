// SPDX-License-Identifier: MIT
#include "app/cli/evaluate_report.h"

#include "app/cli/text.h"

#include <array>
#include <cmath>
#include <ctime>
#include <scotopic_version.h>
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

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
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

ReportFacts reportFacts(const std::string& title, const std::string& dataRoot, const Exclusions& exclusions)
{
    ReportFacts facts;
    facts.title = title;
    facts.dataRoot = dataRoot;
    facts.version = kVersion;
    facts.createdAt = utcNow();
    for (const auto& [name, reason] : exclusions) {
        facts.excluded.push_back(reason.empty() ? name : name + " (" + reason + ")");
    }
    return facts;
}

}  // namespace scotopic::cli
