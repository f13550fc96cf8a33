// SPDX-License-Identifier: MIT
#include "core/raw/inflate.h"

#include <limits>
#include <zlib.h>

namespace scotopic {

bool inflateInto(std::string_view packed, std::span<unsigned char> target)
{
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    z_stream stream{};
    if (packed.size() > kMost || target.size() > kMost || inflateInit(&stream) != Z_OK) {
        return false;
    }
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib does not write there
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = target.data();
    stream.avail_out = static_cast<uInt>(target.size());
    const int status = inflate(&stream, Z_FINISH);
    const bool isFull = stream.avail_out == 0;
    inflateEnd(&stream);
    return isFull && (status == Z_STREAM_END || status == Z_BUF_ERROR || status == Z_OK);
}

}  // namespace scotopic
