// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/pair.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// A pair as a list names it; the files need not be there.
struct ListedPair {
    std::filesystem::path shortFile;  // as written, relative to some folder
    std::filesystem::path longFile;
    std::optional<Split> split;
    std::optional<std::string> scene;
    std::optional<double> shortExposureSeconds;
    std::optional<double> longExposureSeconds;
    std::optional<ExposureRatio> ratio;
    std::string place;  // "Sony_train_list.txt:12", for sentences
};

/// A list in SID's form, one pair a line: SHORT LONG [ISO200] [F8]. Empty lines and lines that begin with '#' are
/// skipped. The split is the list's name's (…train…, …val…, …test…), if it says one.
/// Throws UnreadableInput, and CorruptInput naming file and line when there are other columns.
[[nodiscard]] std::vector<ListedPair> readSidList(const std::filesystem::path& file);

/// Comma-separated values whose first line names the columns: `short` and `long` (files), and in any order, each only
/// if wanted, `split` (train, val, test), `scene`, `short_seconds`, `long_seconds`, `ratio`. A field may stand in
/// double quotes. Throws as readSidList().
[[nodiscard]] std::vector<ListedPair> readPairCsv(const std::filesystem::path& file);

/// "train" in "Sony_train_list.txt"
[[nodiscard]] std::optional<Split> splitInListName(const std::filesystem::path& file);

}  // namespace scotopic
