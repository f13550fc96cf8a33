// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/decoded_cache.h"
#include "core/evaluation/evaluate.h"
#include "core/evaluation/report.h"
#include "core/image/picture.h"

#include <cstddef>
#include <filesystem>
#include <functional>
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
    /// Writes one, and makes the folder. Throws OutputFailed.
    void save(const std::string& pair, const Contestant& contestant, const RenderedFrame& frame) const;

    /// The bytes of one; empty when it is not there.
    [[nodiscard]] std::string jpegOf(const std::string& pair, const Contestant& contestant) const;
    /// Those of the cache's own pictures are made when they are not there, and kept where the folder takes them: a full
    /// or closed one costs time alone. Empty without a cache that has the pair. Throw as the cache does.
    [[nodiscard]] std::string truthJpeg(const DecodedCache* cache, const std::string& pair) const;
    [[nodiscard]] std::string inputJpeg(const DecodedCache* cache, const std::string& pair) const;

private:
    using Make = std::function<SrgbPicture(const DecodedCache&, std::size_t pair)>;

    [[nodiscard]] std::string readOrMake(const DecodedCache* cache, const std::string& pair, const char* ending,
                                         const Make& make) const;

    std::filesystem::path m_folder;
};

/// Rows of a report's figure made of the thumbnails of some pairs: input, ground truth and each contestant, with the
/// scores by a protocol; a picture that is not there leaves its cell empty. `cache`: null when it is gone. Throws as
/// the cache does.
[[nodiscard]] std::vector<FigureRow> thumbnailRows(const Thumbnails& thumbnails, const DecodedCache* cache,
                                                   const Report& report, const std::vector<std::string>& pairs,
                                                   const std::string& protocol);

/// The amplified planes as a picture of their own size, in colours balanced to the ground truth's, as figures have it:
/// what a person may see of a network's input. Throws as the cache does.
[[nodiscard]] RenderedFrame shownInput(const DecodedCache& cache, std::size_t pair);

/// Lets evaluate() keep a thumbnail of every frame that is rendered. `rendersMissing`: also of those whose scores are
/// known. The cache has to outlive the listener.
[[nodiscard]] EvaluationListener thumbnailKeeper(const Thumbnails& thumbnails, const DecodedCache& cache,
                                                 bool rendersMissing);

}  // namespace scotopic
