// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: what a model file says of its training.
#include "core/training/train.h"

#include <map>
#include <string>

namespace scotopic {

/// name, version, input (what goes into a camera-linear network), recipe (JSON), data_fingerprint, ratios,
/// training_scenes, selection_scenes (those that chose the best epoch; both as joinFields() has it), bn_mode where
/// there is batch normalisation. The epoch comes with each model.
[[nodiscard]] std::map<std::string, std::string> modelNotes(const TrainingJob& job);

}  // namespace scotopic
