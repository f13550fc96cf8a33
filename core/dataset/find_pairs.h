// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/pair.h"

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

/// Why something that a data set names cannot be used; the sentence names the file.
struct PairProblem {
    std::filesystem::path file;
    std::string sentence;
};

/// The pairs of a data set whose two files are there, before any of them was opened.
struct PairSet {
    std::filesystem::path source;       // what it was found from: a folder or a list
    std::vector<ImagePair> pairs;       // by name
    std::vector<PairProblem> problems;  // files that a list names and that are not there, unknown exposure times
    std::vector<std::string> notes;  // what of a list was not used, where its names were found, capped amplifications
};

/// Finds pairs in
/// - a folder of SID (reference, section 1): one with `short` and `long` in it, or one with a single such folder
///   (`Sony` or `Fuji`), with or without the list files `Sony_train_list.txt` … in it or beside it;
/// - a folder with a `pairs.csv`, or a list or CSV file itself (pair_list.h), whose names are relative to its folder or
///   to the one above.
/// Where a listed file is not there but one of the same stem with another raw's or picture's extension is, that one is
/// taken: ground truth often comes as PNG. Names such as ./short/… whose folder is one below (LED's lists beside
/// `Sony`) are found there, where there is only one such folder. The split is the list's, else that of the scene's
/// first digit, else train. Exposure times are the list's, else the names', else the raws'; the ratio is the list's,
/// else min(long / short, 300). Throws UnreadableInput, UnsupportedInput (nothing of the kind is there, or two sets
/// are), CorruptInput (a list with wrong columns, a scene in two splits, two files of the same name).
[[nodiscard]] PairSet findPairs(const std::filesystem::path& source);

/// True for .png, .tif, .tiff (and .jpg, which is then refused for its depth): ground truth that is no raw.
[[nodiscard]] bool isPicture(const std::filesystem::path& file);

}  // namespace scotopic
