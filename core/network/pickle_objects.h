// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/pickle.h"

namespace scotopic {

[[noreturn]] void throwDamagedPickle();

/// What torch._utils._rebuild_tensor(_v2) makes of (storage, offset, shape, strides, …); opaque where the storage's
/// type is not known here.
[[nodiscard]] PickleValue tensorFrom(const PickleList& arguments);
/// OrderedDict(), or old PyTorch's OrderedDict([[key, value], …]).
[[nodiscard]] PickleDict dictFrom(const PickleList& arguments);
/// What a persistent id names: a storage, ('storage', torch.FloatStorage, key, location, element count[, view]), or,
/// with its source text beside it, a module's class, ('module', class, file, text).
[[nodiscard]] PickleValue persistentFrom(const PickleValue& persistentId);

}  // namespace scotopic
