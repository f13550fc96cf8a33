// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace scotopic {

/// A file of which no more is read than what is asked for: people point at files of gigabytes that are no models.
/// Reading is safe from several threads.
class InputFile {
public:
    /// Throws UnreadableInput.
    explicit InputFile(const std::filesystem::path& file);
    /// What a file with these bytes would be.
    explicit InputFile(std::vector<std::byte> content);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// `count` bytes at `offset`. Throws CorruptInput, without the name, when they are not all there, and
    /// UnreadableInput when the disk fails.
    [[nodiscard]] std::vector<std::byte> read(std::uint64_t offset, std::uint64_t count) const;
    /// The first `count` bytes, or all.
    [[nodiscard]] std::vector<std::byte> head(std::uint64_t count) const;

private:
    std::filesystem::path m_file;  // empty for bytes in memory
    std::vector<std::byte> m_content;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// Shared by the tensors that are read from it later.
using SharedFile = std::shared_ptr<const InputFile>;

}  // namespace scotopic
