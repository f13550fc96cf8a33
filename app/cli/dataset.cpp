// SPDX-License-Identifier: MIT
#include "app/cli/dataset.h"

#include "app/cli/options.h"

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
    addDatasetClean(*dataset, chosen);
}

SplitShares parseSplits(const std::string& word)
{
    const std::vector<double> shares = parseNumbers(word);
    const bool isUsable = shares.size() == 3 && shares[0] >= 0 && shares[1] >= 0 && shares[2] >= 0
                          && shares[0] + shares[1] + shares[2] > 0;
    if (!isUsable) {
        throw InvalidArgument("'" + word + "' is not three shares for train, validation and test, e.g. 0.7,0.1,0.2");
    }
    return {.train = shares[0], .validation = shares[1], .test = shares[2]};
}

void addSources(CLI::App& command, std::vector<std::filesystem::path>& sources)
{
    const auto take = [&sources](const std::vector<std::string>& words) { sources.assign(words.begin(), words.end()); };
    command.add_option_function<std::vector<std::string>>("SOURCE", take, "Clean raws, and pictures")
        ->type_name("FILE")
        ->required();
}

}  // namespace scotopic::cli
