// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "core/dataset/study_data.h"
#include "core/training/samples.h"

#include <filesystem>

namespace scotopic::cli {

/// --data and --cache.
void addStudyData(CLI::App& command, StudyDataOptions& options);

/// As openStudyData() of core/dataset does, telling what it leaves out; UnsupportedInput for raws in a build without
/// LibRaw.
[[nodiscard]] DecodedCache openStudyData(const StudyDataOptions& options, Session& session);

/// The folder of that cache, for processes that leave decoding to another one.
[[nodiscard]] std::filesystem::path cacheFolderOf(const StudyDataOptions& options);

/// Writes sample pictures of a run; none in a build without codecs.
[[nodiscard]] WritePicture samplePictureWriter();

}  // namespace scotopic::cli
