// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/files.h"
#include "core/network/model.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// What an import did, for the person to read.
struct ImportReport {
    std::string format;  // "PyTorch zip", "PyTorch legacy", "TensorFlow V2 checkpoint", "safetensors"
    std::string layout;  // which table of names matched: "study", "original", "common port" …
    struct Mapped {
        std::string from;
        std::string to;
    };
    std::vector<Mapped> mapped;
    std::vector<std::string> leftOver;      // in the file, not part of the network (optimizer state, counters)
    std::string weights;                    // where in the file they lie: "params_ema", "top level"
    bool isAverage = false;                 // their name says that they are an average over many steps
    std::vector<std::string> otherWeights;  // other weights of such a network in the same file
    std::vector<std::string> unloaded;      // classes of other programs in it, of which nothing is loaded or run
    std::vector<std::string> filledIn;  // absent without harm and set to PyTorch's default, e.g. num_batches_tracked
};

struct ImportedModel {
    Model model;
    ImportReport report;
};

/// Reads the weights of a SID U-Net from another program's file and renames them to the study's names:
/// PyTorch state dicts in the zip and the pre-1.6 format (.pth .pt .ckpt .pkl), plain or nested; TensorFlow V2
/// checkpoints (`model.ckpt.index`, or the common prefix of it and `.data-*`); safetensors. Never runs code, and reads
/// no more of a file than what tells that it is none of these. Where several weights of a network lie in a file, an
/// average of them (EMA) is taken, else those that lie outermost; `weights` names others, as in ImportReport. The
/// model's sha256 is the file's; a checkpoint's, `cat model.ckpt.index model.ckpt.data-* | sha256sum`. Throws
/// UnreadableInput, UnsupportedInput (a pickle that wants more than tensors, another network; the sentence says what),
/// CorruptInput (truncated, missing tensors, NaN).
[[nodiscard]] ImportedModel importModel(const std::filesystem::path& file, const std::string& weights = {});

/// A model as every command and the window take one.
struct OpenedModel {
    Model model;
    std::optional<ImportReport> report;  // none: the file is one of ours
};
/// A model file of ours as readModelFile() reads it, of other programs as importModel() does. Throws as they do.
[[nodiscard]] OpenedModel openModel(const std::filesystem::path& file, const std::string& weights = {});

/// A `.pth` that `torch.load` opens as an OrderedDict under the study's names. Throws OutputFailed.
void exportPth(const std::filesystem::path& file, const Model& model, IfExists ifExists);

}  // namespace scotopic
