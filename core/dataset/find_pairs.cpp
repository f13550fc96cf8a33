// SPDX-License-Identifier: MIT
#include "core/dataset/find_pairs.h"

#include "core/base/error.h"
#include "core/dataset/pair_sources.h"
#include "core/dataset/sid_name.h"
#include "core/image/picture_file.h"
#include "core/raw/read_raw.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::array kOtherExtensions{".ARW", ".arw", ".RAF", ".raf", ".DNG",  ".dng",
                                      ".PNG", ".png", ".TIF", ".tif", ".TIFF", ".tiff"};

// Cameras write 1/30 s as 0.033 s: 10 s are 303 times that, and nobody needs to be told.
constexpr double kRoundingOfTimes = 1.02;

/// `C:/SID/…` and `//server/…`
bool isWindowsPath(const fs::path& listed)
{
    const std::string& name = listed.native();
    const bool hasDrive = name.size() > 2 && name[1] == ':' && name[2] == '/'
                          && ((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z'));
    return hasDrive || name.starts_with("//");
}

/// What a file of that name is called in one of the folders; empty when there is none.
fs::path foundIn(const std::vector<fs::path>& bases, const fs::path& listed)
{
    std::error_code ignored;
    for (const fs::path& base : bases) {
        const fs::path file = (base / listed).lexically_normal();
        if (fs::exists(file, ignored)) {
            return file;
        }
    }
    for (const fs::path& base : bases) {
        for (const char* extension : kOtherExtensions) {
            fs::path file = (base / listed).lexically_normal().replace_extension(extension);
            if (fs::exists(file, ignored)) {
                return file;
            }
        }
    }
    return {};
}

/// Those folders in the given ones that hold a folder called `first`: `Sony` for ./short/….
std::vector<fs::path> foldersHolding(const fs::path& first, const std::vector<fs::path>& bases)
{
    std::error_code ignored;
    std::vector<fs::path> folders;
    for (const fs::path& base : bases) {
        for (const fs::directory_entry& entry : fs::directory_iterator(base, ignored)) {
            if (entry.is_directory(ignored) && fs::is_directory(entry.path() / first, ignored)) {
                folders.push_back(entry.path());
            }
        }
        if (!folders.empty()) {
            break;
        }
    }
    std::ranges::sort(folders);
    return folders;
}

class PairCollector {
public:
    explicit PairCollector(PairSources sources) : m_sources(std::move(sources)) {}

    void collect(PairSet& set)
    {
        set.notes = m_sources.notes;
        for (const ListedPair& listed : m_sources.pairs) {
            if (std::optional<ImagePair> pair = completed(listed, set); pair && requireNew(*pair, listed)) {
                set.pairs.push_back(std::move(*pair));
            }
        }
        std::ranges::sort(set.pairs, {}, &ImagePair::name);
        if (m_cappedCount > 0) {
            set.notes.push_back(std::to_string(m_cappedCount) + (m_cappedCount == 1 ? " pair was" : " pairs were")
                                + " exposed more than 300 times apart; amplified 300 times, the study's limit"
                                  " (a column 'ratio' says otherwise)");
        }
    }

private:
    std::optional<ImagePair> completed(const ListedPair& listed, PairSet& set)
    {
        ImagePair pair;
        pair.shortFile = present(listed.shortFile, listed, set);
        pair.scene = listed.scene.value_or(sceneOf(listed.shortFile));
        pair.split = listed.split.value_or(splitOfScene(pair.scene).value_or(Split::Train));
        requireOneSplit(pair, listed);
        if (listed.longFile.empty()) {
            report(set, listed.shortFile, "has no long exposure of scene " + pair.scene + " beside it");
            return std::nullopt;
        }
        pair.longFile = present(listed.longFile, listed, set);
        if (pair.shortFile.empty() || pair.longFile.empty()) {
            return std::nullopt;
        }
        pair.name = pair.shortFile.stem().string();
        const std::optional<SidName> sidName = parseSidName(pair.shortFile);
        pair.burstIndex = sidName ? sidName->burstIndex : 0;
        return setRatio(pair, listed, set) ? std::optional(pair) : std::nullopt;
    }

    fs::path present(const fs::path& listed, const ListedPair& pair, PairSet& set)
    {
        fs::path file = foundIn(m_sources.bases, listed);
        if (!file.empty()) {
            return file;
        }
        const std::vector<fs::path>& below = foldersBelow(listed);
        if (below.size() == 1) {
            file = foundIn(below, listed);
        }
        if (file.empty()) {
            report(set, isWindowsPath(listed) ? listed : (m_sources.bases.front() / listed).lexically_normal(),
                   "no such file, but " + pair.place + " names it" + hintFor(listed, below));
        } else if (m_toldBelow.insert(below.front()).second) {
            set.notes.push_back(pair.place + ": names are taken as those in " + below.front().string());
        }
        return file;
    }

    static std::string hintFor(const fs::path& listed, const std::vector<fs::path>& below)
    {
        if (isWindowsPath(listed)) {
            return "; it is a path of another machine's drive: write names relative to the list's folder, as "
                   "./short/NAME";
        }
        return below.size() < 2 ? ""
                                : "; there are such folders in " + below[0].string() + " and " + below[1].string()
                                      + ": put the list into the one that is meant";
    }

    const std::vector<fs::path>& foldersBelow(const fs::path& listed)
    {
        const fs::path name = listed.lexically_normal();
        const fs::path first = listed.is_relative() && name.has_parent_path() ? *name.begin() : fs::path();
        const auto [found, isNew] = m_foldersBelow.try_emplace(first);
        if (isNew && !first.empty() && first != "..") {
            found->second = foldersHolding(first, {m_sources.bases.front()});
        }
        return found->second;
    }

    void report(PairSet& set, const fs::path& file, const std::string& reason)
    {
        if (m_reported.insert(file).second) {
            set.problems.push_back({file, Error(file, reason).what()});
        }
    }

    /// False, with a problem reported, when it is not known or no amplification.
    bool setRatio(ImagePair& pair, const ListedPair& listed, PairSet& set)
    {
        if (listed.ratio) {
            pair.shortExposureSeconds = listed.shortExposureSeconds.value_or(0);
            pair.longExposureSeconds = listed.longExposureSeconds.value_or(0);
            pair.ratio = *listed.ratio;
        } else {
            const auto shortSeconds = exposureSecondsOf(pair.shortFile, listed.shortExposureSeconds, set);
            const auto longSeconds = exposureSecondsOf(pair.longFile, listed.longExposureSeconds, set);
            if (!shortSeconds || !longSeconds) {
                return false;
            }
            pair.shortExposureSeconds = *shortSeconds;
            pair.longExposureSeconds = *longSeconds;
            const double ratio = *longSeconds / *shortSeconds;
            pair.ratio = {static_cast<float>(std::min(ratio, double{kLargestRatio.value}))};
            m_cappedCount += ratio > kLargestRatio.value * kRoundingOfTimes ? 1 : 0;
        }
        if (pair.ratio.value < 1) {
            report(set, pair.shortFile, "was exposed longer than its ground truth " + pair.longFile.string());
            return false;
        }
        return true;
    }

    std::optional<double> exposureSecondsOf(const fs::path& file, std::optional<double> listed, PairSet& set)
    {
        if (listed) {
            return listed;
        }
        if (const std::optional<SidName> name = parseSidName(file); name && name->exposureSeconds) {
            return name->exposureSeconds;
        }
        if (const auto known = m_secondsByFile.find(file); known != m_secondsByFile.end()) {
            return known->second;
        }
        std::optional<double> seconds;
        try {
            if (!isPicture(file)) {
                seconds = readRawHeader(file).shot.exposureSeconds;
            }
            if (!seconds) {
                report(set, file, "its exposure time is neither in its name nor in the file");
            }
        } catch (const Error& error) {
            if (m_reported.insert(file).second) {
                set.problems.push_back({file, error.what()});
            }
        }
        return m_secondsByFile[file] = seconds;
    }

    /// A scene in two splits would be trained on and scored at once.
    void requireOneSplit(const ImagePair& pair, const ListedPair& listed)
    {
        const auto [first, isNew] = m_splitByScene.try_emplace(pair.scene, pair.split, listed.place);
        if (!isNew && first->second.first != pair.split) {
            throw CorruptInput("scene " + pair.scene + " is in two splits: " + toText(first->second.first) + " ("
                               + first->second.second + ") and " + toText(pair.split) + " (" + listed.place + ")");
        }
    }

    /// False for a pair that is listed twice.
    bool requireNew(const ImagePair& pair, const ListedPair& listed)
    {
        const auto [first, isNew] = m_pairByName.try_emplace(pair.name, pair.shortFile, pair.longFile);
        if (!isNew && first->second != std::pair(pair.shortFile, pair.longFile)) {
            throw CorruptInput(listed.place + ": a second pair is named " + pair.name + ": "
                               + first->second.first.string() + " and " + pair.shortFile.string());
        }
        const auto [firstLong, isNewLong] = m_longByStem.try_emplace(pair.longFile.stem().string(), pair.longFile);
        if (!isNewLong && firstLong->second != pair.longFile) {
            throw CorruptInput(listed.place + ": two ground truths have the same name: " + firstLong->second.string()
                               + " and " + pair.longFile.string());
        }
        return isNew;
    }

    PairSources m_sources;
    std::map<std::string, std::pair<Split, std::string>> m_splitByScene;
    std::map<std::string, std::pair<fs::path, fs::path>> m_pairByName;
    std::map<std::string, fs::path> m_longByStem;
    std::map<fs::path, std::optional<double>> m_secondsByFile;
    std::set<fs::path> m_reported;
    std::map<fs::path, std::vector<fs::path>> m_foldersBelow;
    std::set<fs::path> m_toldBelow;
    int m_cappedCount = 0;
};

}  // namespace

PairSet findPairs(const fs::path& source)
{
    PairSet set;
    set.source = source;
    PairCollector(listPairs(source)).collect(set);
    return set;
}

bool isPicture(const fs::path& file)
{
    return formatOf(file).has_value();
}

}  // namespace scotopic
