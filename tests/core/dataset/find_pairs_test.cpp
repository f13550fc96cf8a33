// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/find_pairs.h"
#include "core/dataset/scan.h"
#include "core/raw/write_dng.h"
#include "tests/core/dataset/raw_pairs.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace scotopic;

namespace {

QString sentenceOfFindingIn(const std::filesystem::path& source)
{
    try {
        static_cast<void>(findPairs(source));
    } catch (const Error& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

std::vector<std::string> namesOf(const PairSet& set)
{
    std::vector<std::string> names;
    std::ranges::transform(set.pairs, std::back_inserter(names), &ImagePair::name);
    return names;
}

}  // namespace

class FindPairsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_temporary = std::make_unique<QTemporaryDir>(); }

    void theStudysFoldersNeedNoList()
    {
        for (const char* name :
             {"Sony/short/00001_00_0.04s.ARW", "Sony/short/00001_01_0.04s.ARW", "Sony/short/20001_00_0.1s.ARW",
              "Sony/short/10001_00_0.033s.ARW", "Sony/long/00001_00_10s.ARW", "Sony/long/10001_00_10s.ARW",
              "Sony/long/20001_00_30s.png", "Sony/.DS_Store"}) {
            test::touch(root() / name);
        }
        for (const std::filesystem::path& source : {root(), root() / "Sony"}) {
            const PairSet set = findPairs(source);
            QVERIFY(set.problems.empty());
            QCOMPARE(set.pairs.size(), std::size_t{4});
            const ImagePair& first = set.pairs[0];
            QCOMPARE(first.name, std::string("00001_00_0.04s"));
            QCOMPARE(first.scene, std::string("00001"));
            QCOMPARE(first.split, Split::Train);
            QCOMPARE(first.shortExposureSeconds, 0.04);
            QCOMPARE(first.longExposureSeconds, 10.0);
            QCOMPARE(first.ratio.value, 250.0F);
            QVERIFY(std::filesystem::exists(first.longFile));
            QCOMPARE(set.pairs[1].burstIndex, 1);
            QCOMPARE(set.pairs[2].split, Split::Test);
            QCOMPARE(set.pairs[2].ratio.value, 300.0F);  // 303, capped
            QCOMPARE(set.pairs[3].split, Split::Validation);
            QCOMPARE(set.pairs[3].longFile.filename(), std::filesystem::path("20001_00_30s.png"));
        }
    }

    void aShortExposureWithoutALongOneIsMissing()
    {
        test::touch(root() / "short/00001_00_0.1s.ARW");
        test::touch(root() / "short/00002_00_0.1s.ARW");
        test::touch(root() / "long/00002_00_10s.ARW");
        const PairSet set = findPairs(root());
        QCOMPARE(namesOf(set), std::vector<std::string>{"00002_00_0.1s"});
        QCOMPARE(set.problems.size(), std::size_t{1});
        QVERIFY(set.problems[0].sentence.find("no long exposure of scene 00001") != std::string::npos);
    }

    void listsDecideSplitsAndNameWhatIsMissing()
    {
        writeLists();
        test::touch(root() / "Sony/short/00001_00_0.1s.ARW");
        test::touch(root() / "Sony/short/00002_00_0.1s.ARW");
        test::touch(root() / "Sony/long/00001_00_10s.PNG");  // the list says .ARW
        for (const std::filesystem::path& source : {root(), root() / "Sony"}) {
            const PairSet set = findPairs(source);
            QCOMPARE(namesOf(set), std::vector<std::string>{"00001_00_0.1s"});
            QCOMPARE(set.pairs[0].split, Split::Validation);
            QCOMPARE(set.pairs[0].longFile.filename(), std::filesystem::path("00001_00_10s.PNG"));
            QCOMPARE(set.problems.size(), std::size_t{1});
            QCOMPARE(set.problems[0].file.filename(), std::filesystem::path("00002_00_10s.ARW"));
            QVERIFY(set.problems[0].sentence.find("Sony_train_list.txt:1 names it") != std::string::npos);
        }
        const PairSet one = findPairs(root() / "Sony_val_list.txt");
        QCOMPARE(namesOf(one), std::vector<std::string>{"00001_00_0.1s"});
    }

    void anyFolderWithATableIsADataSet()
    {
        test::writeText(root() / "pairs.csv", "short,long,split,ratio,scene\n"
                                              "dark/a.nef,bright/a.tif,test,50,kitchen\n"
                                              "dark/b.nef,bright/b.tif,,1000,garden\n");
        for (const char* name : {"dark/a.nef", "bright/a.tif", "dark/b.nef", "bright/b.tif"}) {
            test::touch(root() / name);
        }
        for (const std::filesystem::path& source : {root(), root() / "pairs.csv"}) {
            const PairSet set = findPairs(source);
            QCOMPARE(namesOf(set), (std::vector<std::string>{"a", "b"}));
            QCOMPARE(set.pairs[0].scene, std::string("kitchen"));
            QCOMPARE(set.pairs[0].split, Split::Test);
            QCOMPARE(set.pairs[0].ratio.value, 50.0F);
            QCOMPARE(set.pairs[1].split, Split::Train);
            QCOMPARE(set.pairs[1].ratio.value, 1000.0F);  // as listed: the study's limit is for exposure times
            QVERIFY(set.notes.empty());
        }
    }

    void aCappedAmplificationIsTold()
    {
        test::writeText(root() / "pairs.csv", "short,long,short_seconds,long_seconds\na.dng,b.png,0.01,10\n");
        test::touch(root() / "a.dng");
        test::touch(root() / "b.png");
        const PairSet set = findPairs(root());
        QCOMPARE(set.pairs.at(0).ratio.value, 300.0F);
        QCOMPARE(set.notes.size(), std::size_t{1});
        QVERIFY(set.notes[0].find("more than 300 times apart") != std::string::npos);
    }

    void namesOfListsAreFoundOneFolderBelow()
    {
        const std::string list = "./short/00001_00_0.1s.ARW ./long/00001_00_10s.ARW ISO200 ISO100\n";
        test::writeText(root() / "Sony_train_list.txt", list);
        test::touch(root() / "Sony/short/00001_00_0.1s.ARW");
        test::touch(root() / "Sony/long/00001_00_10s.ARW");
        const PairSet set = findPairs(root() / "Sony_train_list.txt");
        QCOMPARE(namesOf(set), std::vector<std::string>{"00001_00_0.1s"});
        QCOMPARE(set.notes.size(), std::size_t{1});
        QVERIFY(set.notes[0].find("Sony_train_list.txt:1: names are taken as those in") != std::string::npos);
        test::touch(root() / "Fuji/short/00001_00_0.1s.ARW");
        const PairSet ambiguous = findPairs(root() / "Sony_train_list.txt");
        QVERIFY(ambiguous.pairs.empty());
        QVERIFY(ambiguous.problems.at(0).sentence.find("Fuji and ") != std::string::npos);
    }

    void namesOfWindowsAreUnderstoodOrExplained()
    {
        test::touch(root() / "Sony/short/00001_00_0.1s.ARW");
        test::touch(root() / "Sony/long/00001_00_10s.ARW");
        test::writeText(root() / "Sony_train_list.txt",
                        ".\\Sony\\short\\00001_00_0.1s.ARW .\\Sony\\long\\00001_00_10s.ARW ISO200 F8\r\n");
        const PairSet set = findPairs(root());
        QCOMPARE(namesOf(set), std::vector<std::string>{"00001_00_0.1s"});
        QVERIFY(set.problems.empty());
        test::writeText(root() / "Sony_train_list.txt",
                        "C:\\SID\\Sony\\short\\00001_00_0.1s.ARW C:\\SID\\Sony\\long\\00001_00_10s.ARW ISO200 F8\n");
        const PairSet drive = findPairs(root());
        QVERIFY(drive.pairs.empty());
        QVERIFY(drive.problems.at(0).sentence.find("C:/SID/Sony/short") != std::string::npos);
        QVERIFY(drive.problems.at(0).sentence.find("another machine's drive") != std::string::npos);
    }

    void exposureTimesMayComeFromTheRaws()
    {
        std::filesystem::create_directories(root() / "in");
        RawImage raw = test::nightRaw({32, 32}, 1);
        writeDng(root() / "in/dark.dng", raw, IfExists::Refuse);
        raw.shot.exposureSeconds = 2;
        writeDng(root() / "in/bright.dng", raw, IfExists::Refuse);
        test::touch(root() / "in/rendered.png");
        test::writeText(root() / "pairs.csv", "short,long\nin/dark.dng,in/bright.dng\n");
        const PairSet set = findPairs(root());
        QCOMPARE(set.pairs.size(), std::size_t{1});
        QVERIFY(std::abs(set.pairs[0].ratio.value - 20) < 1e-4F);
        test::writeText(root() / "pairs.csv", "short,long\nin/dark.dng,in/rendered.png\n");
        QVERIFY(findPairs(root()).pairs.empty());
        QVERIFY(findPairs(root()).problems[0].sentence.find("rendered.png: its exposure time is neither")
                != std::string::npos);
        test::writeText(root() / "pairs.csv", "short,long\nin/bright.dng,in/dark.dng\n");
        QVERIFY(findPairs(root()).pairs.empty());
        QVERIFY(findPairs(root()).problems[0].sentence.find("exposed longer") != std::string::npos);
    }

    void aSceneInTwoSplitsIsAnErrorThatNamesBoth()
    {
        writeLists();
        test::writeText(root() / "Sony_test_list.txt",
                        "./Sony/short/00002_01_0.1s.ARW ./Sony/long/00002_00_10s.ARW ISO1 F1\n");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(findPairs(root())), CorruptInput);
        const QString sentence = sentenceOfFindingIn(root());
        QVERIFY(sentence.contains("00002") && sentence.contains("Sony_train_list.txt:1")
                && sentence.contains("Sony_test_list.txt:1"));
    }

    void twoFilesOfOneNameAreAnError()
    {
        test::writeText(root() / "pairs.csv", "short,long,ratio\na/1.dng,l/1.png,100\nb/1.dng,l/2.png,100\n");
        for (const char* name : {"a/1.dng", "b/1.dng", "l/1.png", "l/2.png", "m/1.png", "a/3.dng"}) {
            test::touch(root() / name);
        }
        QVERIFY(sentenceOfFindingIn(root()).contains("a second pair is named 1"));
        test::writeText(root() / "pairs.csv", "short,long,ratio\na/1.dng,l/1.png,100\na/3.dng,m/1.png,100\n");
        QVERIFY(sentenceOfFindingIn(root()).contains("two ground truths have the same name"));
        test::writeText(root() / "pairs.csv", "short,long,ratio\na/1.dng,l/1.png,100\na/1.dng,l/1.png,100\n");
        QCOMPARE(findPairs(root()).pairs.size(), std::size_t{1});
    }

    void whatIsNoDataSetIsSaidSo()
    {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(findPairs(root() / "nowhere")), UnreadableInput);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(findPairs(root())), UnsupportedInput);
        for (const char* name : {"Sony/short/a", "Sony/long/a", "Fuji/short/a", "Fuji/long/a"}) {
            test::touch(root() / name);
        }
        QVERIFY(sentenceOfFindingIn(root()).contains("several data sets"));
        test::writeText(root() / "Sony_train_list.txt", "a b\n");
        test::writeText(root() / "Fuji_train_list.txt", "a b\n");
        QVERIFY(sentenceOfFindingIn(root()).contains("lists of several data sets"));
    }

    void theSmallSetHasItsPairs()
    {
        SCOTOPIC_REAL_FILE(folder, "sid-mini");
        const DataSetScan scan = scanDataSet(findPairs(folder), ScanDepth::Headers, JobContext());
        QVERIFY(scan.missing.empty());
        QVERIFY(scan.unreadable.empty());
        QVERIFY(scan.excludedScenes.empty());
        const std::array<int, 3> pairCounts{12, 3, 4};
        for (std::size_t split = 0; split < 3; ++split) {
            QCOMPARE(scan.splits[split].pairCount, pairCounts[split]);
            QCOMPARE(scan.splits[split].firstBurstPairCount, pairCounts[split]);
            QVERIFY((scan.splits[split].pairCountByRatio == std::map<float, int>{{100.0F, pairCounts[split]}}));
        }
    }

    void aDecodedCacheInTheSetIsNoSecondSet()
    {
        for (const char* name : {"Sony/short/00001_00_0.1s.ARW", "Sony/long/00001_00_10s.ARW"}) {
            test::touch(root() / name);
        }
        test::writeSmallCache(root() / "decoded", {test::namedPair("00009", 0)}, {20, 12});
        QCOMPARE(namesOf(findPairs(root())), std::vector<std::string>{"00001_00_0.1s"});
    }

    void aScanSaysWhatIsUnreadable()
    {
        for (const char* scene : {"10034", "10035", "00001"}) {
            test::addShort(root(), scene, 0);
            test::addLong(root(), scene);
        }
        test::addShort(root(), "10034", 1);
        test::writeText(root() / "Sony/long/10035_00_10s.png", "no picture");
        test::truncateFile(root() / "Sony/short/00001_00_0.1s.dng", 9000);
        const PairSet set = findPairs(root());
        const DataSetScan quick = scanDataSet(set, ScanDepth::Headers, JobContext());
        QCOMPARE(quick.excludedScenes, std::vector<std::string>{"10034"});
        QCOMPARE(quick.splits[2].sceneCount, 2);
        QCOMPARE(quick.splits[2].pairCount, 3);
        QCOMPARE(quick.splits[2].firstBurstPairCount, 2);
        QCOMPARE(quick.unreadable.size(), std::size_t{1});
        QCOMPARE(quick.unreadable[0].file.filename(), std::filesystem::path("10035_00_10s.png"));
        const DataSetScan deep = scanDataSet(set, ScanDepth::Pixels, JobContext());
        QCOMPARE(deep.unreadable.size(), std::size_t{2});  // that the counts end too early is seen by decoding alone
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(scanDataSet(set, ScanDepth::Headers, JobContext(stop.get_token()))),
                                 Cancelled);
    }

private:
    [[nodiscard]] std::filesystem::path root() const { return m_temporary->path().toStdString(); }

    void writeLists() const
    {
        test::writeText(root() / "Sony_train_list.txt",
                        "./Sony/short/00002_00_0.1s.ARW ./Sony/long/00002_00_10s.ARW ISO200 F8\n");
        test::writeText(root() / "Sony_val_list.txt",
                        "./Sony/short/00001_00_0.1s.ARW ./Sony/long/00001_00_10s.ARW ISO200 F8\n");
        test::touch(root() / "Sony/short/00002_00_0.1s.ARW");
        std::filesystem::create_directories(root() / "Sony/long");
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
};

SCOTOPIC_TEST(FindPairsTest)
#include "find_pairs_test.moc"
