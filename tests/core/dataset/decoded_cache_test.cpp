// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/align_set.h"
#include "core/dataset/decoded_cache.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <fstream>
#include <sstream>
#include <thread>

using namespace scotopic;

namespace {

std::string sentenceFrom(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

void replaceInFile(const std::filesystem::path& file, const std::string& old, const std::string& replacement)
{
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    std::string content = text.str();
    const auto at = content.find(old);
    QVERIFY(at != std::string::npos);
    content.replace(at, old.size(), replacement);
    std::ofstream(file) << content;
}

}  // namespace

class DecodedCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->path().toStdString() + "/cache";
        // Out of order on purpose, and two bursts that share a ground truth.
        test::writeSmallCache(m_folder,
                              {test::namedPair("00002", 1), test::namedPair("10034", 0), test::namedPair("00002", 0)},
                              {20, 12});
    }

    void whatWasWrittenComesBack()
    {
        const DecodedCache cache(m_folder);
        QCOMPARE(cache.pairs().size(), std::size_t{3});
        QCOMPARE(cache.pairs()[0].name, std::string("00002_00_0.1s"));
        const ImagePair& second = cache.pairs()[1];
        QCOMPARE(second.name, std::string("00002_01_0.1s"));
        QCOMPARE(second.scene, std::string("00002"));
        QCOMPARE(second.burstIndex, 1);
        QCOMPARE(second.split, Split::Train);
        QCOMPARE(cache.pairs()[2].split, Split::Test);
        QCOMPARE(second.shortExposureSeconds, 0.1);
        QCOMPARE(second.longExposureSeconds, 10.0);
        QCOMPARE(second.ratio.value, 100.0F);

        const DecodedShort decoded = cache.shortOf(1);
        const CameraColour colour{{1.9F, 1, 2.4F}, {1.5F, -0.25F, -0.25F, -0.3F, 1.6F, -0.3F, 0.1F, -0.6F, 1.5F}};
        QVERIFY(decoded.colour == colour);
        QCOMPARE(decoded.planes, 4);
        QVERIFY((decoded.size == PixelSize{20, 12}));
        QVERIFY((cache.planeSizeOf(1) == PixelSize{20, 12}));
        QCOMPARE(decoded.counts.size(), std::size_t{4 * 20 * 12});
        QCOMPARE(decoded.counts[(2 * 12 + 3) * 20 + 5], std::uint16_t{512 + (2 * 12 + 3) * 20 + 5});
        QCOMPARE(decoded.levels.blackDn, std::vector<float>(4, 512));
        QCOMPARE(decoded.levels.whiteDn[3], 16383.0F);
        const DecodedLong truth = cache.longOf(1);
        QVERIFY((truth.size == PixelSize{40, 24}));
        QCOMPARE(truth.rgb[(7 * 40 + 9) * 3 + 2], std::uint16_t{(7 * 40 + 9) * 3 + 2});
        QCOMPARE(cache.longOf(0).rgb.data(), truth.rgb.data());  // one file, mapped once
    }

    void inputIsBlackSubtractedAmplifiedAndClipped()
    {
        // Two planes' worth of a longer black pattern: 3 x 2, as some cameras store one.
        std::vector<std::uint16_t> counts(4 * 6 * 4, 1000);
        PlaneLevels levels{.blackPeriod = {3, 2}, .blackDn = {}, .whiteDn = {}};
        for (int i = 0; i < 4 * 6; ++i) {
            levels.blackDn.push_back(static_cast<float>(100 * i));
        }
        levels.whiteDn.fill(4096);
        const DecodedShort decoded{4, {6, 4}, counts, levels};
        const Planes planes = amplifiedPlanes(decoded, {1, 1, 4, 3}, {5});
        for (int plane = 0; plane < 4; ++plane) {
            for (int y = 0; y < 3; ++y) {
                for (int x = 0; x < 4; ++x) {
                    const double blackDn = 100.0 * (plane * 6 + (y + 1) % 2 * 3 + (x + 1) % 3);
                    const double expected = std::min(std::max(1000 - blackDn, 0.0) / (4096 - blackDn) * 5, 1.0);
                    QVERIFY(std::abs(planes.row(plane, y)[x] - expected) < 1e-6);
                }
            }
        }
        for (const float ratio : {0.0F, -1.0F, std::nanf("")}) {
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(amplifiedPlanes(decoded, {0, 0, 2, 2}, {ratio})),
                                     InvalidArgument);
        }
    }

    void theFingerprintIsThatOfTheData()
    {
        const std::string fingerprint = DecodedCache(m_folder).fingerprint();
        const std::filesystem::path moved = m_temporary->path().toStdString() + "/moved";
        std::filesystem::rename(m_folder, moved);
        QCOMPARE(DecodedCache(moved).fingerprint(), fingerprint);
        test::writeSmallCache(m_folder,
                              {test::namedPair("00002", 0), test::namedPair("00002", 1), test::namedPair("10034", 0)},
                              {20, 12});
        QCOMPARE(DecodedCache(m_folder).fingerprint(), fingerprint);
        test::writeSmallCache(m_folder, {test::namedPair("00002", 0), test::namedPair("10034", 0)}, {20, 12});
        QVERIFY(DecodedCache(m_folder).fingerprint() != fingerprint);
        const std::vector<std::size_t> firstAndLast{0, 2};
        QCOMPARE(DecodedCache(moved).fingerprintOf(firstAndLast), DecodedCache(m_folder).fingerprint());
        const std::string ofTwo = DecodedCache(m_folder).fingerprint();
        test::writeSmallCache(m_folder, {test::namedPair("00002", 0), test::namedPair("10034", 0)}, {20, 10});
        QVERIFY(DecodedCache(m_folder).fingerprint() != ofTwo);
    }

    void groundTruthsOfEqualPixelsAcrossSplitsAreFound()
    {
        test::writeSmallCache(m_folder, {test::namedPair("00002", 0), test::namedPair("00003", 0)}, {20, 12});
        QVERIFY(sharedAcrossSplits(DecodedCache(m_folder)).empty());
        test::writeSmallCache(m_folder,
                              {test::namedPair("00002", 0), test::namedPair("00002", 1), test::namedPair("10034", 0)},
                              {20, 12});
        const std::vector<SharedGroundTruth> shared = sharedAcrossSplits(DecodedCache(m_folder));
        QCOMPARE(shared.size(), std::size_t{1});
        QCOMPARE(shared.front().one.scene, std::string("00002"));
        QCOMPARE(shared.front().other.scene, std::string("10034"));
    }

    void burstsThatAreNotDecodedAreRemembered()
    {
        QCOMPARE(DecodedCache(m_folder).missingBursts(), 0);
        CacheWriter(m_folder).finish({test::namedPair("00002", 0)}, 3);
        QCOMPARE(DecodedCache(m_folder).missingBursts(), 3);
    }

    void aFolderWithoutACacheIsUnreadable()
    {
        const std::filesystem::path empty = m_temporary->path().toStdString();
        QVERIFY(!isDecodedCache(empty));
        QVERIFY(isDecodedCache(m_folder));
        QVERIFY_EXCEPTION_THROWN(DecodedCache{empty}, UnreadableInput);
        QVERIFY_EXCEPTION_THROWN(DecodedCache{empty / "nowhere"}, UnreadableInput);
    }

    void anotherVersionIsRefusedByName()
    {
        replaceInFile(m_folder / "cache.json", "\"version\": 2", "\"version\": 1");
        QVERIFY_EXCEPTION_THROWN(DecodedCache{m_folder}, UnsupportedInput);
        QVERIFY(sentenceFrom([this] { DecodedCache{m_folder}; }).find("is of version 1") != std::string::npos);
    }

    void aDamagedIndexIsCorrupt_data()
    {
        QTest::addColumn<QString>("old");
        QTest::addColumn<QString>("replacement");
        QTest::newRow("no JSON") << "\"pairs\""
                                 << "pairs";
        QTest::newRow("no pairs") << "\"pairs\""
                                  << "\"other\"";
        QTest::newRow("another format") << "scotopic decoded cache"
                                        << "something else";
        QTest::newRow("a pair without its file") << "\"name\": \"00002_01_0.1s\""
                                                 << "\"name\": \"00009_01_0.1s\"";
        QTest::newRow("an impossible size") << "\"width\": 20"
                                            << "\"width\": -20";
        QTest::newRow("an impossible ratio") << "\"ratio\": 100.0"
                                             << "\"ratio\": -1.0";
    }

    void aDamagedIndexIsCorrupt()
    {
        QFETCH(QString, old);
        QFETCH(QString, replacement);
        replaceInFile(m_folder / "cache.json", old.toStdString(), replacement.toStdString());
        QVERIFY_EXCEPTION_THROWN(DecodedCache{m_folder}, CorruptInput);
    }

    void aTruncatedFileIsCorruptWheneverItHappens()
    {
        const DecodedCache cache(m_folder);
        static_cast<void>(cache.longOf(0));
        test::truncateFile(m_folder / "long/00002_00_10s.srgb", 5000);  // mapped already
        test::truncateFile(m_folder / "short/00002_01_0.1s.counts", 5000);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(cache.longOf(0)), CorruptInput);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(cache.shortOf(1)), CorruptInput);
        QVERIFY(sentenceFrom([&] { static_cast<void>(cache.shortOf(1)); }).find("00002_01_0.1s") != std::string::npos);
        QCOMPARE(cache.shortOf(0).planes, 4);
        std::filesystem::remove(m_folder / "short/10034_00_0.1s.counts");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(cache.shortOf(2)), UnreadableInput);
    }

    void aWrongByteIsFoundWhereChecksumsAreAskedFor()
    {
        test::damageFile(m_folder / "short/00002_00_0.1s.counts", 100);
        QCOMPARE(DecodedCache(m_folder).shortOf(0).planes, 4);
        const DecodedCache verified(m_folder, Checksums::VerifyOnFirstUse);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(verified.shortOf(0)), CorruptInput);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(verified.shortOf(0)), CorruptInput);
        QCOMPARE(verified.shortOf(1).planes, 4);
        QVERIFY((verified.longOf(0).size == PixelSize{40, 24}));
    }

    void aFileOfAnotherBuildIsRefused()
    {
        const DecodedCache cache(m_folder);
        test::writeSmallCache(m_folder, {test::namedPair("00002", 0)}, {16, 16});
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(cache.shortOf(0)), CorruptInput);
    }

    void whatDoesNotFitIsNotWritten()
    {
        CacheWriter writer(m_folder);
        const ImagePair pair = test::namedPair("00001", 0);
        const std::vector<std::uint16_t> counts(4 * 20 * 12);
        PlaneLevels levels{.blackPeriod = {1, 1}, .blackDn = {1, 2, 3, 4}, .whiteDn = {}};
        QVERIFY_EXCEPTION_THROWN(writer.writeShort(pair, {4, {20, 13}, counts, levels}, {}), InvalidArgument);
        levels.blackDn.pop_back();
        QVERIFY_EXCEPTION_THROWN(writer.writeShort(pair, {4, {20, 12}, counts, levels}, {}), InvalidArgument);
        QVERIFY(!writer.hasShort(pair, {}));
    }

    void aPairOfDifferentSizesIsLeftOutAndNamed()
    {
        CacheWriter writer(m_folder);
        const ImagePair pair = test::namedPair("00001", 0);
        const std::vector<std::uint16_t> values(4 * 20 * 12);
        writer.writeShort(pair, {4, {20, 12}, values, {{1, 1}, {1, 2, 3, 4}, {}}}, {});
        const std::vector<std::uint16_t> rgb(20 * 12 * 3);
        writer.writeLong(pair, {{20, 12}, rgb}, {});
        const auto refusals = writer.finish({pair, test::namedPair("10034", 0)});
        QCOMPARE(refusals.size(), std::size_t{1});
        QVERIFY(refusals.at(pair.name).find("another size") != std::string::npos);
        QCOMPARE(DecodedCache(m_folder).pairs().size(), std::size_t{1});
    }

    void twoProcessesDoNotFillOneCacheAtOnce()
    {
        auto first = std::make_unique<CacheWriter>(m_folder);
        std::stop_source stop;
        std::string stage;
        const JobContext impatient(stop.get_token(), [&](const Progress& progress) {
            stage = progress.stage;
            stop.request_stop();
        });
        QVERIFY_EXCEPTION_THROWN(CacheWriter(m_folder, impatient), Cancelled);
        QVERIFY(stage.find("waiting") != std::string::npos);
        const JobContext patient({}, [&](const Progress&) { first.reset(); });
        const CacheWriter second(m_folder, patient);
        QVERIFY(!first);
    }

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path m_folder;
};

SCOTOPIC_TEST(DecodedCacheTest)
#include "decoded_cache_test.moc"
