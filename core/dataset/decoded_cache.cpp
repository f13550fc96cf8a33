// SPDX-License-Identifier: MIT
#include "core/dataset/decoded_cache.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/cache_index.h"
#include "core/dataset/decoded_file.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <span>

namespace scotopic {

namespace fs = std::filesystem;

struct DecodedCache::State {
    fs::path folder;
    Checksums checksums = Checksums::Trust;
    CacheIndex index;
    std::mutex mutex;
    std::map<std::string, MappedDecodedFile> mapped;  // guarded by mutex; grows only, so references stay

    [[nodiscard]] const DecodedFileInfo& infoOf(const std::string& key) const { return index.files.at(key); }

    const MappedDecodedFile& open(const std::string& key)
    {
        const std::scoped_lock lock(mutex);
        if (const auto found = mapped.find(key); found != mapped.end()) {
            found->second.requireUnchanged();
            return found->second;
        }
        const auto entry = mapped.try_emplace(key, folder / key, infoOf(key)).first;
        if (checksums == Checksums::VerifyOnFirstUse) {
            try {
                entry->second.requireChecksum(infoOf(key).sha256);
            } catch (...) {
                mapped.erase(entry);  // asked again, it is refused again
                throw;
            }
        }
        return entry->second;
    }

    void release(const std::string& key)
    {
        const std::scoped_lock lock(mutex);
        if (const auto found = mapped.find(key); found != mapped.end()) {
            found->second.release();
        }
    }
};

DecodedCache::DecodedCache(const fs::path& folder, Checksums checksums) : m_state(std::make_unique<State>())
{
    m_state->folder = folder;
    m_state->checksums = checksums;
    m_state->index = readIndex(folder);
}

DecodedCache::~DecodedCache() = default;
DecodedCache::DecodedCache(DecodedCache&&) noexcept = default;
DecodedCache& DecodedCache::operator=(DecodedCache&&) noexcept = default;

const std::vector<ImagePair>& DecodedCache::pairs() const
{
    return m_state->index.pairs;
}

std::optional<std::size_t> DecodedCache::pairNamed(const std::string& name) const
{
    const std::vector<ImagePair>& all = pairs();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ImagePair& pair) { return pair.name == name; });
    return found == all.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - all.begin()));
}

PixelSize DecodedCache::planeSizeOf(std::size_t pair) const
{
    return m_state->infoOf(shortKeyOf(pairs().at(pair))).size;
}

int DecodedCache::planeCountOf(std::size_t pair) const
{
    return m_state->infoOf(shortKeyOf(pairs().at(pair))).planes;
}

DecodedShort DecodedCache::shortOf(std::size_t pair) const
{
    const std::string key = shortKeyOf(pairs().at(pair));
    const DecodedFileInfo& info = m_state->infoOf(key);
    return {info.planes, info.size, m_state->open(key).values(), info.levels, info.colour};
}

DecodedLong DecodedCache::longOf(std::size_t pair) const
{
    const std::string key = longKeyOf(pairs().at(pair));
    return {m_state->infoOf(key).size, m_state->open(key).values()};
}

void DecodedCache::release(std::size_t pair) const
{
    m_state->release(shortKeyOf(pairs().at(pair)));
    m_state->release(longKeyOf(pairs().at(pair)));
}

std::string DecodedCache::fingerprintOf(std::span<const std::size_t> indices) const
{
    std::string lines;
    for (const std::size_t index : indices) {
        const ImagePair& pair = pairs().at(index);
        lines += pair.name + '\t' + toText(pair.split) + '\t' + std::to_string(pair.ratio.value) + '\t'
                 + m_state->infoOf(shortKeyOf(pair)).sha256 + '\t' + m_state->infoOf(longKeyOf(pair)).sha256 + '\n';
    }
    return sha256Of(std::as_bytes(std::span(lines)));
}

std::string DecodedCache::fingerprint() const
{
    std::vector<std::size_t> all(pairs().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return fingerprintOf(all);
}

const std::string& DecodedCache::longSha256Of(std::size_t pair) const
{
    return m_state->infoOf(longKeyOf(pairs().at(pair))).sha256;
}

int DecodedCache::missingBursts() const
{
    return m_state->index.missingBursts;
}

std::string DecodedCache::groundTruthRenderer() const
{
    for (const auto& [key, info] : m_state->index.files) {
        if (info.kind == DecodedKind::Long && !info.origin.decoder.empty()) {
            return info.origin.decoder;
        }
    }
    return "";
}

const fs::path& DecodedCache::folder() const
{
    return m_state->folder;
}

bool isDecodedCache(const fs::path& folder)
{
    std::error_code ignored;
    return fs::is_regular_file(indexFileOf(folder), ignored);
}

Planes amplifiedPlanes(const DecodedShort& decoded, PixelRect rect, ExposureRatio ratio, BelowBlack belowBlack)
{
    requireUsable(ratio);
    const float leastDn = belowBlack == BelowBlack::Clip ? 0.0F : std::numeric_limits<float>::lowest();
    assert(intersected(rect, wholeOf(decoded.size)) == rect);
    const PixelSize period = decoded.levels.blackPeriod;
    Planes planes(decoded.planes, rect.height, rect.width);
    for (int plane = 0; plane < decoded.planes; ++plane) {
        const float whiteDn = decoded.levels.whiteDn[static_cast<std::size_t>(plane)];
        for (int y = 0; y < rect.height; ++y) {
            const std::size_t sourceRow =
                static_cast<std::size_t>(plane) * static_cast<std::size_t>(decoded.size.height)
                + static_cast<std::size_t>(rect.y + y);
            const std::uint16_t* const counts = decoded.counts.data()
                                                + sourceRow * static_cast<std::size_t>(decoded.size.width)
                                                + static_cast<std::size_t>(rect.x);
            const float* const blackRow =
                decoded.levels.blackDn.data() + static_cast<std::size_t>(plane) * period.area()
                + static_cast<std::size_t>((rect.y + y) % period.height) * static_cast<std::size_t>(period.width);
            float* const values = planes.row(plane, y);
            // The same operations in the same order as pack(): a reciprocal would differ in the last bit.
            for (int phase = 0; phase < period.width; ++phase) {
                const float blackDn = blackRow[(rect.x + phase) % period.width];
                const float rangeDn = whiteDn - blackDn;
                for (int x = phase; x < rect.width; x += period.width) {
                    const float normalised = std::max(static_cast<float>(counts[x]) - blackDn, leastDn) / rangeDn;
                    values[x] = std::max(std::min(normalised * ratio.value, 1.0F), kLowestAmplified);
                }
            }
        }
    }
    return planes;
}

Planes balancedPlanes(const DecodedShort& decoded, PixelRect rect, ExposureRatio ratio)
{
    Planes planes = amplifiedPlanes(decoded, rect, ratio, BelowBlack::Keep);
    balanceInput(planes, decoded.colour.whiteBalance);
    return planes;
}

}  // namespace scotopic
