// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>

namespace scotopic {

/// Throws UnreadableInput, naming the reason, unless `file` is a regular, non-empty file that may be read.
void requireReadable(const std::filesystem::path& file);

enum class IfExists { Refuse, Overwrite };

/// Throws OutputFailed when `target`, or what a link there leads to, is anything but a regular file or nothing:
/// devices, pipes, sockets and folders are never replaced, nor names such as /dev/stdout, even where a file is behind
/// them.
void requireFileOrNothing(const std::filesystem::path& target);

/// Asks, before any work is spent on it, what writeAtomically() would refuse: throws OutputFailed when `target` is
/// no regular file, exists and may not be overwritten, or when its folder is missing or closed.
void requireWritableTarget(const std::filesystem::path& target, IfExists ifExists);

/// Calls `write` with a temporary path beside `target` (same folder, same extension), then flushes it to disk and
/// renames it. If anything throws, the temporary is removed and `target` is what it was before. What earlier
/// processes that were killed left of such a write is removed. Throws OutputFailed when `target` is no regular file,
/// exists and may not be overwritten, when its folder is missing or not writable, or when the disk is full; Cancelled
/// until the moment of renaming.
void writeAtomically(const std::filesystem::path& target, IfExists ifExists,
                     const std::function<void(const std::filesystem::path& temporary)>& write,
                     const JobContext& context = {});

/// Ends the process at once, as _exit() does, with the temporary of every writeAtomically() under way removed. Takes a
/// lock: no more to be called by a signal's handler than writeAtomically() itself.
[[noreturn]] void endRemovingTemporaries(int exitCode);

/// Writes `parts` one after the other. Throws OutputFailed, and Cancelled within some megabytes.
void writeBytes(const std::filesystem::path& file, std::span<const std::span<const std::byte>> parts,
                const JobContext& context = {});

/// Writes a whole text through writeAtomically(). Throws OutputFailed.
void writeTextFile(const std::filesystem::path& file, const std::string& text, IfExists ifExists = IfExists::Overwrite);
/// The same for a text that is too long to be held.
void writeTextFile(const std::filesystem::path& file, const std::function<void(std::ostream&)>& write,
                   IfExists ifExists = IfExists::Overwrite);
/// The bytes of a small text file as they are. Throws UnreadableInput.
[[nodiscard]] std::string readTextFile(const std::filesystem::path& file);

/// Makes a folder, and those above it, where it is missing. Throws OutputFailed.
void makeFolders(const std::filesystem::path& folder);

/// SHA-256, 64 lower-case hex digits. Of several files: of one after the other, as `cat FILES | sha256sum` has it.
/// Those of files throw UnreadableInput, and Cancelled within a megabyte.
[[nodiscard]] std::string sha256Of(std::span<const std::byte> bytes);
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& file, const JobContext& context = {});
[[nodiscard]] std::string sha256OfFiles(std::span<const std::filesystem::path> files, const JobContext& context = {});

}  // namespace scotopic
