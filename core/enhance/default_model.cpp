// SPDX-License-Identifier: MIT
#include "core/enhance/default_model.h"

#include "core/enhance/render_photo.h"

#include <cstdlib>
#include <string_view>
#include <system_error>

namespace scotopic {

namespace fs = std::filesystem;

std::optional<fs::path> modelShippedWith(const fs::path& program)
{
    constexpr int kMostLevels = 4;  // as deep as a build tree has programs
    fs::path folder = program.parent_path();
    for (int level = 0; level < kMostLevels && !folder.empty(); ++level, folder = folder.parent_path()) {
        fs::path file = folder / "share" / "scotopic" / "models" / "default.safetensors";
        std::error_code isNotThere;
        if (fs::is_regular_file(file, isNotThere)) {
            return file;
        }
        if (folder == folder.root_path()) {
            break;
        }
    }
    return std::nullopt;
}

std::optional<fs::path> defaultModelFile()
{
    if (const char* named = std::getenv("SCOTOPIC_MODEL"); named != nullptr && *named != '\0') {
        return std::string_view(named) == kClassicalModel ? std::nullopt : std::optional<fs::path>(named);
    }
    std::error_code isUnknown;
    const fs::path program = fs::read_symlink("/proc/self/exe", isUnknown);
    return isUnknown ? std::nullopt : modelShippedWith(program);
}

}  // namespace scotopic
