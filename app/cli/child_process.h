// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>
#include <string>
#include <vector>

namespace scotopic::cli {

struct ChildResult {
    std::string output;    // standard output
    std::string messages;  // standard error
    int exitCode = 0;      // 128 + signal when a signal ended it
};

/// Runs this program again with other arguments and waits; its standard input is empty. A stop request ends it.
/// Throws Cancelled after a stop request, std::system_error when no process can be started.
[[nodiscard]] ChildResult runSelf(const std::vector<std::string>& arguments, const std::stop_token& stop);

}  // namespace scotopic::cli
