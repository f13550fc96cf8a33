// SPDX-License-Identifier: MIT
#include "core/network/input_file.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace scotopic {

namespace {

[[noreturn]] void throwUnreadable(const std::filesystem::path& file, int errorNumber)
{
    throw UnreadableInput(file, "cannot be read: " + std::generic_category().message(errorNumber));
}

}  // namespace

InputFile::InputFile(const std::filesystem::path& file) : m_file(file)
{
    requireReadable(file);
    m_descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (m_descriptor < 0) {
        throwUnreadable(file, errno);
    }
    if (::fstat(m_descriptor, &facts) != 0) {
        const int reason = errno;
        ::close(m_descriptor);  // no destructor follows
        throwUnreadable(file, reason);
    }
    m_size = static_cast<std::uint64_t>(facts.st_size);
}

InputFile::InputFile(std::vector<std::byte> content) : m_content(std::move(content)), m_size(m_content.size()) {}

InputFile::~InputFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

std::vector<std::byte> InputFile::read(std::uint64_t offset, std::uint64_t count) const
{
    if (offset > m_size || count > m_size - offset) {
        throw CorruptInput("is truncated or damaged");
    }
    if (m_descriptor < 0) {
        const auto begin = m_content.begin() + static_cast<std::ptrdiff_t>(offset);
        return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }
    std::vector<std::byte> bytes(count);
    for (std::uint64_t done = 0; done < count;) {
        const ssize_t got = ::pread(m_descriptor, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
        if (got == 0) {
            throw UnreadableInput(m_file, "cannot be read to its end");
        }
        if (got < 0 && errno != EINTR) {
            throwUnreadable(m_file, errno);
        }
        done += got > 0 ? static_cast<std::uint64_t>(got) : 0;
    }
    return bytes;
}

std::vector<std::byte> InputFile::head(std::uint64_t count) const
{
    return read(0, std::min(count, m_size));
}

}  // namespace scotopic
