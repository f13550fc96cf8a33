// SPDX-License-Identifier: MIT
#include "core/base/files.h"

#include "core/base/error.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <new>
#include <openssl/evp.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

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

/// Unique among processes and threads, and keeps the extension, which encoders choose their format by.
fs::path temporaryBeside(const fs::path& target)
{
    static std::atomic<unsigned> counter{0};
    return target.parent_path()
           / ("." + target.stem().string() + "." + std::to_string(::getpid()) + "-" + std::to_string(counter++)
              + ".part" + target.extension().string());
}

class TemporaryFile {
public:
    explicit TemporaryFile(fs::path path) : m_path(std::move(path)) {}
    ~TemporaryFile()
    {
        std::error_code ignored;
        fs::remove(m_path, ignored);
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

class Sha256 {
public:
    Sha256() : m_state(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!m_state || EVP_DigestInit_ex(m_state.get(), EVP_sha256(), nullptr) != 1) {
            throw std::bad_alloc();
        }
    }

    void add(const void* bytes, std::size_t count) { EVP_DigestUpdate(m_state.get(), bytes, count); }

    [[nodiscard]] std::string hexDigits()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned length = 0;
        EVP_DigestFinal_ex(m_state.get(), digest.data(), &length);
        static constexpr char kHex[] = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < length; ++i) {
            text += kHex[digest[i] >> 4U];
            text += kHex[digest[i] & 15U];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_state;
};

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

void writeBytes(const fs::path& file, std::span<const std::span<const std::byte>> parts)
{
    errno = 0;
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    for (const std::span<const std::byte> part : parts) {
        stream.write(reinterpret_cast<const char*>(part.data()), static_cast<std::streamsize>(part.size()));
    }
    stream.close();
    if (!stream) {
        throw OutputFailed(file, "cannot be written: " + reasonOf(errno != 0 ? errno : EIO));
    }
}

std::string sha256Of(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hexDigits();
}

std::string sha256OfFile(const fs::path& file)
{
    requireReadable(file);
    Sha256 hash;
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> block(std::size_t{1} << 20);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
        hash.add(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.eof()) {
        throw UnreadableInput(file, "cannot be read to its end");
    }
    return hash.hexDigits();
}

}  // namespace scotopic
