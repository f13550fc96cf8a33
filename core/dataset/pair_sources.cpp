// SPDX-License-Identifier: MIT
#include "core/dataset/pair_sources.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/cache_index.h"
#include "core/dataset/sid_name.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

/// Sorted, so that nothing depends on the file system's order.
std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (!entry.path().filename().string().starts_with('.')) {
            entries.push_back(entry.path());
        }
    }
    if (error) {
        throw UnreadableInput(folder, "cannot be listed: " + error.message());
    }
    std::ranges::sort(entries);
    return entries;
}

bool hasPairs(const fs::path& folder)
{
    const bool isCache = fs::exists(lockFileOf(folder));  // which may lie in the set, with folders of the same names
    return !isCache && fs::is_directory(folder / "short") && fs::is_directory(folder / "long");
}

/// "Sony_train_list.txt" and its like, by what their names begin with.
std::map<std::string, std::vector<fs::path>> listsIn(const fs::path& folder)
{
    std::map<std::string, std::vector<fs::path>> lists;
    for (const fs::path& file : entriesOf(folder)) {
        const std::string name = file.filename().string();
        if (name.ends_with("list.txt") && splitInListName(file)) {
            lists[name.substr(0, name.find('_'))].push_back(file);
        }
    }
    return lists;
}

PairSources fromLists(const std::vector<fs::path>& lists, std::vector<fs::path> bases)
{
    PairSources sources{{}, std::move(bases)};
    for (const fs::path& list : lists) {
        PairList read = readSidList(list);
        std::ranges::move(read.pairs, std::back_inserter(sources.pairs));
        std::ranges::move(read.notes, std::back_inserter(sources.notes));
    }
    return sources;
}

PairSources fromTable(const fs::path& table, std::vector<fs::path> bases)
{
    PairList read = readPairCsv(table);
    return {std::move(read.pairs), std::move(bases), std::move(read.notes)};
}

/// Every short file with the first long one of its scene, as the study's code takes it.
PairSources fromLayout(const fs::path& folder)
{
    std::map<std::string, fs::path> longByScene;
    for (const fs::path& file : entriesOf(folder / "long")) {
        longByScene.emplace(sceneOf(file), file);
    }
    PairSources sources{{}, {folder}};
    for (const fs::path& file : entriesOf(folder / "short")) {
        if (!fs::is_regular_file(file)) {
            continue;
        }
        ListedPair& pair = sources.pairs.emplace_back();
        pair.shortFile = file;
        pair.place = file.string();
        const auto found = longByScene.find(sceneOf(file));
        pair.longFile = found != longByScene.end() ? found->second : fs::path{};
    }
    return sources;
}

fs::path onlyFolderWithPairs(const fs::path& folder)
{
    if (hasPairs(folder)) {
        return folder;
    }
    std::vector<fs::path> found;
    for (const fs::path& entry : entriesOf(folder)) {
        if (hasPairs(entry)) {
            found.push_back(entry);
        }
    }
    if (found.size() > 1) {
        throw UnsupportedInput(folder,
                               "holds several data sets: name " + found[0].string() + " or " + found[1].string());
    }
    if (found.empty()) {
        throw UnsupportedInput(folder, "holds no pairs: neither folders 'short' and 'long', nor lists such as "
                                       "Sony_train_list.txt, nor a pairs.csv");
    }
    return found.front();
}

PairSources fromFolder(const fs::path& folder)
{
    const auto lists = listsIn(folder);
    if (lists.size() > 1) {
        throw UnsupportedInput(folder, "holds lists of several data sets: name the folder " + lists.begin()->first
                                           + " or " + std::next(lists.begin())->first + " in it");
    }
    if (lists.size() == 1) {
        return fromLists(lists.begin()->second, {folder, folder.parent_path()});
    }
    if (fs::exists(folder / "pairs.csv")) {
        return fromTable(folder / "pairs.csv", {folder, folder.parent_path()});
    }
    const fs::path withPairs = onlyFolderWithPairs(folder);
    if (withPairs == folder) {
        const auto listsBeside = listsIn(folder.parent_path());
        if (const auto own = listsBeside.find(folder.filename().string()); own != listsBeside.end()) {
            return fromLists(own->second, {folder.parent_path(), folder});
        }
    }
    return fromLayout(withPairs);
}

}  // namespace

PairSources listPairs(const fs::path& source)
{
    std::error_code error;
    const fs::path absolute = fs::weakly_canonical(source, error);
    if (fs::is_directory(absolute, error)) {
        return fromFolder(absolute);
    }
    requireReadable(source);
    const std::vector<fs::path> bases{absolute.parent_path(), absolute.parent_path().parent_path()};
    if (absolute.extension() == ".csv" || absolute.extension() == ".CSV") {
        return fromTable(absolute, bases);
    }
    return fromLists({absolute}, bases);
}

}  // namespace scotopic
