// SPDX-License-Identifier: MIT
#include "app/cli/study_data.h"

#include "app/cli/options.h"
#include "core/base/error.h"

namespace scotopic::cli {

void addStudyData(CLI::App& command, StudyDataOptions& options)
{
    addFile(command, "--data", "ROOT", options.data,
            "SID's folder (or its Sony or Fuji), a list or CSV file of pairs, or a decoded cache");
    addFile(command, "--cache", "DIR", options.cache,
            "Where the raws are decoded to (default: a folder below ~/.cache/scotopic)");
}

DecodedCache openCache(const StudyDataOptions& options)
{
    DecodedCache cache(options.data, options.checksums);
    if (options.allBursts && cache.missingBursts() > 0) {
        throw InvalidArgument(options.data.string() + ": holds only the first short exposure of each burst, "
                              + std::to_string(cache.missingBursts())
                              + " are not decoded; decode all with 'scotopic-cli dataset cache --bursts all'");
    }
    return cache;
}

}  // namespace scotopic::cli
