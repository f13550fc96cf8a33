// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/element_type.h"

#include <optional>
#include <string>

namespace scotopic {

/// What a name in a pickle stands for here.
enum class PickleRole {
    RebuildTensor,     // torch._utils._rebuild_tensor_v2 and its elder
    RebuildParameter,  // gives its first argument
    RebuildFromType,   // torch._tensor._rebuild_from_type_v2: calls its first argument with its third
    Reconstruct,       // copyreg's: makes an object of its first argument, a class
    Dict,              // collections.OrderedDict …
    Sequence,          // torch.Size, builtins.set …: gives its first argument
    StorageType,       // torch.FloatStorage …
    Inert,             // known to be plain data
    Unknown,           // another program's
};

[[nodiscard]] PickleRole roleOf(const std::string& global);
/// Whether a program that saves weights would never name this: what runs commands and code, opens files, or reaches
/// into a class ("os.system", "builtins.getattr", "collections.OrderedDict.__init__").
[[nodiscard]] bool isHostile(const std::string& module, const std::string& name);
/// Element type of torch.FloatStorage and its kin.
[[nodiscard]] std::optional<ElementType> storageElementType(const std::string& global);

}  // namespace scotopic
