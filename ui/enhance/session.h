// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/export_job.h"
#include "ui/enhance/live_rendering.h"

#include <QSettings>

#include <filesystem>
#include <optional>

namespace scotopic {

/// What the Enhance page finds again at the next start.
struct EnhanceSession {
    std::filesystem::path photo;
    PhotoSettings settings{};                    // of the photo, but for the model
    std::optional<std::filesystem::path> model;  // none: never chosen; empty: classical; kDefaultModel
    bool isComparing = false;
    BeforeSide before = BeforeSide::AsShot;
    double dividerFraction = 0.5;
};

[[nodiscard]] EnhanceSession readSession(const QSettings& settings);
/// Only what has changed since, so that another window's photo and choices are not wiped; none: all of it.
void writeSession(QSettings& settings, const EnhanceSession& session,
                  const std::optional<EnhanceSession>& since = std::nullopt);

[[nodiscard]] PictureFileOptions readExportOptions(const QSettings& settings);
/// Also remembers the folder.
void saveExportOptions(QSettings& settings, const ExportRequest& request);

/// Where dialogs start: the folder that was used last for this purpose.
[[nodiscard]] QString lastFolder(const QSettings& settings, const QString& purpose);
void saveLastFolder(QSettings& settings, const QString& purpose, const std::filesystem::path& file);

}  // namespace scotopic
