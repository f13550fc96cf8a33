// SPDX-License-Identifier: MIT
#include "core/dataset/exclusions.h"

#include "core/base/error.h"
#include "core/dataset/text_lines.h"

#include <algorithm>

namespace scotopic {

namespace {

std::string oneLine(std::string text)
{
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// A file's name may hold what ends a word here.
std::string quotedWhereNeeded(const std::string& name)
{
    if (name.find_first_of(" \t#\"") == std::string::npos) {
        return name;
    }
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

struct ExcludedName {
    std::string text;
    std::size_t rest = std::string::npos;  // where the line goes on
};

ExcludedName excludedNameIn(const TextLine& line)
{
    ExcludedName name;
    std::size_t end = 0;
    if (line.text.front() != '"') {
        end = line.text.find_first_of(" \t#");
        name.text = line.text.substr(0, end);
    } else {
        for (end = 1; end < line.text.size(); ++end) {
            if (line.text[end] == '"' && line.text.compare(end, 2, "\"\"") != 0) {
                break;
            }
            end += line.text[end] == '"' ? 1 : 0;
            name.text += line.text[end];
        }
        if (end == line.text.size()) {
            throw CorruptInput(line.place + ": a quoted name does not end");
        }
        ++end;
    }
    name.rest = end == std::string::npos ? end : line.text.find_first_not_of(" \t", end);
    return name;
}

}  // namespace

const Exclusions& publishedExclusions()
{
    static const std::string kReason = "misaligned; left out by the data set's authors";
    static const Exclusions kPublished{{"10034", kReason}, {"10045", kReason}, {"10172", kReason}};
    return kPublished;
}

bool isExcluded(const ImagePair& pair, const Exclusions& exclusions)
{
    return exclusions.contains(pair.scene) || exclusions.contains(pair.name);
}

Exclusions matchingExclusions(const Exclusions& exclusions, const std::vector<ImagePair>& pairs)
{
    Exclusions matching;
    for (const ImagePair& pair : pairs) {
        for (const std::string& name : {pair.scene, pair.name}) {
            if (const auto found = exclusions.find(name); found != exclusions.end()) {
                matching.insert(*found);
            }
        }
    }
    return matching;
}

std::vector<std::size_t> pairsOf(Split split, const std::vector<ImagePair>& pairs, const Exclusions& exclusions)
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].split == split && !isExcluded(pairs[i], exclusions)) {
            indices.push_back(i);
        }
    }
    return indices;
}

Exclusions readExclusions(const std::filesystem::path& file)
{
    Exclusions exclusions;
    for (const TextLine& line : readTextLines(file)) {
        const ExcludedName name = excludedNameIn(line);
        std::string reason;
        if (name.rest != std::string::npos) {
            if (line.text[name.rest] != '#') {
                throw CorruptInput(line.place
                                   + ": has more than one word; a line is a scene or a pair's name (in \"quotes\" where"
                                     " it has blanks), and what follows a '#' is the reason");
            }
            const std::size_t reasonBegin = line.text.find_first_not_of(" \t", name.rest + 1);
            reason = reasonBegin == std::string::npos ? "" : line.text.substr(reasonBegin);
        }
        exclusions.insert_or_assign(name.text, reason);
    }
    return exclusions;
}

void writeExclusions(const std::filesystem::path& file, const Exclusions& exclusions, IfExists ifExists)
{
    std::string text = "# Scenes and pairs that training and evaluation leave out, and why.\n";
    for (const auto& [name, reason] : exclusions) {
        text += quotedWhereNeeded(name) + (reason.empty() ? "" : "  # " + oneLine(reason)) + "\n";
    }
    writeTextFile(file, text, ifExists);
}

}  // namespace scotopic
