// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace scotopic {

/// What makes a decoded file stale: another source file, or another LibRaw.
struct DecodedOrigin {
    std::uint64_t bytes = 0;
    std::int64_t modifiedNs = 0;  // last change of the source, nanoseconds of the file system's clock
    std::string decoder;          // LibRaw's version; "" for a picture

    friend bool operator==(const DecodedOrigin&, const DecodedOrigin&) = default;
};

/// Size and time of a file as they are now. Throws UnreadableInput.
[[nodiscard]] DecodedOrigin originOf(const std::filesystem::path& source, const std::string& decoder);

/// Which decoded files the folder of a DecodedCache holds. Changes nothing; the folder may be missing. The members may
/// be called from several threads.
class CacheContents {
public:
    explicit CacheContents(const std::filesystem::path& folder);
    ~CacheContents();
    CacheContents(const CacheContents&) = delete;
    CacheContents& operator=(const CacheContents&) = delete;

    [[nodiscard]] bool hasShort(const ImagePair& pair, const DecodedOrigin& origin) const;
    [[nodiscard]] bool hasLong(const ImagePair& pair, const DecodedOrigin& origin) const;

protected:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Fills the folder of a DecodedCache, or goes on with one: what is there and not stale stays. Files are written
/// atomically, one for each short exposure and one for each ground truth, named after their sources' stems. The
/// members may be called from several threads, but not two for the same file.
class CacheWriter : public CacheContents {
public:
    /// Makes the folder, and waits while another process fills it. Throws OutputFailed, Cancelled.
    explicit CacheWriter(const std::filesystem::path& folder, const JobContext& context = {});
    ~CacheWriter();
    CacheWriter(const CacheWriter&) = delete;
    CacheWriter& operator=(const CacheWriter&) = delete;

    /// Throw OutputFailed, InvalidArgument when the numbers do not fit the sizes.
    void writeShort(const ImagePair& pair, const DecodedShort& decoded, const DecodedOrigin& origin);
    void writeLong(const ImagePair& pair, const DecodedLong& decoded, const DecodedOrigin& origin);

    /// Writes the index over those of `pairs` whose two files are there and fit each other. Until then the folder's
    /// old index holds. Returns, by the pairs' names, why those with both files are left out.
    /// `missingBursts` is recorded. Throws OutputFailed.
    std::map<std::string, std::string> finish(const std::vector<ImagePair>& pairs, int missingBursts = 0);

private:
    class Lock;
    std::unique_ptr<Lock> m_lock;
};

}  // namespace scotopic
