// SPDX-License-Identifier: MIT
#include "core/training/run_tables.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/training/run_folder.h"
#include "core/training/run_rows.h"

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

template <typename Row>
std::vector<Row> readTable(const fs::path& file, std::string_view head, Row (*rowFrom)(const std::string&))
{
    requireReadable(file);
    std::ifstream stream(file, std::ios::binary);
    std::string record;
    readRecord(stream, record);
    if (record != head) {
        throw CorruptInput(file, "does not begin with the columns of this version");
    }
    std::vector<Row> rows;
    while (readRecord(stream, record) && !stream.eof()) {  // eof: the last line has no end
        try {
            rows.push_back(rowFrom(record));
        } catch (const CorruptInput& error) {
            throw CorruptInput(file, "row " + std::to_string(rows.size() + 1) + ": " + error.what());
        }
    }
    return rows;
}

template <typename Row, typename IsKept>
void cut(const fs::path& file, std::string_view head, Row (*rowFrom)(const std::string&), const IsKept& isKept)
{
    std::string kept = std::string(head) + "\n";
    if (fs::exists(file)) {
        for (const Row& row : readTable(file, head, rowFrom)) {
            if (isKept(row)) {
                kept += lineOf(row) + "\n";
            }
        }
    }
    writeTextFile(file, kept);
}

std::ofstream openForAppending(const fs::path& file)
{
    errno = 0;
    std::ofstream stream(file, std::ios::binary | std::ios::app);
    if (!stream) {
        throw OutputFailed(file, "cannot be written: " + std::generic_category().message(errno));
    }
    return stream;
}

void append(std::ofstream& stream, const fs::path& file, std::string line)
{
    errno = 0;
    line += '\n';
    if (!stream.write(line.data(), static_cast<std::streamsize>(line.size())).flush()) {
        throw OutputFailed(file, "cannot be written: " + std::generic_category().message(errno != 0 ? errno : EIO));
    }
}

void syncFile(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

}  // namespace

RunTables::RunTables(const fs::path& folder, long lastStep, int epoch)
    : m_stepsFile(RunPaths{folder}.steps()), m_epochsFile(RunPaths{folder}.epochs())
{
    if (lastStep > 0) {
        cut(m_stepsFile, kStepsHead, stepFrom, [lastStep](const StepRow& row) { return row.step <= lastStep; });
        cut(m_epochsFile, kEpochsHead, epochFrom, [epoch](const EpochRow& row) { return row.epoch < epoch; });
    } else {
        writeTextFile(m_stepsFile, std::string(kStepsHead) + "\n");
        writeTextFile(m_epochsFile, std::string(kEpochsHead) + "\n");
    }
    m_steps = openForAppending(m_stepsFile);
    m_epochs = openForAppending(m_epochsFile);
}

void RunTables::add(const StepRow& row)
{
    append(m_steps, m_stepsFile, lineOf(row));
}

void RunTables::add(const EpochRow& row)
{
    append(m_epochs, m_epochsFile, lineOf(row));
}

void RunTables::flushToDisk()
{
    syncFile(m_stepsFile);
    syncFile(m_epochsFile);
}

std::vector<StepRow> readSteps(const fs::path& file)
{
    return readTable(file, kStepsHead, stepFrom);
}

std::vector<EpochRow> readEpochs(const fs::path& file)
{
    return readTable(file, kEpochsHead, epochFrom);
}

}  // namespace scotopic
