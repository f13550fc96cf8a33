// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/patch.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <numeric>

using namespace scotopic;

namespace {

struct Taken {
    int epoch = 0;
    int index = 0;
    std::size_t pair = 0;
    std::vector<float> input;
    std::vector<float> target;

    friend bool operator==(const Taken&, const Taken&) = default;
};

std::vector<Taken> takeSome(const DecodedCache& cache, const PatchSourceOptions& options, int count)
{
    PatchSource source(cache, options);
    std::vector<Taken> taken;
    for (int i = 0; i < count; ++i) {
        PatchSource::Sample sample = source.take();
        taken.push_back({sample.epoch, sample.index, sample.example.pair, std::move(sample.example.input.values),
                         std::move(sample.example.target)});
    }
    return taken;
}

/// Of this process: pages of mapped files that are in memory.
long residentFileKilobytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "RssFile:") {
            long kilobytes = 0;
            status >> kilobytes;
            return kilobytes;
        }
    }
    return -1;
}

}  // namespace

class PatchSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asManyAsAreKeptAreReady()
    {
        std::atomic<int> made = 0;
        const ExampleSource source(100, {.ahead = 7}, [&made](int /*epoch*/, int /*index*/) {
            ++made;
            return TrainingExample{};
        });
        source.waitUntilReady();
        QCOMPARE(made.load(), 7);
    }

    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        std::vector<ImagePair> pairs;
        for (int scene = 0; scene < 7; ++scene) {
            pairs.push_back(test::namedPair("0000" + std::to_string(scene), 0));
        }
        pairs.push_back(test::namedPair("00003", 1));
        pairs.push_back(test::namedPair("10034", 0));
        test::writeSmallCache(folder(), pairs, {40, 36});
    }

    void examplesDoNotDependOnTheThreads()
    {
        const DecodedCache cache(folder());
        const std::vector<Taken> one = takeSome(cache, options(cache), 20);
        PatchSourceOptions several = options(cache);
        several.ahead = 5;
        for (const int threads : {0, 2, 3, 8}) {
            several.threads = threads;
            QVERIFY(takeSome(cache, several, 20) == one);
        }
        several.seed = 8;
        QVERIFY(takeSome(cache, several, 20) != one);
        QCOMPARE(one[6].epoch, 1);
        QCOMPARE(one[6].index, 6);
        QCOMPARE(one[7].epoch, 2);
        QCOMPARE(one[7].index, 0);
    }

    void everyExampleIsTheDrawnOne()
    {
        const DecodedCache cache(folder());
        const std::vector<std::size_t> candidates = options(cache).candidates;
        for (const Taken& taken : takeSome(cache, options(cache), 9)) {
            const std::size_t pair =
                planEpoch(cache.pairs(), candidates, 7, taken.epoch)[static_cast<std::size_t>(taken.index)];
            const PatchDraw draw = drawPatch(7, taken.epoch, taken.index, {40, 36}, 16);
            const TrainingExample expected = makeExample(cache, pair, draw);
            QCOMPARE(taken.pair, pair);
            QVERIFY(taken.input == expected.input.values);
            QVERIFY(taken.target == expected.target);
        }
    }

    void aResumedSourceGivesTheRest()
    {
        const DecodedCache cache(folder());
        const std::vector<Taken> whole = takeSome(cache, options(cache), 20);
        for (const std::size_t begin : {1U, 6U, 7U, 13U}) {
            PatchSourceOptions resumed = options(cache);
            resumed.firstEpoch = whole[begin].epoch;
            resumed.firstIndex = whole[begin].index;
            const std::vector<Taken> rest = takeSome(cache, resumed, static_cast<int>(20 - begin));
            QVERIFY(std::equal(rest.begin(), rest.end(), whole.begin() + static_cast<std::ptrdiff_t>(begin)));
        }
        PatchSourceOptions beyond = options(cache);
        beyond.firstIndex = 7;  // after the last of an epoch comes the next one's first
        QVERIFY(takeSome(cache, beyond, 1)[0] == whole[7]);
    }

    void machinesShareTheSamplesWithoutRest()
    {
        const DecodedCache cache(folder());
        const std::vector<Taken> whole = takeSome(cache, options(cache), 21);
        for (const int machines : {2, 3}) {
            for (int machine = 0; machine < machines; ++machine) {
                PatchSourceOptions part = options(cache);
                part.stride = machines;
                part.offset = machine;
                const int count = 20 / machines;
                const std::vector<Taken> taken = takeSome(cache, part, count);
                for (int i = 0; i < count; ++i) {
                    QVERIFY(taken[static_cast<std::size_t>(i)]
                            == whole[static_cast<std::size_t>(i * machines + machine)]);
                }
            }
        }
    }

    void aBadFileInTheMiddleIsLeftOutAndCounted()
    {
        test::truncateFile(folder() / "short/00004_00_0.1s.counts", 6000);
        const DecodedCache cache(folder());
        PatchSourceOptions tolerant = options(cache);
        tolerant.allowedFailureShare = 0.2;  // 1 of 7
        tolerant.threads = 2;
        PatchSource source(cache, tolerant);
        QCOMPARE(source.samplesPerEpoch(), 7);
        for (int i = 0; i < 18; ++i) {  // three epochs of 6
            const PatchSource::Sample sample = source.take();
            QVERIFY(cache.pairs()[sample.example.pair].scene != "00004");
            QCOMPARE(sample.epoch, i / 6 + 1);
        }
        QVERIFY(source.failureCount() == 2 || source.failureCount() == 3);  // the third may come last of its epoch
        QCOMPARE(source.failures().size(), std::size_t{1});
        QVERIFY(source.failures()[0].find("00004_00_0.1s") != std::string::npos);
    }

    void tooManyBadFilesEndTheRun()
    {
        test::truncateFile(folder() / "short/00004_00_0.1s.counts", 6000);
        std::filesystem::remove(folder() / "long/00005_00_10s.srgb");
        const DecodedCache cache(folder());
        PatchSourceOptions tolerant = options(cache);
        tolerant.allowedFailureShare = 0.2;
        PatchSource source(cache, tolerant);
        std::string sentence;
        int taken = 0;
        try {
            for (; taken < 7; ++taken) {
                static_cast<void>(source.take());
            }
        } catch (const CorruptInput& error) {
            sentence = error.what();
        }
        QVERIFY(taken <= 5);
        QVERIFY(sentence.find("0000") != std::string::npos);
        QVERIFY(sentence.find("2 of 7 samples of epoch 1") != std::string::npos);
    }

    void aSetOfNothingButBadFilesEndsWhateverIsAllowed()
    {
        for (int scene = 0; scene < 7; ++scene) {
            std::filesystem::remove(folder() / ("long/0000" + std::to_string(scene) + "_00_10s.srgb"));
        }
        const DecodedCache cache(folder());
        PatchSourceOptions tolerant = options(cache);
        tolerant.allowedFailureShare = 1;
        PatchSource source(cache, tolerant);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(source.take()), CorruptInput);
    }

    void refusesWhatCannotBeTrainedOn()
    {
        const DecodedCache cache(folder());
        PatchSourceOptions large = options(cache);
        large.patchPx = 48;
        QVERIFY_EXCEPTION_THROWN(PatchSource(cache, large), InvalidArgument);
        PatchSourceOptions none = options(cache);
        none.candidates.clear();
        QVERIFY_EXCEPTION_THROWN(PatchSource(cache, none), InvalidArgument);
        PatchSourceOptions outside = options(cache);
        outside.stride = 2;
        outside.offset = 2;
        QVERIFY_EXCEPTION_THROWN(PatchSource(cache, outside), InvalidArgument);
    }

    void refusesToMixMosaics()
    {
        // The second set's index holds the first one's files too.
        CacheWriter writer(folder());
        const ImagePair xTrans = test::namedPair("00008", 0);
        const std::vector<std::uint16_t> counts(9 * 40 * 36);
        const std::vector<std::uint16_t> rgb(120 * 108 * 3);
        writer.writeShort(xTrans, {9, {40, 36}, counts, {{1, 1}, std::vector<float>(9, 1024), {}}}, {});
        writer.writeLong(xTrans, {{120, 108}, rgb}, {});
        writer.finish({test::namedPair("00001", 0), xTrans});
        const DecodedCache cache(folder());
        QVERIFY_EXCEPTION_THROWN(PatchSource(cache, options(cache)), InvalidArgument);
    }

    void memoryDoesNotGrowWithTheSet()
    {
        std::vector<ImagePair> pairs;
        for (int scene = 10; scene < 40; ++scene) {
            pairs.push_back(test::namedPair("000" + std::to_string(scene), 0));
        }
        test::writeSmallCache(folder(), pairs, {256, 256});  // 2 MB a pair
        const DecodedCache cache(folder());
        PatchSourceOptions wide = options(cache);
        wide.patchPx = 256;
        wide.ahead = 1;
        PatchSource source(cache, wide);
        static_cast<void>(source.take());
        const long before = residentFileKilobytes();
        for (int i = 0; i < 60; ++i) {
            static_cast<void>(source.take());
        }
        QVERIFY(before > 0);
        const long grown = residentFileKilobytes() - before;
        QVERIFY2(grown < 8000, qPrintable(QString::number(grown)));
    }

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_temporary->path().toStdString(); }
    [[nodiscard]] static PatchSourceOptions options(const DecodedCache& cache)
    {
        PatchSourceOptions options;
        options.candidates = pairsOf(Split::Train, cache.pairs());
        options.seed = 7;
        options.patchPx = 16;
        return options;
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
};

SCOTOPIC_TEST(PatchSourceTest)
#include "patch_source_test.moc"
