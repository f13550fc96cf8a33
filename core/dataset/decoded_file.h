// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: one file of a decoded cache. Little-endian, as every machine we run on:
//   8 bytes "SCTPDEC1" | uint32 header bytes, a multiple of 4096 | JSON, padded with spaces | uint16 values
#include "core/dataset/cache_writer.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace scotopic {

enum class DecodedKind { Short, Long };

struct DecodedFileInfo {
    DecodedKind kind = DecodedKind::Short;
    int planes = 0;  // of a ground truth: 3, interleaved
    PixelSize size;
    PlaneLevels levels;   // of a short exposure
    CameraColour colour;  // of a short exposure
    DecodedOrigin origin;
    std::string sha256;  // of the values

    [[nodiscard]] std::size_t valueCount() const { return size.area() * static_cast<std::size_t>(planes); }
    friend bool operator==(const DecodedFileInfo&, const DecodedFileInfo&) = default;
};

[[nodiscard]] std::string toJsonText(const DecodedFileInfo& info);
/// Throws CorruptInput without a file's name.
[[nodiscard]] DecodedFileInfo decodedFileInfoFrom(std::string_view jsonText);

/// Writes atomically; fills in `info.sha256`. Throws OutputFailed.
void writeDecodedFile(const std::filesystem::path& file, DecodedFileInfo& info, std::span<const std::uint16_t> values);
/// The header of a whole file; none when there is no such file, or one that is damaged or too short.
[[nodiscard]] std::optional<DecodedFileInfo> readDecodedHeader(const std::filesystem::path& file);

/// The values of a file, mapped for reading.
class MappedDecodedFile {
public:
    /// Throws UnreadableInput, and CorruptInput when the file is not what `expected` says.
    MappedDecodedFile(const std::filesystem::path& file, const DecodedFileInfo& expected);
    ~MappedDecodedFile();
    MappedDecodedFile(const MappedDecodedFile&) = delete;
    MappedDecodedFile& operator=(const MappedDecodedFile&) = delete;

    [[nodiscard]] std::span<const std::uint16_t> values() const;
    /// Touching a page of a file that became shorter would end the process. Throws as the constructor.
    void requireUnchanged() const;
    void requireChecksum(const std::string& sha256) const;
    void release() const;

private:
    std::filesystem::path m_file;
    std::size_t m_fileBytes = 0;
    std::size_t m_headerBytes = 0;
    void* m_address = nullptr;
};

}  // namespace scotopic
