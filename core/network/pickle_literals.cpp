// SPDX-License-Identifier: MIT
#include "core/network/pickle_literals.h"

#include "core/network/byte_reader.h"
#include "core/network/pickle_objects.h"
#include "core/network/pickle_opcodes.h"
#include "core/network/pickle_stack.h"

#include <bit>
#include <charconv>
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

void appendUtf8(std::string& text, std::uint32_t character)
{
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xC0U | (character >> 6U));
        text += static_cast<char>(0x80U | (character & 0x3FU));
    } else {
        text += static_cast<char>(0xE0U | ((character >> 12U) & 0x0FU));
        text += static_cast<char>(0x80U | ((character >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (character & 0x3FU));
    }
}

/// Python's raw-unicode-escape: Latin-1, and \uXXXX for the rest.
std::string fromUnicodeEscapes(std::string_view line)
{
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        std::uint32_t character = static_cast<unsigned char>(line[i]);
        if (line.substr(i).starts_with("\\u") && i + 6 <= line.size()) {
            const std::string_view digits = line.substr(i + 2, 4);
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), character, 16);
            if (error != std::errc{} || end != digits.data() + digits.size()) {
                throwDamagedPickle();
            }
            i += 5;
        }
        appendUtf8(text, character);
    }
    return text;
}

/// Python's repr() of a byte string, whose escapes are left as they are: keys of state dicts have none.
std::string unquoted(std::string_view line)
{
    if (line.size() < 2 || (line.front() != '\'' && line.front() != '"') || line.back() != line.front()) {
        throwDamagedPickle();
    }
    return std::string(line.substr(1, line.size() - 2));
}

void pushDecimal(std::string_view digits, PickleStack& stack)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc{} && end == digits.data() + digits.size()) {
        stack.push(number);
    } else if (error == std::errc::result_out_of_range && digits.size() <= kLongestIntegerBytes) {
        stack.push(PickleBigInteger{std::string(digits)});
    } else {
        throwDamagedPickle();
    }
}

/// Protocol 0 writes everything as lines of text.
bool pushLine(std::uint8_t op, ByteReader& reader, PickleStack& stack)
{
    switch (op) {
    case Int: {
        const std::string_view line = reader.takeLine();
        if (line == "00" || line == "01") {
            stack.push(line == "01");
        } else {
            pushDecimal(line, stack);
        }
        return true;
    }
    case Long: {
        const std::string_view line = reader.takeLine();
        pushDecimal(line.ends_with('L') ? line.substr(0, line.size() - 1) : line, stack);
        return true;
    }
    case Float: {
        const std::string_view line = reader.takeLine();
        double number = 0;
        if (std::from_chars(line.data(), line.data() + line.size(), number).ec == std::errc::invalid_argument) {
            throwDamagedPickle();
        }
        stack.push(number);
        return true;
    }
    case String: stack.push(unquoted(reader.takeLine())); return true;
    case Unicode: stack.push(fromUnicodeEscapes(reader.takeLine())); return true;
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
    return pushConstant(op, reader, stack) || pushText(op, reader, stack) || pushLine(op, reader, stack);
}

std::uint64_t naturalNumberIn(std::string_view line)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc{} || end != line.data() + line.size()) {
        throwDamagedPickle();
    }
    return number;
}

}  // namespace scotopic
