// SPDX-License-Identifier: MIT
#include "app/cli/study_data.h"

#include "app/cli/options.h"

namespace scotopic::cli {

void addStudyData(CLI::App& command, StudyDataOptions& options)
{
    addFile(command, "--data", "ROOT", options.data,
            "SID's folder (or its Sony or Fuji), a list or CSV file of pairs, or a decoded cache");
    addFile(command, "--cache", "DIR", options.cache,
            "Where the raws are decoded to (default: a folder below ~/.cache/scotopic)");
}

}  // namespace scotopic::cli
