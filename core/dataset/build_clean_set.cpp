// SPDX-License-Identifier: MIT
#include "core/dataset/build_clean_set.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/parallel.h"
#include "core/dataset/block_light.h"
#include "core/dataset/clean_charts.h"
#include "core/dataset/clean_index.h"
#include "core/image/picture_file.h"
#include "core/raw/read_raw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <optional>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr PixelSize kChartSize{960, 960};
/// One picture of the set that is to be.
struct Task {
    CleanPicture picture;
    fs::path source;  // empty: a chart
    int chart = 0;
};

struct CleanPixels {
    CleanEncoding encoding = CleanEncoding::Srgb;
    PixelSize size;
    std::vector<std::uint16_t> rgb;
};

/// The mean of 2x2 pixels, of linear light.
CleanPixels halved(const SrgbPicture& picture, const JobContext& context)
{
    CleanPixels result{CleanEncoding::Srgb, {picture.size.width / 2, picture.size.height / 2}, {}};
    const auto rowLength = static_cast<std::size_t>(picture.size.width) * 3;
    const auto linear = [](std::uint16_t value) { return std::pow(static_cast<float>(value) / kCleanFullScale, 2.2F); };
    for (std::size_t y = 0; y < static_cast<std::size_t>(result.size.height); ++y) {
        context.throwIfCancelled();
        for (std::size_t i = 0; i < static_cast<std::size_t>(result.size.width) * 3; ++i) {
            const std::uint16_t* const first = picture.rgb.data() + 2 * y * rowLength + i / 3 * 6 + i % 3;
            const float mean =
                (linear(first[0]) + linear(first[3]) + linear(first[rowLength]) + linear(first[rowLength + 3])) / 4;
            result.rgb.push_back(static_cast<std::uint16_t>(std::lround(std::pow(mean, 1 / 2.2F) * kCleanFullScale)));
        }
    }
    return result;
}

CleanPixels halved(const RawImage& raw)
{
    const CameraPicture light = lightOfBlocks(raw);
    CleanPixels result{CleanEncoding::CameraLinear, light.size, {}};
    result.rgb.reserve(light.rgb.size());
    const float largestGain = *std::max_element(raw.whiteBalance.begin(), raw.whiteBalance.end());
    for (std::size_t i = 0; i < light.rgb.size(); ++i) {
        const float balanced = light.rgb[i] * raw.whiteBalance[i % 3] / largestGain;
        result.rgb.push_back(static_cast<std::uint16_t>(std::lround(balanced * kCleanFullScale)));
    }
    return result;
}

CleanPixels decode(const Task& task, const CleanSetOptions& options, const JobContext& context)
{
    if (task.source.empty()) {
        SrgbPicture chart = drawChart(task.chart, kChartSize, options.seed);
        return {CleanEncoding::Srgb, chart.size, std::move(chart.rgb)};
    }
    if (!formatOf(task.source)) {
        return halved(readRaw(task.source, /*picture=*/1, context));
    }
    SrgbPicture picture = readPicture(task.source, context);
    if (options.pictureScale == SourceScale::Half) {
        return halved(picture, context);
    }
    return {CleanEncoding::Srgb, picture.size, std::move(picture.rgb)};
}

/// What the file was made of and how; another one is stale.
DecodedOrigin originOfTask(const Task& task, const CleanSetOptions& options)
{
    if (task.source.empty()) {
        return {static_cast<std::uint64_t>(task.chart), 0, "chart, seed " + std::to_string(options.seed)};
    }
    const bool isHalved = !formatOf(task.source) || options.pictureScale == SourceScale::Half;
    return originOf(task.source, isHalved ? "halved" : "whole");
}

std::vector<Task> tasksOf(const CleanSetOptions& options)
{
    std::vector<Task> tasks;
    const std::vector<Split> ofSources = splitSources(options.sources.size(), options.shares, options.seed);
    for (std::size_t i = 0; i < options.sources.size(); ++i) {
        const fs::path& source = options.sources[i];
        tasks.push_back({{.name = source.stem().string(),
                          .split = ofSources[i],
                          .encoding = {},
                          .size = {},
                          .source = source.filename().string(),
                          .licence = {}},
                         source,
                         0});
    }
    const std::vector<Split> ofCharts =
        splitSources(static_cast<std::size_t>(options.chartCount), options.shares, seedOfPart(options.seed, 1));
    for (int i = 0; i < options.chartCount; ++i) {
        tasks.push_back({{.name = "chart-" + std::to_string(i),
                          .split = ofCharts[static_cast<std::size_t>(i)],
                          .encoding = {},
                          .size = {},
                          .source = "chart",
                          .licence = {}},
                         {},
                         i});
    }
    return tasks;
}

void requireDistinct(const std::vector<Task>& tasks)
{
    std::map<std::string, fs::path> sources;
    for (const Task& task : tasks) {
        const auto [found, isNew] = sources.emplace(task.picture.name, task.source);
        if (!isNew) {
            throw InvalidArgument(task.source.string() + " and " + found->second.string()
                                  + " have one name; pictures of a clean set are told apart by it");
        }
    }
}

CleanEntry entryOf(const Task& task, const CleanSetOptions& options, const JobContext& context)
{
    const DecodedOrigin origin = originOfTask(task, options);
    const fs::path file = cleanFileOf(options.folder, task.picture.name);
    CleanEntry entry{task.picture, {}};
    const bool isRaw = !task.source.empty() && !formatOf(task.source);
    entry.picture.encoding = isRaw ? CleanEncoding::CameraLinear : CleanEncoding::Srgb;
    if (const std::optional<DecodedFileInfo> there = readDecodedHeader(file); there && there->origin == origin) {
        entry.file = *there;
    } else {
        const CleanPixels pixels = decode(task, options, context);
        entry.file.kind = DecodedKind::Long;
        entry.file.planes = 3;
        entry.file.size = pixels.size;
        entry.file.origin = origin;
        writeDecodedFile(file, entry.file, pixels.rgb);
    }
    entry.picture.size = entry.file.size;
    return entry;
}

}  // namespace

CleanSetReport buildCleanSet(const CleanSetOptions& options, const JobContext& context)
{
    const std::vector<Task> tasks = tasksOf(options);
    if (tasks.empty()) {
        throw InvalidArgument("there is no picture to make a clean set of");
    }
    requireDistinct(tasks);
    makeFolders(options.folder);
    std::mutex mutex;
    std::map<std::string, CleanEntry> entries;  // by name
    std::map<std::size_t, std::string> leftOut;
    std::exception_ptr lastFailure;
    const auto fail = [&](std::size_t task) {
        const std::scoped_lock lock(mutex);
        lastFailure = std::current_exception();
        leftOut.emplace(task, sentenceOf(lastFailure));
    };
    const auto report = [&](std::size_t done) {
        context.report({.stage = "picture " + std::to_string(done) + " of " + std::to_string(tasks.size()),
                        .fraction = static_cast<double>(done) / static_cast<double>(tasks.size()),
                        .remainingSeconds = {}});
    };
    runInParallel(
        {.taskCount = tasks.size(), .onSteps = report},
        [&](std::size_t i, const JobContext& own, const StepDone& stepDone) {
            try {
                CleanEntry entry = entryOf(tasks[i], options, own);
                const std::scoped_lock lock(mutex);
                entries.emplace(entry.picture.name, std::move(entry));
            } catch (const UnreadableInput&) {
                fail(i);
            } catch (const UnsupportedInput&) {
                fail(i);
            } catch (const CorruptInput&) {
                fail(i);
            }
            stepDone();
        },
        context);
    if (entries.empty()) {
        std::rethrow_exception(lastFailure);
    }
    CleanSetReport result;
    std::vector<CleanEntry> index;
    for (auto& [name, entry] : entries) {
        int& count = entry.picture.split == Split::Train        ? result.trainCount
                     : entry.picture.split == Split::Validation ? result.validationCount
                                                                : result.testCount;
        ++count;
        index.push_back(std::move(entry));
    }
    writeCleanIndex(options.folder, index);
    for (auto& [task, sentence] : leftOut) {
        result.leftOut.push_back(std::move(sentence));
    }
    return result;
}

}  // namespace scotopic
