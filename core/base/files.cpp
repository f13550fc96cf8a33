// SPDX-License-Identifier: MIT
#include "core/base/files.h"

#include "core/base/error.h"
#include "core/base/temporary_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <linux/magic.h>
#include <string>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <system_error>
#include <unistd.h>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

/// /dev/stdout, /dev/fd/3, /proc/PID/fd/3: names by which the kernel lends out what a process has open. Renaming
/// something over them, or over what they lead to, writes nothing there.
bool isNameOfOpenFile(fs::path link)
{
    constexpr int kMostLinks = 40;  // as the kernel has it
    std::error_code error;
    for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(link, error)); ++i) {
        const fs::path folder = link.has_parent_path() ? link.parent_path() : fs::path(".");
        struct statfs system = {};
        if (::statfs(folder.c_str(), &system) == 0 && system.f_type == PROC_SUPER_MAGIC) {
            return true;
        }
        link = folder / fs::read_symlink(link, error);
    }
    return false;
}

void requireFree(const fs::path& target, IfExists ifExists)
{
    requireFileOrNothing(target);
    std::error_code error;
    if (ifExists == IfExists::Refuse && fs::exists(fs::status(target, error))) {
        throw OutputFailed(target, "exists already and is not overwritten");
    }
}

/// In pieces, so that a slow disk does not keep a person who said stop waiting for the whole of a large file.
void flushInPieces(int file, const JobContext& context)
{
    constexpr off_t kPieceBytes = 8 << 20;
    struct stat facts = {};
    ::fstat(file, &facts);
    for (off_t offset = 0; offset + kPieceBytes < facts.st_size; offset += kPieceBytes) {
        context.throwIfCancelled();
        ::sync_file_range(file, offset, kPieceBytes,
                          SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
    }
    context.throwIfCancelled();
}

class OpenFile {
public:
    explicit OpenFile(const fs::path& file) : descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~OpenFile() { ::close(descriptor); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    const int descriptor;
};

void flushToDisk(const fs::path& temporary, const fs::path& target, const JobContext& context)
{
    const OpenFile file(temporary);
    if (file.descriptor < 0) {
        throw OutputFailed(target, "cannot be written: " + fileFailureText(errno));
    }
    flushInPieces(file.descriptor, context);
    if (::fsync(file.descriptor) != 0 && errno != EINVAL) {  // EINVAL: a file system that cannot sync
        throw OutputFailed(target, "cannot be written: " + fileFailureText(errno));
    }
}

/// Renames, refusing an existing target without a moment in which another program's file could be lost.
void moveInPlace(const fs::path& temporary, const fs::path& target, IfExists ifExists)
{
    const unsigned flags = ifExists == IfExists::Refuse ? RENAME_NOREPLACE : 0U;
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), flags) == 0) {
        return;
    }
    if (ifExists == IfExists::Refuse && (errno == EINVAL || errno == ENOSYS)) {
        // This file system cannot refuse while renaming. A second name can, and the first is removed by its owner.
        if (::link(temporary.c_str(), target.c_str()) == 0) {
            return;
        }
        const bool hasLinks = errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS;
        if (!hasLinks && ::rename(temporary.c_str(), target.c_str()) == 0) {
            return;  // the check before writing has to do
        }
    }
    if (errno == EEXIST) {
        throw OutputFailed(target, "exists already and is not overwritten");
    }
    throw OutputFailed(target, "cannot be written: " + fileFailureText(errno));
}

void writeStream(const fs::path& file, const std::function<void(std::ostream&)>& write)
{
    errno = 0;
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    write(stream);
    stream.close();
    if (!stream) {
        throw OutputFailed(file, "cannot be written: " + fileFailureText(errno != 0 ? errno : EIO));
    }
}

/// Whoever writes knows the temporary name alone, which tells a person nothing and is gone when they look.
void writeNamingTarget(const fs::path& temporary, const fs::path& target,
                       const std::function<void(const fs::path&)>& write)
{
    try {
        write(temporary);
    } catch (const OutputFailed& error) {
        std::string sentence = error.what();
        if (const auto at = sentence.find(temporary.string()); at != std::string::npos) {
            sentence.replace(at, temporary.string().size(), target.string());
        }
        throw OutputFailed(sentence);
    }
}

}  // namespace

void requireReadable(const fs::path& file)
{
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) {
        throw UnreadableInput(file, "no such file");
    }
    if (fs::is_directory(status)) {
        throw UnreadableInput(file, "is a folder, not a file");
    }
    if (error) {
        throw UnreadableInput(file, "cannot be read: " + fileFailureText(error.value()));
    }
    if (!fs::is_regular_file(status)) {
        throw UnreadableInput(file, "is not a regular file");
    }
    if (::access(file.c_str(), R_OK) != 0) {
        throw UnreadableInput(file, "cannot be read: " + fileFailureText(errno));
    }
    if (fs::file_size(file, error) == 0 && !error) {
        throw UnreadableInput(file, "is empty");
    }
}

void requireFileOrNothing(const fs::path& target)
{
    if (isNameOfOpenFile(target)) {
        throw OutputFailed(target, "stands for what a process has open, and is no file");
    }
    std::error_code error;
    switch (fs::status(target, error).type()) {
    case fs::file_type::regular:
    case fs::file_type::not_found: return;
    case fs::file_type::directory: throw OutputFailed(target, "is a folder");
    case fs::file_type::block:
    case fs::file_type::character: throw OutputFailed(target, "is a device, not a file");
    case fs::file_type::fifo: throw OutputFailed(target, "is a pipe, not a file");
    case fs::file_type::socket: throw OutputFailed(target, "is a socket, not a file");
    case fs::file_type::none:  // e.g. too long a name
        throw OutputFailed(target, "cannot be written: " + creationFailureText(target, error.value()));
    default: throw OutputFailed(target, "is not a regular file");
    }
}

void requireWritableTarget(const fs::path& target, IfExists ifExists)
{
    requireFree(target, ifExists);
    const TemporaryFile probe(target);
}

void writeAtomically(const fs::path& target, IfExists ifExists, const std::function<void(const fs::path&)>& write,
                     const JobContext& context)
{
    requireFree(target, ifExists);
    removeLeftoversOf(target);
    const TemporaryFile temporary(target);
    writeNamingTarget(temporary.path(), target, write);
    flushToDisk(temporary.path(), target, context);
    context.throwIfCancelled();
    moveInPlace(temporary.path(), target, ifExists);
}

void writeBytes(const fs::path& file, std::span<const std::span<const std::byte>> parts, const JobContext& context)
{
    constexpr std::size_t kPieceBytes = 4 << 20;
    writeStream(file, [&](std::ostream& stream) {
        for (std::span<const std::byte> rest : parts) {
            while (!rest.empty()) {
                context.throwIfCancelled();
                const std::span<const std::byte> piece = rest.first(std::min(kPieceBytes, rest.size()));
                stream.write(reinterpret_cast<const char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
                rest = rest.subspan(piece.size());
            }
        }
    });
}

void writeTextFile(const fs::path& file, const std::function<void(std::ostream&)>& write, IfExists ifExists)
{
    writeAtomically(file, ifExists, [&write](const fs::path& temporary) { writeStream(temporary, write); });
}

void writeTextFile(const fs::path& file, const std::string& text, IfExists ifExists)
{
    const std::span<const std::byte> bytes = std::as_bytes(std::span(text));
    writeAtomically(file, ifExists,
                    [&bytes](const fs::path& temporary) { writeBytes(temporary, std::span(&bytes, 1)); });
}

std::string readTextFile(const fs::path& file)
{
    requireReadable(file);
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void makeFolders(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw OutputFailed(folder, "cannot be made: " + creationFailureText(folder, error.value()));
    }
}

}  // namespace scotopic
