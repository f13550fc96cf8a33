// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/run_tables.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// What a run's tables have gained since they were read last.
struct RunGrowth {
    bool isAnew = false;  // they were cut back, as a run does that goes on after a crash: what was read before is void
    std::vector<StepRow> steps;
    std::vector<EpochRow> epochs;
    bool hasMore = false;  // there was more than was asked for

    [[nodiscard]] bool isEmpty() const { return !isAnew && steps.empty() && epochs.empty(); }
};

/// Follows the tables of a run that another thread, process or machine writes. One thread at a time.
class RunTail {
public:
    /// Of the run in `folder`, whose tables need not be there yet.
    explicit RunTail(const std::filesystem::path& folder);

    /// Whole lines alone, at most `mostRows` of each table. Throws CorruptInput (the next call begins anew),
    /// UnreadableInput.
    [[nodiscard]] RunGrowth read(std::size_t mostRows);

private:
    struct Place {
        std::filesystem::path file;
        std::uint64_t inode = 0;   // a table that was cut back is another file
        std::uintmax_t bytes = 0;  // read so far
    };
    struct Lines;
    [[nodiscard]] static Lines readLines(Place& place, std::string_view head, std::size_t mostRows);

    Place m_steps;
    Place m_epochs;
    bool m_isVoid = false;  // what was told is, after an error
};

/// The last whole row, read from the end of the file; none when the table has no row or is not there. Throw
/// CorruptInput, UnreadableInput.
[[nodiscard]] std::optional<StepRow> readLastStep(const std::filesystem::path& file);
/// As many of the last whole rows, fewer where there are not so many (or more than some hundred).
[[nodiscard]] std::vector<EpochRow> readLastEpochs(const std::filesystem::path& file, std::size_t count);

}  // namespace scotopic
