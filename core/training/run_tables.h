// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// One step of the optimizer; a line of steps.csv.
struct StepRow {
    long step = 0;                   // from 1 through the whole run
    int epoch = 0;                   // from 1
    std::vector<std::string> pairs;  // names of what was learnt from, of this process
    double loss = 0;
    double gradientNorm = 0;
    double learningRate = 0;
    // What may differ between two runs:
    double seconds = 0;  // of the step with everything around it
    double networkSeconds = 0;
    std::size_t memoryBytes = 0;  // that the process held after it

    friend bool operator==(const StepRow&, const StepRow&) = default;
};

/// What the network scores on the validation split: means over its pairs.
struct ValidationScores {
    double psnrDb = 0;
    double ssim = 0;
    double l1 = 0;

    friend bool operator==(const ValidationScores&, const ValidationScores&) = default;
};

/// One whole epoch; a line of epochs.csv.
struct EpochRow {
    int epoch = 0;
    long step = 0;            // the last of the epoch
    double meanLoss = 0;      // over its steps
    double learningRate = 0;  // of its last step
    std::optional<ValidationScores> validation;
    int failureCount = 0;  // samples left out so far
    double seconds = 0;    // with validation and samples; may differ between two runs

    friend bool operator==(const EpochRow&, const EpochRow&) = default;
};

/// Appends to the two tables of a run; numbers are written so that they read back as they were. Every line reaches the
/// system at once, so that a killed process loses none. Throws OutputFailed.
class RunTables {
public:
    /// Continues after `lastStep` in `epoch` of the run in `folder`: later steps, and that epoch's line and those after
    /// it, which a killed process wrote after its last checkpoint, are cut off. Step 0 begins anew.
    RunTables(const std::filesystem::path& folder, long lastStep, int epoch);
    void add(const StepRow& row);
    void add(const EpochRow& row);
    /// Makes sure that the lines survive a power cut; called before each checkpoint.
    void flushToDisk();

private:
    std::filesystem::path m_stepsFile;
    std::filesystem::path m_epochsFile;
    std::ofstream m_steps;
    std::ofstream m_epochs;
};

/// For plots and tests. A last line that is not whole is left out. Throw UnreadableInput, CorruptInput.
[[nodiscard]] std::vector<StepRow> readSteps(const std::filesystem::path& file);
[[nodiscard]] std::vector<EpochRow> readEpochs(const std::filesystem::path& file);

}  // namespace scotopic
