// SPDX-License-Identifier: MIT
#include "core/dataset/synthesize.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/parallel.h"
#include "core/dataset/synthesize_pair.h"
#include "core/raw/read_raw.h"

#include <exception>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

namespace scotopic {

namespace {

using Json = nlohmann::ordered_json;

void makePairFolders(const std::filesystem::path& folder)
{
    std::error_code error;
    if (std::filesystem::exists(folder, error)
        && (!std::filesystem::is_directory(folder, error) || !std::filesystem::is_empty(folder, error))) {
        throw OutputFailed(folder, "is there already and is not an empty folder");
    }
    for (const char* name : {"short", "long"}) {
        makeFolders(folder / "Sony" / name);
    }
}

/// Leaves nothing behind where nothing was made.
void removeEmptyFolders(const std::filesystem::path& folder)
{
    std::error_code ignored;
    for (const char* name : {"Sony/short", "Sony/long", "Sony", ""}) {
        std::filesystem::remove(folder / name, ignored);  // only where it is empty
    }
}

/// Makes the pairs of source after source. What is made does not depend on which thread makes it.
class Workshop {
public:
    Workshop(const SynthesisOptions& options, const std::vector<PlannedPair>& plan, const JobContext& context)
        : m_options(options), m_plan(plan), m_context(context)
    {
        std::map<std::size_t, std::vector<std::size_t>> bySource;
        for (std::size_t i = 0; i < plan.size(); ++i) {
            bySource[plan[i].source].push_back(i);
        }
        for (auto& [source, pairs] : bySource) {
            m_pairsOfSources.push_back(std::move(pairs));
        }
    }

    /// Throws what ended the work early: Cancelled, or a full disk.
    void run()
    {
        const auto report = [this](std::size_t done) {
            m_context.report({.stage = "pair " + std::to_string(done) + " of " + std::to_string(m_plan.size()),
                              .fraction = static_cast<double>(done) / static_cast<double>(m_plan.size()),
                              .remainingSeconds = {}});
        };
        runInParallel(
            {.taskCount = m_pairsOfSources.size(), .onSteps = report},
            [this](std::size_t task, const JobContext& own, const StepDone& stepDone) {
                makeAll(m_pairsOfSources[task], own, stepDone);
            },
            m_context);
    }

    [[nodiscard]] const std::map<std::size_t, MadePair>& made() const { return m_made; }
    /// By source.
    [[nodiscard]] const std::map<std::size_t, std::exception_ptr>& leftOut() const { return m_leftOut; }

private:
    /// All of them from one source.
    void makeAll(const std::vector<std::size_t>& pairs, const JobContext& own, const StepDone& stepDone)
    {
        const std::size_t source = m_plan[pairs.front()].source;
        std::optional<OpenedSource> opened;
        try {
            opened = openSource(m_options.sources[source], m_options, own);
        } catch (const Error&) {
            const std::scoped_lock lock(m_mutex);
            m_leftOut.emplace(source, std::current_exception());
            return;
        }
        for (const std::size_t pair : pairs) {
            own.throwIfCancelled();
            MadePair made = makePair(*opened, m_plan[pair], m_options, own);
            {
                const std::scoped_lock lock(m_mutex);
                m_made.emplace(pair, std::move(made));
            }
            stepDone();
        }
    }

    const SynthesisOptions& m_options;
    const std::vector<PlannedPair>& m_plan;
    const JobContext& m_context;
    std::vector<std::vector<std::size_t>> m_pairsOfSources;

    std::mutex m_mutex;  // guards the two below while threads run
    std::map<std::size_t, MadePair> m_made;
    std::map<std::size_t, std::exception_ptr> m_leftOut;
};

Json toJson(const SensorNoise& noise)
{
    Json json{{"gainDnPerElectron", noise.gainDnPerElectron}, {"readDn", noise.readDn}};
    json["tukeyLambda"] = noise.tukeyLambda ? Json(*noise.tukeyLambda) : Json();
    json["rowDn"] = noise.rowDn;
    json["bandDn"] = noise.bandDn;
    json["bandRows"] = noise.bandRows;
    json["columnDn"] = noise.columnDn;
    json["blackErrorDn"] = noise.blackErrorDn;
    json["hotPixelFraction"] = noise.hotPixelFraction;
    json["hotPixelDn"] = noise.hotPixelDn;
    return json;
}

Json toJson(const MadePair& pair)
{
    Json json{{"name", std::filesystem::path(pair.plan.shortName()).stem().string()},
              {"split", toText(pair.plan.split)},
              {"source", pair.source.string()},
              {"x", pair.where.x},
              {"y", pair.where.y},
              {"width", pair.where.width},
              {"height", pair.where.height},
              {"ratio", pair.plan.ratio.value},
              {"noise", toJson(pair.noise)}};
    if (pair.look) {
        json["look"] = {{"whiteBalance", pair.look->whiteBalance},
                        {"srgbFromCamera", pair.look->srgbFromCamera},
                        {"brightening", pair.look->brightening}};
    }
    return json;
}

SynthesisReport writeLists(const SynthesisOptions& options, const std::map<std::size_t, MadePair>& made)
{
    std::map<Split, std::string> lists;
    std::map<Split, int> counts;
    Json pairs = Json::array();
    for (const auto& [index, pair] : made) {
        lists[pair.plan.split] += pair.listLine + "\n";
        ++counts[pair.plan.split];
        pairs.push_back(toJson(pair));
    }
    for (const auto& [split, lines] : lists) {
        writeTextFile(options.folder / (std::string("Sony_") + toText(split) + "_list.txt"), lines, IfExists::Refuse);
    }
    const Json how{{"seed", options.seed},
                   {"camera", options.camera ? options.camera->camera : "any"},
                   {"groundTruthRenderer",
                    options.truth == PairTruth::Light ? "light, not interpolated" : "LibRaw " + libRawVersion()},
                   {"pairs", pairs}};
    writeTextFile(options.folder / "synthesis.json", how.dump(2, ' ', false, Json::error_handler_t::replace) + "\n",
                  IfExists::Refuse);
    return {.trainCount = counts[Split::Train],
            .validationCount = counts[Split::Validation],
            .testCount = counts[Split::Test],
            .leftOut = {}};
}

void requirePossibleSize(const SynthesisOptions& options)
{
    if (const auto size = options.size;
        size && (size->width < 64 || size->height < 64 || size->width % 2 != 0 || size->height % 2 != 0)) {
        throw InvalidArgument("pairs of " + std::to_string(size->width) + " x " + std::to_string(size->height)
                              + " photosites: both must be even and at least 64");
    }
}

}  // namespace

SynthesisReport synthesizePairs(const SynthesisOptions& options, const JobContext& context)
{
    requirePossibleSize(options);
    const std::vector<PlannedPair> plan =
        planPairs(options.sources.size(), options.pairCount.value_or(options.sources.size()), options.ratios,
                  options.shares, options.seed);
    if (plan.empty()) {
        throw InvalidArgument("no pairs are asked for");
    }
    makePairFolders(options.folder);
    Workshop workshop(options, plan, context);
    std::exception_ptr failure;
    try {
        workshop.run();
    } catch (...) {
        failure = std::current_exception();
    }
    SynthesisReport report;
    if (workshop.made().empty()) {
        removeEmptyFolders(options.folder);
    } else {
        report = writeLists(options, workshop.made());  // of what is done, whatever ended the work
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    if (workshop.made().empty()) {
        std::rethrow_exception(workshop.leftOut().rbegin()->second);
    }
    for (const auto& [source, reason] : workshop.leftOut()) {
        report.leftOut.push_back(sentenceOf(reason));
    }
    return report;
}

}  // namespace scotopic
