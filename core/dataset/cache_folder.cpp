// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/build_cache.h"

#include <cstdlib>
#include <span>
#include <string>

namespace scotopic {

namespace fs = std::filesystem;

fs::path defaultCacheFolder(const fs::path& source)
{
    const char* const cacheHome = std::getenv("XDG_CACHE_HOME");
    const char* const home = std::getenv("HOME");
    fs::path base;
    if (cacheHome != nullptr && fs::path(cacheHome).is_absolute()) {
        base = cacheHome;
    } else if (home != nullptr && *home != '\0') {
        base = fs::path(home) / ".cache";
    } else {
        throw InvalidArgument("there is no home folder for the decoded data set; say where with --cache");
    }
    std::error_code ignored;
    fs::path place = fs::weakly_canonical(source, ignored);
    if (!place.has_filename()) {
        place = place.parent_path();
    }
    // Sets of the same name in different places do not meet.
    const std::string text = place.string();
    const std::string digest = sha256Of(std::as_bytes(std::span(text))).substr(0, 8);
    return base / "scotopic" / "decoded" / (place.stem().string() + "-" + digest);
}

}  // namespace scotopic
