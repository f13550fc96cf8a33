// SPDX-License-Identifier: MIT
#include "core/network/whole_file.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fstream>
#include <string>

namespace scotopic {

FileBytes readWholeFile(const std::filesystem::path& file, std::uintmax_t mostBytes)
{
    requireReadable(file);
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) {
        throw UnreadableInput(file, "cannot be read: " + error.message());
    }
    if (size > mostBytes) {
        throw UnsupportedInput(file,
                               "is over " + std::to_string(mostBytes >> 20U) + " MiB and so no model of this kind");
    }
    auto bytes = std::make_shared<std::vector<std::byte>>(size);
    std::ifstream stream(file, std::ios::binary);
    if (!stream.read(reinterpret_cast<char*>(bytes->data()), static_cast<std::streamsize>(size))) {
        throw UnreadableInput(file, "cannot be read to its end");
    }
    return bytes;
}

}  // namespace scotopic
