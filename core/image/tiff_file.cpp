// SPDX-License-Identifier: MIT
#include "core/image/tiff_file.h"

#include "core/base/error.h"
#include "core/base/temporary_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <tiffio.h>
#include <unistd.h>

namespace scotopic {

namespace {

/// No table or strip of a picture that fits into memory needs more; a damaged file may ask for anything.
constexpr tmsize_t kMostBytesAtOnce = tmsize_t{2} << 30;

TiffFile& fileOf(void* user)
{
    return *static_cast<TiffFile*>(user);
}

void pass(void* user, const char* format, va_list arguments, bool isError)
{
    std::array<char, 512> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    fileOf(user).complain(text.data(), isError);
}

// 1: dealt with; libtiff's own handler, which prints, is not called.
int onTiffError(TIFF* /*tiff*/, void* user, const char* /*module*/, const char* format, va_list arguments)
{
    pass(user, format, arguments, /*isError=*/true);
    return 1;
}

int onTiffWarning(TIFF* /*tiff*/, void* user, const char* /*module*/, const char* format, va_list arguments)
{
    pass(user, format, arguments, /*isError=*/false);
    return 1;
}

tmsize_t readTiff(thandle_t user, void* buffer, tmsize_t count)
{
    return fileOf(user).readBytes(buffer, count);
}

tmsize_t writeNothing(thandle_t /*user*/, void* /*buffer*/, tmsize_t /*count*/)
{
    return 0;
}

toff_t seekTiff(thandle_t user, toff_t offset, int whence)
{
    return static_cast<toff_t>(fileOf(user).seek(static_cast<std::int64_t>(offset), whence));
}

int closeNothing(thandle_t /*user*/)
{
    return 0;  // TiffFile does
}

toff_t sizeOfTiff(thandle_t user)
{
    return fileOf(user).fileSize();
}

// Never mapped: a file that another program shortens meanwhile would end ours.
int mapNothing(thandle_t /*user*/, void** /*base*/, toff_t* /*size*/)
{
    return 0;
}

void unmapNothing(thandle_t /*user*/, void* /*base*/, toff_t /*size*/) {}

}  // namespace

TiffFile::TiffFile(const std::filesystem::path& file, const JobContext& context) : m_file(file), m_context(context)
{
    m_descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_descriptor < 0) {
        throw UnreadableInput(file, "cannot be read: " + fileFailureText(errno));
    }
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   &TIFFOpenOptionsFree);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMostBytesAtOnce);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), onTiffError, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), onTiffWarning, this);
    m_tiff = TIFFClientOpenExt(file.c_str(), "rm", this, readTiff, writeNothing, seekTiff, closeNothing, sizeOfTiff,
                               mapNothing, unmapNothing, options.get());
    if (m_tiff == nullptr) {
        ::close(m_descriptor);
        failRead();
    }
}

TiffFile::~TiffFile()
{
    TIFFClose(m_tiff);
    ::close(m_descriptor);
}

void TiffFile::failRead(const std::string& reason) const
{
    m_context.throwIfCancelled();
    const std::string& told = m_complaint.empty() || !reason.empty() ? reason : m_complaint;
    throw CorruptInput(m_file, told.empty() ? "is damaged" : "is damaged: " + told);
}

void TiffFile::complain(const char* message, bool isError)
{
    if (m_isError || (!isError && !m_complaint.empty())) {
        return;  // the first says most: the others follow from it
    }
    m_complaint = message;
    std::replace_if(
        m_complaint.begin(), m_complaint.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    while (m_complaint.ends_with('.') || m_complaint.ends_with(' ')) {
        m_complaint.pop_back();
    }
    m_isError = isError;
}

std::int64_t TiffFile::readBytes(void* buffer, std::int64_t count)
{
    constexpr std::int64_t kPieceBytes = 4 << 20;
    std::int64_t done = 0;
    while (done < count && !m_context.isCancelled()) {
        const ssize_t got = ::read(m_descriptor, static_cast<char*>(buffer) + done,
                                   static_cast<std::size_t>(std::min(kPieceBytes, count - done)));
        if (got <= 0) {
            break;
        }
        done += got;
    }
    return done;
}

std::int64_t TiffFile::seek(std::int64_t offset, int whence)
{
    return ::lseek(m_descriptor, offset, whence);
}

std::uint64_t TiffFile::fileSize() const
{
    struct stat facts = {};
    return ::fstat(m_descriptor, &facts) == 0 ? static_cast<std::uint64_t>(facts.st_size) : 0;
}

}  // namespace scotopic
