// SPDX-License-Identifier: MIT
#include "tests/core/base/refused_names.h"

#include <cerrno>
#include <cstdarg>
#include <fcntl.h>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace {

std::string refusedPart;
int refusalError = 0;

}  // namespace

/// Stands before the C library's in this program.
extern "C" int open(const char* file, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    if (!refusedPart.empty() && std::string_view(file).find(refusedPart) != std::string_view::npos) {
        errno = refusalError;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file, flags, mode));
}

namespace scotopic::test {

RefusedNames::RefusedNames(std::string part, int error)
{
    refusedPart = std::move(part);
    refusalError = error;
}

RefusedNames::~RefusedNames()
{
    refusedPart.clear();
}

}  // namespace scotopic::test
