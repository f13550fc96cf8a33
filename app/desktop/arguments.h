// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

#include <filesystem>
#include <optional>

namespace scotopic {

/// Whether help or version is asked for: answered without a display, on which QApplication would insist.
[[nodiscard]] bool asksForText(int argc, char** argv);

/// The photo to open, if any. Ends the program where there is no window to open: after help and version, and with
/// exit code 2 after what cannot be understood.
std::optional<std::filesystem::path> parsePhoto(const QCoreApplication& application, int argc, char** argv);

}  // namespace scotopic
