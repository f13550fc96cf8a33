// SPDX-License-Identifier: MIT
#include "ui/enhance/ratio_scale.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

ExposureRatio ratioFromSlider(int position)
{
    const float smallestEv = evFromRatio(kSmallestRatio);
    const float largestEv = evFromRatio(kLargestRatio);
    const float fraction = static_cast<float>(position) / static_cast<float>(kRatioSliderSteps);
    const float value = ratioFromEv(smallestEv + fraction * (largestEv - smallestEv)).value;
    return {std::clamp(value, kSmallestRatio.value, kLargestRatio.value)};
}

int sliderFromRatio(ExposureRatio ratio)
{
    const float smallestEv = evFromRatio(kSmallestRatio);
    const float largestEv = evFromRatio(kLargestRatio);
    const float fraction = (evFromRatio(ratio) - smallestEv) / (largestEv - smallestEv);
    return std::clamp(static_cast<int>(std::lround(fraction * static_cast<float>(kRatioSliderSteps))), 0,
                      kRatioSliderSteps);
}

}  // namespace scotopic
