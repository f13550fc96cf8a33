// SPDX-License-Identifier: MIT
#include "core/training/train.h"

#include "core/base/threads.h"
#include "core/inference/device_choice.h"
#include "core/training/agreement.h"
#include "core/training/run_data.h"
#include "core/training/training_session.h"

#include <algorithm>
#include <exception>
#include <map>
#include <set>

namespace scotopic {

namespace {

constexpr std::size_t kDebugScenes = 5;  // reference, section 5

std::vector<std::size_t> firstBursts(const std::vector<ImagePair>& pairs, Split split, const Exclusions& exclusions,
                                     bool debug)
{
    std::vector<std::size_t> chosen;
    std::set<std::string> scenes;
    for (const std::size_t i : pairsOf(split, pairs, exclusions)) {
        const bool isOneMore = !scenes.contains(pairs[i].scene);
        if (pairs[i].burstIndex != 0 || (debug && isOneMore && scenes.size() == kDebugScenes)) {
            continue;
        }
        scenes.insert(pairs[i].scene);
        chosen.push_back(i);
    }
    return chosen;
}

std::vector<std::size_t> indicesOf(const std::vector<std::string>& names, const std::map<std::string, std::size_t>& all)
{
    std::vector<std::size_t> indices;
    for (const std::string& name : names) {
        const auto found = all.find(name);
        if (found == all.end()) {
            throw CorruptInput("the data no longer have the pair " + name + ", which the run was begun with");
        }
        indices.push_back(found->second);
    }
    return indices;
}

void requireFitting(const TrainingJob& job)
{
    requireUsable(job.options);
    if (job.options.stopAfterEpochsWithoutGain && job.data.validation.empty()) {
        throw InvalidArgument("early stopping needs a validation split, and the data have none");
    }
    requireFittingData(job);
}

/// What `auto` stands for is settled when a run begins, the same for all its processes: it goes on as it began wherever
/// that is.
TrainingJob settled(TrainingJob job)
{
    if (job.options.precision == Precision::Auto) {
        const Precision own = precisionFor(presentDevice(job.options.device), Precision::Auto);
        const bool needsFp32 = holdsAnywhere(job.exchange, own == Precision::Fp32);
        job.options.precision = needsFp32 ? Precision::Fp32 : Precision::Bf16;
    }
    return job;
}

/// What failed is told by whoever catches it; that the record cannot be written either must not hide it.
void closeQuietly(TrainingSession& session, RunState state, const std::string& reason, bool keepsPosition)
{
    try {
        session.close(state, reason, keepsPosition);
    } catch (const Error&) {
        return;
    }
}

}  // namespace

TrainingData chooseTrainingData(const std::vector<ImagePair>& pairs, const Exclusions& exclusions, bool debug)
{
    return {firstBursts(pairs, Split::Train, exclusions, debug),
            firstBursts(pairs, Split::Validation, exclusions, debug)};
}

TrainingData recordedTrainingData(const std::vector<ImagePair>& pairs, const RunRecord& record)
{
    std::map<std::string, std::size_t> all;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        all.emplace(pairs[i].name, i);
    }
    return {indicesOf(record.trainPairs, all), indicesOf(record.validationPairs, all)};
}

TrainingData recordedValidationData(const std::vector<ImagePair>& pairs, const RunRecord& record)
{
    RunRecord choosing = record;
    choosing.trainPairs.clear();
    return recordedTrainingData(pairs, choosing);
}

std::string fingerprintOf(const DecodedCache& cache, const TrainingData& data)
{
    std::vector<std::size_t> pairs = data.train;
    pairs.insert(pairs.end(), data.validation.begin(), data.validation.end());
    return cache.fingerprintOf(pairs);
}

RunRecord train(const TrainingJob& wanted, const TrainingListener& listener, const JobContext& context)
{
    const ThreadsHere threads(context.threadCount());
    requireFitting(wanted);
    const TrainingJob job = settled(wanted);
    TrainingSession session(job, listener, context);
    try {
        session.run();
    } catch (const Cancelled&) {
        session.close(RunState::Paused, "stopped", /*keepsPosition=*/true);
        throw;
    } catch (const DeviceFailed& error) {
        // Of several processes another one is gone: this one still knows where training stood.
        const bool isLostProcess = job.exchange != nullptr;
        closeQuietly(session, isLostProcess ? RunState::Paused : RunState::Failed, error.what(), isLostProcess);
        throw;
    } catch (const TrainingDiverged& error) {
        session.goBack();
        closeQuietly(session, RunState::Failed, error.what(), /*keepsPosition=*/false);
        throw;
    } catch (const CorruptInput& error) {
        closeQuietly(session, RunState::Failed, error.what(), /*keepsPosition=*/true);
        throw;
    } catch (...) {
        closeQuietly(session, RunState::Failed, sentenceOf(std::current_exception()), /*keepsPosition=*/false);
        throw;
    }
    const std::optional<int>& patience = job.options.stopAfterEpochsWithoutGain;
    session.close(RunState::Finished,
                  session.gainsNothing() ? "no gain in validation for " + std::to_string(*patience) + " epochs" : "",
                  /*keepsPosition=*/true);
    return session.record();
}

}  // namespace scotopic
