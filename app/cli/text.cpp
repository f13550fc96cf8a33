// SPDX-License-Identifier: MIT
#include "app/cli/text.h"

#include "core/base/plain_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace scotopic::cli {

std::string nameText(const std::filesystem::path& file)
{
    return withoutControls(file.string());
}

std::string durationText(double seconds)
{
    std::array<char, 48> text{};
    const long whole = std::lround(seconds);
    if (seconds < 9.95) {
        std::snprintf(text.data(), text.size(), seconds < 0.995 ? "%.2f s" : "%.1f s", seconds);
    } else if (whole < 100) {
        std::snprintf(text.data(), text.size(), "%ld s", whole);
    } else if (whole < 6000) {
        std::snprintf(text.data(), text.size(), "%ld:%02ld min", whole / 60, whole % 60);
    } else {
        std::snprintf(text.data(), text.size(), "%ld:%02ld h", whole / 3600, whole / 60 % 60);
    }
    return text.data();
}

std::string numberText(double value, int significantDigits)
{
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.*g", significantDigits, value);
    return text.data();
}

std::string joined(const std::vector<std::string>& words, const std::string& between)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : between) + word;
    }
    return text;
}

std::string alignedFields(const std::vector<Field>& fields, const std::string& indent)
{
    std::size_t width = 0;
    for (const auto& [name, value] : fields) {
        width = value.empty() ? width : std::max(width, name.size());
    }
    std::string text;
    for (const auto& [name, value] : fields) {
        if (value.empty()) {
            continue;
        }
        text += (text.empty() ? "" : "\n") + indent + name + std::string(width - name.size() + 2, ' ')
                + withoutControls(value);
    }
    return text;
}

std::string table(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    std::string text;
    for (const auto& row : rows) {
        text += text.empty() ? "" : "\n";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - row[i].size(), ' ');
            text += i == 0 ? row[i] + padding : "  " + padding + row[i];
        }
    }
    return text;
}

}  // namespace scotopic::cli
