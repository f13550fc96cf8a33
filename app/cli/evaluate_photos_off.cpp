// SPDX-License-Identifier: MIT
#include "app/cli/evaluate_photos.h"
#include "core/base/error.h"

namespace scotopic::cli {

Contestant classicalModel(const ScoringRatio& /*ratio*/)
{
    throw UnsupportedInput("the classical rendering needs LibRaw, which this build is without");
}

Contestant denoisedModel(const ScoringRatio& ratio, float /*noiseThreshold*/)
{
    return classicalModel(ratio);
}

std::function<ExposureRatio(const ImagePair&)> ratioSuggestion()
{
    return {};
}

std::unique_ptr<FigureMaker> makeFigure(const std::filesystem::path& /*folder*/, const EvaluationJob& /*job*/,
                                        int /*count*/)
{
    return nullptr;
}

EvaluationListener thumbnailKeeper(const std::filesystem::path& /*folder*/, const DecodedCache& /*cache*/)
{
    return {};
}

}  // namespace scotopic::cli
