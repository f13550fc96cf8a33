// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "core/dataset/study_data.h"
#include "core/training/samples.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace scotopic::cli {

/// --data and --cache.
void addStudyData(CLI::App& command, StudyDataOptions& options);

/// A pair that cannot be decoded, and why.
using LeftOutListener = std::function<void(const ImagePair&, const std::string& sentence)>;

/// As openStudyData() of core/dataset does, telling what it leaves out; UnsupportedInput for raws in a build without
/// LibRaw.
[[nodiscard]] DecodedCache openStudyData(const StudyDataOptions& options, Session& session,
                                         const LeftOutListener& onLeftOut = {});

/// Collects sentences of pairs that `isWanted` takes, each once, for a report that is to tell of them.
[[nodiscard]] LeftOutListener collecting(std::vector<std::string>& sentences,
                                         std::function<bool(const ImagePair&)> isWanted);

/// What --exclude names and the decoded pairs do not have is remarked on.
void warnOfUnmatched(const Exclusions& exclusions, const std::vector<ImagePair>& pairs, Console& console);

/// The folder of that cache, for processes that leave decoding to another one.
[[nodiscard]] std::filesystem::path cacheFolderOf(const StudyDataOptions& options);

/// Writes sample pictures of a run; none in a build without codecs.
[[nodiscard]] WritePicture samplePictureWriter();

}  // namespace scotopic::cli
