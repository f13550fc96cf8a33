// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace scotopic::cli {

/// Runs `work` on one of several files; when it throws, says why in one line that names the file, and gives that
/// sentence so that the rest can go on. Cancelled is no failure and passes through.
[[nodiscard]] std::optional<std::string> failureOf(Console& console, const std::filesystem::path& file,
                                                   const std::function<void()>& work);
/// As failureOf(), without the sentence.
[[nodiscard]] bool succeeds(Console& console, const std::filesystem::path& file, const std::function<void()>& work);

}  // namespace scotopic::cli
