// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <string>

namespace scotopic::test {

/// What a command line writes to standard output; empty when it could not be run. Not by QProcess, whose own way to
/// fork makes the thread sanitizer take the test for the child and end it at its next thread.
[[nodiscard]] QByteArray outputOfShell(const std::string& commandLine);

}  // namespace scotopic::test
