// SPDX-License-Identifier: MIT
#include "core/dataset/cache_writer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/cache_index.h"
#include "core/dataset/decoded_file.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <mutex>
#include <set>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

int strideOf(int planes)
{
    return planes == 9 ? 3 : 2;
}

bool fit(const DecodedFileInfo& shortOne, const DecodedFileInfo& longOne)
{
    const int stride = strideOf(shortOne.planes);
    return longOne.size == PixelSize{shortOne.size.width * stride, shortOne.size.height * stride};
}

}  // namespace

struct CacheContents::State {
    fs::path folder;
    mutable std::mutex mutex;
    mutable std::map<std::string, DecodedFileInfo> files;  // guarded by mutex; what was looked at or written so far

    /// None when the file is missing, damaged or too short.
    [[nodiscard]] std::optional<DecodedFileInfo> infoOf(const std::string& key) const
    {
        {
            const std::scoped_lock locked(mutex);
            if (const auto found = files.find(key); found != files.end()) {
                return found->second;
            }
        }
        std::optional<DecodedFileInfo> info = readDecodedHeader(folder / key);
        if (info) {
            const std::scoped_lock locked(mutex);
            files.insert_or_assign(key, *info);
        }
        return info;
    }

    [[nodiscard]] bool has(const std::string& key, const DecodedOrigin& origin) const
    {
        const std::optional<DecodedFileInfo> info = infoOf(key);
        return info && info->origin == origin;
    }

    void write(const std::string& key, DecodedFileInfo info, std::span<const std::uint16_t> values)
    {
        if (values.size() != info.valueCount()) {
            throw InvalidArgument(key + ": the number of values does not fit the size");
        }
        writeDecodedFile(folder / key, info, values);
        const std::scoped_lock locked(mutex);
        files.insert_or_assign(key, std::move(info));
    }
};

DecodedOrigin originOf(const fs::path& source, const std::string& decoder)
{
    requireReadable(source);
    std::error_code error;
    const auto bytes = fs::file_size(source, error);
    const auto modified = fs::last_write_time(source, error);
    if (error) {
        throw UnreadableInput(source, "cannot be read: " + error.message());
    }
    const auto sinceEpoch = std::chrono::duration_cast<std::chrono::nanoseconds>(modified.time_since_epoch());
    return {bytes, sinceEpoch.count(), decoder};
}

CacheContents::CacheContents(const fs::path& folder) : m_state(std::make_unique<State>())
{
    m_state->folder = folder;
}

CacheContents::~CacheContents() = default;

bool CacheContents::hasShort(const ImagePair& pair, const DecodedOrigin& origin) const
{
    return m_state->has(shortKeyOf(pair), origin);
}

bool CacheContents::hasLong(const ImagePair& pair, const DecodedOrigin& origin) const
{
    return m_state->has(longKeyOf(pair), origin);
}

/// Held by the process, so that it goes with it however it ends.
class CacheWriter::Lock {
public:
    Lock(const fs::path& folder, const JobContext& context)
        : m_descriptor(::open(lockFileOf(folder).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666))
    {
        if (m_descriptor < 0) {
            throw OutputFailed(folder, "cannot be written: " + std::generic_category().message(errno));
        }
        try {
            waitUntilHeld(context);
        } catch (...) {
            ::close(m_descriptor);
            throw;
        }
    }
    ~Lock() { ::close(m_descriptor); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    void waitUntilHeld(const JobContext& context) const
    {
        constexpr std::chrono::milliseconds kBetweenTries{100};
        while (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            context.handOver();
            context.report({.stage = "waiting for another process that decodes this data set",
                            .fraction = std::nullopt,
                            .remainingSeconds = std::nullopt});
            std::this_thread::sleep_for(kBetweenTries);
        }  // a file system without locks is used without one
    }

    int m_descriptor;
};

CacheWriter::CacheWriter(const fs::path& folder, const JobContext& context) : CacheContents(folder)
{
    makeFolders(folder / "short");
    makeFolders(folder / "long");
    m_lock = std::make_unique<Lock>(folder, context);
}

CacheWriter::~CacheWriter() = default;

void CacheWriter::writeShort(const ImagePair& pair, const DecodedShort& decoded, const DecodedOrigin& origin)
{
    const std::size_t blackCount = decoded.levels.blackPeriod.area() * static_cast<std::size_t>(decoded.planes);
    if ((decoded.planes != 4 && decoded.planes != 9) || decoded.levels.blackDn.size() != blackCount) {
        throw InvalidArgument(pair.name + ": the levels do not fit the planes");
    }
    m_state->write(shortKeyOf(pair),
                   {DecodedKind::Short, decoded.planes, decoded.size, decoded.levels, decoded.colour, origin, {}},
                   decoded.counts);
}

void CacheWriter::writeLong(const ImagePair& pair, const DecodedLong& decoded, const DecodedOrigin& origin)
{
    m_state->write(longKeyOf(pair), {DecodedKind::Long, 3, decoded.size, {}, {}, origin, {}}, decoded.rgb);
}

std::map<std::string, std::string> CacheWriter::finish(const std::vector<ImagePair>& pairs, int missingBursts)
{
    CacheIndex index;
    index.missingBursts = missingBursts;
    std::set<std::string> names;
    std::map<std::string, std::string> refusals;
    for (const ImagePair& pair : pairs) {
        const std::optional<DecodedFileInfo> shortOne = m_state->infoOf(shortKeyOf(pair));
        const std::optional<DecodedFileInfo> longOne = m_state->infoOf(longKeyOf(pair));
        if (!shortOne || !longOne || !names.insert(pair.name).second) {
            continue;
        }
        if (!fit(*shortOne, *longOne)) {
            refusals[pair.name] = pair.longFile.string() + ": is of another size than " + pair.shortFile.string();
            continue;
        }
        index.files.insert_or_assign(shortKeyOf(pair), *shortOne);
        index.files.insert_or_assign(longKeyOf(pair), *longOne);
        index.pairs.push_back(pair);
    }
    std::ranges::sort(index.pairs, {}, &ImagePair::name);
    writeIndex(m_state->folder, index);
    return refusals;
}

}  // namespace scotopic
