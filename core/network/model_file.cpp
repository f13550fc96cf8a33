// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"

#include "core/base/camera_linear.h"
#include "core/base/error.h"
#include "core/network/file_kind.h"
#include "core/network/input_file.h"
#include "core/network/printable.h"
#include "core/network/pytorch_file.h"
#include "core/network/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

namespace scotopic {

namespace {

using Metadata = std::map<std::string, std::string>;

constexpr const char* kFormatVersion = "1";
constexpr const char* kArchitecture = "sid-unet";
// Black subtracted, white at 1, times the amplification, clipped at 1 (Chen et al. 2018).
constexpr const char* kInputConvention = "black-subtracted-amplified-clipped";

/// The metadata that say what the network is; every other key is a note.
constexpr std::array<const char*, 10> kReservedKeys{
    "format",      "scotopic_format", "architecture",  "normalisation",    "base_width",
    "head_kernel", "input_planes",    "upsample_bias", "input_convention", "output_space"};

bool isReserved(const std::string& key)
{
    return std::ranges::find(kReservedKeys, key) != kReservedKeys.end();
}

Metadata metadataOf(const UNetOptions& options)
{
    return {{"normalisation", std::string(nameOf(options.normalisation))},
            {"base_width", std::to_string(options.baseWidth)},
            {"head_kernel", std::to_string(options.headKernel)},
            {"input_planes", std::to_string(options.inputPlanes)},
            {"upsample_bias", options.upsampleBias ? "true" : "false"}};
}

Metadata metadataOf(const Model& model)
{
    Metadata metadata = metadataOf(model.options);
    metadata["format"] = "pt";  // what Python's safetensors writes for PyTorch's tensor layout
    metadata["scotopic_format"] = kFormatVersion;
    metadata["architecture"] = kArchitecture;
    metadata["input_convention"] = kInputConvention;
    metadata["output_space"] = nameOf(model.outputSpace);
    for (const auto& [key, value] : model.notes) {
        if (isReserved(key)) {
            throw InvalidArgument("a model's note cannot be called '" + key + "'");
        }
        metadata[key] = value;
    }
    return metadata;
}

const std::string& valueOf(const Metadata& metadata, const std::string& key)
{
    const auto found = metadata.find(key);
    if (found == metadata.end()) {
        throw CorruptInput("has no '" + key + "' in its metadata");
    }
    return found->second;
}

void requireOurs(const Metadata& metadata)
{
    if (!metadata.contains("architecture") || !metadata.contains("scotopic_format")) {
        throw UnsupportedInput("has no metadata that say how to use it; import it first (scotopic-cli model import)");
    }
    if (metadata.at("scotopic_format") != kFormatVersion) {
        throw UnsupportedInput("was written by another version of Scotopic (model format "
                               + printable(metadata.at("scotopic_format")) + ", not " + kFormatVersion + ")");
    }
    if (metadata.at("architecture") != kArchitecture) {
        throw UnsupportedInput("is a network of the architecture '" + printable(metadata.at("architecture")) + "', not "
                               + kArchitecture);
    }
    if (valueOf(metadata, "input_convention") != kInputConvention) {
        throw UnsupportedInput("wants its input as '" + printable(metadata.at("input_convention")) + "', not "
                               + kInputConvention);
    }
}

OutputSpace outputSpaceOf(const Metadata& metadata)
{
    const std::string& name = valueOf(metadata, "output_space");
    for (const OutputSpace space : {OutputSpace::Display, OutputSpace::CameraLinear}) {
        if (name == nameOf(space)) {
            return space;
        }
    }
    throw UnsupportedInput("gives its picture as '" + printable(name) + "', which is not known here");
}

void requireAgreement(const Metadata& metadata, const UNetOptions& fromTensors)
{
    for (const auto& [key, tensorsSay] : metadataOf(fromTensors)) {
        const std::string& metadataSay = valueOf(metadata, key);
        if (metadataSay != tensorsSay) {
            throw CorruptInput("contradicts itself: its metadata say " + key + " = " + printable(metadataSay)
                               + ", its tensors say " + tensorsSay);
        }
    }
}

/// Which network it would be by the shapes alone, so that nothing of a wrong size is ever read.
UNetOptions optionsOf(const SafetensorsIndex& index)
{
    Weights shapes;
    for (const auto& [name, entry] : index.tensors) {
        (void)knownType(entry, name);
        shapes[name].shape = entry.shape;
    }
    return optionsFromWeights(shapes);
}

void requireNothingElse(const UNetOptions& options, const SafetensorsIndex& index)
{
    std::set<std::string> known;
    for (const auto& [name, shape] : expectedWeights(options)) {
        known.insert(name);
    }
    for (const auto& [name, entry] : index.tensors) {
        if (!known.contains(name)) {
            throw CorruptInput(printable(name) + " is not part of such a network");
        }
    }
}

Model modelFrom(const InputFile& file)
{
    const SafetensorsIndex index = readSafetensorsIndex(file);
    requireOurs(index.metadata);
    Model model;
    model.options = optionsOf(index);
    requireAgreement(index.metadata, model.options);
    model.outputSpace = outputSpaceOf(index.metadata);
    requireNothingElse(model.options, index);
    for (const auto& [name, entry] : index.tensors) {
        model.weights.emplace(
            name, Weight{entry.shape, toFloats(file.read(entry.begin, entry.bytes), knownType(entry, name))});
    }
    for (const auto& [key, value] : index.metadata) {
        if (!isReserved(key)) {
            model.notes.emplace(key, value);
        }
    }
    return model;
}

ElementType storedType(const std::string& name, WeightPrecision precision)
{
    if (name.ends_with(".num_batches_tracked")) {
        return ElementType::I64;
    }
    // Variances of batch normalisation can leave the range of a half; they are few.
    return precision == WeightPrecision::F16 && !name.starts_with("bn") && !name.starts_with("gn") ? ElementType::F16
                                                                                                   : ElementType::F32;
}

std::vector<std::byte> storedBytes(const std::string& name, const Weight& weight, ElementType type)
{
    std::vector<std::byte> bytes(weight.values.size() * bytesPerElement(type));
    for (std::size_t i = 0; i < weight.values.size(); ++i) {
        const float value = weight.values[i];
        if (type == ElementType::I64) {
            const auto count = static_cast<std::int64_t>(value);
            std::memcpy(bytes.data() + i * sizeof count, &count, sizeof count);
        } else if (type == ElementType::F16) {
            const std::uint16_t half = halfFromFloat(value);
            if ((half & 0x7C00U) == 0x7C00U) {
                throw InvalidArgument(name + " holds values too large for 16 bits; write the model with 32");
            }
            std::memcpy(bytes.data() + i * sizeof half, &half, sizeof half);
        }
    }
    if (type == ElementType::F32) {
        std::memcpy(bytes.data(), weight.values.data(), bytes.size());
    }
    return bytes;
}

}  // namespace

Model readModelFile(const std::filesystem::path& file)
{
    const InputFile input(file);
    Model model;
    try {
        const std::vector<std::byte> head = input.head(kFileKindBytes);
        if (looksLikePyTorchZip(head) || looksLikePickle(head)) {
            throw UnsupportedInput("is not a model file (.safetensors); networks of other programs are imported first"
                                   " (scotopic-cli model import)");
        }
        if (!looksLikeSafetensors(head)) {
            throw UnsupportedInput(notAModelBecause(head, file));
        }
        model = modelFrom(input);
    } catch (const UnsupportedInput& error) {
        throw UnsupportedInput(file, error.what());
    } catch (const CorruptInput& error) {
        throw CorruptInput(file, error.what());
    }
    requireComplete(model, file.string());
    model.sha256 = sha256OfFile(file);
    return model;
}

void writeModelFile(const std::filesystem::path& file, const Model& model, IfExists ifExists, WeightPrecision precision)
{
    requireComplete(model, "the model to be written to " + file.string());
    Safetensors content;
    content.metadata = metadataOf(model);
    std::map<std::string, std::vector<std::byte>> stored;
    std::vector<std::string> names;
    for (const auto& [name, shape] : expectedWeights(model.options)) {
        const ElementType type = storedType(name, precision);
        const std::vector<std::byte>& bytes = stored[name] = storedBytes(name, model.weights.at(name), type);
        content.tensors[name] = {type, shape, bytes};
        names.push_back(name);
    }
    // Wide elements first, so that every tensor starts at a multiple of its element's size.
    std::ranges::stable_sort(names, std::ranges::greater(), [&content](const std::string& name) {
        return bytesPerElement(content.tensors.at(name).type);
    });
    const std::vector<std::byte> header = safetensorsHeader(content, names);
    std::vector<std::span<const std::byte>> parts{header};
    for (const std::string& name : names) {
        parts.emplace_back(stored.at(name));
    }
    writeAtomically(file, ifExists, [&parts](const std::filesystem::path& temporary) { writeBytes(temporary, parts); });
}

void requireUsableLight(const Model& model, const std::filesystem::path& file)
{
    if (model.outputSpace != OutputSpace::CameraLinear) {
        return;
    }
    const auto input = model.notes.find("input");
    if (input == model.notes.end() || input->second != kWhiteBalancedInput) {
        throw UnsupportedInput(file, "is a camera-linear model that does not name the input that this version gives "
                                     "(input: white-balanced)");
    }
    if (model.options.inputPlanes != 4) {
        throw UnsupportedInput(file, "is a camera-linear model for X-Trans; this version uses those for Bayer");
    }
}

}  // namespace scotopic
