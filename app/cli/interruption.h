// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>
#include <thread>

namespace scotopic::cli {

/// While it lives, the first SIGINT (Ctrl-C), SIGTERM or SIGHUP requests a stop and the second ends the process at
/// once, leaving no temporary file. Those that were ignored when the program was started (nohup, a script's background
/// job) stay so.
/// At most one at a time.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }
    /// Which signal came; SIGINT when none did.
    [[nodiscard]] int signalNumber() const;

private:
    std::stop_source m_stop;
    std::jthread m_listener;
};

}  // namespace scotopic::cli
