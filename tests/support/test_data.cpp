// SPDX-License-Identifier: MIT
#include "tests/support/test_data.h"

#include <cstdlib>

namespace scotopic::test {

std::filesystem::path testDataFolder()
{
    if (const char* folder = std::getenv("SCOTOPIC_TEST_DATA"); folder != nullptr && *folder != '\0') {
        return folder;
    }
    const std::filesystem::path beside = sourceFolder().parent_path() / "shared" / "data";
    return std::filesystem::exists(beside) ? beside : std::filesystem::path();
}

std::filesystem::path sourceFolder()
{
    return SCOTOPIC_SOURCE_DIR;
}

}  // namespace scotopic::test
