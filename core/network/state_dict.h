// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/foreign_model.h"
#include "core/network/pickle.h"
#include "core/network/whole_file.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace scotopic {

/// The bytes of the storage with this key; throws CorruptInput.
using ReadStorage = std::function<FileBytes(const std::string& key)>;

/// Every dict with tensors in it, down to some levels of nesting in dicts, lists and modules, outermost first; at least
/// one, perhaps empty. A list's items are called [0], [1] …; a whole module's tensors as its state dict would call
/// them.
[[nodiscard]] std::vector<ForeignGroup> tensorGroups(const PickleValue& root, const ReadStorage& readStorage);

/// The element type of each storage that a tensor of the pickle lies in.
[[nodiscard]] std::map<std::string, ElementType> storageTypes(const Pickle& pickle);

}  // namespace scotopic
