// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/foreign_model.h"
#include "core/network/whole_file.h"

namespace scotopic {

[[nodiscard]] bool looksLikePyTorchZip(const std::vector<std::byte>& file);
[[nodiscard]] bool looksLikePickle(const std::vector<std::byte>& file);

/// What torch.save writes since 1.6: a zip with data.pkl and one entry per storage.
/// This and the next throw UnsupportedInput and CorruptInput without the file's name.
[[nodiscard]] ForeignModel readPyTorchZip(const FileBytes& file);
/// What torch.save wrote before 1.6: five pickles, then the storages one after the other.
[[nodiscard]] ForeignModel readPyTorchLegacy(const FileBytes& file);

}  // namespace scotopic
