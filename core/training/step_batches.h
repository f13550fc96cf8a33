// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: samples grouped into steps.
#include "core/dataset/example_source.h"
#include "core/training/checkpoint.h"
#include "core/training/training_options.h"

#include <memory>
#include <optional>
#include <vector>

namespace scotopic {

/// The part of this process in a run of `size` processes.
struct ProcessPart {
    int rank = 0;
    int size = 1;
};

/// What the steps of a run learn from, from a position on. Step k of an epoch takes its samples [k * perStep(),
/// (k + 1) * perStep()), of which each process has every size-th; where files cannot be read it has fewer.
class StepBatches {
public:
    StepBatches(std::unique_ptr<ExampleSource> source, const TrainingOptions& options, ProcessPart part);

    /// The readable examples of this process in the step at `position`, in their order; steps are asked for one after
    /// the other. Throws as the source does, and Cancelled.
    [[nodiscard]] std::vector<TrainingExample> take(const TrainingPosition& position, const JobContext& context);

    /// Returns when all examples that are kept ready are: for measures of memory. Throws Cancelled.
    void waitUntilReady(const JobContext& context) { m_source->waitUntilReady(context); }

    [[nodiscard]] int perStep() const { return m_perProcess * m_processes; }
    [[nodiscard]] int perProcess() const { return m_perProcess; }
    [[nodiscard]] int stepsPerEpoch() const { return m_source->samplesPerEpoch() / perStep(); }
    /// Whether no whole step is left in the position's epoch.
    [[nodiscard]] bool epochIsDone(const TrainingPosition& position) const;
    [[nodiscard]] double waitedSeconds() const { return m_source->waitedSeconds(); }
    [[nodiscard]] std::vector<std::string> failures() const { return m_source->failures(); }

private:
    int m_perProcess;
    int m_processes;
    std::unique_ptr<ExampleSource> m_source;
    std::optional<ExampleSource::Sample> m_early;  // taken, but of a later step
};

}  // namespace scotopic
