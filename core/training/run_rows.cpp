// SPDX-License-Identifier: MIT
#include "core/training/run_rows.h"

#include "core/base/csv.h"
#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <vector>

namespace scotopic {

namespace {

constexpr char kPairSeparator = ';';

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

std::vector<std::string> cellsOf(const std::string& line, std::string_view head)
{
    std::vector<std::string> cells = splitFields(line);
    if (cells.size() != static_cast<std::size_t>(std::ranges::count(head, ',')) + 1) {
        throw CorruptInput("has " + std::to_string(cells.size()) + " cells");
    }
    return cells;
}

}  // namespace

std::string lineOf(const StepRow& row)
{
    return joinFields({textOf(row.step), textOf(row.epoch), joinFields(row.pairs, kPairSeparator), textOf(row.loss),
                       textOf(row.gradientNorm), textOf(row.learningRate), textOf(row.seconds),
                       textOf(row.networkSeconds), textOf(row.memoryBytes)});
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

StepRow stepFrom(const std::string& line)
{
    const std::vector<std::string> cells = cellsOf(line, kStepsHead);
    StepRow row;
    row.step = numberFrom<long>(cells[0]);
    row.epoch = numberFrom<int>(cells[1]);
    row.pairs = splitFields(cells[2], kPairSeparator);
    row.loss = numberFrom<double>(cells[3]);
    row.gradientNorm = numberFrom<double>(cells[4]);
    row.learningRate = numberFrom<double>(cells[5]);
    row.seconds = numberFrom<double>(cells[6]);
    row.networkSeconds = numberFrom<double>(cells[7]);
    row.memoryBytes = numberFrom<std::size_t>(cells[8]);
    return row;
}

EpochRow epochFrom(const std::string& line)
{
    const std::vector<std::string> cells = cellsOf(line, kEpochsHead);
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

}  // namespace scotopic
