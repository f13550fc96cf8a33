// SPDX-License-Identifier: MIT
#include "core/dataset/sid_name.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace scotopic {

namespace {

constexpr std::size_t kSceneDigits = 5;

bool isDigits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "0.04s", "10s"
std::optional<double> secondsIn(std::string_view text)
{
    double seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool isWhole = error == std::errc{} && std::string_view(end, text.data() + text.size()) == "s";
    return isWhole && std::isfinite(seconds) && seconds > 0 ? std::optional(seconds) : std::nullopt;
}

}  // namespace

std::optional<SidName> parseSidName(const std::filesystem::path& file)
{
    const std::string stem = file.stem().string();
    const std::string_view name = stem;
    const std::size_t second = name.find('_', kSceneDigits + 1);
    if (name.size() <= kSceneDigits || name[kSceneDigits] != '_' || !isDigits(name.substr(0, kSceneDigits))) {
        return std::nullopt;
    }
    const std::string_view burst =
        name.substr(kSceneDigits + 1, second == std::string_view::npos ? second : second - kSceneDigits - 1);
    if (!isDigits(burst) || burst.size() > 4) {
        return std::nullopt;
    }
    SidName parsed{.scene = std::string(name.substr(0, kSceneDigits)), .burstIndex = 0, .exposureSeconds = {}};
    std::from_chars(burst.data(), burst.data() + burst.size(), parsed.burstIndex);
    if (second != std::string_view::npos) {
        parsed.exposureSeconds = secondsIn(name.substr(second + 1));
    }
    return parsed;
}

std::string sceneOf(const std::filesystem::path& file)
{
    const std::optional<SidName> name = parseSidName(file);
    return name ? name->scene : file.stem().string();
}

std::optional<Split> splitOfScene(std::string_view scene)
{
    if (scene.size() != kSceneDigits || !isDigits(scene)) {
        return std::nullopt;
    }
    switch (scene.front()) {
    case '0': return Split::Train;
    case '1': return Split::Test;
    case '2': return Split::Validation;
    default: return std::nullopt;
    }
}

}  // namespace scotopic
