// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

struct tiff;  // libtiff's TIFF

namespace scotopic {

/// A TIFF open for reading. What libtiff complains about is kept for the sentence of an exception instead of being
/// printed. Once the job is cancelled the file gives no more bytes, so that libtiff's own loops end soon.
class TiffFile {
public:
    /// Throws UnreadableInput and CorruptInput.
    TiffFile(const std::filesystem::path& file, const JobContext& context);
    ~TiffFile();
    TiffFile(const TiffFile&) = delete;
    TiffFile& operator=(const TiffFile&) = delete;

    [[nodiscard]] tiff* handle() const { return m_tiff; }
    /// Throws Cancelled when that is why libtiff gave up, else CorruptInput with its own words, or `reason`.
    [[noreturn]] void failRead(const std::string& reason = {}) const;

    // Called by libtiff.
    void complain(const char* message, bool isError);
    [[nodiscard]] std::int64_t readBytes(void* buffer, std::int64_t count);
    [[nodiscard]] std::int64_t seek(std::int64_t offset, int whence);
    [[nodiscard]] std::uint64_t fileSize() const;

private:
    std::filesystem::path m_file;
    const JobContext& m_context;
    int m_descriptor = -1;
    tiff* m_tiff = nullptr;
    std::string m_complaint;
    bool m_isError = false;
};

}  // namespace scotopic
