// SPDX-License-Identifier: MIT
#include "app/cli/command_line.h"
#include "app/signals/inherited_signals.h"

int main(int argc, char** argv)
{
    scotopic::takeSignalsBack();
    return scotopic::cli::runCommandLine(argc, argv);
}
