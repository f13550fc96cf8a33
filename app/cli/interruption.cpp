// SPDX-License-Identifier: MIT
#include "app/cli/interruption.h"

#include "app/signals/inherited_signals.h"
#include "core/base/files.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
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

constexpr std::array kStopSignals{SIGINT, SIGTERM, SIGHUP};

void handleAll(void (*handler)(int))
{
    for (const int signal : kStopSignals) {
        if (!wasIgnoredAtStart(signal)) {
            handle(signal, handler);
        }
    }
    ignoreInheritedSignals();
}

/// Meanwhile looks after signals that are to stay ignored.
Wish nextWish()
{
    constexpr int kBetweenLooksMs = 250;
    Wish wish = Quit;
    pollfd pipe{.fd = pipeEnds[0], .events = POLLIN, .revents = 0};
    while (::poll(&pipe, 1, anyWasIgnoredAtStart() ? kBetweenLooksMs : -1) <= 0) {
        ignoreInheritedSignals();
    }
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

Interruption::Interruption()
{
    if (::pipe2(pipeEnds, O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "a pipe cannot be made");
    }
    m_listener = std::jthread([this] { listen(m_stop); });
    handleAll(onSignal);
}

Interruption::~Interruption()
{
    handleAll(SIG_DFL);
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
