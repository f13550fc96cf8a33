// SPDX-License-Identifier: MIT
#include "core/training/recipe.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace scotopic {

namespace {

using Json = nlohmann::ordered_json;

/// One field of the recipe: how it is written and read. Reading throws InvalidArgument without the field's name.
struct Field {
    const char* key;
    std::function<Json(const TrainingOptions&)> write;
    std::function<void(const Json&, TrainingOptions&)> read;
};

template <typename Value>
Value valueFrom(const Json& json)
{
    if constexpr (std::is_same_v<Value, bool>) {
        if (json.is_boolean()) {
            return json.get<bool>();
        }
        throw InvalidArgument("is not true or false");
    } else if constexpr (std::is_same_v<Value, std::string>) {
        if (json.is_string()) {
            return json.get<std::string>();
        }
        throw InvalidArgument("is not a text");
    } else if constexpr (std::is_floating_point_v<Value>) {
        if (json.is_number()) {
            return json.get<Value>();
        }
        throw InvalidArgument("is not a number");
    } else if constexpr (std::is_unsigned_v<Value>) {
        if (json.is_number_unsigned()) {
            return json.get<Value>();
        }
        throw InvalidArgument("is not a whole number from 0 on");
    } else {
        const std::int64_t number = json.is_number_integer() ? json.get<std::int64_t>() : -1;
        if (number >= 0 && number <= std::numeric_limits<Value>::max()) {
            return static_cast<Value>(number);
        }
        throw InvalidArgument("is not a whole number from 0 on");
    }
}

/// A number, a truth or an optional one of them.
template <typename Value>
Field plain(const char* key, Value TrainingOptions::*member)
{
    return {key, [member](const TrainingOptions& options) { return Json(options.*member); },
            [member](const Json& json, TrainingOptions& options) { options.*member = valueFrom<Value>(json); }};
}
template <typename Value>
Field plain(const char* key, std::optional<Value> TrainingOptions::*member)
{
    return {
        key,
        [member](const TrainingOptions& options) { return options.*member ? Json(*(options.*member)) : Json(nullptr); },
        [member](const Json& json, TrainingOptions& options) {
            options.*member = json.is_null() ? std::nullopt : std::optional<Value>(valueFrom<Value>(json));
        }};
}
template <typename Value>
Field ofNetwork(const char* key, Value UNetOptions::*member)
{
    return {key, [member](const TrainingOptions& options) { return Json(options.network.*member); },
            [member](const Json& json, TrainingOptions& options) { options.network.*member = valueFrom<Value>(json); }};
}
/// A value that has a word.
template <typename Value, typename Write, typename Read>
Field word(const char* key, Value TrainingOptions::*member, Write write, Read read)
{
    return {key, [member, write](const TrainingOptions& options) { return Json(write(options.*member)); },
            [member, read](const Json& json, TrainingOptions& options) {
                options.*member = read(valueFrom<std::string>(json));
            }};
}

Field architecture()
{
    return {"architecture",
            [](const TrainingOptions& options) { return Json(std::string(nameOf(options.network.normalisation))); },
            [](const Json& json, TrainingOptions& options) {
                options.network.normalisation = parseNormalisation(valueFrom<std::string>(json));
            }};
}

LearningRateDrop dropFrom(const Json& json)
{
    if (!json.is_object() || json.size() != 2 || !json.contains("afterEpoch") || !json.contains("value")) {
        throw InvalidArgument("is not null or an object with afterEpoch and value");
    }
    return {valueFrom<int>(json["afterEpoch"]), valueFrom<double>(json["value"])};
}

Field learningRateDrop()
{
    return {"learningRateDrop",
            [](const TrainingOptions& options) {
                const bool isUsed = options.drop && options.schedule == Schedule::Steps;
                return isUsed ? Json{{"afterEpoch", options.drop->afterEpoch}, {"value", options.drop->value}}
                              : Json(nullptr);
            },
            [](const Json& json, TrainingOptions& options) {
                options.drop = json.is_null() ? std::nullopt : std::optional(dropFrom(json));
            }};
}

const std::vector<Field>& fields()
{
    using Options = TrainingOptions;
    static const std::vector<Field> kFields{
        architecture(),
        ofNetwork("baseWidth", &UNetOptions::baseWidth),
        ofNetwork("inputPlanes", &UNetOptions::inputPlanes),
        ofNetwork("headKernel", &UNetOptions::headKernel),
        ofNetwork("upsampleBias", &UNetOptions::upsampleBias),
        word(
            "initialWeights", &Options::initialWeights, [](InitialWeights value) { return toText(value); },
            parseInitialWeights),
        plain("epochs", &Options::epochs),
        plain("stepsPerEpoch", &Options::stepsPerEpoch),
        plain("patchPx", &Options::patchPx),
        plain("batch", &Options::batch),
        plain("accumulate", &Options::accumulate),
        word(
            "loss", &Options::loss, [](Loss value) { return toText(value); }, parseLoss),
        plain("learningRate", &Options::learningRate),
        word(
            "schedule", &Options::schedule, [](Schedule value) { return toText(value); }, parseSchedule),
        learningRateDrop(),
        plain("warmUpSteps", &Options::warmUpSteps),
        plain("gradientClipNorm", &Options::gradientClipNorm),
        plain("emaDecay", &Options::emaDecay),
        plain("freezeNormAfterEpoch", &Options::freezeNormAfterEpoch),
        plain("stopAfterEpochsWithoutGain", &Options::stopAfterEpochsWithoutGain),
        plain("seed", &Options::seed),
        word(
            "device", &Options::device, [](DeviceId value) { return toText(value); }, parseDevice),
        word(
            "precision", &Options::precision, [](Precision value) { return toText(value); }, parsePrecision),
        plain("validateEveryEpochs", &Options::validateEveryEpochs),
        plain("sampleEveryEpochs", &Options::sampleEveryEpochs),
        plain("checkpointEveryEpochs", &Options::checkpointEveryEpochs),
        plain("debug", &Options::debug),
        plain("allowedFailureShare", &Options::allowedFailureShare),
        word(
            "initialModel", &Options::initialModel, [](const std::filesystem::path& file) { return file.string(); },
            [](const std::string& file) { return std::filesystem::path(file); }),
    };
    return kFields;
}

void readField(const std::string& key, const Json& value, TrainingOptions& options, const std::string& source)
{
    for (const Field& field : fields()) {
        if (key != field.key) {
            continue;
        }
        try {
            return field.read(value, options);
        } catch (const InvalidArgument& error) {
            throw InvalidArgument(source + ": " + key + ": " + error.what());
        }
    }
    throw InvalidArgument(source + ": '" + key + "' is not a field of a recipe");
}

}  // namespace

std::string recipeJson(const TrainingOptions& options)
{
    Json recipe = Json::object();
    for (const Field& field : fields()) {
        recipe[field.key] = field.write(options);
    }
    return recipe.dump(2, ' ', false, Json::error_handler_t::replace);
}

TrainingOptions parseRecipe(const std::string& json, const std::string& source, const TrainingOptions& defaults)
{
    Json recipe = Json::parse(json, nullptr, /*allow_exceptions=*/false);
    if (recipe.is_object() && recipe.contains("recipe")) {
        recipe = Json(recipe["recipe"]);
    }
    if (!recipe.is_object()) {
        throw CorruptInput(source + ": is not a recipe: a JSON object is expected");
    }
    TrainingOptions options = defaults;
    for (const auto& [key, value] : recipe.items()) {
        readField(key, value, options, source);
    }
    if (options.schedule == Schedule::Cosine && options.drop && *options.drop != LearningRateDrop{}) {
        throw InvalidArgument(source + ": learningRateDrop: is for the schedule 'steps'; a cosine falls by itself");
    }
    options.drop = options.schedule == Schedule::Cosine ? std::nullopt : options.drop;
    try {
        requireUsable(options);
    } catch (const InvalidArgument& error) {
        throw InvalidArgument(source + ": " + error.what());
    }
    return options;
}

TrainingOptions readRecipe(const std::filesystem::path& file, const TrainingOptions& defaults)
{
    return parseRecipe(readTextFile(file), file.string(), defaults);
}

}  // namespace scotopic
