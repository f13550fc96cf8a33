// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace scotopic {

/// A folder for output: made, with those above it, where it is missing, and taken away again at the end, by
/// endRemovingTemporaries() too, if it was made and nothing came to lie in it.
class OutputFolder {
public:
    /// Empty: no folder. Throws OutputFailed.
    explicit OutputFolder(std::filesystem::path folder);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

private:
    std::filesystem::path m_folder;
    bool m_isNew = false;
};

}  // namespace scotopic
