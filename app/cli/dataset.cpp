// SPDX-License-Identifier: MIT
#include "app/cli/dataset.h"

#include <CLI/CLI.hpp>

namespace scotopic::cli {

void addDatasetCommand(CLI::App& app, Action& chosen)
{
    CLI::App* dataset = app.add_subcommand("dataset", "Look at pairs of short and long exposures, and prepare them");
    dataset->require_subcommand(1);
    dataset->footer("Example:\n  scotopic-cli dataset scan SID");
    addDatasetScan(*dataset, chosen);
    addDatasetCache(*dataset, chosen);
    addDatasetCheck(*dataset, chosen);
    addDatasetSynthesize(*dataset, chosen);
}

}  // namespace scotopic::cli
