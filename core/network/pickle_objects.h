// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/pickle.h"

namespace scotopic {

[[noreturn]] void throwDamagedPickle();

/// What torch._utils._rebuild_tensor(_v2) makes of (storage, offset, shape, strides, …).
[[nodiscard]] PickleTensor tensorFrom(const PickleList& arguments);
/// OrderedDict(), or old PyTorch's OrderedDict([[key, value], …]).
[[nodiscard]] PickleDict dictFrom(const PickleList& arguments);
/// The storage that a persistent id names: ('storage', torch.FloatStorage, key, location, element count[, view]).
[[nodiscard]] PickleStorage storageFrom(const PickleValue& persistentId);

}  // namespace scotopic
