// SPDX-License-Identifier: MIT
#include "core/network/import_model.h"

#include "core/base/error.h"
#include "core/network/file_kind.h"
#include "core/network/input_file.h"
#include "core/network/model_file.h"
#include "core/network/name_layouts.h"
#include "core/network/pytorch_file.h"
#include "core/network/safetensors.h"
#include "core/network/tensorflow_checkpoint.h"

#include <memory>
#include <utility>

namespace scotopic {

namespace {

ForeignModel foreignSafetensors(const SharedFile& file, const SafetensorsIndex& index)
{
    ForeignGroup group;
    for (const auto& [name, entry] : index.tensors) {
        if (entry.type) {
            group.tensors[name] = {entry.shape, [file, entry = entry] {
                                       return toFloats(file->read(entry.begin, entry.bytes), *entry.type);
                                   }};
        } else {
            group.others.push_back(name);
        }
    }
    return {"safetensors", {std::move(group)}};
}

/// Our own model file keeps what its metadata say.
ImportedModel ownModelFile(const std::filesystem::path& file)
{
    ImportedModel imported{readModelFile(file), {}};
    imported.report.format = "safetensors";
    imported.report.layout = "study";
    imported.report.weights = "top level";
    for (const auto& [name, weight] : imported.model.weights) {
        imported.report.mapped.push_back({name, name});
    }
    return imported;
}

bool isOurs(const SafetensorsIndex& index)
{
    return index.metadata.contains("scotopic_format");
}

ImportedModel importFile(const std::filesystem::path& file, const std::string& weights)
{
    const auto input = std::make_shared<const InputFile>(file);
    const std::vector<std::byte> head = input->head(kFileKindBytes);
    if (looksLikePyTorchZip(head)) {
        return mapToStudyNames(readPyTorchZip(input), weights);
    }
    if (looksLikePickle(head)) {
        return mapToStudyNames(readPyTorchLegacy(input), weights);
    }
    if (looksLikeSafetensors(head)) {
        const SafetensorsIndex index = readSafetensorsIndex(*input);
        return isOurs(index) ? ownModelFile(file) : mapToStudyNames(foreignSafetensors(input, index), weights);
    }
    throw UnsupportedInput(notAModelBecause(head, file));
}

/// The readers do not know the file they read from; this adds its name to what they throw.
template <class Import>
auto namingFile(const std::filesystem::path& file, Import import)
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

ImportedModel importModel(const std::filesystem::path& file, const std::string& weights)
{
    const std::optional<std::filesystem::path> index = checkpointIndexOf(file);
    const std::filesystem::path& readFrom = index ? *index : file;
    std::vector<std::filesystem::path> files{readFrom};
    ImportedModel imported = namingFile(readFrom, [&] {
        if (!index) {
            return importFile(file, weights);
        }
        const ForeignModel checkpoint = readTensorFlowCheckpoint(*index);
        files.insert(files.end(), checkpoint.dataFiles.begin(), checkpoint.dataFiles.end());
        return mapToStudyNames(checkpoint, weights);
    });
    requireComplete(imported.model, readFrom.string());
    imported.model.sha256 = sha256OfFiles(files);
    imported.model.notes.emplace("name", readFrom.stem().string());
    imported.model.notes.emplace(
        "source", readFrom.filename().string() + " (" + imported.report.format + ", " + imported.report.layout
                      + (imported.report.otherWeights.empty() ? "" : ", " + imported.report.weights) + ")");
    return imported;
}

OpenedModel openModel(const std::filesystem::path& file, const std::string& weights)
{
    if (!checkpointIndexOf(file)) {
        const InputFile input(file);
        const bool isSafetensors = looksLikeSafetensors(input.head(kFileKindBytes));
        const auto isOurFile = [&input] { return isOurs(readSafetensorsIndex(input)); };
        if (isSafetensors && namingFile(file, isOurFile)) {
            return {readModelFile(file), {}};
        }
    }
    ImportedModel imported = importModel(file, weights);
    return {std::move(imported.model), std::move(imported.report)};
}

}  // namespace scotopic
