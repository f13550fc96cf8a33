// SPDX-License-Identifier: MIT
#include "core/dataset/text_lines.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fstream>

namespace scotopic {

std::vector<TextLine> readTextLines(const std::filesystem::path& file)
{
    constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";
    constexpr const char* kBlanks = " \t\r";
    requireReadable(file);
    std::ifstream stream(file, std::ios::binary);
    std::vector<TextLine> lines;
    int number = 0;
    for (std::string text; std::getline(stream, text);) {
        ++number;
        if (text.find('\0') != std::string::npos) {
            throw CorruptInput(file, "is not a text file");
        }
        if (number == 1 && text.starts_with(kByteOrderMark)) {
            text.erase(0, 3);
        }
        const std::size_t begin = text.find_first_not_of(kBlanks);
        if (begin != std::string::npos && text[begin] != '#') {
            text = text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
            lines.push_back({text, file.string() + ":" + std::to_string(number)});
        }
    }
    return lines;
}

}  // namespace scotopic
