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
    std::filesystem::path shortFile;  // as written but with '/' for '\\', relative to some folder
    std::filesystem::path longFile;
    std::optional<Split> split;
    std::optional<std::string> scene;
    std::optional<double> shortExposureSeconds;
    std::optional<double> longExposureSeconds;
    std::optional<ExposureRatio> ratio;
    std::string place;  // "Sony_train_list.txt:12", for sentences
};

struct PairList {
    std::vector<ListedPair> pairs;
    std::vector<std::string> notes;  // each kind of column that was not used, once, with its place
};

/// A list in SID's form, one pair a line: SHORT LONG [ISO200] [F8], or as ELD and LED write it, with the amplification
/// or both ISOs instead: SHORT LONG 100, SHORT LONG ISO800 ISO100. A number alone is the amplification, before an F it
/// is an ISO; two words such as 0.04s 10s are the exposure times. What else stands there is noted. Empty lines and
/// lines that begin with '#' are skipped. The split is the list's name's (…train…, …val…, …test…), if it says one.
/// Throws UnreadableInput, and CorruptInput naming file and line when the two names are not there or an amplification
/// cannot be one.
[[nodiscard]] PairList readSidList(const std::filesystem::path& file);

/// Values between commas, semicolons or tabs whose first line names the columns: `short` and `long` (files), and in any
/// order, each only if wanted, `split` (train, val, test), `scene`, `short_seconds`, `long_seconds`, `ratio`. A field
/// may stand in double quotes; between semicolons and tabs numbers may have a decimal comma; a line `sep=;` may come
/// first. Other columns are noted. Throws as readSidList().
[[nodiscard]] PairList readPairCsv(const std::filesystem::path& file);

/// "train" in "Sony_train_list.txt"
[[nodiscard]] std::optional<Split> splitInListName(const std::filesystem::path& file);

}  // namespace scotopic
