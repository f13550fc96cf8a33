// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/build_cache.h"
#include "core/dataset/decode_pair.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/study_data.h"
#include "core/image/picture_file.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "tests/core/dataset/raw_pairs.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <stdexcept>
#include <thread>

using namespace scotopic;

namespace {

}  // namespace

class BuildCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        for (const char* scene : {"00001", "00002", "20001", "10001"}) {
            test::addShort(root(), scene, 0);
            test::addLong(root(), scene);
        }
        test::addShort(root(), "00002", 1);
    }

    void everyPairIsDecodedOnce()
    {
        std::optional<CachePlan> plan;
        CacheBuildOptions options;
        options.onPlan = [&plan](const CachePlan& made) { plan = made; };
        const CacheReport report = buildCache(findPairs(root()), folder(), options, JobContext().withThreads(3));
        QVERIFY2(report.failures.empty(), report.failures.empty() ? "" : report.failures[0].sentence.c_str());
        QCOMPARE(report.pairsReady, std::size_t{4});  // the second burst is not wanted
        QCOMPARE(plan->filesToDecode, std::size_t{8});
        QCOMPARE(plan->bytesToWrite, std::uint64_t{4 * (96 * 64 * 2 + 96 * 64 * 6)});

        const DecodedCache cache(folder(), Checksums::VerifyOnFirstUse);
        QCOMPARE(cache.pairs().size(), std::size_t{4});
        QCOMPARE(cache.groundTruthRenderer(), std::string());
        for (std::size_t i = 0; i < 4; ++i) {
            const ImagePair& pair = cache.pairs()[i];
            const Planes expected = pack(readRaw(pair.shortFile), pair.ratio);
            QVERIFY(amplifiedPlanes(cache.shortOf(i), {0, 0, 48, 32}, pair.ratio).values == expected.values);
            const std::vector<std::uint16_t> truth = readPicture(pair.longFile).rgb;
            QVERIFY(std::ranges::equal(cache.longOf(i).rgb, truth));
        }
    }

    void theRestIsAddedLater()
    {
        CacheBuildOptions trainOnly;
        trainOnly.splits = {Split::Train};
        QCOMPARE(built(trainOnly).plan.filesToDecode, std::size_t{4});
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{4});
        CacheBuildOptions all;
        all.bursts = Bursts::All;
        const CacheReport report = built(all);
        QCOMPARE(report.plan.filesToDecode, std::size_t{1});
        QCOMPARE(report.plan.filesReady, std::size_t{8});
        QCOMPARE(report.pairsReady, std::size_t{5});
        built(trainOnly);  // wants less, and takes nothing away
        QCOMPARE(DecodedCache(folder()).pairs().size(), std::size_t{5});
    }

    void aChangedSourceIsDecodedAgain()
    {
        built({});
        const std::string before = DecodedCache(folder()).fingerprint();
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{0});
        const std::filesystem::path source = root() / "Sony/long/00001_00_10s.png";
        std::filesystem::last_write_time(source, std::filesystem::last_write_time(source) + std::chrono::seconds(1));
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{1});
        QCOMPARE(DecodedCache(folder()).fingerprint(), before);
        std::filesystem::copy_file(root() / "Sony/long/00002_00_10s.png", source,
                                   std::filesystem::copy_options::overwrite_existing);
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{1});
        QVERIFY(DecodedCache(folder()).fingerprint() != before);
    }

    void aTruncatedDecodedFileIsMadeAgain()
    {
        built({});
        test::truncateFile(folder() / "long/00001_00_10s.srgb", 5000);
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{1});
        QVERIFY((DecodedCache(folder()).longOf(0).size == PixelSize{96, 64}));
    }

    void aDamagedDecodedFileIsMadeAgainOnceItIsDeleted()
    {
        built({});
        const std::filesystem::path file = folder() / "long/00001_00_10s.srgb";
        test::damageFile(file, 100);
        const DecodedCache damaged(folder(), Checksums::VerifyOnFirstUse);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(damaged.longOf(0)), CorruptInput);
        std::filesystem::remove(file);
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{1});
        QVERIFY((DecodedCache(folder(), Checksums::VerifyOnFirstUse).longOf(0).size == PixelSize{96, 64}));
    }

    void aCorruptRawIsLeftOutAndSaid()
    {
        const std::filesystem::path broken = root() / "Sony/short/00002_00_0.1s.dng";
        test::truncateFile(broken, 9000);
        const CacheReport report = built({});
        QCOMPARE(report.pairsReady, std::size_t{3});
        QCOMPARE(report.failures.size(), std::size_t{1});
        QCOMPARE(report.failures[0].file, broken);
        QVERIFY(report.failures[0].sentence.find("truncated") != std::string::npos);
        QCOMPARE(DecodedCache(folder()).pairs().size(), std::size_t{3});
        test::addShort(root(), "00002", 0);
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{1});  // its ground truth was kept
        QCOMPARE(DecodedCache(folder()).pairs().size(), std::size_t{4});
    }

    void trainingAllowsFewPairsToBeLeftOut()
    {
        test::truncateFile(root() / "Sony/short/00002_00_0.1s.dng", 9000);
        test::truncateFile(root() / "Sony/short/10001_00_0.1s.dng", 9000);  // of the test split
        StudyDataOptions options;
        options.data = root();
        options.cache = folder();
        std::vector<std::string> leftOut;
        StudyDataListener listener;
        listener.onLeftOut = [&leftOut](const ImagePair& pair, const std::string&) { leftOut.push_back(pair.name); };
        QCOMPARE(openStudyData(options, listener, JobContext()).pairs().size(), std::size_t{2});
        std::ranges::sort(leftOut);
        QVERIFY((leftOut == std::vector<std::string>{"00002_00_0.1s", "10001_00_0.1s"}));

        options.allowedFailureShare = 0.05;
        try {
            static_cast<void>(openStudyData(options, listener, JobContext()));
            QFAIL("nothing was said");
        } catch (const CorruptInput& error) {
            QVERIFY2(std::string(error.what()).find("(1 of 3 pairs to train on cannot be decoded, more than allowed)")
                         != std::string::npos,
                     error.what());
        }
        options.allowedFailureShare = 0.4;
        QCOMPARE(openStudyData(options, listener, JobContext()).pairs().size(), std::size_t{2});
        options.allowedFailureShare = 0;
        options.exclusions.emplace("00002", "broken");
        QCOMPARE(openStudyData(options, listener, JobContext()).pairs().size(), std::size_t{2});
    }

    void aGroundTruthOutlivesTheFirstOfItsShortExposures()
    {
        test::writeText(root() / "Sony/short/00002_00_0.1s.dng", "no raw at all");
        CacheBuildOptions all;
        all.bursts = Bursts::All;
        const CacheReport report = built(all);
        QCOMPARE(report.pairsReady, std::size_t{4});
        QCOMPARE(report.failures.size(), std::size_t{1});
        QCOMPARE(DecodedCache(folder()).pairs()[1].name, std::string("00002_01_0.1s"));
    }

    void aStoppedBuildGoesOnWhereItWas()
    {
        std::stop_source stop;
        const JobContext context(stop.get_token(), [&stop](const Progress& progress) {
            if (progress.stage.starts_with("decoding") && progress.fraction > 0.2) {
                stop.request_stop();
            }
        });
        QVERIFY_EXCEPTION_THROWN(buildCache(findPairs(root()), folder(), {}, context.withThreads(1)), Cancelled);
        const std::size_t pairsDone = DecodedCache(folder()).pairs().size();
        QCOMPARE(pairsDone, std::size_t{1});  // the first report after two files of eight
        const CacheReport report = built({});
        QCOMPARE(report.plan.filesReady + report.plan.filesToDecode, std::size_t{8});
        QVERIFY(report.plan.filesReady >= 2 * pairsDone);
        QCOMPARE(report.pairsReady, std::size_t{4});
    }

    void urgentJobsRunBetweenTwoFilesOnTheAskingThread()
    {
        for (const int threads : {1, 2}) {
            std::vector<std::thread::id> handOvers;
            const JobContext context({}, {}, [&] { handOvers.push_back(std::this_thread::get_id()); });
            std::filesystem::remove_all(folder());
            buildCache(findPairs(root()), folder(), {}, context.withThreads(threads));
            QVERIFY(threads == 2 || handOvers.size() == 4 + 8);  // pairs that are looked at, files that are decoded
            QCOMPARE(std::ranges::count(handOvers, std::this_thread::get_id()), std::ssize(handOvers));
        }
    }

    void cancelledAtAnyMomentWithAnyThreadsItIsCancelled_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 8}) {
            QTest::addRow("%d", threads) << threads;
        }
    }
    /// The helpers are in the middle of a file, or between two, when the asking thread hears of it.
    void cancelledAtAnyMomentWithAnyThreadsItIsCancelled()
    {
        QFETCH(const int, threads);
        for (const double moment : {0.0, 0.05, 0.2, 0.3, 0.5, 0.7}) {
            std::filesystem::remove_all(folder());
            std::stop_source stop;
            const JobContext context(stop.get_token(), [&](const Progress& progress) {
                if (progress.stage.starts_with("decoding") && progress.fraction > moment) {
                    stop.request_stop();
                }
            });
            QVERIFY_EXCEPTION_THROWN(buildCache(findPairs(root()), folder(), {}, context.withThreads(threads)),
                                     Cancelled);
        }
        QCOMPARE(built({}).pairsReady, std::size_t{4});
    }

    void whatTellingThrowsEndsTheWork_data() { cancelledAtAnyMomentWithAnyThreadsItIsCancelled_data(); }
    void whatTellingThrowsEndsTheWork()
    {
        QFETCH(const int, threads);
        const JobContext context({}, [](const Progress& progress) {
            if (progress.stage.starts_with("decoding")) {
                throw std::length_error("who listens failed");
            }
        });
        QVERIFY_EXCEPTION_THROWN(buildCache(findPairs(root()), folder(), {}, context.withThreads(threads)),
                                 std::length_error);
        QCOMPARE(built({}).pairsReady, std::size_t{4});
    }

    void aKilledBuildGoesOnWhereItWas()
    {
        built({});
        std::filesystem::remove(folder() / "cache.json");  // it comes last
        QVERIFY_EXCEPTION_THROWN(DecodedCache{folder()}, UnreadableInput);
        QCOMPARE(built({}).plan.filesToDecode, std::size_t{0});
        QCOMPARE(DecodedCache(folder()).pairs().size(), std::size_t{4});
    }

    void aFullDiskLeavesAUsablePart_data() { cancelledAtAnyMomentWithAnyThreadsItIsCancelled_data(); }
    void aFullDiskLeavesAUsablePart()
    {
        QFETCH(const int, threads);
        {
            const test::FileSizeLimit limit(20000);  // a short exposure's 16 kB fit, a ground truth's 40 kB do not
            try {
                buildCache(findPairs(root()), folder(), {}, JobContext().withThreads(threads));
                QFAIL("nothing was said");
            } catch (const OutputFailed& error) {
                QVERIFY(std::string(error.what()).find("cannot be written: ") != std::string::npos);
            }
            QCOMPARE(DecodedCache(folder()).pairs().size(), std::size_t{0});
        }
        QVERIFY(built({}).plan.filesReady >= 1);
        QCOMPARE(DecodedCache(folder()).pairs().size(), std::size_t{4});
    }

    void aDiskThatIsTooSmallIsSaidBeforehand()
    {
        CacheBuildOptions options;
        options.freeBytes = 1'000'000;
        try {
            buildCache(findPairs(root()), folder(), options, JobContext());
            QFAIL("nothing was said");
        } catch (const OutputFailed& error) {
            QVERIFY2(std::string(error.what()).find("but only 1 MiB are free") != std::string::npos, error.what());
        }
        QVERIFY(std::filesystem::is_empty(folder() / "short"));
        QVERIFY(std::filesystem::is_empty(folder() / "long"));
    }

    void aPlanChangesNothing()
    {
        const CachePlan plan = planCache(findPairs(root()), folder(), {}, JobContext());
        QCOMPARE(plan.pairCount, std::size_t{4});
        QCOMPARE(plan.filesToDecode, std::size_t{8});
        QVERIFY(!std::filesystem::exists(folder()));
        built({});
        std::filesystem::remove(folder() / "long/00001_00_10s.srgb");
        std::filesystem::remove(folder() / "lock");
        const CachePlan rest = planCache(findPairs(root()), folder(), {}, JobContext());
        QCOMPARE(rest.filesReady, std::size_t{7});
        QCOMPARE(rest.filesToDecode, std::size_t{1});
        QVERIFY(!std::filesystem::exists(folder() / "lock"));
        QVERIFY(!std::filesystem::exists(folder() / "long/00001_00_10s.srgb"));
    }

    void rawGroundTruthNamesItsRenderer()
    {
        SCOTOPIC_REAL_FILE(raw, "raw/nikon-d750-grbg.dng");
        test::writeText(root() / "pairs.csv", "short,long,ratio\n" + raw.string() + ","
                                                  + (raw.parent_path() / "nikon-d750-gbrg.dng").string() + ",100\n");
        const CacheReport report = buildCache(findPairs(root() / "pairs.csv"), folder(), {}, JobContext());
        QVERIFY(report.failures.empty());
        const DecodedCache cache(folder());
        QCOMPARE(cache.groundTruthRenderer(), libRawVersion());
        QVERIFY((cache.longOf(0).size == PixelSize{766, 512}));
    }

    void theDefaultFolderBelongsToTheSet()
    {
        const QByteArray old = qgetenv("XDG_CACHE_HOME");
        qputenv("XDG_CACHE_HOME", "/somewhere/cache");
        const std::filesystem::path mine = defaultCacheFolder(root());
        QCOMPARE(mine.parent_path(), std::filesystem::path("/somewhere/cache/scotopic/decoded"));
        QCOMPARE(defaultCacheFolder(root() / "Sony" / ".."), mine);
        QVERIFY(defaultCacheFolder(root() / "Sony") != mine);
        old.isNull() ? qunsetenv("XDG_CACHE_HOME") : qputenv("XDG_CACHE_HOME", old);
    }

private:
    [[nodiscard]] std::filesystem::path root() const { return m_temporary->path().toStdString() + "/set"; }
    [[nodiscard]] std::filesystem::path folder() const { return m_temporary->path().toStdString() + "/cache"; }
    CacheReport built(const CacheBuildOptions& options) const
    {
        return buildCache(findPairs(root()), folder(), options, JobContext());
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
};

SCOTOPIC_TEST(BuildCacheTest)
#include "build_cache_test.moc"
