// SPDX-License-Identifier: MIT
#include "core/training/run_tail.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/training/run_folder.h"
#include "core/training/run_rows.h"

#include <algorithm>
#include <deque>
#include <fstream>
#include <iterator>
#include <string_view>
#include <sys/stat.h>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLongestRowBytes = 64 << 10;  // hundreds of pairs a step

struct FileState {
    std::uint64_t inode = 0;
    std::uintmax_t bytes = 0;
};

std::optional<FileState> stateOf(const fs::path& file)
{
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        return std::nullopt;
    }
    return FileState{status.st_ino, static_cast<std::uintmax_t>(status.st_size)};
}

std::ifstream openAt(const fs::path& file, std::uintmax_t offset)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream.seekg(static_cast<std::streamoff>(offset))) {
        throw UnreadableInput(file, "cannot be read");
    }
    return stream;
}

template <typename Row>
std::vector<Row> rowsFrom(const std::vector<std::string>& lines, Row (*rowFrom)(const std::string&),
                          const fs::path& file)
{
    std::vector<Row> rows;
    rows.reserve(lines.size());
    try {
        for (const std::string& line : lines) {
            rows.push_back(rowFrom(line));
        }
    } catch (const CorruptInput& error) {
        throw CorruptInput(file, "a row " + std::string(error.what()));
    }
    return rows;
}

template <typename Row>
std::vector<Row> lastRows(const fs::path& file, std::size_t count, Row (*rowFrom)(const std::string&),
                          std::vector<Row> (*readAll)(const fs::path&))
{
    const std::optional<FileState> state = stateOf(file);
    if (!state) {
        return {};
    }
    const std::uintmax_t from = state->bytes > kLongestRowBytes ? state->bytes - kLongestRowBytes : 0;
    std::ifstream stream = openAt(file, from);
    std::deque<std::string> last;
    std::string line;
    std::getline(stream, line);  // the head, or the rest of a row
    while (std::getline(stream, line) && !stream.eof()) {
        last.push_back(line);
        if (last.size() > count) {
            last.pop_front();
        }
    }
    std::vector<Row> rows;
    try {
        std::transform(last.begin(), last.end(), std::back_inserter(rows), rowFrom);
    } catch (const CorruptInput&) {
        rows = readAll(file);  // a name with a line break in it, if anything
        rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(std::min(count, rows.size())));
    }
    return rows;
}

}  // namespace

struct RunTail::Lines {
    std::vector<std::string> lines;
    bool isAnew = false;
    bool hasMore = false;
};

RunTail::RunTail(const fs::path& folder) : m_steps{RunPaths{folder}.steps()}, m_epochs{RunPaths{folder}.epochs()} {}

RunTail::Lines RunTail::readLines(Place& place, std::string_view head, std::size_t mostRows)
{
    Lines read;
    const std::optional<FileState> state = stateOf(place.file);
    if (!state || state->inode != place.inode || state->bytes < place.bytes) {
        read.isAnew = place.bytes > 0;
        place.bytes = 0;
        place.inode = state ? state->inode : 0;
    }
    if (!state || state->bytes == place.bytes) {
        return read;
    }
    std::ifstream stream = openAt(place.file, place.bytes);
    std::string line;
    while (!read.hasMore && readRecord(stream, line) && !stream.eof()) {  // eof: the last line has no end yet
        if (place.bytes == 0 && line != head) {
            throw CorruptInput(place.file, "does not begin with the columns of this version");
        }
        if (place.bytes > 0) {
            read.lines.push_back(line);
        }
        place.bytes += line.size() + 1;
        read.hasMore = read.lines.size() == mostRows;
    }
    return read;
}

RunGrowth RunTail::read(std::size_t mostRows)
{
    try {
        Lines steps = readLines(m_steps, kStepsHead, mostRows);
        Lines epochs = readLines(m_epochs, kEpochsHead, mostRows);
        if (steps.isAnew != epochs.isAnew) {
            // A run going on cuts one table after the other: what is left of the other is read again with it.
            Place& other = steps.isAnew ? m_epochs : m_steps;
            other.bytes = 0;
            (steps.isAnew ? epochs : steps) = readLines(other, steps.isAnew ? kEpochsHead : kStepsHead, mostRows);
        }
        const bool isAnew = std::exchange(m_isVoid, false) || steps.isAnew || epochs.isAnew;
        return {isAnew, rowsFrom(steps.lines, &stepFrom, m_steps.file),
                rowsFrom(epochs.lines, &epochFrom, m_epochs.file), steps.hasMore || epochs.hasMore};
    } catch (const Error&) {
        m_steps.bytes = m_epochs.bytes = 0;
        m_isVoid = true;
        throw;
    }
}

std::optional<StepRow> readLastStep(const fs::path& file)
{
    const std::vector<StepRow> rows = lastRows(file, 1, &stepFrom, &readSteps);
    return rows.empty() ? std::nullopt : std::optional(rows.back());
}

std::vector<EpochRow> readLastEpochs(const fs::path& file, std::size_t count)
{
    return lastRows(file, count, &epochFrom, &readEpochs);
}

}  // namespace scotopic
