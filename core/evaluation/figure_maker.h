// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/evaluate.h"
#include "core/evaluation/report.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace scotopic {

/// Keeps pictures of an evaluation and makes the report's figure of them; a build without codecs has none.
class FigureMaker {
public:
    virtual ~FigureMaker() = default;

    /// As EvaluationListener has them.
    [[nodiscard]] virtual bool wants(const Contestant& contestant, std::size_t pair, const ImageScore& score) const = 0;
    virtual void save(const Contestant& contestant, std::size_t pair, const ImageScore& score,
                      const RenderedFrame& frame) const = 0;
    /// Throws OutputFailed, Cancelled.
    [[nodiscard]] virtual std::vector<FigureRow> rows(const std::vector<Contestant>& contestants,
                                                      const std::vector<ImageScore>& scores,
                                                      const JobContext& context) const = 0;
    /// One PNG as the study's Figure 2: a row for each pair, the ground truth and the contestants beside each other.
    /// Pairs of which a picture is missing are left out; without any other there is no file. After rows(). Throws
    /// OutputFailed.
    virtual void writeSheet(const std::filesystem::path& file, const std::vector<Contestant>& contestants) const = 0;
};

}  // namespace scotopic
