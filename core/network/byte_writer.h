// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace scotopic {

/// Bytes that grow by little-endian numbers and texts.
class ByteWriter {
public:
    template <class Number>
    void put(Number number)
    {
        putBytes(&number, sizeof number);
    }
    void putText(std::string_view text) { putBytes(text.data(), text.size()); }
    void putBytes(const void* bytes, std::size_t count)
    {
        const auto* first = static_cast<const std::byte*>(bytes);
        m_bytes.insert(m_bytes.end(), first, first + count);
    }
    void putZeros(std::size_t count) { m_bytes.resize(m_bytes.size() + count); }
    [[nodiscard]] const std::vector<std::byte>& bytes() const { return m_bytes; }

private:
    std::vector<std::byte> m_bytes;
};

}  // namespace scotopic
