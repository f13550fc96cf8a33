// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/exclusions.h"
#include "core/evaluation/contestant.h"
#include "core/evaluation/frame_scores.h"
#include "core/evaluation/protocol.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace scotopic {

/// One picture of one contestant under one protocol.
struct ImageScore {
    std::string protocol;    // its name
    std::string meaning;     // describe() of it
    std::string contestant;  // its label
    std::string scene;
    std::string pair;
    ExposureRatio ratio;      // of the exposures
    ExposureRatio usedRatio;  // that the picture was rendered with
    Scores scores;
    double seconds = 0;  // of rendering
    /// Hash of everything that decides the scores: pictures, model, statistics, engine, protocol. Equal keys, equal
    /// scores.
    std::string key;
};

struct EvaluationJob {
    const DecodedCache* cache = nullptr;
    Split split = Split::Test;
    Exclusions exclusions;  // beyond what protocols leave out
    std::vector<Protocol> protocols;
    std::vector<Contestant> contestants;
    /// The automatic ratio of a raw; needed by contestants that ask for it, which builds without LibRaw cannot serve.
    std::function<ExposureRatio(const ImagePair&)> suggestRatio;
};

/// What an evaluation tells while it goes; each may be empty. Called on evaluate()'s thread.
struct EvaluationListener {
    std::function<void(const std::vector<ImageScore>& all)> onImage;  // everything scored so far, known ones included
    /// Whether a frame is to be rendered for onFrame() although its scores are known; `score`: its first.
    std::function<bool(const Contestant&, std::size_t pair, const ImageScore& score)> wantsFrame;
    std::function<void(const Contestant&, std::size_t pair, const ImageScore& score, const RenderedFrame&)> onFrame;
};

struct Evaluation {
    std::vector<ImageScore> scores;     // by contestant, then pair, then protocol
    std::vector<std::string> engines;   // of each contestant: what computed it
    std::vector<std::string> failures;  // a sentence for each pair that could not be read; it has no scores
};

/// Scores every pair of the split that a protocol takes. Each frame is rendered once for all protocols; scores with
/// equal keys in `known` are taken over. Holds one network and one frame at a time. Hands the device over and heeds
/// cancellation between tiles. Throws InvalidArgument (nothing to score, a model for another CFA, no way to an
/// automatic ratio), CorruptInput (not one pair can be read), DeviceFailed, Cancelled.
[[nodiscard]] Evaluation evaluate(const EvaluationJob& job, const std::vector<ImageScore>& known,
                                  const EvaluationListener& listener, const JobContext& context);

/// The pairs that evaluate() would score, as indices into the cache's pairs().
[[nodiscard]] std::vector<std::size_t> pairsToScore(const EvaluationJob& job);

/// Sentences about scenes that a contestant has learnt from or was chosen by: its scores there say little.
[[nodiscard]] std::vector<std::string> leakWarnings(const EvaluationJob& job);

}  // namespace scotopic
