// SPDX-License-Identifier: MIT
#include "core/evaluation/score_store.h"

#include "core/base/files.h"

#include <set>

namespace scotopic {

ScoreStore::ScoreStore(const std::filesystem::path& folder)
    : m_results(folder / "results.csv"), m_everything(folder / "known-scores.csv"), m_known(readScores(m_everything))
{
}

void ScoreStore::keep(const std::vector<ImageScore>& scores)
{
    constexpr std::chrono::seconds kBetweenWrites{5};
    m_heldBack = scores;
    if (std::chrono::steady_clock::now() - m_written >= kBetweenWrites) {
        flush();
    }
}

void ScoreStore::flush()
{
    if (m_heldBack.empty()) {
        return;
    }
    std::set<std::string> keys;
    for (const ImageScore& score : m_heldBack) {
        keys.insert(score.key);
    }
    for (const ImageScore& score : m_known) {
        if (keys.insert(score.key).second) {
            m_heldBack.push_back(score);
        }
    }
    writeTextFile(m_everything, scoresCsv(m_heldBack));
    m_heldBack.clear();
    m_written = std::chrono::steady_clock::now();
}

void ScoreStore::finish(const std::vector<ImageScore>& scores)
{
    m_heldBack = scores;
    flush();
    writeTextFile(m_results, scoresCsv(scores));
}

}  // namespace scotopic
