// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace scotopic::cli {

/// A photo to work on.
struct PhotoInput {
    std::filesystem::path file;
    std::filesystem::path subfolder;  // between the folder that was named and the photo; empty: none
};

/// A folder that gave nothing.
struct FolderFailure {
    std::filesystem::path folder;
    std::string sentence;
};

struct PhotoInputs {
    std::vector<PhotoInput> photos;  // in the order they were named; those of a folder by name
    std::vector<FolderFailure> failures;
    bool hasFolders = false;
};

/// The photos that `named` files and folders stand for: of a folder the camera raws in it (isRawFile()), with
/// `isRecursive` also those of the folders below. Hidden files and folders are passed over (memory cards have "._x.arw"
/// beside "x.arw"), and links to folders are not followed. A file is taken as it is.
[[nodiscard]] PhotoInputs photosOf(std::span<const std::filesystem::path> named, bool isRecursive);

}  // namespace scotopic::cli
