// SPDX-License-Identifier: MIT
#include "core/training/checkpoint.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/network/safetensors.h"
#include "core/network/whole_file.h"
#include "core/training/best_json.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

using Metadata = std::map<std::string, std::string>;

constexpr const char* kFormatKey = "scotopic_checkpoint";
constexpr const char* kFormat = "1";
constexpr const char* kPrefix = "step-";
constexpr const char* kSuffix = ".safetensors";

std::string nameOf(long step)
{
    return kPrefix + std::to_string(step) + kSuffix;
}

std::optional<long> stepOf(const fs::path& file)
{
    const std::string name = file.filename().string();
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) {
        return std::nullopt;
    }
    const char* first = name.data() + std::char_traits<char>::length(kPrefix);
    const char* last = name.data() + name.size() - std::char_traits<char>::length(kSuffix);
    long step = 0;
    const auto [end, error] = std::from_chars(first, last, step);
    return error == std::errc{} && end == last ? std::optional(step) : std::nullopt;
}

/// Newest first.
std::vector<std::pair<long, fs::path>> checkpointsIn(const fs::path& folder)
{
    std::vector<std::pair<long, fs::path>> found;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (const std::optional<long> step = stepOf(entry.path())) {
            found.emplace_back(*step, entry.path());
        }
    }
    std::ranges::sort(found, std::ranges::greater());
    return found;
}

/// nlohmann writes the shortest text that reads back as the same double, so sums go on bit for bit.
std::string positionJson(const TrainingPosition& position)
{
    return nlohmann::json{{"epoch", position.epoch},
                          {"nextIndex", position.nextIndex},
                          {"step", position.step},
                          {"lossSum", position.lossSum},
                          {"stepsInEpoch", position.stepsInEpoch},
                          {"failureCount", position.failureCount},
                          {"best", bestJson<nlohmann::json>(position.best)},
                          {"lastLosses", position.lastLosses}}
        .dump();
}

TrainingPosition parsePosition(const std::string& text)
{
    const nlohmann::json json = nlohmann::json::parse(text);
    TrainingPosition position;
    json.at("epoch").get_to(position.epoch);
    json.at("nextIndex").get_to(position.nextIndex);
    json.at("step").get_to(position.step);
    json.at("lossSum").get_to(position.lossSum);
    json.at("stepsInEpoch").get_to(position.stepsInEpoch);
    json.at("failureCount").get_to(position.failureCount);
    json.at("lastLosses").get_to(position.lastLosses);
    position.best = bestFrom(json.at("best"));
    return position;
}

std::string networkJson(const UNetOptions& network)
{
    return nlohmann::json{{"normalisation", nameOf(network.normalisation)},
                          {"baseWidth", network.baseWidth},
                          {"inputPlanes", network.inputPlanes},
                          {"headKernel", network.headKernel},
                          {"upsampleBias", network.upsampleBias}}
        .dump();
}

UNetOptions parseNetwork(const std::string& text)
{
    const nlohmann::json json = nlohmann::json::parse(text);
    UNetOptions network;
    network.normalisation = parseNormalisation(json.at("normalisation").get<std::string>());
    json.at("baseWidth").get_to(network.baseWidth);
    json.at("inputPlanes").get_to(network.inputPlanes);
    json.at("headKernel").get_to(network.headKernel);
    json.at("upsampleBias").get_to(network.upsampleBias);
    return network;
}

Checkpoint checkpointFrom(const Safetensors& content)
{
    if (!content.metadata.contains(kFormatKey)) {
        throw UnsupportedInput("is not a checkpoint of a training run");
    }
    if (content.metadata.at(kFormatKey) != kFormat) {
        throw UnsupportedInput("is a checkpoint of another version (format " + content.metadata.at(kFormatKey)
                               + ", not " + kFormat + ")");
    }
    Checkpoint checkpoint;
    try {
        checkpoint.position = parsePosition(content.metadata.at("position"));
        checkpoint.network = parseNetwork(content.metadata.at("network"));
    } catch (const nlohmann::json::exception&) {
        throw CorruptInput("has a damaged header: where training stood");
    } catch (const InvalidArgument& error) {
        throw UnsupportedInput(std::string("is of another version: ") + error.what());
    } catch (const std::out_of_range&) {
        throw CorruptInput("does not say where training stood");
    }
    for (const auto& [name, tensor] : content.tensors) {
        checkpoint.state.emplace(name, Weight{tensor.shape, toFloats(tensor.bytes, tensor.type)});
    }
    return checkpoint;
}

/// How many of `found` (newest first) are younger than the newest that is known to be good.
std::size_t unprovenCount(const std::vector<std::pair<long, fs::path>>& found, long provenStep)
{
    const auto proven =
        std::ranges::find_if(found, [provenStep](const auto& file) { return file.first <= provenStep; });
    return static_cast<std::size_t>(proven - found.begin());
}

/// What stays: the one just written, the newest that is known to be good, and the oldest of those between them, which
/// is the next to be that. Later ones are of a course that was given up.
void removeOthers(const fs::path& folder, long step, long provenStep)
{
    const std::vector<std::pair<long, fs::path>> found = checkpointsIn(folder);
    const std::size_t unproven = unprovenCount(found, provenStep);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const bool isProving = i + 1 == unproven && found[i].first < step;
        if (found[i].first != step && i != unproven && !isProving) {
            std::error_code ignored;
            fs::remove(found[i].second, ignored);
        }
    }
}

}  // namespace

void writeCheckpoint(const fs::path& folder, const Checkpoint& checkpoint, long provenStep)
{
    Safetensors content;
    content.metadata = {{kFormatKey, kFormat},
                        {"position", positionJson(checkpoint.position)},
                        {"network", networkJson(checkpoint.network)}};
    std::vector<std::string> names;
    for (const auto& [name, weight] : checkpoint.state) {
        content.tensors[name] = {ElementType::F32, weight.shape, std::as_bytes(std::span(weight.values))};
        names.push_back(name);
    }
    const std::vector<std::byte> header = safetensorsHeader(content, names);
    std::vector<std::span<const std::byte>> parts{header};
    for (const std::string& name : names) {
        parts.push_back(content.tensors.at(name).bytes);
    }
    writeAtomically(folder / nameOf(checkpoint.position.step), IfExists::Overwrite,
                    [&parts](const fs::path& temporary) { writeBytes(temporary, parts); });
    removeOthers(folder, checkpoint.position.step, provenStep);
}

Checkpoint readCheckpoint(const fs::path& file)
{
    const FileBytes bytes = readWholeFile(file);
    try {
        return checkpointFrom(parseSafetensors(*bytes));
    } catch (const UnsupportedInput& error) {
        throw UnsupportedInput(file, error.what());
    } catch (const CorruptInput& error) {
        throw CorruptInput(file, error.what());
    }
}

std::optional<long> removeUnprovenCheckpoints(const fs::path& folder, long provenStep)
{
    const std::vector<std::pair<long, fs::path>> found = checkpointsIn(folder);
    if (found.empty()) {
        return std::nullopt;
    }
    const std::size_t kept = std::min(unprovenCount(found, provenStep), found.size() - 1);
    for (std::size_t i = 0; i < kept; ++i) {
        std::error_code ignored;
        fs::remove(found[i].second, ignored);
    }
    return found[kept].first;
}

std::optional<Checkpoint> readNewestCheckpoint(const fs::path& folder)
{
    std::string reason;
    for (const auto& [step, file] : checkpointsIn(folder)) {
        try {
            return readCheckpoint(file);
        } catch (const CorruptInput& error) {
            reason = reason.empty() ? error.what() : reason;
        } catch (const UnreadableInput& error) {
            reason = reason.empty() ? error.what() : reason;
        }
    }
    if (!reason.empty()) {
        throw CorruptInput(reason);
    }
    return std::nullopt;
}

}  // namespace scotopic
