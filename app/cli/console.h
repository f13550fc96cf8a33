// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/base/time_left.h"

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>

namespace scotopic::cli {

/// Data goes to standard output, remarks and progress to standard error. Progress is one line that rewrites itself,
/// only on a terminal and at most ten times a second.
class Console {
public:
    Console();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// From now on results go to standard error: a picture goes to standard output.
    void keepStandardOutputFree() { m_output = stderr; }
    /// One line (or several) of the command's result.
    void print(const std::string& text);
    /// One remark; control characters are shown as '?', so that a file's name cannot break the line.
    void note(const std::string& sentence);
    /// The same for a failure.
    void fail(const std::string& sentence) { note(sentence); }
    void showProgress(const Progress& progress);
    /// False when results could not be printed in full.
    [[nodiscard]] bool flushOutput();

private:
    using Clock = TimeLeft::Clock;

    void clearProgress();

    std::FILE* m_output = stdout;
    bool m_showsProgress = false;
    bool m_lineIsShown = false;
    std::string m_stage;
    Clock::time_point m_lastShown;
    TimeLeft m_timeLeft;
};

/// "a.dng: network  43 %  12 s left"; parts that are not known are left out. Cut to `columns`.
[[nodiscard]] std::string progressLine(const std::string& stage, std::optional<double> fraction,
                                       std::optional<double> remainingSeconds, std::size_t columns);

}  // namespace scotopic::cli
