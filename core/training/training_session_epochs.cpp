// SPDX-License-Identifier: MIT
#include "core/inference/machine.h"
#include "core/network/model_file.h"
#include "core/training/agreement.h"
#include "core/training/distributed.h"
#include "core/training/loss_watch.h"
#include "core/training/run_data.h"
#include "core/training/training_session.h"
#include "core/training/validation.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr std::size_t kSampleCount = 3;
constexpr int kLargestSamplePx = 512;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string placeOf(const StepRow& row)
{
    std::string text = "step " + std::to_string(row.step) + " (epoch " + std::to_string(row.epoch) + ", on";
    for (const std::string& name : row.pairs) {
        text += " " + name;
    }
    return text + ")";
}

/// While the learning rate warms up, random weights may long be worse than any picture.
void requireSensible(const StepRow& row, bool isWarmingUp, std::vector<double>& lastLosses)
{
    if (!std::isfinite(row.loss) || !std::isfinite(row.gradientNorm)) {
        throw TrainingDiverged("the " + std::string(std::isfinite(row.loss) ? "gradient" : "loss")
                               + " is no longer a number at " + placeOf(row));
    }
    if (!isWarmingUp && isExploding(lastLosses, row.loss)) {
        throw TrainingDiverged("the loss has exploded: over the last " + std::to_string(kWatchedSteps)
                               + " steps it is above that of any picture, at " + placeOf(row));
    }
}

}  // namespace

void TrainingSession::run()
{
    while (m_position.epoch <= m_job.options.epochs && !gainsNothing()) {
        if (m_batches->epochIsDone(m_position)) {
            finishEpoch();
        } else {
            runStep();
        }
    }
}

bool TrainingSession::gainsNothing() const
{
    const std::optional<int>& patience = m_job.options.stopAfterEpochsWithoutGain;
    const int lastEpoch = m_position.epoch - 1;
    return patience && m_position.best && isScored(lastEpoch) && lastEpoch - m_position.best->epoch >= *patience;
}

bool TrainingSession::isScored(int epoch) const
{
    const TrainingOptions& options = m_job.options;
    return !m_job.data.validation.empty() && (epoch % options.validateEveryEpochs == 0 || epoch == options.epochs);
}

/// Between two steps: all processes stop together, and each knows how many samples all of them left out.
void TrainingSession::meetOthers()
{
    const std::vector<double> sums =
        sumsOverProcesses(m_job.exchange, {m_context.isCancelled() ? 1.0 : 0.0, static_cast<double>(m_uncounted)});
    m_position.failureCount += static_cast<int>(std::lround(sums[1]));
    m_uncounted = 0;
    if (sums[0] > 0) {
        throw Cancelled{};
    }
    if (m_job.exchange == nullptr) {
        m_context.handOver();
    }
}

void TrainingSession::runStep()
{
    meetOthers();
    const Clock::time_point start = Clock::now();
    std::vector<TrainingExample> examples = m_batches->take(m_position, ownContext());
    const int missing = m_batches->perProcess() - static_cast<int>(examples.size());
    if (m_part.size > 1) {
        // Every process has to take part in every step: without a readable sample it repeats its latest.
        examples.empty() ? examples = m_latestExamples : m_latestExamples = examples;
    }
    if (!examples.empty()) {
        learn(examples, start);
    } else if (m_part.size > 1) {
        throw CorruptInput(m_batches->failures().empty() ? "no sample can be read" : m_batches->failures().back());
    }
    m_position.nextIndex += m_batches->perStep();
    m_uncounted += missing;
    for (; m_notedFailures < m_batches->failures().size(); ++m_notedFailures) {
        note("left out: " + m_batches->failures()[m_notedFailures]);
    }
}

void TrainingSession::learn(const std::vector<TrainingExample>& examples, Clock::time_point start)
{
    const TrainingOptions& options = m_job.options;
    if (options.freezeNormAfterEpoch && m_position.epoch > *options.freezeNormAfterEpoch) {
        m_trainer->freezeNormalisation();
    }
    const long scheduleStep = static_cast<long>(m_position.epoch - 1) * m_batches->stepsPerEpoch()
                              + m_position.nextIndex / m_batches->perStep();
    const double learningRate = learningRateAt(options, scheduleStep, m_batches->stepsPerEpoch());
    const StepResult result = m_trainer->step(examples, learningRate);
    const StepRow row{m_position.step + 1, m_position.epoch,      namesOf(examples),
                      result.loss,         result.gradientNorm,   learningRate,
                      secondsSince(start), result.networkSeconds, residentBytes()};
    requireSensible(row, scheduleStep < options.warmUpSteps, m_position.lastLosses);
    m_beganWell = m_beganWell || (m_position.step == m_firstStep && isSensible(m_position.lastLosses));
    ++m_position.step;
    ++m_position.stepsInEpoch;
    m_position.lossSum += result.loss;
    m_record.times.networkSeconds += result.networkSeconds;
    if (writes()) {
        m_writer->add(row);
    }
    if (m_listener.onStep) {
        m_listener.onStep(row);
    }
    reportProgress();
}

void TrainingSession::finishEpoch()
{
    meetOthers();
    const TrainingOptions& options = m_job.options;
    const bool isToScore = isScored(m_position.epoch);
    const bool isShown = m_job.cache != nullptr && m_listener.writePicture
                         && (m_position.epoch % sampleInterval(options) == 0 || isLastEpoch());
    const bool isKept = m_position.epoch % snapshotInterval(options) == 0 || isLastEpoch();
    const int stepsPerEpoch = m_batches->stepsPerEpoch();
    EpochRow row;
    row.epoch = m_position.epoch;
    row.step = m_position.step;
    row.meanLoss = m_position.lossSum / std::max(1, m_position.stepsInEpoch);
    row.learningRate = learningRateAt(options, static_cast<long>(row.epoch) * stepsPerEpoch - 1, stepsPerEpoch);
    row.failureCount = m_position.failureCount;
    if (writes() && (isToScore || isShown || isKept)) {
        const Clock::time_point start = Clock::now();
        const Model now = model();
        row.validation = isToScore ? std::optional(validateEpoch(now)) : std::nullopt;
        if (isShown) {
            writeSamples(now, row);
        }
        if (isSensible(m_position.lastLosses)) {
            writeModelFile(m_writer->paths().lastModel(), now, IfExists::Overwrite);
            if (isKept) {
                writeModelFile(m_writer->paths().snapshot(row.epoch), now, IfExists::Overwrite, WeightPrecision::F16);
            }
        }
        m_record.times.validationSeconds += secondsSince(start);
    }
    row.seconds = secondsSince(m_epochStart);
    m_epochStart = Clock::now();
    if (writes()) {
        m_writer->add(row);
    }
    if (m_listener.onEpoch) {
        m_listener.onEpoch(row);
    }
    beginNextEpoch();
    const bool isDue = row.epoch % options.checkpointEveryEpochs == 0 || row.epoch == options.epochs;
    if (writes() && isDue && isSensible(m_position.lastLosses)) {
        writeCheckpoint();
    }
}

void TrainingSession::beginNextEpoch()
{
    ++m_position.epoch;
    m_position.nextIndex = 0;
    m_position.lossSum = 0;
    m_position.stepsInEpoch = 0;
    // Only the process that validates knows which epoch is the best so far, but all have to stop early together.
    if (m_job.exchange != nullptr && m_job.options.stopAfterEpochsWithoutGain) {
        const bool knows = writes() && m_position.best;
        const double best = sumsOverProcesses(m_job.exchange, {knows ? m_position.best->epoch : 0.0}).front();
        if (!writes() && best > 0) {
            m_position.best = BestEpoch{static_cast<int>(std::lround(best)), 0};
        }
    }
}

ValidationScores TrainingSession::validateEpoch(const Model& model)
{
    const Validation validation = validate(model, engine(), *m_job.cache, m_job.data.validation, m_context);
    for (const std::string& failure : validation.failures) {
        note("left out of the validation: " + failure);
    }
    if (!m_position.best || validation.mean.psnrDb > m_position.best->psnrDb) {
        writeModelFile(m_writer->paths().bestModel(), model, IfExists::Overwrite);
        m_position.best = BestEpoch{m_position.epoch, validation.mean.psnrDb};
    }
    return validation.mean;
}

void TrainingSession::writeSamples(const Model& model, const EpochRow& row)
{
    const std::vector<std::size_t>& pairs = m_job.data.validation.empty() ? m_job.data.train : m_job.data.validation;
    const std::vector<std::size_t> shown(
        pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(std::min(pairs.size(), kSampleCount)));
    const std::vector<SamplePicture> samples =
        makeSamples(model, engine(), *m_job.cache, shown, kLargestSamplePx, m_context);
    for (const std::filesystem::path& file : m_writer->addSamples(row, samples, m_listener.writePicture)) {
        if (m_listener.onSample) {
            m_listener.onSample(file);
        }
    }
}

void TrainingSession::reportProgress() const
{
    const double steps = static_cast<double>(m_job.options.epochs) * m_batches->stepsPerEpoch();
    const double done =
        static_cast<double>(m_position.epoch - 1) * m_batches->stepsPerEpoch() + m_position.stepsInEpoch;
    m_context.report(
        {.stage = "epoch " + std::to_string(m_position.epoch) + " of " + std::to_string(m_job.options.epochs),
         .fraction = done / steps,
         .remainingSeconds = {}});
}

std::vector<std::string> TrainingSession::namesOf(const std::vector<TrainingExample>& examples) const
{
    std::vector<std::string> names;
    for (const TrainingExample& example : examples) {
        names.push_back(sourceNameOf(m_job, example));
    }
    return names;
}

}  // namespace scotopic
