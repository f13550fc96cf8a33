// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic::cli {

/// Parses the arguments, runs the chosen command and gives the process's exit code: 0 all done, 1 something failed
/// and the rest was done, 2 wrong usage, 128 + signal after Ctrl-C. The one place that catches what commands throw.
[[nodiscard]] int runCommandLine(int argc, char** argv);

}  // namespace scotopic::cli
