// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace scotopic {

/// A hidden file beside `target`: same folder, same extension, which encoders choose their format by; its name,
/// ".STEM.PID-N.part.EXT", is unique among processes and threads. Removed at the end, by endRemovingTemporaries() too,
/// unless it was renamed. While it lives it is locked (flock), which says so to other machines and containers as well.
class TemporaryFile {
public:
    /// Creates it, empty: a proof that the folder takes new files, as no look at its permissions is. Throws
    /// OutputFailed, naming `target`.
    explicit TemporaryFile(const std::filesystem::path& target);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
};

/// Removes the temporaries of `target` whose processes have ended without removing them (KILL, a power cut). What
/// cannot be looked at or removed stays.
void removeLeftoversOf(const std::filesystem::path& target);

/// "the disk is full" for ENOSPC, and so on.
[[nodiscard]] std::string fileFailureText(int errorNumber);
/// The same where a file of that name could not be made or looked for: of a name that the file system refuses, which
/// character it is, found by trying.
[[nodiscard]] std::string creationFailureText(const std::filesystem::path& target, int errorNumber);

}  // namespace scotopic
