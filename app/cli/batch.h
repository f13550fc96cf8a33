// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/picture_options.h"
#include "core/enhance/render_photo.h"
#include "core/enhance/white_balance.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic::cli {

/// An option that was given, and who heeds it.
struct OptionUse {
    std::string name;
    bool byClassical = false;
    bool byDisplayModels = false;
    bool byLinearModels = false;
};

struct BatchOptions {
    std::vector<std::filesystem::path> photos;
    std::filesystem::path output;                // for one photo, or
    std::filesystem::path outputFolder;          // for all
    std::optional<std::filesystem::path> model;  // or classical, or default; none: the default model where there is one
    EnhancerOptions network;
    PhotoSettings settings;  // all but the model
    PictureWords picture;
    bool printsJson = false;
    std::vector<OptionUse> given;
};

/// Renders each photo with one engine; a photo that fails is named and the rest is done. Throws as the model's and
/// the device's constructors do, and Cancelled.
[[nodiscard]] ExitCode enhanceBatch(const BatchOptions& options, Session& session);

}  // namespace scotopic::cli
