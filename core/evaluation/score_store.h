// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/score_table.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace scotopic {

/// Two tables of an evaluation's folder: known-scores.csv keeps every score that was ever computed there, also while an
/// evaluation goes on, so that no other one has to compute it again; results.csv has those of the last evaluation.
class ScoreStore {
public:
    /// Throws as readScores().
    explicit ScoreStore(const std::filesystem::path& folder);

    [[nodiscard]] const std::vector<ImageScore>& known() const { return m_known; }
    /// Writes them and what is known beside them, at most every few seconds. Throws OutputFailed.
    void keep(const std::vector<ImageScore>& scores);
    /// Writes what keep() still holds back: for the end of work that was interrupted.
    void flush();
    /// Writes these to results.csv, and what keep() would: the end of an evaluation.
    void finish(const std::vector<ImageScore>& scores);

private:
    std::filesystem::path m_results;
    std::filesystem::path m_everything;
    std::vector<ImageScore> m_known;
    std::vector<ImageScore> m_heldBack;
    std::chrono::steady_clock::time_point m_written = std::chrono::steady_clock::now();
};

}  // namespace scotopic
