// SPDX-License-Identifier: MIT
#include "core/training/run_tables.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/training/run_folder.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <unistd.h>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kStepsHead = "step,epoch,pairs,loss,gradient_norm,learning_rate,seconds,network_seconds";
constexpr std::string_view kEpochsHead =
    "epoch,step,mean_loss,learning_rate,val_psnr_db,val_ssim,val_l1,failures,seconds";
constexpr char kPairSeparator = ';';

/// The shortest text that reads back as this number.
template <typename Number>
std::string textOf(Number number)
{
    char text[64];
    const auto [end, error] = std::to_chars(text, text + sizeof text, number);
    return {text, end};
}

template <typename Number>
Number numberFrom(const std::string& word)
{
    Number number{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) {
        throw CorruptInput("'" + word + "' is not a number");
    }
    return number;
}

std::string lineOf(const StepRow& row)
{
    return joinFields({textOf(row.step), textOf(row.epoch), joinFields(row.pairs, kPairSeparator), textOf(row.loss),
                       textOf(row.gradientNorm), textOf(row.learningRate), textOf(row.seconds),
                       textOf(row.networkSeconds)});
}

std::string lineOf(const EpochRow& row)
{
    const auto score = [&row](double ValidationScores::*member) {
        return row.validation ? textOf((*row.validation).*member) : std::string();
    };
    std::vector<std::string> cells{textOf(row.epoch), textOf(row.step), textOf(row.meanLoss), textOf(row.learningRate)};
    for (const auto member : {&ValidationScores::psnrDb, &ValidationScores::ssim, &ValidationScores::l1}) {
        cells.push_back(score(member));
    }
    cells.push_back(textOf(row.failureCount));
    cells.push_back(textOf(row.seconds));
    return joinFields(cells);
}

StepRow stepFrom(const std::vector<std::string>& cells)
{
    StepRow row;
    row.step = numberFrom<long>(cells[0]);
    row.epoch = numberFrom<int>(cells[1]);
    row.pairs = splitFields(cells[2], kPairSeparator);
    row.loss = numberFrom<double>(cells[3]);
    row.gradientNorm = numberFrom<double>(cells[4]);
    row.learningRate = numberFrom<double>(cells[5]);
    row.seconds = numberFrom<double>(cells[6]);
    row.networkSeconds = numberFrom<double>(cells[7]);
    return row;
}

EpochRow epochFrom(const std::vector<std::string>& cells)
{
    EpochRow row;
    row.epoch = numberFrom<int>(cells[0]);
    row.step = numberFrom<long>(cells[1]);
    row.meanLoss = numberFrom<double>(cells[2]);
    row.learningRate = numberFrom<double>(cells[3]);
    if (!cells[4].empty()) {
        row.validation =
            ValidationScores{numberFrom<double>(cells[4]), numberFrom<double>(cells[5]), numberFrom<double>(cells[6])};
    }
    row.failureCount = numberFrom<int>(cells[7]);
    row.seconds = numberFrom<double>(cells[8]);
    return row;
}

template <typename Row>
std::vector<Row> readTable(const fs::path& file, std::string_view head, Row (*rowFrom)(const std::vector<std::string>&))
{
    requireReadable(file);
    std::ifstream stream(file, std::ios::binary);
    std::string record;
    readRecord(stream, record);
    if (record != head) {
        throw CorruptInput(file, "does not begin with the columns of this version");
    }
    const auto columns = static_cast<std::size_t>(std::ranges::count(head, ',')) + 1;
    std::vector<Row> rows;
    while (readRecord(stream, record) && !stream.eof()) {  // eof: the last line has no end
        try {
            const std::vector<std::string> cells = splitFields(record);
            if (cells.size() != columns) {
                throw CorruptInput("has " + std::to_string(cells.size()) + " cells");
            }
            rows.push_back(rowFrom(cells));
        } catch (const CorruptInput& error) {
            throw CorruptInput(file, "row " + std::to_string(rows.size() + 1) + ": " + error.what());
        }
    }
    return rows;
}

template <typename Row, typename IsKept>
void cut(const fs::path& file, std::string_view head, Row (*rowFrom)(const std::vector<std::string>&),
         const IsKept& isKept)
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
