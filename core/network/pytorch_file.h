// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/foreign_model.h"
#include "core/network/input_file.h"

#include <cstddef>
#include <span>

namespace scotopic {

[[nodiscard]] bool looksLikePyTorchZip(std::span<const std::byte> head);
[[nodiscard]] bool looksLikePickle(std::span<const std::byte> head);

/// What torch.save writes since 1.6: a zip with data.pkl and one entry per storage.
/// This and the next throw UnsupportedInput and CorruptInput without the file's name.
[[nodiscard]] ForeignModel readPyTorchZip(const SharedFile& file);
/// What torch.save wrote before 1.6: five pickles, then the storages one after the other.
[[nodiscard]] ForeignModel readPyTorchLegacy(const SharedFile& file);

}  // namespace scotopic
