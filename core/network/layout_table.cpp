// SPDX-License-Identifier: MIT
#include "core/network/layout_table.h"

#include <array>

namespace scotopic {

namespace {

constexpr std::array<NameLayout, 6> kLayouts{{
    {"study", "conv#", "conv#_2", "up#", "conv10"},
    {"common port", "conv#_1", "conv#_2", "upv#", "conv10_1"},
    {"common port, head conv10", "conv#_1", "conv#_2", "upv#", "conv10"},
    {"port with up6", "conv#_1", "conv#_2", "up#", "conv10", ".weight", ".bias", HeadOrder::PixelShuffle, false, true},
    // The port that takes over the authors' own weights, and with them depth_to_space.
    {"port of the original", "conv#_1", "conv#_2", "up#", "conv10", ".weight", ".bias", HeadOrder::DepthToSpace, false,
     false},
    // Its transposed convolutions are unnamed variables: Variable, Variable_1, Variable_2, Variable_3.
    {"original", "g_conv#_1", "g_conv#_2", "Variable", "g_conv10", "/weights", "/biases", HeadOrder::DepthToSpace, true,
     false},
}};

void addLayer(LayerNames& names, const NameLayout& layout, const std::string& from, const std::string& to)
{
    names.emplace_back(from + layout.weight, to + ".weight");
    names.emplace_back(from + layout.bias, to + ".bias");
}

void addUpsampling(LayerNames& names, const NameLayout& layout, int level)
{
    const std::string to = "up" + std::to_string(level);
    if (layout.isTensorFlow) {
        const std::string number = level == 6 ? "" : "_" + std::to_string(level - 6);
        names.emplace_back(layout.up + number, to + ".weight");
    } else {
        addLayer(names, layout, atLevel(layout.up, level), to);
    }
}

/// Normalisation exists only in PyTorch programs that follow the study, under its names, and in ours.
void addNormalisation(LayerNames& names, int level)
{
    const std::string number = std::to_string(level);
    for (const std::string& name : {"bn" + number, "bn" + number + "_1", "gn" + number, "gn" + number + "_1"}) {
        for (const char* part : {".weight", ".bias", ".running_mean", ".running_var", ".num_batches_tracked"}) {
            names.emplace_back(name + part, name + part);
        }
    }
}

}  // namespace

std::span<const NameLayout> nameLayouts()
{
    return kLayouts;
}

std::string atLevel(std::string_view pattern, int level)
{
    std::string name(pattern);
    if (const std::size_t place = name.find('#'); place != std::string::npos) {
        name.replace(place, 1, std::to_string(level));
    }
    return name;
}

LayerNames layerNames(const NameLayout& layout)
{
    LayerNames names;
    for (int level = 1; level <= 9; ++level) {
        const std::string to = "conv" + std::to_string(level);
        addLayer(names, layout, atLevel(layout.first, level), to);
        addLayer(names, layout, atLevel(layout.second, level), to + "_2");
        if (level >= 6) {
            addUpsampling(names, layout, level);
        }
        addNormalisation(names, level);
    }
    addLayer(names, layout, layout.head, "conv10");
    return names;
}

}  // namespace scotopic
