// SPDX-License-Identifier: MIT
#include "core/base/here_and_now.h"
#include "core/evaluation/report.h"

#include <scotopic_version.h>

namespace scotopic {

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
