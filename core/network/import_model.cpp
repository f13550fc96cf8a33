// SPDX-License-Identifier: MIT
#include "core/network/import_model.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/model_file.h"
#include "core/network/name_layouts.h"
#include "core/network/pytorch_file.h"
#include "core/network/safetensors.h"
#include "core/network/tensorflow_checkpoint.h"

#include <utility>

namespace scotopic {

namespace {

bool hasTextAt(const std::vector<std::byte>& file, std::size_t offset, std::string_view text)
{
    return file.size() >= offset + text.size()
           && ByteReader(std::span(file).subspan(offset)).takeText(text.size()) == text;
}

[[noreturn]] void throwUnknownFormat(const std::vector<std::byte>& file)
{
    if (hasTextAt(file, 257, "ustar")) {
        throw UnsupportedInput("is a tar archive of PyTorch before 0.1.10; load and save it again in a newer PyTorch");
    }
    if (hasTextAt(file, 0, "\x89HDF")) {
        throw UnsupportedInput("is an HDF5 file, which is not among the formats that can be imported");
    }
    throw UnsupportedInput(
        "is not a model file that can be imported (PyTorch state dict, TensorFlow V2 checkpoint, safetensors)");
}

ForeignModel foreignSafetensors(const FileBytes& file, const Safetensors& content)
{
    ForeignGroup group;
    for (const auto& [name, tensor] : content.tensors) {
        group.tensors[name] = {tensor.shape, [file, tensor = tensor] { return toFloats(tensor.bytes, tensor.type); }};
    }
    return {"safetensors", {std::move(group)}};
}

/// Our own model file keeps what its metadata say.
ImportedModel ownModelFile(const std::filesystem::path& file)
{
    ImportedModel imported{readModelFile(file), {}};
    imported.report.format = "safetensors";
    imported.report.layout = "study";
    for (const auto& [name, weight] : imported.model.weights) {
        imported.report.mapped.push_back({name, name});
    }
    return imported;
}

ImportedModel importFile(const std::filesystem::path& file)
{
    const FileBytes bytes = readWholeFile(file);
    if (looksLikePyTorchZip(*bytes)) {
        return mapToStudyNames(readPyTorchZip(bytes));
    }
    if (looksLikePickle(*bytes)) {
        return mapToStudyNames(readPyTorchLegacy(bytes));
    }
    if (looksLikeSafetensors(*bytes)) {
        const Safetensors content = parseSafetensors(*bytes);
        return content.metadata.contains("scotopic_format") ? ownModelFile(file)
                                                            : mapToStudyNames(foreignSafetensors(bytes, content));
    }
    throwUnknownFormat(*bytes);
}

/// The readers do not know the file they read from; this adds its name to what they throw.
template <class Import>
ImportedModel namingFile(const std::filesystem::path& file, Import import)
{
    const std::string name = file.string() + ": ";
    try {
        return import();
    } catch (const UnsupportedInput& error) {
        throw UnsupportedInput(std::string_view(error.what()).starts_with(name) ? error.what() : name + error.what());
    } catch (const CorruptInput& error) {
        throw CorruptInput(std::string_view(error.what()).starts_with(name) ? error.what() : name + error.what());
    }
}

}  // namespace

ImportedModel importModel(const std::filesystem::path& file)
{
    const std::optional<std::filesystem::path> index = checkpointIndexOf(file);
    const std::filesystem::path& readFrom = index ? *index : file;
    std::vector<std::filesystem::path> files{readFrom};
    ImportedModel imported = namingFile(readFrom, [&] {
        if (!index) {
            return importFile(file);
        }
        const ForeignModel checkpoint = readTensorFlowCheckpoint(*index);
        files.insert(files.end(), checkpoint.dataFiles.begin(), checkpoint.dataFiles.end());
        return mapToStudyNames(checkpoint);
    });
    requireComplete(imported.model, readFrom.string());
    imported.model.sha256 = sha256OfFiles(files);
    imported.model.notes.emplace("name", readFrom.stem().string());
    imported.model.notes.emplace("source", readFrom.filename().string() + " (" + imported.report.format + ", "
                                               + imported.report.layout + ")");
    return imported;
}

}  // namespace scotopic
