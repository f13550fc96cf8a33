// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace scotopic::fuzz {

/// One reader of foreign bytes. Whatever the bytes are, `read` returns or throws core's own errors, which run() takes;
/// anything else that is thrown, a crash, a hang or a flood of memory is a fault.
struct Target {
    const char* name;       // of its corpus folder
    const char* extension;  // of the file that it reads, as far as that matters
    void (*read)(const std::string& file);
};

[[nodiscard]] const std::vector<Target>& targets();
/// Null for a name that no target has.
[[nodiscard]] const Target* targetNamed(const std::string& name);

/// Writes `bytes` to a file of its own in memory, or on disk where there is no /dev/shm, and reads it.
void run(const Target& target, std::span<const std::byte> bytes);

}  // namespace scotopic::fuzz
