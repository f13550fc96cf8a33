// SPDX-License-Identifier: MIT
#include "core/base/exact_text.h"
#include "core/enhance/enhancer.h"
#include "core/raw/develop.h"
#include "core/raw/read_raw.h"

#include <utility>

#include "scotopic_version.h"

namespace scotopic {

SrgbPicture renderClassical(const RawImage& raw, ExposureRatio ratio, float noiseThreshold, const JobContext& context,
                            std::optional<WhiteBalanceGains> whiteBalance)
{
    const DevelopOptions options{.ratio = ratio,
                                 .noiseThreshold = noiseThreshold,
                                 .stretchesAsShot = false,
                                 .whiteBalance = whiteBalance,
                                 .squaresPixels = false};
    DevelopedRaw developed = develop(raw, options, context);
    return {developed.size, std::move(developed.rgb), TransferCurve::Bt709};
}

Provenance commonProvenance(const RawImage& raw, ExposureRatio ratio)
{
    return {{{"Version", kVersion},
             {"SourceFile", raw.file.filename().string()},
             {"Ratio", exactText(ratio.value)},
             {"LibRawVersion", libRawVersion()}}};
}

}  // namespace scotopic
