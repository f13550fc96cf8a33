// SPDX-License-Identifier: MIT
#include "core/base/error.h"

namespace scotopic {

Error::Error(const std::filesystem::path& file, std::string_view reason)
    : std::runtime_error(file.string() + ": " + std::string(reason))
{
}

}  // namespace scotopic
