// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <filesystem>

namespace scotopic::test {

/// The folder of real raws, pairs and photos: $SCOTOPIC_TEST_DATA, else ../shared/data beside the checkout.
/// Empty when there is none: tests then skip.
[[nodiscard]] std::filesystem::path testDataFolder();

/// The project's source folder, for files that tests read from the checkout.
[[nodiscard]] std::filesystem::path sourceFolder();

}  // namespace scotopic::test

/// First line of a test that needs real files: `file` is a path below the folder, e.g. "raw/gopro-hero6-mural.dng".
#define SCOTOPIC_REAL_FILE(variable, file)                                                                             \
    const std::filesystem::path variable = scotopic::test::testDataFolder() / (file);                                  \
    if (scotopic::test::testDataFolder().empty() || !std::filesystem::exists(variable)) {                              \
        QSKIP("needs " file " in ../shared/data or $SCOTOPIC_TEST_DATA");                                              \
    }
