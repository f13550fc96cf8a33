// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// Where a value of a TIFF directory lies. Nothing of it has been checked but that its bytes are in the file.
struct TiffEntry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;        // TIFF 6.0, section 2
    std::uint64_t count = 0;       // of elements
    std::uint64_t offset = 0;      // of the value
    std::uint64_t fieldStart = 0;  // of the entry itself
};

struct TiffDirectory {
    std::vector<TiffEntry> entries;

    /// The first of that tag; null where there is none.
    [[nodiscard]] const TiffEntry* find(std::uint16_t tag) const;
};

/// Reads directories of TIFF and BigTIFF files that nobody vouches for: what lies outside the file is left out, no
/// list is longer than asked for, no directory is read twice. Throws nothing but what memory does. Not thread-safe.
class TiffReader {
public:
    /// None where `file` is no TIFF.
    [[nodiscard]] static std::optional<TiffReader> open(const std::filesystem::path& file);

    [[nodiscard]] bool isBigTiff() const { return m_isBig; }
    [[nodiscard]] bool isBigEndian() const { return m_isBigEndian; }
    [[nodiscard]] std::uint64_t fileBytes() const { return m_fileBytes; }

    /// The first directory, its SubIFDs, the next directory, ...: in the order in which LibRaw numbers them. At most
    /// kMostDirectories.
    [[nodiscard]] std::vector<TiffDirectory> directories();

    /// Numbers of any type; at most `most` of them. Rationals with a denominator of 0 are NaN.
    [[nodiscard]] std::vector<double> numbers(const TiffEntry& entry, std::size_t most);
    /// Bytes as they stand in the file, whatever the type.
    [[nodiscard]] std::string bytes(const TiffEntry& entry, std::size_t most);
    /// False where they do not all lie in the file.
    [[nodiscard]] bool read(std::uint64_t offset, std::size_t count, void* target);

    static constexpr std::size_t kMostDirectories = 64;

private:
    TiffReader() = default;
    [[nodiscard]] std::uint64_t unsignedAt(const unsigned char* bytes, int count) const;
    [[nodiscard]] double numberAt(const unsigned char* bytes, std::uint16_t type) const;
    /// The directory at `offset` and where the next one is; 0: none.
    [[nodiscard]] std::optional<TiffDirectory> directoryAt(std::uint64_t offset, std::uint64_t& next);
    void collect(std::uint64_t first, int depth, std::vector<std::uint64_t>& seen, std::vector<TiffDirectory>& all);

    std::ifstream m_file;
    std::uint64_t m_fileBytes = 0;
    std::uint64_t m_firstDirectory = 0;
    bool m_isBig = false;
    bool m_isBigEndian = false;
};

}  // namespace scotopic
