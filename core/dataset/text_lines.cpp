// SPDX-License-Identifier: MIT
#include "core/dataset/text_lines.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace scotopic {

namespace {

// The largest data sets known list some ten thousand pairs, 1 MB.
constexpr std::uintmax_t kMostBytes = std::uintmax_t{64} << 20U;
constexpr std::size_t kLongestLine = std::size_t{64} << 10U;

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 6> kBlanks{" ", "\t", "\r", "\xC2\xA0", "\xE2\x80\xAF", kUtf8Mark};

enum class Encoding { Bytes, Utf16LittleEndian, Utf16BigEndian };

/// By the byte order mark; without one, text in UTF-16 has a zero in every other byte.
Encoding encodingOf(std::string_view bytes)
{
    if (bytes.size() < 2) {
        return Encoding::Bytes;
    }
    const bool isLittle = bytes.starts_with("\xFF\xFE") || (bytes[0] != '\0' && bytes[1] == '\0');
    const bool isBig = bytes.starts_with("\xFE\xFF") || (bytes[0] == '\0' && bytes[1] != '\0');
    return isLittle ? Encoding::Utf16LittleEndian : isBig ? Encoding::Utf16BigEndian : Encoding::Bytes;
}

void appendUtf8(std::string& text, std::uint32_t character)
{
    const auto tail = [&text, character](unsigned shift) {
        text += static_cast<char>(0x80U | ((character >> shift) & 0x3FU));
    };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xC0U | (character >> 6U));
        tail(0);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xE0U | (character >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (character >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// Throws CorruptInput, without a place, for half characters.
std::string fromUtf16(std::string_view bytes, Encoding encoding)
{
    const auto unitAt = [&](std::size_t at) -> std::uint32_t {
        const std::size_t low = encoding == Encoding::Utf16LittleEndian ? at : at + 1;
        const std::size_t high = encoding == Encoding::Utf16LittleEndian ? at + 1 : at;
        return static_cast<unsigned char>(bytes[low])
               | (static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[high])) << 8U);
    };
    if (bytes.size() % 2 != 0) {
        throw CorruptInput("is not a text file");
    }
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        std::uint32_t character = unitAt(at);
        const bool isHighHalf = character >= 0xD800 && character < 0xDC00;
        const std::uint32_t next = isHighHalf && at + 2 < bytes.size() ? unitAt(at + 2) : 0;
        if (isHighHalf && next >= 0xDC00 && next < 0xE000) {
            character = 0x10000 + ((character - 0xD800) << 10U) + (next - 0xDC00);
            at += 2;
        } else if (character >= 0xD800 && character < 0xE000) {
            throw CorruptInput("is not a text file");
        }
        appendUtf8(text, character);
    }
    return text;
}

}  // namespace

std::string readWholeText(const std::filesystem::path& file)
{
    requireReadable(file);
    std::error_code error;
    if (std::filesystem::file_size(file, error) > kMostBytes && !error) {
        throw CorruptInput(file, "is over 64 MiB and so no list");
    }
    std::string text = readTextFile(file);
    const Encoding encoding = encodingOf(text);
    if (encoding != Encoding::Bytes) {
        try {
            text = fromUtf16(text, encoding);
        } catch (const CorruptInput& reason) {
            throw CorruptInput(file, reason.what());
        }
    }
    if (text.starts_with(kUtf8Mark)) {
        text.erase(0, kUtf8Mark.size());
    }
    const std::size_t ctrlZ = text.find('\x1A');
    if (ctrlZ != std::string::npos && text.find_first_not_of("\x1A \r\n", ctrlZ) == std::string::npos) {
        text.resize(ctrlZ);
    }
    if (text.find('\0') != std::string::npos) {
        throw CorruptInput(file, "is not a text file");
    }
    return text;
}

std::string trimmed(const std::string& text)
{
    std::string_view rest = text;
    for (bool isChanged = true; isChanged;) {
        isChanged = false;
        for (const std::string_view blank : kBlanks) {
            if (rest.starts_with(blank)) {
                rest.remove_prefix(blank.size());
                isChanged = true;
            }
            if (rest.ends_with(blank)) {
                rest.remove_suffix(blank.size());
                isChanged = true;
            }
        }
    }
    return std::string(rest);
}

std::vector<TextLine> readTextLines(const std::filesystem::path& file)
{
    const std::string text = readWholeText(file);
    std::vector<TextLine> lines;
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        ++number;
        const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
        const std::string place = file.string() + ":" + std::to_string(number);
        if (end - begin > kLongestLine) {
            throw CorruptInput(place + ": the line is over 64 KiB long");
        }
        std::string whole = text.substr(begin, end - begin);
        std::string line = trimmed(whole);
        if (!line.empty() && line.front() != '#') {
            lines.push_back({std::move(line), std::move(whole), place});
        }
        begin = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    return lines;
}

}  // namespace scotopic
