// SPDX-License-Identifier: MIT
#pragma once

// Private to the sources that LibTorch computes in.
#include "core/base/processor.h"

#include <ATen/Context.h>
#include <torch/version.h>

namespace scotopic {

/// LibTorch's own oneDNN is left alone where it would fail: set before anything is computed.
inline const bool kTorchUsesOneDnn = [] {
    const bool isSound = TORCH_VERSION_MAJOR < 2 || processorTellsItsCaches();
    if (!isSound) {
        at::globalContext().setUserEnabledMkldnn(false);
    }
    return isSound;
}();

}  // namespace scotopic
