// SPDX-License-Identifier: MIT
#include "app/cli/evaluate_photos.h"
#include "core/evaluation/classical_renderer.h"
#include "core/evaluation/figure.h"
#include "core/evaluation/thumbnails.h"

namespace scotopic::cli {

Contestant classicalModel(const ScoringRatio& ratio)
{
    return classicalContestant(ratio);
}

Contestant denoisedModel(const ScoringRatio& ratio, float noiseThreshold)
{
    return denoisedContestant(ratio, noiseThreshold);
}

std::function<ExposureRatio(const ImagePair&)> ratioSuggestion()
{
    return automaticRatio;
}

std::unique_ptr<FigureMaker> makeFigure(const std::filesystem::path& folder, const EvaluationJob& job, int count)
{
    if (count == 0) {
        return nullptr;
    }
    return std::make_unique<FigurePictures>(folder / "pictures", *job.cache, choosePairsForFigure(job, count));
}

EvaluationListener thumbnailKeeper(const std::filesystem::path& folder, const DecodedCache& cache)
{
    return scotopic::thumbnailKeeper(Thumbnails(folder, cache.fingerprint()), cache, /*rendersMissing=*/false);
}

}  // namespace scotopic::cli
