// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/foreign_model.h"
#include "core/network/pickle.h"

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace scotopic {

/// The bytes of the storage with this key; throws CorruptInput.
using ReadStorage = std::function<std::span<const std::byte>(const std::string& key)>;

/// Every dict with tensors in it, down to a few levels of nesting, outermost first; at least one, perhaps empty.
[[nodiscard]] std::vector<ForeignGroup> tensorGroups(const PickleValue& root, const ReadStorage& readStorage);

/// The element type of each storage that a tensor of the pickle lies in.
[[nodiscard]] std::map<std::string, ElementType> storageTypes(const Pickle& pickle);

}  // namespace scotopic
