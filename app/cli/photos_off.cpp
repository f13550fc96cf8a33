// SPDX-License-Identifier: MIT
#include "app/cli/command.h"

namespace scotopic::cli {

void addPhotoCommands(CLI::App& /*app*/, Action& /*chosen*/) {}

std::vector<std::pair<std::string, std::string>> photoLibraries()
{
    return {};
}

}  // namespace scotopic::cli
