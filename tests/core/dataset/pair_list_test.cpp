// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/pair_list.h"
#include "core/dataset/sid_name.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <fstream>

using namespace scotopic;

class PairListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesOfTheStudyAreRead()
    {
        const auto name = parseSidName("Sony/short/00001_02_0.04s.ARW");
        QVERIFY(name.has_value());
        QCOMPARE(name->scene, std::string("00001"));
        QCOMPARE(name->burstIndex, 2);
        QCOMPARE(name->exposureSeconds.value(), 0.04);
        QCOMPARE(parseSidName("20211_00_30s.RAF")->exposureSeconds.value(), 30.0);
        QVERIFY(!parseSidName("00001_00.dng")->exposureSeconds);
        QVERIFY(!parseSidName("00001_00_bright.dng")->exposureSeconds);
        for (const char* other :
             {"IMG_0001.dng", "0001_00_1s.dng", "00001.dng", "00001_x0_1s.dng", "00001-00-1s.dng"}) {
            QVERIFY2(!parseSidName(other), other);
        }
        QCOMPARE(sceneOf("a/10034_05_0.1s.ARW"), std::string("10034"));
        QCOMPARE(sceneOf("a/IMG_0001.dng"), std::string("IMG_0001"));
    }

    void theFirstDigitIsTheSplit()
    {
        QCOMPARE(splitOfScene("00001").value(), Split::Train);
        QCOMPARE(splitOfScene("10001").value(), Split::Test);
        QCOMPARE(splitOfScene("20001").value(), Split::Validation);
        QVERIFY(!splitOfScene("30001"));
        QVERIFY(!splitOfScene("kitchen"));
        for (const Split split : {Split::Train, Split::Validation, Split::Test}) {
            QCOMPARE(parseSplit(toText(split)), split);
        }
        QCOMPARE(parseSplit("validation"), Split::Validation);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseSplit("training")), InvalidArgument);
    }

    void listsOfTheStudyAreRead()
    {
        const auto pairs = readSidList(
            written("Sony_val_list.txt", "\xEF\xBB\xBF# remark\r\n\r\n"
                                         "./Sony/short/20001_00_0.04s.ARW ./Sony/long/20001_00_10s.ARW ISO200 F8\r\n"
                                         "a.dng\tb.png\n"));
        QCOMPARE(pairs.size(), std::size_t{2});
        QCOMPARE(pairs[0].shortFile, std::filesystem::path("./Sony/short/20001_00_0.04s.ARW"));
        QCOMPARE(pairs[0].longFile, std::filesystem::path("./Sony/long/20001_00_10s.ARW"));
        QCOMPARE(pairs[0].split.value(), Split::Validation);
        QVERIFY(pairs[1].place.ends_with("Sony_val_list.txt:4"));
    }

    void tablesNameTheirColumns()
    {
        const auto pairs = readPairCsv(written("pairs.csv", "long,short,split,ratio,scene,short_seconds,long_seconds\n"
                                                            "\"l, \"\"1\"\".png\",s 1.dng,test,250,kitchen,,\n"
                                                            "l2.png,s2.dng,,,,0.1,30\n"));
        QCOMPARE(pairs.size(), std::size_t{2});
        QCOMPARE(pairs[0].longFile, std::filesystem::path("l, \"1\".png"));
        QCOMPARE(pairs[0].shortFile, std::filesystem::path("s 1.dng"));
        QCOMPARE(pairs[0].split.value(), Split::Test);
        QCOMPARE(pairs[0].ratio->value, 250.0F);
        QCOMPARE(pairs[0].scene.value(), std::string("kitchen"));
        QVERIFY(!pairs[0].shortExposureSeconds && !pairs[1].split && !pairs[1].ratio && !pairs[1].scene);
        QCOMPARE(pairs[1].shortExposureSeconds.value(), 0.1);
        QCOMPARE(pairs[1].longExposureSeconds.value(), 30.0);
    }

    void wrongColumnsAreNamedWithTheirLine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("one column") << "a_train_list.txt"
                                    << "a b ISO1 F1\n\nlonely\n"
                                    << "list.txt:3: ";
        QTest::newRow("five columns") << "a_train_list.txt"
                                      << "a b ISO1 F1 more\n"
                                      << "list.txt:1: ";
        QTest::newRow("no ISO") << "a_train_list.txt"
                                << "a b F8 ISO200\n"
                                << "list.txt:1: ";
        QTest::newRow("no F") << "a_train_list.txt"
                              << "a b ISO200 8\n"
                              << "list.txt:1: ";
        QTest::newRow("unknown column") << "p.csv"
                                        << "short,long,iso\n"
                                        << "p.csv:1: ";
        QTest::newRow("no long column") << "p.csv"
                                        << "short,split\n"
                                        << "p.csv:1: ";
        QTest::newRow("short row") << "p.csv"
                                   << "short,long,split\na,b,test\na,b\n"
                                   << "p.csv:3: ";
        QTest::newRow("no long name") << "p.csv"
                                      << "short,long\na,\n"
                                      << "p.csv:2: ";
        QTest::newRow("unknown split") << "p.csv"
                                       << "short,long,split\na,b,dev\n"
                                       << "p.csv:2: ";
        QTest::newRow("no number") << "p.csv"
                                   << "short,long,short_seconds\na,b,1/30\n"
                                   << "p.csv:2: ";
        QTest::newRow("no ratio") << "p.csv"
                                  << "short,long,ratio\na,b,-3\n"
                                  << "p.csv:2: ";
        QTest::newRow("open quote") << "p.csv"
                                    << "short,long\n\"a,b\n"
                                    << "p.csv:2: ";
        QTest::newRow("no first line") << "p.csv"
                                       << "# nothing\n"
                                       << "p.csv";
        QTest::newRow("no text") << "p.csv" << QString("short,long\n") + QChar(0) << "p.csv";
    }

    void wrongColumnsAreNamedWithTheirLine()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, place);
        const std::filesystem::path file = written(name.toStdString(), text.toStdString());
        QString sentence;
        try {
            static_cast<void>(name.endsWith("csv") ? readPairCsv(file) : readSidList(file));
        } catch (const CorruptInput& error) {
            sentence = error.what();
        }
        QVERIFY2(sentence.contains(place), qPrintable(sentence));
    }

    void exclusionsComeBackWithTheirReasons()
    {
        const std::filesystem::path file = m_folder.path().toStdString() + "/exclusions.txt";
        const Exclusions exclusions{
            {"10034", "moved by 2.5 px"}, {"00108_00_0.1s", ""}, {"my cat #1", "blurred # twice"}, {"a \"name\"", ""}};
        writeExclusions(file, exclusions, IfExists::Refuse);
        QVERIFY(readExclusions(file) == exclusions);
        QVERIFY_EXCEPTION_THROWN(writeExclusions(file, exclusions, IfExists::Refuse), OutputFailed);
        writeExclusions(file, {}, IfExists::Overwrite);
        QVERIFY(readExclusions(file).empty());
    }

    void exclusionsMayBeWrittenByHand()
    {
        const Exclusions exclusions =
            readExclusions(written("by hand.txt", "# mine\n\n  10034\n10045#tripod\n00183_00_0.1s  # dark\n"));
        QVERIFY((exclusions == Exclusions{{"10034", ""}, {"10045", "tripod"}, {"00183_00_0.1s", "dark"}}));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readExclusions(written("two.txt", "10034 10045\n"))), CorruptInput);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readExclusions(written("open.txt", "\"10034\n"))), CorruptInput);
    }

    void exclusionsThatMatchNothingAreTold()
    {
        const std::vector<ImagePair> pairs{test::namedPair("10034", 0), test::namedPair("10035", 0)};
        const Exclusions exclusions{{"10034", "moved"}, {"10035_00_0.1s", "dark"}, {"10036", "gone"}};
        QVERIFY((matchingExclusions(exclusions, pairs) == Exclusions{{"10034", "moved"}, {"10035_00_0.1s", "dark"}}));
        QVERIFY(matchingExclusions(exclusions, {}).empty());
    }

    void scenesAndSinglePairsCanBeExcluded()
    {
        const std::vector<ImagePair> pairs{test::namedPair("10034", 0), test::namedPair("10034", 1),
                                           test::namedPair("10035", 0), test::namedPair("00001", 0)};
        QVERIFY((pairsOf(Split::Test, pairs) == std::vector<std::size_t>{0, 1, 2}));
        QVERIFY((pairsOf(Split::Test, pairs, publishedExclusions()) == std::vector<std::size_t>{2}));
        QVERIFY((pairsOf(Split::Test, pairs, {{"10034_01_0.1s", ""}}) == std::vector<std::size_t>{0, 2}));
        QCOMPARE(publishedExclusions().size(), std::size_t{3});
    }

private:
    [[nodiscard]] std::filesystem::path written(const std::string& name, const std::string& text) const
    {
        const std::filesystem::path file = m_folder.path().toStdString() + "/" + name;
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(PairListTest)
#include "pair_list_test.moc"
