// SPDX-License-Identifier: MIT
#include "core/network/pickle_literals.h"

#include "core/network/byte_reader.h"
#include "core/network/pickle_objects.h"
#include "core/network/pickle_opcodes.h"
#include "core/network/pickle_stack.h"

#include <bit>
#include <cstring>

namespace scotopic {

namespace {

constexpr std::size_t kLongestIntegerBytes = 64;  // PyTorch's magic number has 10

using namespace opcode;

void pushInteger(std::string_view littleEndian, PickleStack& stack)
{
    if (littleEndian.size() > kLongestIntegerBytes) {
        throwDamagedPickle();
    }
    if (littleEndian.size() > sizeof(std::int64_t)) {
        stack.push(PickleBigInteger{std::string(littleEndian)});
        return;
    }
    const bool isNegative = !littleEndian.empty() && (static_cast<unsigned char>(littleEndian.back()) & 0x80U) != 0;
    std::uint64_t bits = isNegative ? ~std::uint64_t{0} : 0;
    std::memcpy(&bits, littleEndian.data(), littleEndian.size());
    stack.push(static_cast<std::int64_t>(bits));
}

bool pushConstant(std::uint8_t op, ByteReader& reader, PickleStack& stack)
{
    switch (op) {
    case None: stack.push(std::monostate()); return true;
    case NewTrue: stack.push(true); return true;
    case NewFalse: stack.push(false); return true;
    case BinInt: stack.push(std::int64_t{reader.take<std::int32_t>()}); return true;
    case BinInt1: stack.push(std::int64_t{reader.take<std::uint8_t>()}); return true;
    case BinInt2: stack.push(std::int64_t{reader.take<std::uint16_t>()}); return true;
    case BinFloat: {
        std::uint64_t bits = 0;  // the one big-endian number of the format
        for (int i = 0; i < 8; ++i) {
            bits = (bits << 8U) | reader.take<std::uint8_t>();
        }
        stack.push(std::bit_cast<double>(bits));
        return true;
    }
    case Long1: pushInteger(reader.takeText(reader.take<std::uint8_t>()), stack); return true;
    case Long4: pushInteger(reader.takeText(reader.take<std::uint32_t>()), stack); return true;
    default: return false;
    }
}

bool pushText(std::uint8_t op, ByteReader& reader, PickleStack& stack)
{
    std::uint64_t length = 0;
    switch (op) {
    case ShortBinString:
    case ShortBinUnicode:
    case ShortBinBytes: length = reader.take<std::uint8_t>(); break;
    case BinString:
    case BinUnicode:
    case BinBytes: length = reader.take<std::uint32_t>(); break;
    case BinUnicode8:
    case BinBytes8:
    case ByteArray8: length = reader.take<std::uint64_t>(); break;
    default: return false;
    }
    stack.push(std::string(reader.takeText(length)));
    return true;
}

}  // namespace

bool pushLiteral(std::uint8_t op, ByteReader& reader, PickleStack& stack)
{
    return pushConstant(op, reader, stack) || pushText(op, reader, stack);
}

}  // namespace scotopic
