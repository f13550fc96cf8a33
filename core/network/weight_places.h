// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/foreign_model.h"
#include "core/network/layout_table.h"

#include <string>
#include <vector>

namespace scotopic {

/// A dict, and what stands before and behind the names in it, where weights of a SID U-Net lie.
struct WeightPlace {
    const NameLayout* layout = nullptr;
    const ForeignGroup* group = nullptr;
    std::string prefix;
    std::string suffix;
    LayerNames names;  // those that the group has, without prefix and suffix

    [[nodiscard]] std::string nameOf(const std::string& layer) const { return prefix + layer + suffix; }
};

/// "params_ema", "state_dict.model", "top level"
[[nodiscard]] std::string placeName(const WeightPlace& place);
/// Whether its name, or what lies beside it, says that these weights are an average of those of many steps.
[[nodiscard]] bool isAverage(const WeightPlace& place);

/// The places with most of a network in them; among these the averages, if any, come first, else the outermost. Points
/// into `foreign`.
[[nodiscard]] std::vector<WeightPlace> bestPlaces(const ForeignModel& foreign);
/// Moves the place that the person asked for to the front. Throws UnsupportedInput naming those that are there.
void preferCalled(std::vector<WeightPlace>& places, const std::string& wanted);

}  // namespace scotopic
