// SPDX-License-Identifier: MIT
#include "app/cli/interruption.h"

#include "core/base/files.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <unistd.h>

namespace scotopic::cli {

namespace {

// A handler may touch lock-free atomics and call write(), so it passes the signal on through a pipe to a thread that
// may do everything.
std::atomic<int> receivedSignal{0};
std::atomic<int> signalCount{0};
int pipeEnds[2] = {-1, -1};
static_assert(std::atomic<int>::is_always_lock_free);

enum Wish : char { Quit, Stop, EndAtOnce };

void tell(Wish wish)
{
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &wish, 1);
}

void onSignal(int signal)
{
    const int errorBefore = errno;
    receivedSignal = signal;
    const int count = ++signalCount;
    if (count > 2) {
        ::_exit(128 + signal);  // the thread that was told is stuck
    }
    tell(count == 1 ? Stop : EndAtOnce);
    errno = errorBefore;
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

bool isIgnored(int signal)
{
    struct sigaction action = {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

Wish nextWish()
{
    Wish wish = Quit;
    while (::read(pipeEnds[0], &wish, 1) < 0 && errno == EINTR) {}
    return wish;
}

void listen(std::stop_source& stop)
{
    for (;;) {
        switch (nextWish()) {
        case Quit: return;
        case Stop: stop.request_stop(); break;
        case EndAtOnce: endRemovingTemporaries(128 + receivedSignal);
        }
    }
}

}  // namespace

Interruption::Interruption() : m_heedsHangup(!isIgnored(SIGHUP))
{
    if (::pipe(pipeEnds) != 0) {
        throw std::system_error(errno, std::generic_category(), "a pipe cannot be made");
    }
    m_listener = std::jthread([this] { listen(m_stop); });
    handle(SIGINT, onSignal);
    handle(SIGTERM, onSignal);
    if (m_heedsHangup) {
        handle(SIGHUP, onSignal);
    }
}

Interruption::~Interruption()
{
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    if (m_heedsHangup) {
        handle(SIGHUP, SIG_DFL);
    }
    tell(Quit);
    m_listener.join();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

int Interruption::signalNumber() const
{
    const int signal = receivedSignal;
    return signal == 0 ? SIGINT : signal;
}

}  // namespace scotopic::cli
