// SPDX-License-Identifier: MIT
#include "core/inference/arena.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <numeric>
#include <sys/mman.h>

namespace scotopic {
namespace {

constexpr std::size_t kAlignment = 64;  // a cache line, and the widest vector
constexpr std::size_t kHugePage = std::size_t{2} << 20U;

std::size_t roundedUp(std::size_t bytes, std::size_t to)
{
    return (bytes + to - 1) / to * to;
}

}  // namespace

std::size_t ArenaPlan::add(std::size_t bytes, int firstStep)
{
    m_buffers.push_back({.bytes = roundedUp(bytes, kAlignment), .firstStep = firstStep, .lastStep = firstStep});
    return m_buffers.size() - 1;
}

void ArenaPlan::keepUntil(std::size_t buffer, int lastStep)
{
    m_buffers[buffer].lastStep = std::max(m_buffers[buffer].lastStep, lastStep);
}

/// Largest first, each as low as those already placed allow: within a few percent of the best for a U-Net.
void ArenaPlan::place()
{
    std::vector<std::size_t> order(m_buffers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return m_buffers[a].bytes > m_buffers[b].bytes; });
    std::vector<std::size_t> placed;
    for (const std::size_t id : order) {
        Buffer& buffer = m_buffers[id];
        buffer.offset = lowestFreeOffset(buffer, placed);
        m_totalBytes = std::max(m_totalBytes, buffer.offset + buffer.bytes);
        placed.push_back(id);
        std::sort(placed.begin(), placed.end(),
                  [&](std::size_t a, std::size_t b) { return m_buffers[a].offset < m_buffers[b].offset; });
    }
}

/// `placed` is sorted by offset.
std::size_t ArenaPlan::lowestFreeOffset(const Buffer& buffer, const std::vector<std::size_t>& placed) const
{
    std::size_t offset = 0;
    for (const std::size_t id : placed) {
        const Buffer& other = m_buffers[id];
        const bool isTogether = other.firstStep <= buffer.lastStep && buffer.firstStep <= other.lastStep;
        if (!isTogether) {
            continue;
        }
        if (offset + buffer.bytes <= other.offset) {
            break;
        }
        offset = std::max(offset, other.offset + other.bytes);
    }
    return offset;
}

AlignedMemory::AlignedMemory(std::size_t bytes)
{
    const bool isLarge = bytes >= 2 * kHugePage;
    const std::size_t alignment = isLarge ? kHugePage : kAlignment;
    m_size = roundedUp(std::max<std::size_t>(bytes, 1), alignment);
    m_data.reset(static_cast<std::byte*>(std::aligned_alloc(alignment, m_size)));
    if (!m_data) {
        throw std::bad_alloc();
    }
#ifdef MADV_HUGEPAGE
    if (isLarge) {
        madvise(m_data.get(), m_size, MADV_HUGEPAGE);  // only a hint: page faults cost a tenth of a first run
    }
#endif
}

void AlignedMemory::Free::operator()(std::byte* data) const
{
    std::free(data);
}

}  // namespace scotopic
