// SPDX-License-Identifier: MIT
#include "tests/support/shell.h"

#include <array>
#include <cstdio>

namespace scotopic::test {

QByteArray outputOfShell(const std::string& commandLine)
{
    FILE* const stream = ::popen(commandLine.c_str(), "r");
    if (stream == nullptr) {
        return {};
    }
    QByteArray output;
    std::array<char, 4096> part{};
    while (const std::size_t length = std::fread(part.data(), 1, part.size(), stream)) {
        output.append(part.data(), static_cast<qsizetype>(length));
    }
    ::pclose(stream);
    return output;
}

}  // namespace scotopic::test
