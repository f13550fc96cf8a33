// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace scotopic {

enum class Split { Train, Validation, Test };
[[nodiscard]] const char* toText(Split split);            // "train", "val", "test"
[[nodiscard]] Split parseSplit(const std::string& word);  // also "validation"; throws InvalidArgument

/// A short exposure and the long one of the same scene.
struct ImagePair {
    Split split = Split::Train;
    std::string scene;   // "00001": what the names of both files begin with
    std::string name;    // the short file's name without extension, e.g. "00001_00_0.04s"; unique in a set
    int burstIndex = 0;  // the `_00` of the name
    std::filesystem::path shortFile;
    std::filesystem::path longFile;   // a raw, or a 16-bit PNG or TIFF that LibRaw rendered
    double shortExposureSeconds = 0;  // both 0 where a list gives the ratio alone
    double longExposureSeconds = 0;
    ExposureRatio ratio;  // a list's own, else min(long / short, 300), Chen et al. 2018
};

}  // namespace scotopic
