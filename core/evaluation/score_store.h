// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/score_table.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace scotopic {

/// results.csv while an evaluation goes on: what was there is known, and stays until it is scored anew.
class ScoreStore {
public:
    /// Throws as readScores().
    explicit ScoreStore(const std::filesystem::path& file);

    [[nodiscard]] const std::vector<ImageScore>& known() const { return m_known; }
    /// Writes them and what is known beside them, at most every few seconds. Throws OutputFailed.
    void keep(const std::vector<ImageScore>& scores);
    /// Writes what keep() still holds back: for the end of work that was interrupted.
    void flush();
    /// Writes these alone: the end of an evaluation.
    void finish(const std::vector<ImageScore>& scores);

private:
    std::filesystem::path m_file;
    std::vector<ImageScore> m_known;
    std::vector<ImageScore> m_heldBack;
    std::chrono::steady_clock::time_point m_written = std::chrono::steady_clock::now();
};

}  // namespace scotopic
