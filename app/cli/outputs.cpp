// SPDX-License-Identifier: MIT
#include "app/cli/outputs.h"

#include "core/base/error.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace scotopic::cli {

namespace fs = std::filesystem;

namespace {

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

}  // namespace

void requireFreeOutput(const fs::path& output, std::span<const fs::path> inputs, IfExists ifExists)
{
    std::error_code error;
    for (const fs::path& input : inputs) {
        if (fs::equivalent(output, input, error) && !error) {
            throw OutputFailed(output, "is the file that is read, which is never written to");
        }
    }
    requireFileOrNothing(output);
    if (ifExists == IfExists::Refuse && fs::exists(fs::symlink_status(output, error))) {
        throw OutputFailed(output, "exists already; --overwrite replaces it");
    }
    requireWritableTarget(output, ifExists);
}

std::vector<fs::path> outputNames(std::span<const fs::path> inputs, const fs::path& folder,
                                  const std::string& extension)
{
    std::map<std::string, int> inputsOfStem;
    for (const fs::path& input : inputs) {
        ++inputsOfStem[lowerCase(input.stem().string())];
    }
    std::set<std::string> taken;
    std::vector<fs::path> outputs;
    for (const fs::path& input : inputs) {
        const bool isAlone = inputsOfStem[lowerCase(input.stem().string())] == 1;
        const std::string name = (isAlone ? input.stem() : input.filename()).string();
        std::string unique = name;
        for (int copy = 2; !taken.insert(lowerCase(unique)).second; ++copy) {
            unique = name + "-" + std::to_string(copy);
        }
        outputs.push_back(folder / (unique + extension));
    }
    return outputs;
}

}  // namespace scotopic::cli
