// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/element_type.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace scotopic {

/// The container of Hugging Face's safetensors library: 8 bytes of header length, JSON header, tensor bytes.
struct Safetensors {
    struct Tensor {
        ElementType type = ElementType::F32;
        std::vector<std::int64_t> shape;
        std::span<const std::byte> bytes;  // elementCount * bytesPerElement(type)
    };
    std::map<std::string, Tensor> tensors;
    std::map<std::string, std::string> metadata;
};

/// Whether a file that starts like this is meant to be one, complete or not.
[[nodiscard]] bool looksLikeSafetensors(std::span<const std::byte> file);

/// The result's tensors point into `file`. Checks what the library checks: sizes, order, no overlap, no gap, no name
/// twice. Throws UnsupportedInput (not this container, an unknown element type) and CorruptInput, without the name.
[[nodiscard]] Safetensors parseSafetensors(std::span<const std::byte> file);

/// Length field and JSON header of a file whose data are the tensors' bytes in the order of `names`, without gaps.
[[nodiscard]] std::vector<std::byte> safetensorsHeader(const Safetensors& content, std::span<const std::string> names);

}  // namespace scotopic
