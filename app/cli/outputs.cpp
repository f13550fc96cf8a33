// SPDX-License-Identifier: MIT
#include "app/cli/outputs.h"

#include "core/base/error.h"
#include "core/base/plain_text.h"

#include <map>
#include <set>
#include <system_error>

namespace scotopic::cli {

namespace fs = std::filesystem;

void requireFreeOutput(const fs::path& output, std::span<const fs::path> inputs, IfExists ifExists)
{
    std::error_code error;
    const bool isThere = fs::exists(output, error);
    for (const fs::path& input : inputs) {
        if (!isThere) {
            break;  // and is no input: there may be thousands
        }
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

std::vector<fs::path> outputNames(std::span<const PhotoInput> inputs, const fs::path& folder,
                                  const std::string& extension)
{
    const auto nameIn = [](const PhotoInput& input, const fs::path& name) {
        return lowerCase((input.subfolder / name).string());
    };
    std::map<std::string, int> inputsOfStem;
    for (const PhotoInput& input : inputs) {
        ++inputsOfStem[nameIn(input, input.file.stem())];
    }
    std::set<std::string> taken;
    std::vector<fs::path> outputs;
    for (const PhotoInput& input : inputs) {
        const bool isAlone = inputsOfStem[nameIn(input, input.file.stem())] == 1;
        const std::string name = (isAlone ? input.file.stem() : input.file.filename()).string();
        std::string unique = name;
        for (int copy = 2; !taken.insert(nameIn(input, unique)).second; ++copy) {
            unique = name + "-" + std::to_string(copy);
        }
        outputs.push_back(folder / input.subfolder / (unique + extension));
    }
    return outputs;
}

}  // namespace scotopic::cli
