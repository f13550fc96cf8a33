// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/decoded_cache.h"
#include "core/evaluation/evaluate.h"
#include "core/evaluation/report.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

/// Small JPEG copies of an evaluation's pictures in its folder, so that a test set can be browsed without rendering it
/// again. Those of other data, or of another model of the same name, have other names.
class Thumbnails {
public:
    /// No side is longer.
    static constexpr int kLongestPx = 640;

    /// `dataFingerprint`: of the cache. Touches no file.
    Thumbnails(const std::filesystem::path& evaluation, const std::string& dataFingerprint);

    [[nodiscard]] std::filesystem::path fileOf(const std::string& pair, const Contestant& contestant) const;
    [[nodiscard]] std::filesystem::path truthFileOf(const std::string& pair) const;
    [[nodiscard]] std::filesystem::path inputFileOf(const std::string& pair) const;

    /// Write one, and make the folder. Throw OutputFailed; as the cache does.
    void save(const std::string& pair, const Contestant& contestant, const RenderedFrame& frame) const;
    void saveTruth(const DecodedCache& cache, std::size_t pair) const;
    void saveInput(const DecodedCache& cache, std::size_t pair) const;

private:
    std::filesystem::path m_folder;
};

/// Rows of a report's figure made of the thumbnails of some pairs: input, ground truth and each contestant, with the
/// scores by a protocol; a picture that is not there leaves its cell empty.
[[nodiscard]] std::vector<FigureRow> thumbnailRows(const Thumbnails& thumbnails, const Report& report,
                                                   const std::vector<std::string>& pairs, const std::string& protocol);

/// The amplified planes as a picture of their own size, in colours balanced to the ground truth's, as figures have it:
/// what a person may see of a network's input. Throws as the cache does.
[[nodiscard]] RenderedFrame shownInput(const DecodedCache& cache, std::size_t pair);

/// Lets evaluate() keep a thumbnail of every frame that is rendered. `rendersMissing`: also of those whose scores are
/// known. The cache has to outlive the listener.
[[nodiscard]] EvaluationListener thumbnailKeeper(const Thumbnails& thumbnails, const DecodedCache& cache,
                                                 bool rendersMissing);

}  // namespace scotopic
