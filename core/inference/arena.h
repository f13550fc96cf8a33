// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace scotopic {

/// Where buffers with known lifetimes lie in one block of memory, so that those never needed together share room.
class ArenaPlan {
public:
    /// A buffer needed from step `firstStep` to step `lastStep`, both included. Returns its id.
    std::size_t add(std::size_t bytes, int firstStep);
    void keepUntil(std::size_t buffer, int lastStep);
    /// Gives every buffer its offset. Call once, after the last add().
    void place();

    [[nodiscard]] std::size_t offset(std::size_t buffer) const { return m_buffers[buffer].offset; }
    [[nodiscard]] std::size_t totalBytes() const { return m_totalBytes; }

private:
    struct Buffer {
        std::size_t bytes = 0;
        int firstStep = 0;
        int lastStep = 0;
        std::size_t offset = 0;
    };
    [[nodiscard]] std::size_t lowestFreeOffset(const Buffer& buffer, const std::vector<std::size_t>& placed) const;

    std::vector<Buffer> m_buffers;
    std::size_t m_totalBytes = 0;
};

/// Uninitialised memory, aligned for vector loads and, when large, in huge pages where the system offers them.
class AlignedMemory {
public:
    AlignedMemory() = default;
    explicit AlignedMemory(std::size_t bytes);  // throws std::bad_alloc

    [[nodiscard]] std::byte* data() const { return m_data.get(); }
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    struct Free {
        void operator()(std::byte* data) const;
    };
    std::unique_ptr<std::byte, Free> m_data;
    std::size_t m_size = 0;
};

}  // namespace scotopic
