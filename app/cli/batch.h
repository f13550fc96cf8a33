// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/picture_options.h"
#include "app/cli/rendering.h"

#include <filesystem>
#include <vector>

namespace scotopic::cli {

struct BatchOptions {
    std::vector<std::filesystem::path> photos;  // and folders of photos
    bool isRecursive = false;
    std::filesystem::path output;        // for one photo, or
    std::filesystem::path outputFolder;  // for all
    bool skipsExisting = false;
    std::filesystem::path settingsToWrite;  // empty: none
    RenderingWords rendering;
    PictureWords picture;
    bool printsJson = false;
};

/// Renders each photo with one engine; a photo that fails is named and the rest is done. Throws as the model's and
/// the device's constructors do, and Cancelled.
[[nodiscard]] ExitCode enhanceBatch(const BatchOptions& options, Session& session);

}  // namespace scotopic::cli
