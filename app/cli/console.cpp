// SPDX-License-Identifier: MIT
#include "app/cli/console.h"

#include "app/cli/text.h"
#include "core/base/plain_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace scotopic::cli {

namespace {

constexpr std::chrono::milliseconds kShortestInterval{100};

bool stderrTakesProgress()
{
    const char* terminal = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) != 0 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

std::size_t terminalColumns()
{
    winsize size = {};
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : std::size_t{80};
}

/// Names and what files say lose their controls where they are put in; this is for those that were forgotten.
std::string linesWithoutControls(const std::string& text)
{
    std::string clean;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        clean += (begin > 0 ? "\n" : "") + withoutControls(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return clean;
}

}  // namespace

std::string progressLine(const std::string& stage, std::optional<double> fraction,
                         std::optional<double> remainingSeconds, std::size_t columns)
{
    std::string tail;
    if (fraction) {
        char percent[16];
        std::snprintf(percent, sizeof percent, "  %3.0f %%", std::floor(std::clamp(*fraction, 0.0, 1.0) * 100));
        tail += percent;
    }
    if (remainingSeconds) {
        tail += "  " + durationText(*remainingSeconds) + " left";
    }
    const std::size_t space = columns > tail.size() + 1 ? columns - tail.size() - 1 : 0;
    // The end of a long path says more than its start.
    const std::string head = stage.size() <= space ? stage
                             : space > 3           ? "..." + stage.substr(stage.size() - (space - 3))
                                                   : std::string();
    return head + tail;
}

Console::Console() : m_showsProgress(stderrTakesProgress()) {}

Console::~Console()
{
    clearProgress();
}

void Console::print(const std::string& text)
{
    clearProgress();
    std::fputs((linesWithoutControls(text) + "\n").c_str(), m_output);
    std::fflush(m_output);
}

void Console::note(const std::string& sentence)
{
    clearProgress();
    std::fputs(("scotopic-cli: " + withoutControls(sentence) + "\n").c_str(), stderr);
}

void Console::showProgress(const Progress& progress)
{
    if (!m_showsProgress) {
        return;
    }
    const Clock::time_point now = Clock::now();
    const std::optional<double> remaining = m_timeLeft.after(progress, now);
    if (m_lineIsShown && progress.stage == m_stage && now - m_lastShown < kShortestInterval) {
        return;
    }
    m_stage = progress.stage;
    m_lastShown = now;
    m_lineIsShown = true;
    const std::string line =
        progressLine(withoutControls(progress.stage), progress.fraction, remaining, terminalColumns());
    std::fputs(("\r\033[K" + line).c_str(), stderr);
}

void Console::clearProgress()
{
    if (!m_lineIsShown) {
        return;
    }
    std::fputs("\r\033[K", stderr);
    m_lineIsShown = false;
}

bool Console::flushOutput()
{
    clearProgress();
    return std::fflush(m_output) == 0 && std::ferror(m_output) == 0;
}

}  // namespace scotopic::cli
