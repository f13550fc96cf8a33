// SPDX-License-Identifier: MIT
#include "core/network/name_layouts.h"

#include "core/base/error.h"
#include "core/network/layout_table.h"
#include "core/network/weight_places.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace scotopic {

namespace {

[[noreturn]] void throwNoNetwork(const ForeignModel& foreign)
{
    std::string examples;
    int count = 0;
    for (const ForeignGroup& group : foreign.groups) {
        for (auto tensor = group.tensors.begin(); tensor != group.tensors.end() && count < 3; ++tensor, ++count) {
            examples += (count == 0 ? " (its tensors are called " : ", ") + tensor->first;
        }
    }
    std::string objects;
    for (const std::string& name : foreign.unloaded) {
        objects += (objects.empty() ? "; objects of " : ", ") + name;
    }
    throw UnsupportedInput("holds no SID U-Net" + (count == 0 ? " and no tensors at all" : examples + " ...)") + objects
                           + (objects.empty() ? "" : " are never loaded or run (in Python, save model.state_dict())"));
}

/// Convolutions [h, w, in, out] -> [out, in, h, w]; transposed ones [h, w, out, in] -> [in, out, h, w].
Weight fromTensorFlowKernel(const Weight& kernel)
{
    const std::vector<std::int64_t>& from = kernel.shape;
    Weight weight{{from[3], from[2], from[0], from[1]}, std::vector<float>(kernel.values.size())};
    const auto pixels = static_cast<std::size_t>(from[0] * from[1]);
    const auto rows = static_cast<std::size_t>(from[2]);
    const auto columns = static_cast<std::size_t>(from[3]);
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t column = 0; column < columns; ++column) {
                weight.values[(column * rows + row) * pixels + pixel] =
                    kernel.values[(pixel * rows + row) * columns + column];
            }
        }
    }
    return weight;
}

/// Reorders the head's output channels, the first dimension, from depth_to_space to pixel_shuffle.
void toPixelShuffleOrder(Weight& weight)
{
    constexpr std::size_t kColours = 3;
    const auto channels = static_cast<std::size_t>(weight.shape[0]);
    const std::size_t places = channels / kColours;
    const std::size_t length = weight.values.size() / channels;
    const std::vector<float> before = weight.values;
    for (std::size_t colour = 0; colour < kColours; ++colour) {
        for (std::size_t place = 0; place < places; ++place) {
            const auto from = before.begin() + static_cast<std::ptrdiff_t>((place * kColours + colour) * length);
            const auto to = static_cast<std::ptrdiff_t>((colour * places + place) * length);
            std::copy_n(from, length, weight.values.begin() + to);
        }
    }
}

std::vector<std::int64_t> studyShape(const NameLayout& layout, const std::vector<std::int64_t>& shape)
{
    return layout.isTensorFlow && shape.size() == 4 ? std::vector{shape[3], shape[2], shape[0], shape[1]} : shape;
}

/// Which network it would be by the shapes alone, so that nothing of a wrong size is ever read.
UNetOptions optionsOf(const WeightPlace& match)
{
    Weights shapes;
    for (const auto& [from, to] : match.names) {
        shapes[to].shape = studyShape(*match.layout, match.group->tensors.at(match.nameOf(from)).shape);
    }
    return optionsFromWeights(shapes);
}

Weight readWeight(const WeightPlace& match, const std::string& from, const std::string& to)
{
    const ForeignTensor& tensor = match.group->tensors.at(match.nameOf(from));
    Weight weight{tensor.shape, tensor.read()};
    if (match.layout->isTensorFlow && weight.shape.size() == 4) {
        weight = fromTensorFlowKernel(weight);
    }
    if (match.layout->headOrder == HeadOrder::DepthToSpace && to.starts_with("conv10.")) {
        toPixelShuffleOrder(weight);
    }
    return weight;
}

/// Beside the network's own dict, only the file's top level: what lies deeper belongs to one of its entries.
std::vector<std::string> leftOverOf(const ForeignModel& foreign, const std::vector<WeightPlace>& places,
                                    const std::set<std::string>& used)
{
    const WeightPlace& match = places.front();
    const auto isOfOtherWeights = [&](const std::string& name) {
        return std::any_of(places.begin() + 1, places.end(), [&](const WeightPlace& other) {
            return other.group == match.group
                   && (other.prefix != match.prefix ? !other.prefix.empty() : !other.suffix.empty())
                   && name.starts_with(other.prefix) && name.ends_with(other.suffix);
        });
    };
    std::vector<std::string> leftOver;
    for (const ForeignGroup& group : foreign.groups) {
        const bool isTheNetworks = &group == match.group;
        if (!isTheNetworks && !group.path.empty()) {
            continue;
        }
        const std::string path = group.path.empty() ? "" : group.path + ".";
        for (const auto& [name, tensor] : group.tensors) {
            if (!isTheNetworks || (!used.contains(name) && !isOfOtherWeights(name))) {
                leftOver.push_back(path + name);
            }
        }
        for (const std::string& name : group.others) {
            if (isTheNetworks || !(match.group->path + ".").starts_with(name + ".")) {
                leftOver.push_back(path + name);
            }
        }
    }
    return leftOver;
}

/// Names what is missing as the file's own program calls it.
void requireNothingMissing(const Model& model, const WeightPlace& match)
{
    std::string missing;
    int count = 0;
    const LayerNames names = layerNames(*match.layout);
    for (const auto& [name, shape] : expectedWeights(model.options)) {
        if (!model.weights.contains(name)) {
            const auto pair = std::ranges::find(names, name, &LayerNames::value_type::second);
            missing += ++count > 3 ? "" : (count == 1 ? "" : ", ") + match.nameOf(pair->first);
        }
    }
    if (count > 0) {
        throw CorruptInput("is incomplete: " + missing
                           + (count > 3 ? " and " + std::to_string(count - 3) + " more" : "")
                           + (count == 1 ? " is missing" : " are missing"));
    }
}

/// Old PyTorch did not count batches; the counter is of no use to a finished network.
void fillCounters(Model& model, ImportReport& report)
{
    for (const auto& [name, shape] : expectedWeights(model.options)) {
        if (name.ends_with(".num_batches_tracked") && !model.weights.contains(name)) {
            model.weights[name] = {shape, {0.0F}};
            report.filledIn.push_back(name);
        }
    }
}

}  // namespace

ImportedModel mapToStudyNames(const ForeignModel& foreign, const std::string& weights)
{
    std::vector<WeightPlace> places = bestPlaces(foreign);
    if (places.empty()) {
        throwNoNetwork(foreign);
    }
    if (!weights.empty()) {
        preferCalled(places, weights);
    }
    const WeightPlace& match = places.front();
    ImportedModel imported;
    imported.report.format = foreign.format;
    imported.report.layout = match.layout->name;
    imported.report.weights = placeName(match);
    imported.report.isAverage = isAverage(match);
    std::transform(places.begin() + 1, places.end(), std::back_inserter(imported.report.otherWeights), placeName);
    imported.report.unloaded = foreign.unloaded;
    imported.model.options = optionsOf(match);
    const auto expected = expectedWeights(imported.model.options);
    std::set<std::string> used;
    for (const auto& [from, to] : match.names) {
        const std::string& name = to;
        if (std::ranges::any_of(expected, [&name](const auto& entry) { return entry.first == name; })) {
            imported.model.weights[to] = readWeight(match, from, to);
            imported.report.mapped.push_back({match.nameOf(from), to});
            used.insert(match.nameOf(from));
        }
    }
    imported.report.leftOver = leftOverOf(foreign, places, used);
    fillCounters(imported.model, imported.report);
    requireNothingMissing(imported.model, match);
    return imported;
}

}  // namespace scotopic
