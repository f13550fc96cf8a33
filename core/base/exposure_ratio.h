// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace scotopic {

/// Amplification: how much brighter the wanted exposure is than the shot one, wanted seconds / shot seconds.
struct ExposureRatio {
    float value = 1.0F;

    friend bool operator==(const ExposureRatio&, const ExposureRatio&) = default;
};

/// The slider's and the automatic ratio's range; 300 is the study's cap (Chen et al. 2018).
inline constexpr ExposureRatio kSmallestRatio{1.0F};
inline constexpr ExposureRatio kLargestRatio{300.0F};
/// What may be typed: beyond the slider for experiments, but never nothing, negative or absurd.
inline constexpr ExposureRatio kSmallestTypedRatio{0.1F};
inline constexpr ExposureRatio kLargestTypedRatio{1000.0F};

[[nodiscard]] float evFromRatio(ExposureRatio ratio);
[[nodiscard]] ExposureRatio ratioFromEv(float ev);
/// "x100", "x12.5", "x2.46": three digits at most below x1000, as one types them.
[[nodiscard]] std::string toShortText(ExposureRatio ratio);
/// "x100 (+6.6 EV)", "x10 (+3.3 EV)", "x1 (+0.0 EV)"
[[nodiscard]] std::string toText(ExposureRatio ratio);
/// Times: "100", "2.5", "x100", "300x"; or stops: "6 EV", "+3ev". Throws InvalidArgument for other text, NaN, or a
/// value outside the range that may be typed.
[[nodiscard]] ExposureRatio parseRatio(std::string_view text);
/// Throws InvalidArgument when the value is NaN or outside the range that may be typed.
void requireUsable(ExposureRatio ratio);

}  // namespace scotopic
