// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/input_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scotopic {

/// The entries of a zip file that stores them uncompressed, as PyTorch's do; zip64 included. Of the file, the directory
/// at its end is read at first, and an entry when it is asked for.
class ZipArchive {
public:
    /// Throws CorruptInput (truncated, out of bounds, a name twice).
    explicit ZipArchive(SharedFile file);

    [[nodiscard]] bool contains(const std::string& name) const { return m_entries.contains(name); }
    /// The only name that ends like this ("/data.pkl"); empty when there is none. Throws CorruptInput for several.
    [[nodiscard]] std::string nameEndingWith(std::string_view ending) const;
    [[nodiscard]] std::vector<std::string> names() const;
    /// 0 for a name that is missing.
    [[nodiscard]] std::uint64_t bytesOf(const std::string& name) const;
    /// Checks the entry's CRC. Throws CorruptInput (missing, damaged) and UnsupportedInput (compressed, encrypted).
    [[nodiscard]] std::vector<std::byte> read(const std::string& name) const;

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

    SharedFile m_file;
    std::map<std::string, Entry> m_entries;
};

}  // namespace scotopic
