// SPDX-License-Identifier: MIT
#include "app/cli/command_line.h"

int main(int argc, char** argv)
{
    return scotopic::cli::runCommandLine(argc, argv);
}
