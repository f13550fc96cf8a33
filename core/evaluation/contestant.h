// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/evaluation/renderer.h"
#include "core/network/model.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace scotopic {

/// Which statistics batch normalisation uses at test time (reference, section 7).
enum class NormStatistics {
    None,     // the network has no batch normalisation
    Running,  // of training, as eval() does; computed folded into the convolutions, which is equal
    Image,    // of the frame itself, as the study's test script did
    Precise,  // computed anew over training patches with frozen weights
};
[[nodiscard]] const char* toText(NormStatistics statistics);  // "-", "running", "image", "precise"
/// "running", "image", "precise"; throws InvalidArgument.
[[nodiscard]] NormStatistics parseNormStatistics(const std::string& word);

/// Where the amplification comes from.
struct ScoringRatio {
    enum class Source { Truth, Automatic, Fixed };
    Source source = Source::Truth;
    ExposureRatio fixed;
};
[[nodiscard]] std::string toText(const ScoringRatio& ratio);            // "truth", "auto", "x100"
[[nodiscard]] ScoringRatio parseScoringRatio(const std::string& word);  // throws InvalidArgument

/// What is scored: a way to render short exposures, and what is known of its making.
struct Contestant {
    std::string model;           // as tables name it
    std::string kind;            // "baseline", "double-bn", …, "classical"
    std::string identity;        // what decides its pictures: the model file's SHA-256, or the version of LibRaw
    std::filesystem::path file;  // the model's, absolute; empty without one
    NormStatistics statistics = NormStatistics::None;
    ScoringRatio ratio;
    int inputPlanes = 0;  // 0: any
    std::set<std::string> trainingScenes;
    std::set<std::string> selectionScenes;  // those that chose its checkpoint
    std::function<std::unique_ptr<Renderer>()> makeRenderer;

    /// "unet, image statistics, ratio auto": unique among contestants of different models.
    [[nodiscard]] std::string label() const;
};

/// SHA-256 of the file that the model was read from, or of the weights of one made in memory.
[[nodiscard]] std::string identityOf(const Model& model);

/// A model file as a contestant. `statistics` becomes None for a network without batch normalisation; Precise says that
/// the file's running statistics are precise ones already (preciseContestant() measures them). Its scenes come from the
/// file's notes.
[[nodiscard]] Contestant networkContestant(const Model& model, const std::string& name, NormStatistics statistics,
                                           const ScoringRatio& ratio, const EngineOptions& engine,
                                           std::optional<int> tilePx);

}  // namespace scotopic
