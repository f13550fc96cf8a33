// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture_file.h"
#include "ui/enhance/photo.h"

namespace scotopic {

/// What is on the screen, at full resolution.
struct ExportSource {
    std::shared_ptr<const Photo> photo;
    PhotoSettings settings;
    std::shared_ptr<const LoadedModel>
        model;  // of the settings where it takes the photo; null: the classical rendering
};

struct ExportRequest {
    std::filesystem::path target;
    PictureFileOptions options;
};

/// Name without extension that says how the picture was made: "00012_x100".
[[nodiscard]] QString defaultExportName(const std::filesystem::path& photo, ExposureRatio ratio);

/// For the device worker's thread: renders and writes. Throws what renderPhoto() and writePicture() do;
/// OutputFailed when the target is the photo itself.
void exportPicture(const ExportSource& source, const ExportRequest& request, const JobContext& context);

}  // namespace scotopic
