// SPDX-License-Identifier: MIT
#include "tests/core/training/run_support.h"

#include "core/dataset/cache_writer.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <random>

namespace scotopic::test {

namespace {

constexpr float kBlackDn = 512;
constexpr float kWhiteDn = 16383;
constexpr float kRatio = 10;

/// Light of a scene, 0..1, at a place and in a colour.
double lightAt(int scene, int x, int y, int colour)
{
    return 0.4 + 0.3 * std::sin(0.13 * x + 0.4 * scene) * std::cos(0.09 * y + 0.7 * colour) + 0.05 * colour;
}

std::vector<std::uint16_t> shortCounts(int scene, PixelSize size, std::mt19937& random)
{
    std::vector<std::uint16_t> counts;
    std::normal_distribution<double> noise(0, 20);
    for (const int colour : {0, 1, 2, 1}) {
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                const double light = lightAt(scene, 2 * x, 2 * y, colour) / static_cast<double>(kRatio);
                const double count = kBlackDn + light * (kWhiteDn - kBlackDn) + noise(random);
                counts.push_back(static_cast<std::uint16_t>(std::lround(std::max(count, 0.0))));
            }
        }
    }
    return counts;
}

std::vector<std::uint16_t> truthOf(int scene, PixelSize size)
{
    std::vector<std::uint16_t> rgb;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            for (int colour = 0; colour < 3; ++colour) {
                rgb.push_back(static_cast<std::uint16_t>(std::lround(65535 * std::sqrt(lightAt(scene, x, y, colour)))));
            }
        }
    }
    return rgb;
}

ImagePair pairOf(const std::string& scene, int burst, Split split)
{
    ImagePair pair;
    pair.split = split;
    pair.scene = scene;
    pair.burstIndex = burst;
    pair.name = scene + "_0" + std::to_string(burst) + "_0.1s";
    pair.shortFile = pair.name + ".ARW";
    pair.longFile = scene + "_00_1s.ARW";
    pair.shortExposureSeconds = 0.1;
    pair.longExposureSeconds = 1;
    pair.ratio = {kRatio};
    return pair;
}

PlaneLevels levels()
{
    PlaneLevels levels;
    levels.blackDn.assign(4, kBlackDn);
    levels.whiteDn.fill(kWhiteDn);
    return levels;
}

}  // namespace

void writeSmallCache(const std::filesystem::path& folder, const SmallSet& set)
{
    CacheWriter writer(folder);
    std::vector<ImagePair> pairs;
    std::mt19937 random(3);
    const PixelSize truthSize{set.planesSize.width * 2, set.planesSize.height * 2};
    const auto addScene = [&](int number, Split split) {
        std::string name = std::to_string(number);
        name.insert(0, 5 - name.size(), '0');
        const std::vector<std::uint16_t> truth = truthOf(number, truthSize);
        for (int burst = 0; burst < 2; ++burst) {
            const std::vector<std::uint16_t> counts = shortCounts(number, set.planesSize, random);
            pairs.push_back(pairOf(name, burst, split));
            writer.writeShort(pairs.back(), {4, set.planesSize, counts, levels()}, {});
        }
        writer.writeLong(pairs.back(), {truthSize, truth}, {});
    };
    for (int i = 1; i <= set.trainScenes; ++i) {
        addScene(i, Split::Train);
    }
    for (int i = 1; i <= set.validationScenes; ++i) {
        addScene(20000 + i, Split::Validation);
    }
    writer.finish(pairs);
}

TrainingOptions smallRun(Normalisation normalisation)
{
    TrainingOptions options;
    options.network = {.normalisation = normalisation, .baseWidth = 4};
    options.epochs = 2;
    options.patchPx = 32;
    options.learningRate = 1e-3;
    options.drop.reset();
    options.device = {DeviceKind::Cpu, 0};
    options.precision = Precision::Fp32;
    options.validateEveryEpochs = 1;
    return options;
}

TrainingJob smallJob(const TrainingOptions& options, const DecodedCache& cache, RunFolder& run)
{
    TrainingJob job;
    job.options = options;
    job.cache = &cache;
    job.data = chooseTrainingData(cache.pairs(), {}, options.debug);
    job.run = &run;
    return job;
}

bool haveSameCurve(const std::filesystem::path& runA, const std::filesystem::path& runB)
{
    const auto curve = [](const std::filesystem::path& run) {
        std::vector<StepRow> rows = readSteps(RunPaths{run}.steps());
        for (StepRow& row : rows) {
            row.seconds = row.networkSeconds = 0;
            row.memoryBytes = 0;
        }
        return rows;
    };
    return curve(runA) == curve(runB);
}

RunFixture::RunFixture()
{
    writeSmallCache(at("cache"));
    m_cache.emplace(at("cache"));
}

std::filesystem::path RunFixture::at(const std::string& name) const
{
    return std::filesystem::path(m_folder.path().toStdString()) / name;
}

RunRecord RunFixture::trainIn(const std::filesystem::path& folder, const TrainingOptions& options,
                              const TrainingListener& listener, const JobContext& context) const
{
    RunFolder run = RunFolder::holdsRun(folder) ? RunFolder::resume(folder) : RunFolder::create(folder);
    return train(smallJob(options, cache(), run), listener, context);
}

std::string textOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace scotopic::test
