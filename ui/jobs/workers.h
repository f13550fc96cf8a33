// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/device_worker.h"

#include <memory>

namespace scotopic {

/// The two threads behind the window. Two, because a network tile or the encoding of a picture takes as long as it
/// takes, and the preview that follows the slider must never wait for one:
/// `device` does what is heavy (network, full-size development, export), one computation at a time;
/// `pictures` does what is quick (decoding a raw, proxies, previews).
struct Workers {
    std::shared_ptr<DeviceWorker> device = std::make_shared<DeviceWorker>();
    std::shared_ptr<DeviceWorker> pictures = std::make_shared<DeviceWorker>();
};

}  // namespace scotopic
