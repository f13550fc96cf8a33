// SPDX-License-Identifier: MIT
#include "app/cli/photo_inputs.h"

#include "core/raw/raw_files.h"

#include <algorithm>
#include <system_error>

namespace scotopic::cli {

namespace fs = std::filesystem;

namespace {

bool isHidden(const fs::path& file)
{
    return file.filename().string().starts_with('.');
}

/// What lies in one folder, by name.
struct Listing {
    std::vector<fs::path> raws;
    std::vector<fs::path> folders;
};

Listing listed(const fs::path& folder)
{
    Listing listing;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (isHidden(entry.path())) {
            continue;
        }
        std::error_code unreadable;
        if (entry.is_directory(unreadable)) {
            if (!entry.is_symlink(unreadable)) {
                listing.folders.push_back(entry.path());
            }
        } else if (isRawFile(entry.path())) {
            listing.raws.push_back(entry.path());
        }
    }
    std::sort(listing.raws.begin(), listing.raws.end());
    std::sort(listing.folders.begin(), listing.folders.end());
    return listing;
}

class FolderReader {
public:
    FolderReader(PhotoInputs& inputs, bool isRecursive) : m_inputs(inputs), m_isRecursive(isRecursive) {}

    void read(const fs::path& folder)
    {
        const std::size_t photosBefore = m_inputs.photos.size();
        const std::size_t failuresBefore = m_inputs.failures.size();
        m_hasFoldersBelow = false;
        readBelow(folder, {});
        if (m_inputs.photos.size() == photosBefore && m_inputs.failures.size() == failuresBefore) {
            fail(folder,
                 std::string("holds no camera raws")
                     + (m_hasFoldersBelow && !m_isRecursive ? "; --recursive looks into the folders in it, too" : ""));
        }
    }

private:
    void fail(const fs::path& folder, const std::string& reason)
    {
        m_inputs.failures.push_back({folder, folder.string() + ": " + reason});
    }

    void readBelow(const fs::path& folder, const fs::path& subfolder)
    {
        Listing listing;
        try {
            listing = listed(folder);
        } catch (const fs::filesystem_error& error) {
            fail(folder, "the folder cannot be read: " + error.code().message());
            return;
        }
        for (const fs::path& raw : listing.raws) {
            m_inputs.photos.push_back({raw, subfolder});
        }
        m_hasFoldersBelow = m_hasFoldersBelow || !listing.folders.empty();
        for (const fs::path& below : listing.folders) {
            if (m_isRecursive) {
                readBelow(below, subfolder / below.filename());
            }
        }
    }

    PhotoInputs& m_inputs;
    bool m_isRecursive;
    bool m_hasFoldersBelow = false;
};

}  // namespace

PhotoInputs photosOf(std::span<const fs::path> named, bool isRecursive)
{
    PhotoInputs inputs;
    for (const fs::path& one : named) {
        std::error_code unknown;
        if (fs::is_directory(one, unknown)) {
            inputs.hasFolders = true;
            FolderReader(inputs, isRecursive).read(one);
        } else {
            inputs.photos.push_back({one, {}});
        }
    }
    return inputs;
}

}  // namespace scotopic::cli
