// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/picture_options.h"
#include "core/enhance/render_photo.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic::cli {

struct BatchOptions {
    std::vector<std::filesystem::path> photos;
    std::filesystem::path output;        // for one photo, or
    std::filesystem::path outputFolder;  // for all
    std::filesystem::path model = kClassicalModel;
    EnhancerOptions network;
    std::optional<ExposureRatio> ratio;  // none: chosen for each photo
    float noiseThreshold = 0;
    PictureWords picture;
    bool printsJson = false;
    std::vector<std::string> networkOnly;    // options that the classical rendering does not use
    std::vector<std::string> classicalOnly;  // options that a network does not use

    [[nodiscard]] bool isClassical() const { return model == kClassicalModel; }
};

/// Renders each photo with one engine; a photo that fails is named and the rest is done. Throws as the model's and
/// the device's constructors do, and Cancelled.
[[nodiscard]] ExitCode enhanceBatch(const BatchOptions& options, Session& session);

}  // namespace scotopic::cli
