// SPDX-License-Identifier: MIT
#include "core/training/run_setup.h"

#include "core/base/error.h"
#include "core/dataset/exclusions.h"

#include <scotopic_version.h>

namespace scotopic {

namespace {

void refer(TrainingJob& job, const RunData& data)
{
    job.cache = data.cache ? &*data.cache : nullptr;
    job.clean = data.clean ? &*data.clean : nullptr;
}

std::string absoluteName(const std::filesystem::path& path)
{
    return path.empty() ? std::string() : std::filesystem::absolute(path).string();
}

}  // namespace

RunRecord plannedRecord(const TrainingOptions& options, const RunDataPlaces& places)
{
    RunRecord record;
    record.state = RunState::Paused;
    record.reason = "not begun yet";
    record.options = options;
    record.version = kVersion;
    record.dataRoot = absoluteName(places.data);
    record.cacheFolder = absoluteName(places.validateOn);
    record.exclusionsFile = absoluteName(places.exclusions);
    return record;
}

bool isPlanned(const RunRecord& record)
{
    return record.dataFingerprint.empty();
}

RunDataPlaces placesOf(const RunRecord& record)
{
    if (isCleanSet(record.dataRoot)) {
        return {record.dataRoot, record.cacheFolder, record.exclusionsFile};
    }
    const std::string& data = isDecodedCache(record.cacheFolder) ? record.cacheFolder : record.dataRoot;
    return {data, {}, record.exclusionsFile};
}

RunData openRunData(const RunDataPlaces& places, const OpenPairs& openPairs)
{
    RunData data;
    const bool isOfClean = isCleanSet(places.data);
    if (isOfClean) {
        data.clean.emplace(places.data);
    } else if (!places.validateOn.empty()) {
        throw InvalidArgument("--validate-on is for runs on a clean set; pairs have a validation split of their own");
    }
    const std::filesystem::path& pairs = isOfClean ? places.validateOn : places.data;
    if (!pairs.empty()) {
        data.cache.emplace(openPairs(pairs));
    }
    return data;
}

void beginWith(TrainingJob& job, const RunDataPlaces& places, const RunData& data)
{
    const Exclusions exclusions = places.exclusions.empty() ? Exclusions{} : readExclusions(places.exclusions);
    refer(job, data);
    job.dataRoot = absoluteName(places.data);
    if (data.cache) {
        job.data = chooseTrainingData(data.cache->pairs(), exclusions, job.options.debug);
    }
    if (data.clean) {
        job.data.train.clear();
    } else if (!job.data.train.empty() && job.options.initialModel.empty()) {
        job.options.network.inputPlanes = data.cache->planeCountOf(job.data.train.front());
    }
}

void goOnWith(TrainingJob& job, const RunData& data, const RunRecord& record)
{
    if (isPlanned(record)) {
        beginWith(job, placesOf(record), data);
        return;
    }
    refer(job, data);
    job.dataRoot = record.dataRoot;
    if (data.cache) {
        job.data = data.clean ? recordedValidationData(data.cache->pairs(), record)
                              : recordedTrainingData(data.cache->pairs(), record);
    }
}

}  // namespace scotopic
