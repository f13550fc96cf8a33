// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/train.h"

#include <QTemporaryDir>

#include <filesystem>
#include <optional>
#include <string>

namespace scotopic::test {

struct SmallSet {
    int trainScenes = 4;
    int validationScenes = 2;
    PixelSize planesSize{48, 40};
};

/// Fills a decoded cache with smooth scenes: a short exposure at a tenth of the light, noisy, and its ground truth.
/// Scenes "00001" … are for training, "20001" … for validation, one `_00` and one `_01` file each.
void writeSmallCache(const std::filesystem::path& folder, const SmallSet& set = {});

/// Width 4, patches of 32, two epochs, fp32 on the processor, no drop of the rate.
[[nodiscard]] TrainingOptions smallRun(Normalisation normalisation = Normalisation::None);

/// Ready to be trained: `cache` and `run` are borrowed.
[[nodiscard]] TrainingJob smallJob(const TrainingOptions& options, const DecodedCache& cache, RunFolder& run);

/// Whether two step tables agree in everything but their times.
[[nodiscard]] bool haveSameCurve(const std::filesystem::path& runA, const std::filesystem::path& runB);

/// A small cache, and runs on it, in a folder that is removed again.
class RunFixture {
public:
    RunFixture();

    [[nodiscard]] const DecodedCache& cache() const { return *m_cache; }
    [[nodiscard]] std::filesystem::path at(const std::string& name) const;
    /// Goes on with the run that is there, or begins one.
    RunRecord trainIn(const std::filesystem::path& folder, const TrainingOptions& options,
                      const TrainingListener& listener = {}, const JobContext& context = {}) const;

private:
    QTemporaryDir m_folder;
    std::optional<DecodedCache> m_cache;
};

[[nodiscard]] std::string textOf(const std::filesystem::path& file);
void writeText(const std::filesystem::path& file, const std::string& text);

}  // namespace scotopic::test
