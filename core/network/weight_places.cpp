// SPDX-License-Identifier: MIT
#include "core/network/weight_places.h"

#include "core/base/error.h"
#include "core/network/printable.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace scotopic {

namespace {

// A name or two that happen to be the same do not make a SID U-Net.
constexpr std::size_t kFewestNames = 4;

constexpr const char* kTopLevel = "top level";
// What tf.train.ExponentialMovingAverage appends to the names of the variables.
constexpr const char* kTensorFlowAverage = "/ExponentialMovingAverage";

/// What stands before the layers' names: "module.", "_orig_mod.", "model.net." … or nothing.
std::set<std::string> prefixesIn(const ForeignGroup& group, const NameLayout& layout)
{
    constexpr std::size_t kMostPrefixes = 16;  // some networks in one file, not thousands
    std::set<std::string> prefixes{""};
    for (const std::string& anchor :
         {atLevel(layout.first, 1) + layout.weight, layout.head + std::string(layout.weight)}) {
        for (const auto& [name, tensor] : group.tensors) {
            if (name.ends_with("." + anchor) || name.ends_with("/" + anchor)) {
                prefixes.insert(name.substr(0, name.size() - anchor.size()));
            }
            if (prefixes.size() >= kMostPrefixes) {
                break;
            }
        }
    }
    return prefixes;
}

bool upsampleBiasFits(const NameLayout& layout, const ForeignGroup& group, const std::string& prefix)
{
    return !layout.upsampleBias || layout.isTensorFlow
           || *layout.upsampleBias == group.tensors.contains(prefix + atLevel(layout.up, 6) + layout.bias);
}

WeightPlace matchOf(const NameLayout& layout, const ForeignGroup& group, const std::string& prefix,
                    const std::string& suffix)
{
    WeightPlace match{&layout, &group, prefix, suffix, {}};
    for (auto& pair : layerNames(layout)) {
        if (group.tensors.contains(match.nameOf(pair.first))) {
            match.names.push_back(std::move(pair));
        }
    }
    return match;
}

/// How much of a network was found; counters of batches can be done without.
std::size_t weightCount(const WeightPlace& match)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        match.names, [](const auto& name) { return !name.second.ends_with(".num_batches_tracked"); }));
}

/// Each place, a dict and a prefix, once: with the layout that fits most of it, the first of several equal ones.
void addPlaces(std::vector<WeightPlace>& places, const ForeignGroup& group)
{
    std::map<std::pair<std::string, std::string>, WeightPlace> byPrefix;
    for (const NameLayout& layout : nameLayouts()) {
        for (const std::string& prefix : prefixesIn(group, layout)) {
            for (const std::string& suffix : {std::string(), std::string(kTensorFlowAverage)}) {
                if (!suffix.empty() && !layout.isTensorFlow) {
                    continue;
                }
                WeightPlace match = matchOf(layout, group, prefix, suffix);
                WeightPlace& best = byPrefix[{prefix, suffix}];
                if (match.names.size() > best.names.size() && upsampleBiasFits(layout, group, prefix)) {
                    best = std::move(match);
                }
            }
        }
    }
    for (auto& [prefix, match] : byPrefix) {
        if (match.names.size() >= kFewestNames) {
            places.push_back(std::move(match));
        }
    }
}

/// Whether a place's name says that its weights are an average of those of many steps: "params_ema", "modelEMA",
/// "swa_model", "moving_average".
bool isNamedAverage(const std::string& place)
{
    static const std::set<std::string> kWords{"ema",      "swa",       "avg",    "average", "averages",
                                              "averaged", "averaging", "polyak", "shadow",  "exponentialmovingaverage"};
    std::string word;
    for (std::size_t i = 0; i <= place.size(); ++i) {
        const char c = i < place.size() ? place[i] : '.';
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isLetter = isUpper || (c >= 'a' && c <= 'z');
        const bool beginsWord = isUpper && i > 0 && place[i - 1] >= 'a' && place[i - 1] <= 'z';
        if ((!isLetter || beginsWord) && kWords.contains(word)) {
            return true;
        }
        if (!isLetter || beginsWord) {
            word.clear();
        }
        if (isLetter) {
            word += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return false;
}

bool isCalled(const WeightPlace& match, const std::string& wanted)
{
    const std::string name = placeName(match);
    return name == wanted || name.ends_with("." + wanted);
}

}  // namespace

std::string placeName(const WeightPlace& match)
{
    std::string name = match.group->path;
    for (std::string part : {match.prefix, match.suffix}) {
        while (!part.empty() && (part.back() == '.' || part.back() == '/')) {
            part.pop_back();
        }
        part.erase(0, part.starts_with('/') ? 1 : 0);
        name += (name.empty() || part.empty() ? "" : ".") + part;
    }
    return name.empty() ? kTopLevel : printable(name);
}

bool isAverage(const WeightPlace& match)
{
    // What torch.optim.swa_utils.AveragedModel counts its updates by, beside the averaged "module".
    return isNamedAverage(placeName(match))
           || (match.prefix == "module." && match.group->tensors.contains("n_averaged"))
           || match.suffix == kTensorFlowAverage;
}

std::vector<WeightPlace> bestPlaces(const ForeignModel& foreign)
{
    std::vector<WeightPlace> places;
    for (const ForeignGroup& group : foreign.groups) {
        addPlaces(places, group);
    }
    std::size_t most = 0;
    for (const WeightPlace& match : places) {
        most = std::max(most, weightCount(match));
    }
    std::ranges::stable_sort(places, std::ranges::greater(), [most](const WeightPlace& match) {
        return std::pair(weightCount(match) == most, isAverage(match));
    });
    std::erase_if(places, [most](const WeightPlace& match) { return weightCount(match) * 2 < most; });
    return places;
}

void preferCalled(std::vector<WeightPlace>& places, const std::string& wanted)
{
    auto found = std::ranges::find(places, wanted, placeName);
    found = found != places.end()
                ? found
                : std::ranges::find_if(places, [&wanted](const WeightPlace& match) { return isCalled(match, wanted); });
    if (found == places.end()) {
        std::string names;
        for (const WeightPlace& match : places) {
            names += (names.empty() ? "" : ", ") + placeName(match);
        }
        throw UnsupportedInput("holds no weights called '" + printable(wanted) + "'; there are: " + names);
    }
    std::rotate(places.begin(), found, found + 1);
}

}  // namespace scotopic
