// SPDX-License-Identifier: MIT
#include "core/training/run_data.h"

#include "core/base/error.h"
#include "core/dataset/clean_patch.h"
#include "core/inference/device_choice.h"

#include <algorithm>

namespace scotopic {

namespace {

constexpr int kSmallestAhead = 4;

/// A processor that computes the network itself has one thread to spare where the job has several; one that only feeds
/// a GPU, all but one. The processes of a run are taken to share one machine.
int sourceThreads(const TrainingJob& job, ProcessPart part, int threads)
{
    const bool computesHere = presentDevice(job.options.device).kind == DeviceKind::Cpu;
    return computesHere ? std::min(1, threads - 1) : std::max(1, (threads - 1) / part.size);
}

ExampleSourceOptions placed(const TrainingJob& job, const TrainingPosition& position, ProcessPart part, int threads)
{
    ExampleSourceOptions options;
    options.firstEpoch = position.epoch;
    options.firstIndex = position.nextIndex;
    options.stride = part.size;
    options.offset = part.rank;
    // This step's and the next one's.
    options.ahead = std::max(kSmallestAhead, 2 * job.options.batch * job.options.accumulate);
    options.threads = sourceThreads(job, part, threads);
    options.allowedFailureShare = job.options.allowedFailureShare;
    return options;
}

std::vector<std::string> namesOf(const std::vector<ImagePair>& pairs, const std::vector<std::size_t>& indices)
{
    std::vector<std::string> names;
    for (const std::size_t index : indices) {
        names.push_back(pairs[index].name);
    }
    return names;
}

TrainingExample exampleOf(const TrainingJob& job, const std::vector<std::size_t>& plan, int index)
{
    const TrainingOptions& options = job.options;
    if (job.clean != nullptr) {
        return makeCleanExample(*job.clean, drawCleanShot(*job.clean, plan, options.seed, 1, index, options.patchPx));
    }
    const std::size_t pair = plan[static_cast<std::size_t>(index) % plan.size()];
    const PixelSize size = job.cache->planeSizeOf(pair);
    return makeExample(*job.cache, pair, drawPatch(options.seed, 1, index, size, options.patchPx));
}

}  // namespace

void requireFittingData(const TrainingJob& job)
{
    const std::string folder = (job.clean != nullptr ? job.clean->folder() : job.cache->folder()).string();
    const int wanted = job.options.network.inputPlanes;
    if (job.clean == nullptr && job.data.train.empty()) {
        throw InvalidArgument(folder + ": has no pair to train on");
    }
    const int planes = job.clean != nullptr ? 4 : job.cache->planeCountOf(job.data.train.front());
    if (planes != wanted) {
        throw InvalidArgument("the network takes " + std::to_string(wanted) + " planes, but the data have "
                              + std::to_string(planes));
    }
    if (job.run != nullptr && !job.run->record().dataFingerprint.empty()
        && job.run->record().dataFingerprint != fingerprintOf(job)) {
        throw InvalidArgument(job.run->paths().folder.string() + ": was begun with other data than those of " + folder);
    }
}

std::unique_ptr<ExampleSource> makeSource(const TrainingJob& job, const TrainingPosition& position, ProcessPart part,
                                          int threads)
{
    if (job.clean != nullptr) {
        CleanPatchOptions options;
        static_cast<ExampleSourceOptions&>(options) = placed(job, position, part, threads);
        options.seed = job.options.seed;
        options.patchPx = job.options.patchPx;
        options.samplesPerEpoch = job.options.stepsPerEpoch * job.options.batch * job.options.accumulate * part.size;
        return std::make_unique<CleanPatchSource>(*job.clean, options);
    }
    PatchSourceOptions options;
    static_cast<ExampleSourceOptions&>(options) = placed(job, position, part, threads);
    options.candidates = job.data.train;
    options.seed = job.options.seed;
    options.patchPx = job.options.patchPx;
    return std::make_unique<PatchSource>(*job.cache, options);
}

std::vector<TrainingExample> firstExamples(const TrainingJob& job)
{
    const std::vector<std::size_t> plan =
        job.clean != nullptr ? job.clean->picturesOf(Split::Train)
                             : planEpoch(job.cache->pairs(), job.data.train, job.options.seed, /*epoch=*/1);
    const int wanted = job.options.batch * job.options.accumulate;
    const int possible = job.clean != nullptr ? wanted : std::min(wanted, static_cast<int>(plan.size()));
    std::vector<TrainingExample> examples;
    for (int i = 0; i < possible; ++i) {
        try {
            examples.push_back(exampleOf(job, plan, i));
        } catch (const CorruptInput&) {
            continue;  // the run itself counts it
        } catch (const UnreadableInput&) {
            continue;
        }
    }
    if (examples.empty()) {
        throw CorruptInput(job.clean != nullptr ? job.clean->folder() : job.cache->folder(),
                           "not one of the training examples can be read");
    }
    return examples;
}

const std::string& sourceNameOf(const TrainingJob& job, const TrainingExample& example)
{
    return job.clean != nullptr ? job.clean->pictures()[example.pair].name : job.cache->pairs()[example.pair].name;
}

void describeData(const TrainingJob& job, RunRecord& record)
{
    record.dataRoot = job.dataRoot;
    record.dataFingerprint = fingerprintOf(job);
    record.trainPairs.clear();
    record.validationPairs.clear();
    if (job.cache != nullptr) {
        record.truthRenderer = job.cache->groundTruthRenderer();
        record.cacheFolder = job.cache->folder().string();
        record.trainPairs = namesOf(job.cache->pairs(), job.data.train);
        record.validationPairs = namesOf(job.cache->pairs(), job.data.validation);
    }
    if (job.clean != nullptr) {
        for (const std::size_t picture : job.clean->picturesOf(Split::Train)) {
            record.trainPairs.push_back(job.clean->pictures()[picture].name);
        }
    }
}

std::string fingerprintOf(const TrainingJob& job)
{
    const std::string ofPairs = job.cache != nullptr ? fingerprintOf(*job.cache, job.data) : "";
    return job.clean == nullptr ? ofPairs : job.clean->fingerprint() + (ofPairs.empty() ? "" : "+" + ofPairs);
}

}  // namespace scotopic
