// SPDX-License-Identifier: MIT
#include "core/training/run_folder.h"
#include "ui/training/epoch_pictures.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "epoch-";

/// 10 of "epoch-0010-10003_00_0.1s.png"; none for other names.
std::optional<int> epochOf(const fs::path& file)
{
    const std::string name = file.filename().string();
    int epoch = 0;
    if (!name.starts_with(kPrefix)
        || std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), epoch).ec != std::errc{}) {
        return std::nullopt;
    }
    return epoch;
}

template <typename Take>
void eachFile(const fs::path& folder, std::string_view extension, const Take& take)
{
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const std::optional<int> epoch = epochOf(entry->path());
        if (epoch && entry->path().extension() == extension) {
            take(*epoch, entry->path());
        }
    }
}

}  // namespace

std::vector<EpochContent> readEpochContents(const fs::path& run)
{
    const RunPaths paths{run};
    std::map<int, EpochContent> byEpoch;
    eachFile(paths.samples(), ".png", [&](int epoch, const fs::path& file) { byEpoch[epoch].samples.push_back(file); });
    eachFile(paths.snapshots(), ".safetensors", [&](int epoch, const fs::path& file) {
        std::error_code error;
        byEpoch[epoch].snapshot = file;
        byEpoch[epoch].snapshotAt = fs::last_write_time(file, error);
    });
    std::vector<EpochContent> epochs;
    for (auto& [epoch, content] : byEpoch) {
        content.epoch = epoch;
        std::sort(content.samples.begin(), content.samples.end());
        epochs.push_back(std::move(content));
    }
    return epochs;
}

}  // namespace scotopic
