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
    /// Writes what is there under this state. `keepsPosition`: with a checkpoint of the last whole step, unless the
    /// loss has been exploding; the record then tells of the last checkpoint there is.
    void close(RunState state, const std::string& reason, bool keepsPosition);
    /// After a loss that exploded: removes the checkpoints that may be spoiled and tells where the run can go on.
    void goBack() const;
    [[nodiscard]] const RunRecord& record() const { return m_record; }
    /// Whether early stopping has come.
    [[nodiscard]] bool gainsNothing() const;

private:
    using Clock = std::chrono::steady_clock;

    void restore(const std::optional<Checkpoint>& checkpoint);
    void describeRun();
    void noteSurprises() const;
    void meetOthers();
    void runStep();
    void learn(const std::vector<TrainingExample>& examples, Clock::time_point start);
    void finishEpoch();
    void beginNextEpoch();
    [[nodiscard]] ValidationScores validateEpoch(const Model& model);
    void writeSamples(const Model& model, const EpochRow& row);
    void writeCheckpoint();
    /// Networks up to this step are known to be good: as many steps as are watched went well after it, or this session
    /// began with it, well.
    [[nodiscard]] long provenStep() const;
    void updateRecord();
    void reportProgress() const;
    void note(const std::string& sentence) const;
    /// Of what this process does by itself: several processes stop together, in meetOthers().
    [[nodiscard]] JobContext ownContext() const { return m_job.exchange == nullptr ? m_context : JobContext(); }
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
    TrainingPosition m_saved;  // of the last checkpoint
    long m_firstStep = 0;      // steps done when this session began
    bool m_beganWell = false;  // its first step had a sensible loss: that of the network it began with
    std::unique_ptr<Trainer> m_trainer;
    std::unique_ptr<StepBatches> m_batches;
    std::optional<RunWriter> m_writer;  // in the process that writes
    RunRecord m_record;
    TrainingTimes m_earlierTimes;                   // of the sessions before this one
    std::map<std::string, std::string> m_notes;     // of the models, but for the epoch
    std::vector<TrainingExample> m_latestExamples;  // of several processes: what stands in for unreadable ones
    std::size_t m_notedFailures = 0;
    int m_uncounted = 0;  // samples that this process left out and that m_position does not count yet
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_epochStart = Clock::now();
};

}  // namespace scotopic
