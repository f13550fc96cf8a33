// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace scotopic {

/// The entries of a zip file that stores them uncompressed, as PyTorch's do; zip64 included.
class ZipArchive {
public:
    /// `file` must outlive the archive. Throws CorruptInput (truncated, out of bounds, a name twice).
    explicit ZipArchive(std::span<const std::byte> file);

    [[nodiscard]] bool contains(const std::string& name) const { return m_entries.contains(name); }
    /// The only name that ends like this ("/data.pkl"); empty when there is none. Throws CorruptInput for several.
    [[nodiscard]] std::string nameEndingWith(std::string_view ending) const;
    /// Checks the entry's CRC. Throws CorruptInput (missing, damaged) and UnsupportedInput (compressed, encrypted).
    [[nodiscard]] std::span<const std::byte> read(const std::string& name) const;

private:
    struct Entry {
        std::uint16_t flags = 0;
        std::uint16_t method = 0;
        std::uint32_t crc = 0;
        std::uint64_t storedBytes = 0;
        std::uint64_t bytes = 0;
        std::uint64_t headerOffset = 0;
    };

    void readDirectory(std::span<const std::byte> directory, std::uint64_t entryCount);

    std::span<const std::byte> m_file;
    std::map<std::string, Entry> m_entries;
};

}  // namespace scotopic
