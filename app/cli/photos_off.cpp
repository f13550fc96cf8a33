// SPDX-License-Identifier: MIT
#include "app/cli/command.h"

namespace scotopic::cli {

void addPhotoCommands(CLI::App& /*app*/, Action& /*chosen*/) {}

const char* exampleCalls()
{
    return "  scotopic-cli model info unet.safetensors\n"
           "  scotopic-cli bench --engine torch";
}

std::vector<std::pair<std::string, std::string>> photoLibraries()
{
    return {};
}

}  // namespace scotopic::cli
