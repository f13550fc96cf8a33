// SPDX-License-Identifier: MIT
#include "core/evaluation/report.h"

#include <array>
#include <ctime>
#include <scotopic_version.h>

namespace scotopic {

namespace {

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

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

}  // namespace scotopic
