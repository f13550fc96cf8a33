// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scotopic {

/// Which convolutions of a block of two are followed by a normalisation, before the activation.
enum class Normalisation {
    None,    // the baseline: conv, lrelu, conv, lrelu
    Single,  // conv, lrelu, conv, BN (bnN), lrelu
    Double,  // conv, BN (bnN), lrelu, conv, BN (bnN_1), lrelu
    Group,   // conv, GN (gnN), lrelu, conv, GN (gnN_1), lrelu: group normalisation (Wu and He 2018) of groupCount()
             // groups, which has no running statistics and is the same for every size of batch
};

/// 8 groups (4 channels each at the study's narrowest level), halved until they divide `channels`. Fixed, because
/// weights do not tell it.
[[nodiscard]] int groupCount(int channels);

/// The state-dict name of the normalisation after convolution 0 or 1 of block `level` (1..9); empty where there is
/// none.
[[nodiscard]] std::string normName(Normalisation normalisation, int level, int convolution);

/// The SID U-Net (Chen et al. 2018) and its variants of the reproduction study.
struct UNetOptions {
    Normalisation normalisation = Normalisation::None;
    int baseWidth = 32;        // doubled at each of the five levels
    int inputPlanes = 4;       // 4: Bayer, 9: X-Trans
    int headKernel = 3;        // 3: the study's port, 1: the original network
    bool upsampleBias = true;  // of the transposed convolutions; the original network has none

    friend bool operator==(const UNetOptions&, const UNetOptions&) = default;
    /// Plane pixels to picture pixels: 2 for Bayer, 3 for X-Trans.
    [[nodiscard]] int upscale() const { return inputPlanes == 9 ? 3 : 2; }
    [[nodiscard]] int headChannels() const { return 3 * upscale() * upscale(); }
};

/// Whether the network gives a picture, or light that colour matrix and tone still have to be applied to.
enum class OutputSpace { Display, CameraLinear };

/// One parameter or buffer as float32, row-major, in PyTorch's layout: convolutions [out, in, kh, kw], transposed
/// convolutions [in, out, 2, 2]. `num_batches_tracked` is a whole number and stored as int64 in files.
struct Weight {
    std::vector<std::int64_t> shape;  // empty: a scalar
    std::vector<float> values;

    [[nodiscard]] std::int64_t elementCount() const;
};

/// By the study's state-dict names: conv1.weight, conv1_2.bias, bn1.running_mean, gn1.weight, up6.weight, conv10.bias …
using Weights = std::map<std::string, Weight>;

/// A network and everything that is needed to use it.
struct Model {
    UNetOptions options;
    OutputSpace outputSpace = OutputSpace::Display;
    Weights weights;
    /// The rest of the file's string metadata: "name", "ratios", "bn_mode", "recipe", "data_fingerprint", "epoch",
    /// "version" …
    std::map<std::string, std::string> notes;
    std::string sha256;  // of the file it was read from; empty for one made in memory
};

/// Names and shapes of every parameter and buffer of a network, in state-dict order.
[[nodiscard]] std::vector<std::pair<std::string, std::vector<std::int64_t>>>
expectedWeights(const UNetOptions& options);

/// What a network with these weights would be: normalisation, width, planes, head kernel, bias.
/// Throws UnsupportedInput when they are not a SID U-Net's; the sentence names the first thing that does not fit.
[[nodiscard]] UNetOptions optionsFromWeights(const Weights& weights);

/// Throws CorruptInput naming `source` and the tensor when one is missing, left over or of another shape (both
/// shapes are named), or holds NaN or infinity: a network like that gives black pictures.
void requireComplete(const Model& model, std::string_view source);

[[nodiscard]] std::string_view nameOf(Normalisation normalisation);       // "baseline", "single-bn", "double-bn",
                                                                          // "group-norm"
[[nodiscard]] Normalisation parseNormalisation(const std::string& word);  // throws InvalidArgument
[[nodiscard]] std::string_view nameOf(OutputSpace space);                 // "display", "camera-linear"
[[nodiscard]] std::int64_t parameterCount(const Model& model);            // buffers not counted

/// How random weights are drawn, each reproducible from a seed.
enum class InitialWeights {
    PyTorch,  // PyTorch's default (Kaiming uniform with a = sqrt(5); BN 1, 0, 0, 1; GN 1, 0), though not its numbers
    Kaiming,  // He et al. 2015: N(0, 2 / (1.04 fan)), for the slope of 0.2 below zero; `fan`: inputs of one output, of
              // which a transposed convolution's four taps have their own. Biases 0, but the head's 0.1, so that
              // nothing begins black. Without normalisation such a network trains at rates of 1e-3.
};

/// For training, benchmarks, self-checks and tests.
[[nodiscard]] Model makeRandomModel(const UNetOptions& options, std::uint64_t seed,
                                    InitialWeights initial = InitialWeights::PyTorch);

}  // namespace scotopic
