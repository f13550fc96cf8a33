// SPDX-License-Identifier: MIT
#include "core/enhance/enhancer.h"
#include "core/raw/develop.h"
#include "core/raw/read_raw.h"

#include <array>
#include <charconv>
#include <utility>

#include "scotopic_version.h"

namespace scotopic {

namespace {

/// The shortest text that reads back as the same number, whatever the locale.
std::string exactText(float value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
    return {text.data(), end};
}

}  // namespace

SrgbPicture renderClassical(const RawImage& raw, ExposureRatio ratio, float noiseThreshold, const JobContext& context)
{
    const DevelopOptions options{.ratio = ratio, .noiseThreshold = noiseThreshold, .stretchesAsShot = false};
    DevelopedRaw developed = develop(raw.file, options, context);
    return {developed.size, std::move(developed.rgb)};
}

Provenance commonProvenance(const RawImage& raw, ExposureRatio ratio)
{
    return {{{"Version", kVersion},
             {"SourceFile", raw.file.filename().string()},
             {"Ratio", exactText(ratio.value)},
             {"LibRawVersion", libRawVersion()}}};
}

}  // namespace scotopic
