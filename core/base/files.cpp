// SPDX-License-Identifier: MIT
#include "core/base/files.h"

#include "core/base/error.h"
#include "core/base/output_folder.h"

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

std::string reasonOf(int errorNumber)
{
    switch (errorNumber) {
    case ENOSPC: return "the disk is full";
    case EFBIG: return "the file is too large here";  // a limit of the file system or of the shell
    case EDQUOT: return "the disk quota is used up";
    case EACCES:
    case EPERM: return "no permission";
    case EROFS: return "the file system is read-only";
    case ENOENT: return "no such file or folder";
    default: return std::generic_category().message(errorNumber);
    }
}

/// At most `bytes` of a name, no character of which is cut through: not every file system takes half ones.
std::string shortened(std::string name, std::size_t bytes)
{
    const auto continuesCharacter = [&name](std::size_t at) { return (name[at] & '\xC0') == '\x80'; };  // in UTF-8
    if (name.size() > bytes) {
        while (bytes > 0 && continuesCharacter(bytes)) {
            --bytes;
        }
        name.resize(bytes);
    }
    return name;
}

/// Unique among processes and threads, and keeps the extension, which encoders choose their format by.
fs::path temporaryBeside(const fs::path& target)
{
    static std::atomic<unsigned> counter{0};
    constexpr std::size_t kLongestExtensionBytes = 100;  // the encoders' have at most five
    const std::string ending = "." + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".part"
                               + shortened(target.extension().string(), kLongestExtensionBytes);
    return target.parent_path() / ("." + shortened(target.stem().string(), NAME_MAX - 1 - ending.size()) + ending);
}

/// Of all threads, for endRemovingTemporaries().
struct Temporaries {
    std::mutex mutex;
    std::set<fs::path> paths;
    std::set<fs::path> folders;
};

Temporaries& temporaries()
{
    static Temporaries ofThisProcess;
    return ofThisProcess;
}

class TemporaryFile {
public:
    explicit TemporaryFile(fs::path path) : m_path(std::move(path))
    {
        const std::scoped_lock lock(temporaries().mutex);
        temporaries().paths.insert(m_path);
    }
    ~TemporaryFile()
    {
        std::error_code ignored;
        fs::remove(m_path, ignored);
        const std::scoped_lock lock(temporaries().mutex);
        temporaries().paths.erase(m_path);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

void requireFree(const fs::path& target, IfExists ifExists)
{
    std::error_code error;
    const fs::file_status status = fs::status(target, error);
    if (fs::is_directory(status)) {
        throw OutputFailed(target, "is a folder");
    }
    if (ifExists == IfExists::Refuse && fs::exists(status)) {
        throw OutputFailed(target, "exists already and is not overwritten");
    }
    if (status.type() == fs::file_type::none) {  // e.g. too long a name
        throw OutputFailed(target, "cannot be written: " + reasonOf(error.value()));
    }
}

/// Proves that the folder takes new files, as no look at its permissions does.
void createEmpty(const fs::path& temporary, const fs::path& target)
{
    const int file = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0) {
        throw OutputFailed(target, "cannot be written: " + reasonOf(errno));
    }
    ::close(file);
}

void flushToDisk(const fs::path& temporary, const fs::path& target)
{
    const int file = ::open(temporary.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        throw OutputFailed(target, "cannot be written: " + reasonOf(errno));
    }
    const int error = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    if (error != 0 && error != EINVAL) {  // EINVAL: a file system that cannot sync
        throw OutputFailed(target, "cannot be written: " + reasonOf(error));
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
    throw OutputFailed(target, "cannot be written: " + reasonOf(errno));
}

void writeStream(const fs::path& file, const std::function<void(std::ostream&)>& write)
{
    errno = 0;
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    write(stream);
    stream.close();
    if (!stream) {
        throw OutputFailed(file, "cannot be written: " + reasonOf(errno != 0 ? errno : EIO));
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
        throw UnreadableInput(file, "cannot be read: " + reasonOf(error.value()));
    }
    if (!fs::is_regular_file(status)) {
        throw UnreadableInput(file, "is not a regular file");
    }
    if (::access(file.c_str(), R_OK) != 0) {
        throw UnreadableInput(file, "cannot be read: " + reasonOf(errno));
    }
    if (fs::file_size(file, error) == 0 && !error) {
        throw UnreadableInput(file, "is empty");
    }
}

void requireWritableTarget(const fs::path& target, IfExists ifExists)
{
    requireFree(target, ifExists);
    const TemporaryFile probe(temporaryBeside(target));
    createEmpty(probe.path(), target);
}

void writeAtomically(const fs::path& target, IfExists ifExists, const std::function<void(const fs::path&)>& write)
{
    requireFree(target, ifExists);
    const TemporaryFile temporary(temporaryBeside(target));
    createEmpty(temporary.path(), target);
    writeNamingTarget(temporary.path(), target, write);
    flushToDisk(temporary.path(), target);
    moveInPlace(temporary.path(), target, ifExists);
}

OutputFolder::OutputFolder(fs::path folder) : m_folder(std::move(folder))
{
    if (m_folder.empty()) {
        return;
    }
    std::error_code error;
    m_isNew = fs::create_directories(m_folder, error);
    if (error) {
        throw OutputFailed(m_folder, "the folder cannot be made: " + error.message());
    }
    if (m_isNew) {
        const std::scoped_lock lock(temporaries().mutex);
        temporaries().folders.insert(m_folder);
    }
}

OutputFolder::~OutputFolder()
{
    if (m_isNew) {
        ::rmdir(m_folder.c_str());  // unless something lies in it
        const std::scoped_lock lock(temporaries().mutex);
        temporaries().folders.erase(m_folder);
    }
}

void endRemovingTemporaries(int exitCode)
{
    // Never unlocked: nobody may begin another file.
    temporaries().mutex.lock();
    for (const fs::path& path : temporaries().paths) {
        ::unlink(path.c_str());
    }
    for (const fs::path& folder : temporaries().folders) {
        ::rmdir(folder.c_str());  // unless something lies in it
    }
    ::_exit(exitCode);
}

void writeBytes(const fs::path& file, std::span<const std::span<const std::byte>> parts)
{
    writeStream(file, [&parts](std::ostream& stream) {
        for (const std::span<const std::byte> part : parts) {
            stream.write(reinterpret_cast<const char*>(part.data()), static_cast<std::streamsize>(part.size()));
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
        throw OutputFailed(folder, "cannot be made: " + error.message());
    }
}

}  // namespace scotopic
