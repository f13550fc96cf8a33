// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QStringList>

#include <filesystem>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QMimeData;
QT_END_NAMESPACE

namespace scotopic {

/// What a drag brings, whichever way its program names files: addresses ("file:///a", "file://localhost/a"), a file
/// manager's list, or paths as text.
struct DroppedFiles {
    std::vector<std::filesystem::path> files;  // normalised, in their order; their names' bytes as the disk has them
    QString refusal;                           // of the first thing that is no file of this machine, a sentence

    Q_DECLARE_TR_FUNCTIONS(scotopic::DroppedFiles)
};
[[nodiscard]] DroppedFiles readDrop(const QMimeData& data);

/// What a person wants of dropped files on the Enhance page: the first model and the first photo. Cameras write a JPEG
/// beside the raw; what the file holds decides which it is.
struct SortedDrop {
    std::optional<std::filesystem::path> model;
    std::optional<std::filesystem::path> photo;
    QStringList sentences;  // about what is not taken
};
[[nodiscard]] SortedDrop sortForEnhance(const DroppedFiles& dropped);

/// By their names.
[[nodiscard]] bool isModelFile(const std::filesystem::path& file);
[[nodiscard]] bool isPairList(const std::filesystem::path& file);
/// PyTorch's and TensorFlow's, as `scotopic-cli model import` takes them.
[[nodiscard]] bool isForeignModel(const std::filesystem::path& file);
/// Where a photo is dropped on a page that has no use for one.
[[nodiscard]] QString photoBelongsToEnhance(const std::filesystem::path& file);

}  // namespace scotopic
