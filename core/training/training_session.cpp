// SPDX-License-Identifier: MIT
#include "core/training/training_session.h"

#include "core/inference/device_choice.h"
#include "core/inference/machine.h"
#include "core/network/import_model.h"
#include "core/network/model_file.h"
#include "core/training/distributed.h"
#include "core/training/estimate.h"
#include "core/training/loss_watch.h"
#include "core/training/model_notes.h"
#include "core/training/run_data.h"

#include <algorithm>
#include <scotopic_version.h>

namespace scotopic {

namespace {

std::string textOf(const UNetOptions& network)
{
    return std::string(nameOf(network.normalisation)) + " of width " + std::to_string(network.baseWidth) + " with "
           + std::to_string(network.inputPlanes) + " input planes and a head of " + std::to_string(network.headKernel)
           + "x" + std::to_string(network.headKernel) + (network.upsampleBias ? "" : " without upsampling bias");
}

void requireSameNetwork(const UNetOptions& stored, const UNetOptions& wanted, const std::string& source)
{
    if (stored != wanted) {
        throw InvalidArgument(source + ": is a network " + textOf(stored) + ", but the run trains " + textOf(wanted));
    }
}

std::optional<Checkpoint> checkpointOf(const TrainingJob& job)
{
    const std::filesystem::path folder = job.run != nullptr ? job.run->paths().folder : job.resumeFrom;
    if (folder.empty()) {
        return std::nullopt;
    }
    std::optional<Checkpoint> checkpoint = readNewestCheckpoint(RunPaths{folder}.checkpoints());
    if (checkpoint) {
        requireSameNetwork(checkpoint->network, job.options.network, folder.string() + ": its checkpoint");
    }
    return checkpoint;
}

std::optional<Model> initialModel(const TrainingJob& job)
{
    if (job.options.initialModel.empty()) {
        return std::nullopt;
    }
    Model model = openModel(job.options.initialModel).model;
    requireSameNetwork(model.options, job.options.network, job.options.initialModel.string());
    return model;
}

ProcessPart partOf(const GradientExchange* exchange)
{
    return exchange == nullptr ? ProcessPart{} : ProcessPart{exchange->rank(), exchange->size()};
}

}  // namespace

TrainingSession::TrainingSession(const TrainingJob& job, const TrainingListener& listener, const JobContext& context)
    : m_job(job), m_listener(listener), m_context(context), m_part(partOf(job.exchange))
{
    const std::optional<Checkpoint> checkpoint = checkpointOf(job);
    m_position = m_saved = checkpoint ? checkpoint->position : TrainingPosition{};
    m_firstStep = m_position.step;
    m_batches =
        std::make_unique<StepBatches>(makeSource(job, m_position, m_part, context.threadCount()), job.options, m_part);
    context.report({.stage = "preparing the network", .fraction = {}, .remainingSeconds = {}});
    restore(checkpoint);
    m_notes = modelNotes(job);
    describeRun();
    if (m_position.step == 0) {
        m_batches->waitUntilReady(ownContext());
        m_record.estimate =
            estimateTraining(*m_trainer, job, m_batches->stepsPerEpoch(), job.options.epochs - m_position.epoch + 1);
    }
    if (job.run != nullptr) {
        requireDiskSpace(job.run->paths().folder, diskBytesOf(job.options, !job.data.validation.empty()));
        job.run->write(m_record);
        m_writer.emplace(*job.run, m_position.step, m_position.epoch);
    }
    noteSurprises();
    if (listener.onStart) {
        listener.onStart(m_record);
    }
    m_start = m_epochStart = Clock::now();
}

void TrainingSession::restore(const std::optional<Checkpoint>& checkpoint)
{
    const std::optional<Model> initial = checkpoint ? std::nullopt : initialModel(m_job);
    m_trainer = std::make_unique<Trainer>(m_job.options, initial ? &initial->weights : nullptr, m_job.exchange);
    if (checkpoint) {
        m_trainer->restore(checkpoint->state);
    }
}

void TrainingSession::describeRun()
{
    if (m_job.run != nullptr) {
        m_record = m_job.run->record();  // when it started, and the estimate of then
    }
    m_record.state = RunState::Running;
    m_record.reason.clear();
    m_record.options = m_job.options;
    m_record.version = kVersion;
    m_record.torchVersion = describeMachine().torchVersion;
    describeData(m_job, m_record);
    m_record.device = m_trainer->deviceDescription();
    m_record.processes = m_part.size;
    m_record.stepsPerEpoch = m_batches->stepsPerEpoch();
    if (m_position.step == 0) {
        m_record.times = {};  // it begins again
    }
    m_earlierTimes = m_record.times;
    updateRecord();
}

void TrainingSession::noteSurprises() const
{
    if (!writes()) {
        return;
    }
    const TrainingOptions& options = m_job.options;
    if (m_job.data.validation.empty()) {
        note("the data have no validation split: no epoch is scored, and there is no best model");
    }
    if (const Normalisation kind = options.network.normalisation;
        m_part.size > 1 && (kind == Normalisation::Single || kind == Normalisation::Double)) {
        note("batch normalisation: each process normalises by the statistics of its own patches; their running "
             "averages are averaged over the processes");
    }
    const DeviceId device = presentDevice(options.device);
    if (options.precision == Precision::Bf16 && precisionFor(device, Precision::Auto) != Precision::Bf16) {
        note("device " + toText(device)
             + " does not compute bf16 itself, which the run's recipe asks for: steps are slow");
    }
}

void TrainingSession::close(RunState state, const std::string& reason, bool keepsPosition)
{
    if (!writes()) {
        return;
    }
    if (keepsPosition && isSensible(m_position.lastLosses)) {
        writeCheckpoint();
        writeModelFile(m_writer->paths().lastModel(), model(), IfExists::Overwrite);
    } else if (keepsPosition) {
        note("the loss has been exploding: what was learnt after step " + std::to_string(m_saved.step)
             + " is not kept");
        m_position = m_saved;
    }
    m_record.state = state;
    m_record.reason = reason;
    updateRecord();
    m_writer->writeRecord(m_record);
}

void TrainingSession::goBack() const
{
    if (!writes()) {
        return;
    }
    const std::optional<long> step = removeUnprovenCheckpoints(m_writer->paths().checkpoints(), provenStep());
    note(step ? "the run can go on after step " + std::to_string(*step)
                    + ", from before its loss exploded; a lower learning rate may help"
              : "the run has no checkpoint from before its loss exploded; it can begin again with other options");
}

long TrainingSession::provenStep() const
{
    return std::max(m_position.step - static_cast<long>(kWatchedSteps), m_beganWell ? m_firstStep : 0);
}

void TrainingSession::writeCheckpoint()
{
    const Clock::time_point start = Clock::now();
    m_writer->writeCheckpoint({m_position, m_job.options.network, m_trainer->state()}, provenStep());
    m_saved = m_position;
    m_record.times.checkpointSeconds += std::chrono::duration<double>(Clock::now() - start).count();
    updateRecord();
    m_writer->writeRecord(m_record);
}

void TrainingSession::updateRecord()
{
    m_record.epoch = m_position.epoch - 1;
    m_record.step = m_position.step;
    m_record.best = m_position.best;
    m_record.failureCount = m_position.failureCount;
    m_record.times.totalSeconds =
        m_earlierTimes.totalSeconds + std::chrono::duration<double>(Clock::now() - m_start).count();
    m_record.times.waitingSeconds = m_earlierTimes.waitingSeconds + m_batches->waitedSeconds();
    m_record.peakMemoryBytes = peakResidentBytes();
}

Model TrainingSession::model() const
{
    Model model{m_job.options.network, outputSpaceOf(m_job), m_trainer->weights(/*averaged=*/true), m_notes, {}};
    model.notes["epoch"] = std::to_string(m_position.epoch - (m_position.stepsInEpoch > 0 ? 0 : 1));
    return model;
}

EngineOptions TrainingSession::engine() const
{
    return {m_job.options.device, EngineKind::Auto, m_job.options.precision};
}

void TrainingSession::note(const std::string& sentence) const
{
    if (m_listener.onNote) {
        m_listener.onNote(sentence);
    }
}

}  // namespace scotopic
