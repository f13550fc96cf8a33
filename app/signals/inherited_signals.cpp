// SPDX-License-Identifier: MIT
#include "app/signals/inherited_signals.h"

#include <csignal>
#include <cstdint>
#include <initializer_list>

namespace scotopic {

namespace {

constexpr int kLastSignal = 64;

std::uint64_t ignoredAtStart = 0;  // bit 0: signal 1, as in /proc/PID/status

constexpr std::uint64_t bitOf(int signal)
{
    return std::uint64_t{1} << static_cast<unsigned>(signal - 1);
}

// Runs before the sanitizers' own initialisers may have.
[[gnu::no_sanitize("address", "thread", "undefined")]] void lookAtSignals(int, char**, char**)
{
    for (int signal = 1; signal <= kLastSignal; ++signal) {
        struct sigaction action;  // filled in; an initialiser may become a call
        if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) {
            ignoredAtStart |= bitOf(signal);
        }
    }
}

// The dynamic linker calls it first of all, before the initialisers of libraries; only a program may have such a
// section (System V ABI, "Initialization and Termination Functions").
[[gnu::section(".preinit_array"), gnu::used]] void (*const beforeLibraries)(int, char**, char**) = lookAtSignals;

}  // namespace

bool wasIgnoredAtStart(int signal)
{
    return signal >= 1 && signal <= kLastSignal && (ignoredAtStart & bitOf(signal)) != 0;
}

bool anyWasIgnoredAtStart()
{
    return ignoredAtStart != 0;
}

void takeSignalsBack()
{
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) {
        std::signal(signal, SIG_DFL);
    }
    ignoreInheritedSignals();
}

void ignoreInheritedSignals()
{
    for (int signal = 1; signal <= kLastSignal; ++signal) {
        if (wasIgnoredAtStart(signal)) {
            std::signal(signal, SIG_IGN);
        }
    }
}

}  // namespace scotopic
