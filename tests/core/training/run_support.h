// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/train.h"

#include <filesystem>
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

[[nodiscard]] std::string textOf(const std::filesystem::path& file);
void writeText(const std::filesystem::path& file, const std::string& text);

}  // namespace scotopic::test
