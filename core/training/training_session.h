// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: one process's share of a run, from where it stands to its end.
#include "core/training/run_writer.h"
#include "core/training/step_batches.h"
#include "core/training/train.h"
#include "core/training/trainer.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace scotopic {

class TrainingSession {
public:
    /// Reads the newest checkpoint, makes the network and, in a new run, measures the estimate.
    TrainingSession(const TrainingJob& job, const TrainingListener& listener, const JobContext& context);

    /// To the last epoch or early stopping.
    void run();
    /// Writes what is there under this state. `keepsPosition`: with a checkpoint of the last whole step.
    void close(RunState state, const std::string& reason, bool keepsPosition);
    [[nodiscard]] const RunRecord& record() const { return m_record; }
    /// Whether early stopping has come.
    [[nodiscard]] bool gainsNothing() const;

private:
    using Clock = std::chrono::steady_clock;

    void restore(const std::optional<Checkpoint>& checkpoint);
    void describeRun();
    void runStep();
    void learn(const std::vector<TrainingExample>& examples, Clock::time_point start);
    void finishEpoch();
    void beginNextEpoch();
    [[nodiscard]] ValidationScores validateEpoch(const Model& model);
    void writeSamples(const Model& model, const EpochRow& row);
    void writeCheckpoint();
    void updateRecord();
    void reportProgress() const;
    void note(const std::string& sentence) const;
    [[nodiscard]] bool isScored(int epoch) const;
    [[nodiscard]] bool isLastEpoch() const { return m_position.epoch == m_job.options.epochs; }
    [[nodiscard]] bool writes() const { return m_writer.has_value(); }
    [[nodiscard]] EngineOptions engine() const;
    [[nodiscard]] Model model() const;
    [[nodiscard]] std::vector<std::string> namesOf(const std::vector<TrainingExample>& examples) const;

    const TrainingJob& m_job;
    const TrainingListener& m_listener;
    const JobContext& m_context;
    ProcessPart m_part;
    TrainingPosition m_position;
    std::unique_ptr<Trainer> m_trainer;
    std::unique_ptr<StepBatches> m_batches;
    std::optional<RunWriter> m_writer;  // in the process that writes
    RunRecord m_record;
    std::map<std::string, std::string> m_notes;     // of the models, but for the epoch
    std::vector<TrainingExample> m_latestExamples;  // of several processes: what stands in for unreadable ones
    std::size_t m_notedFailures = 0;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_epochStart = Clock::now();
};

}  // namespace scotopic
