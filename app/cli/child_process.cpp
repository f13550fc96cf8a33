// SPDX-License-Identifier: MIT
#include "app/cli/child_process.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace scotopic::cli {

namespace {

class Pipe {
public:
    Pipe()
    {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0) {
            throw std::system_error(errno, std::generic_category(), "a pipe cannot be made");
        }
    }
    ~Pipe()
    {
        ::close(m_ends[0]);
        closeWriteEnd();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int writeEnd() const { return m_ends[1]; }
    void closeWriteEnd()
    {
        if (m_ends[1] >= 0) {
            ::close(m_ends[1]);
        }
        m_ends[1] = -1;
    }
    [[nodiscard]] int readEnd() const { return m_ends[0]; }

private:
    std::array<int, 2> m_ends{-1, -1};
};

/// Adds what there is to read; false at the end.
bool readSome(int file, std::string& text)
{
    std::array<char, 4096> block{};
    const ssize_t count = ::read(file, block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return count > 0 || (count < 0 && errno == EINTR);
}

/// Both to their ends, as it comes: a child must not wait for one to be read while the other is.
void readAll(const Pipe& output, const Pipe& messages, ChildResult& result)
{
    std::array<pollfd, 2> ends{{{output.readEnd(), POLLIN, 0}, {messages.readEnd(), POLLIN, 0}}};
    const std::array<std::string*, 2> texts{&result.output, &result.messages};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (::poll(ends.data(), ends.size(), -1) < 0) {
            if (errno != EINTR) {
                return;
            }
            continue;
        }
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends.at(i).revents != 0 && !readSome(ends.at(i).fd, *texts.at(i))) {
                ends.at(i) = {-1, 0, 0};  // which poll() passes over
            }
        }
    }
}

pid_t spawnSelf(const std::vector<std::string>& arguments, const Pipe& output, const Pipe& messages)
{
    std::vector<std::string> words{"scotopic-cli"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output.writeEnd(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, messages.writeEnd(), STDERR_FILENO);
    pid_t child = -1;
    const int error = ::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        throw std::system_error(error, std::generic_category(), "this program cannot be started again");
    }
    return child;
}

int exitCodeOf(pid_t child)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

ChildResult runSelf(const std::vector<std::string>& arguments, const std::stop_token& stop)
{
    Pipe output;
    Pipe messages;
    const pid_t child = spawnSelf(arguments, output, messages);
    output.closeWriteEnd();
    messages.closeWriteEnd();
    ChildResult result;
    {
        // The child is not waited for in here, so its id cannot have become another process's.
        const std::stop_callback endChild(stop, [child] { ::kill(child, SIGTERM); });
        readAll(output, messages, result);
    }
    result.exitCode = exitCodeOf(child);
    if (stop.stop_requested()) {
        throw Cancelled{};
    }
    return result;
}

}  // namespace scotopic::cli
