// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace scotopic {

class ByteReader;
class PickleStack;

/// Pushes the number, text or None that the instruction stands for; false when it is an instruction of another kind.
/// Texts and bytes become strings, integers of more than 64 bits PickleBigInteger. Throws CorruptInput.
bool pushLiteral(std::uint8_t op, ByteReader& reader, PickleStack& stack);

/// A line of protocol 0 that is a number from 0 on; throws CorruptInput.
[[nodiscard]] std::uint64_t naturalNumberIn(std::string_view line);

}  // namespace scotopic
