// SPDX-License-Identifier: MIT
#include "core/image/cancellable_file.h"

#include "core/base/error.h"
#include "core/base/temporary_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace scotopic {

namespace {

/// What stands behind a stream; goes with it.
struct CookieSource {
    int descriptor;
    JobContext context;
};

CookieSource& sourceOf(void* cookie)
{
    return *static_cast<CookieSource*>(cookie);
}

ssize_t readCookie(void* cookie, char* buffer, std::size_t count)
{
    return sourceOf(cookie).context.isCancelled() ? 0 : read(sourceOf(cookie).descriptor, buffer, count);
}

int seekCookie(void* cookie, off64_t* offset, int whence)
{
    *offset = lseek64(sourceOf(cookie).descriptor, *offset, whence);
    return *offset < 0 ? -1 : 0;
}

int closeCookie(void* cookie)
{
    const std::unique_ptr<CookieSource> source(&sourceOf(cookie));
    return close(source->descriptor);
}

}  // namespace

CancellableFile::CancellableFile(const std::filesystem::path& file, const JobContext& context)
    : m_byteCount(std::filesystem::file_size(file))
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw UnreadableInput(file, "cannot be read: " + fileFailureText(errno));
    }
    auto source = std::make_unique<CookieSource>(CookieSource{descriptor, context});
    m_stream.reset(fopencookie(source.get(), "rb", {readCookie, nullptr, seekCookie, closeCookie}));
    if (!m_stream) {
        close(descriptor);
        throw UnreadableInput(file, "cannot be read: " + fileFailureText(errno));
    }
    static_cast<void>(source.release());  // the stream's now
}

}  // namespace scotopic
