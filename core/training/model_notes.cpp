// SPDX-License-Identifier: MIT
#include "core/training/model_notes.h"

#include "core/base/csv.h"
#include "core/training/recipe.h"
#include "core/training/run_data.h"

#include <cstdio>
#include <scotopic_version.h>
#include <set>

namespace scotopic {

namespace {

std::string scenesOf(const std::vector<ImagePair>& pairs, const std::vector<std::size_t>& indices)
{
    std::set<std::string> scenes;
    for (const std::size_t index : indices) {
        scenes.insert(pairs[index].scene);
    }
    return joinFields({scenes.begin(), scenes.end()});
}

std::string ratiosOf(const std::vector<ImagePair>& pairs, const std::vector<std::size_t>& indices)
{
    std::set<float> ratios;
    for (const std::size_t index : indices) {
        ratios.insert(pairs[index].ratio.value);
    }
    std::vector<std::string> words;
    for (const float ratio : ratios) {
        char word[32];
        std::snprintf(word, sizeof word, "%g", static_cast<double>(ratio));
        words.emplace_back(word);
    }
    return joinFields(words);
}

}  // namespace

std::map<std::string, std::string> modelNotes(const TrainingJob& job)
{
    std::map<std::string, std::string> notes{
        {"version", kVersion}, {"recipe", recipeJson(job.options)}, {"data_fingerprint", fingerprintOf(job)}};
    if (job.clean != nullptr) {
        notes["input"] = "white-balanced";
        notes["ratios"] = "1,300";  // and all between
    } else {
        notes["ratios"] = ratiosOf(job.cache->pairs(), job.data.train);
        notes["training_scenes"] = scenesOf(job.cache->pairs(), job.data.train);
    }
    if (job.cache != nullptr) {
        notes["selection_scenes"] = scenesOf(job.cache->pairs(), job.data.validation);
    }
    if (job.run != nullptr) {
        notes["name"] = job.run->paths().folder.filename().string();
    }
    const Normalisation normalisation = job.options.network.normalisation;
    if (normalisation == Normalisation::Single || normalisation == Normalisation::Double) {
        notes["bn_mode"] = "running";
    }
    return notes;
}

}  // namespace scotopic
