// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/figure_maker.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace scotopic {

/// The pairs of a figure: `count` of those to be scored, spread evenly over scenes; never one of the misaligned scenes.
[[nodiscard]] std::vector<std::size_t> choosePairsForFigure(const EvaluationJob& job, int count);

/// The pictures of a figure, as PNG files (8 bit, rounded) in a folder: input, ground truth and each contestant's
/// output. They are kept, so an evaluation that is repeated renders only what is missing.
class FigurePictures : public FigureMaker {
public:
    /// Makes the folder. Borrows `cache`. Throws OutputFailed.
    FigurePictures(const std::filesystem::path& folder, const DecodedCache& cache, std::vector<std::size_t> pairs);

    [[nodiscard]] bool wants(const Contestant& contestant, std::size_t pair, const ImageScore& score) const override;
    void save(const Contestant& contestant, std::size_t pair, const ImageScore& score,
              const RenderedFrame& frame) const override;
    /// Writes input and ground truth, and reads everything back for a report that lies beside the folder.
    [[nodiscard]] std::vector<FigureRow> rows(const std::vector<Contestant>& contestants,
                                              const std::vector<ImageScore>& scores,
                                              const JobContext& context) const override;
    void writeSheet(const std::filesystem::path& file, const std::vector<Contestant>& contestants) const override;

private:
    [[nodiscard]] bool isChosen(std::size_t pair) const;
    [[nodiscard]] std::filesystem::path fileOf(std::size_t pair, const std::string& what) const;
    [[nodiscard]] FigureCell cellOf(const std::filesystem::path& file, const std::filesystem::path& truth) const;

    std::filesystem::path m_folder;
    const DecodedCache& m_cache;
    std::vector<std::size_t> m_pairs;
};

}  // namespace scotopic
