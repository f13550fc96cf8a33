// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/element_type.h"
#include "core/network/input_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
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

/// What a file's header says of one tensor.
struct SafetensorsEntry {
    std::string typeName;             // "F32"
    std::optional<ElementType> type;  // none: one that is not known here
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;  // from the start of the file
    std::uint64_t bytes = 0;
};
struct SafetensorsIndex {
    std::map<std::string, SafetensorsEntry> tensors;
    std::map<std::string, std::string> metadata;  // what is not text stands here as JSON
};

/// Whether a file that starts like this is meant to be one, complete or not.
[[nodiscard]] bool looksLikeSafetensors(std::span<const std::byte> head);

/// Reads the header and nothing else. Checks what the library checks: sizes, order, no overlap, no gap, no name twice.
/// Throws UnsupportedInput (not this container) and CorruptInput, without the name.
[[nodiscard]] SafetensorsIndex readSafetensorsIndex(const InputFile& file);

/// The same for a file that is in memory, which the result's tensors point into. Throws UnsupportedInput for a tensor
/// of an unknown type, too.
[[nodiscard]] Safetensors parseSafetensors(std::span<const std::byte> file);

/// Throws UnsupportedInput naming the tensor when its type is not known here.
[[nodiscard]] ElementType knownType(const SafetensorsEntry& entry, const std::string& name);

/// Length field and JSON header of a file whose data are the tensors' bytes in the order of `names`, without gaps.
[[nodiscard]] std::vector<std::byte> safetensorsHeader(const Safetensors& content, std::span<const std::string> names);

}  // namespace scotopic
