// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "core/dataset/decoded_cache.h"
#include "core/training/samples.h"

#include <filesystem>

namespace scotopic::cli {

/// What training and evaluation read.
struct StudyDataOptions {
    std::filesystem::path data;
    std::filesystem::path cache;             // empty: the default folder
    bool allBursts = false;                  // decode every short exposure, not only the first of each burst
    Checksums checksums = Checksums::Trust;  // of the decoded files
};

/// --data and --cache.
void addStudyData(CLI::App& command, StudyDataOptions& options);

/// The decoded cache that --data is, or that of the raws there, which is filled first where something is missing. Pairs
/// that cannot be decoded are named and left out. Throws as DecodedCache and buildCache() do; InvalidArgument when all
/// bursts are wanted of a cache without them; UnsupportedInput for raws in a build without LibRaw.
[[nodiscard]] DecodedCache openStudyData(const StudyDataOptions& options, Session& session);

/// The cache that --data is. Throws as openStudyData().
[[nodiscard]] DecodedCache openCache(const StudyDataOptions& options);

/// The folder of that cache, for processes that leave decoding to another one.
[[nodiscard]] std::filesystem::path cacheFolderOf(const StudyDataOptions& options);

/// Writes sample pictures of a run; none in a build without codecs.
[[nodiscard]] WritePicture samplePictureWriter();

}  // namespace scotopic::cli
