// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/element_type.h"

#include <optional>
#include <string>

namespace scotopic {

/// What a name in a pickle stands for here. Everything not known is refused.
enum class PickleRole {
    RebuildTensor,     // torch._utils._rebuild_tensor_v2 and its elder
    RebuildParameter,  // gives its first argument
    Dict,              // collections.OrderedDict …
    Sequence,          // torch.Size, builtins.set …: gives its first argument
    StorageType,       // torch.FloatStorage …
    Inert,             // known to be plain data; its objects are not looked into
};

[[nodiscard]] std::optional<PickleRole> roleOf(const std::string& global);
/// Element type of torch.FloatStorage and its kin.
[[nodiscard]] std::optional<ElementType> storageElementType(const std::string& global);

}  // namespace scotopic
