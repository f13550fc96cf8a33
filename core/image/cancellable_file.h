// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace scotopic {

/// A file whose bytes end once the job is cancelled, so that a library's own loops over it end soon.
class CancellableFile {
public:
    /// Throws UnreadableInput.
    CancellableFile(const std::filesystem::path& file, const JobContext& context);

    /// To read and seek, as long as this object lives.
    [[nodiscard]] std::FILE* stream() const { return m_stream.get(); }
    [[nodiscard]] std::uintmax_t byteCount() const { return m_byteCount; }

private:
    struct Close {
        void operator()(std::FILE* stream) const { std::fclose(stream); }
    };

    std::uintmax_t m_byteCount;
    std::unique_ptr<std::FILE, Close> m_stream;
};

}  // namespace scotopic
