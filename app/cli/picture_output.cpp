// SPDX-License-Identifier: MIT
#include "app/cli/picture_output.h"

#include "app/cli/outputs.h"
#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <poll.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace scotopic::cli {

namespace {

/// A reader that has gone is told as an error, instead of ending the program.
class NoBrokenPipeSignal {
public:
    NoBrokenPipeSignal()
    {
        struct sigaction ignoring = {};
        ignoring.sa_handler = SIG_IGN;
        sigemptyset(&ignoring.sa_mask);
        sigaction(SIGPIPE, &ignoring, &m_before);
    }
    ~NoBrokenPipeSignal() { sigaction(SIGPIPE, &m_before, nullptr); }
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;

private:
    struct sigaction m_before = {};
};

[[noreturn]] void failOutput(int errorNumber)
{
    switch (errorNumber) {
    case EPIPE: throw OutputFailed("standard output: cannot be written: its reader has gone");
    case ENOSPC: throw OutputFailed("standard output: cannot be written: the disk is full");
    case EBADF: throw OutputFailed("standard output: cannot be written: it is closed");
    default: throw OutputFailed("standard output: cannot be written: " + std::generic_category().message(errorNumber));
    }
}

/// So much never waits once poll() says that a pipe takes bytes (pipe(7)).
constexpr std::size_t kPieceBytes = PIPE_BUF;

void waitForReader(const JobContext& context)
{
    constexpr int kBetweenLooksMs = 100;
    pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    while (::poll(&output, 1, kBetweenLooksMs) <= 0) {  // 0: nobody reads; below: a signal
        context.throwIfCancelled();
    }
    context.throwIfCancelled();
}

void writeToStandardOutput(std::span<const std::byte> rest, const JobContext& context)
{
    const NoBrokenPipeSignal quiet;
    while (!rest.empty()) {
        waitForReader(context);
        const ssize_t written = ::write(STDOUT_FILENO, rest.data(), std::min(kPieceBytes, rest.size()));
        if (written >= 0) {
            rest = rest.subspan(static_cast<std::size_t>(written));
        } else if (errno != EINTR && errno != EAGAIN) {
            failOutput(errno);
        }
    }
}

}  // namespace

bool isStandardOutput(const std::filesystem::path& output)
{
    return output == "-";
}

void requireFreePictureOutput(const std::filesystem::path& output, std::span<const std::filesystem::path> inputs,
                              IfExists ifExists, Console& console)
{
    if (!isStandardOutput(output)) {
        requireFreeOutput(output, inputs, ifExists);
        return;
    }
    if (::isatty(STDOUT_FILENO) != 0) {
        throw OutputFailed("standard output is a terminal, which shows no pictures: send it to a program or a file "
                           "(-o - > picture.png)");
    }
    console.keepStandardOutputFree();
}

std::vector<std::string> deliverPicture(const std::filesystem::path& output, const SrgbPicture& picture,
                                        const PictureFileOptions& options, const PhotoMetadata& photo,
                                        const Provenance& provenance, const JobContext& context)
{
    if (!isStandardOutput(output)) {
        return writePicture(output, picture, options, photo, provenance, context);
    }
    const auto take = [&context](std::span<const std::byte> bytes) { writeToStandardOutput(bytes, context); };
    return sendPicture("standard output", picture, options, photo, provenance, take, context);
}

}  // namespace scotopic::cli
