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
        const auto pairs =
            readSidList(written("Sony_val_list.txt",
                                "\xEF\xBB\xBF# remark\r\n\r\n"
                                "./Sony/short/20001_00_0.04s.ARW ./Sony/long/20001_00_10s.ARW ISO200 F8\r\n"
                                "a.dng\tb.png\n"))
                .pairs;
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
                                                            "l2.png,s2.dng,,,,0.1,30\n"))
                               .pairs;
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
        QTest::newRow("an amplification of 0") << "a_train_list.txt"
                                               << "a b 0\n"
                                               << "list.txt:1: ";
        QTest::newRow("an amplification of nan") << "p.csv"
                                                 << "short;long;ratio\na;b;1,5\na;b;nan\n"
                                                 << "p.csv:3: ";
        QTest::newRow("thousands between commas") << "p.csv"
                                                  << "short,long,ratio\na,b,\"1,000\"\n"
                                                  << "p.csv:2: ";
        QTest::newRow("a column twice") << "p.csv"
                                        << "short,long,ratio,Ratio\n"
                                        << "p.csv:1: ";
        QTest::newRow("a line of 70 kB") << "p.csv"
                                         << "short,long\n" + QString(70'000, 'a') + ",b\n"
                                         << "p.csv:2: the line is over 64 KiB";
        QTest::newRow("CR alone counts lines") << "p.csv"
                                               << "short,long,ratio\ra,b,100\ra,b,x\r"
                                               << "p.csv:3: ";
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

    void linesEndAndTextIsStoredInManyWays_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QString lines = QString::fromUtf8("a\u00e4.dng\tb.dng\nc.dng d.dng\n");
        const QByteArray utf8 = lines.toUtf8();
        const auto wide = [](const QString& text, bool isBig) {
            QByteArray bytes;
            for (const QChar c : text) {
                const char high = static_cast<char>(c.unicode() >> 8U);
                const char low = static_cast<char>(c.unicode() & 0xFFU);
                bytes += isBig ? high : low;
                bytes += isBig ? low : high;
            }
            return bytes;
        };
        QTest::newRow("LF") << utf8;
        QTest::newRow("CRLF") << QByteArray(utf8).replace("\n", "\r\n");
        QTest::newRow("CR") << QByteArray(utf8).replace("\n", "\r");
        QTest::newRow("no last end") << utf8.chopped(1);
        QTest::newRow("Ctrl-Z") << utf8 + '\x1A';
        QTest::newRow("Ctrl-Z, CRLF") << QByteArray(utf8).replace("\n", "\r\n") + "\x1A\r\n";
        QTest::newRow("mark") << "\xEF\xBB\xBF" + utf8;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE") + wide(lines, false);
        QTest::newRow("UTF-16, big-endian") << QByteArray("\xFE\xFF") + wide(lines, true);
        QTest::newRow("UTF-16 without a mark") << wide(lines, false);
        QTest::newRow("commas") << QByteArray(utf8).replace("\t", ",").replace(" ", ",");
        QTest::newRow("semicolons") << QByteArray(utf8).replace("\t", ";").replace(" ", "; ");
    }
    void linesEndAndTextIsStoredInManyWays()
    {
        QFETCH(QByteArray, text);
        const PairList list = readSidList(written("a_train_list.txt", text.toStdString()));
        QCOMPARE(list.pairs.size(), std::size_t{2});
        QCOMPARE(list.pairs[0].shortFile, std::filesystem::path("a\xC3\xA4.dng"));
        QCOMPARE(list.pairs[0].longFile, std::filesystem::path("b.dng"));
        QCOMPARE(list.pairs[1].shortFile, std::filesystem::path("c.dng"));
        QCOMPARE(list.pairs[1].longFile, std::filesystem::path("d.dng"));
        QVERIFY(list.pairs[1].place.ends_with("list.txt:2"));
        QVERIFY(list.notes.empty());
    }

    void columnsOfOtherListsAreUnderstood_data()
    {
        QTest::addColumn<QString>("columns");
        QTest::addColumn<double>("ratio");  // 0: none
        QTest::addColumn<bool>("isNoted");
        QTest::newRow("the study's") << "ISO200 F8" << 0.0 << false;
        QTest::newRow("small letters") << "iso200 f/5.6" << 0.0 << false;
        QTest::newRow("amplification") << "100" << 100.0 << false;
        QTest::newRow("amplification with x") << "x250 ISO200" << 250.0 << false;
        QTest::newRow("amplification behind both") << "ISO200 F8 300" << 300.0 << false;
        QTest::newRow("of a thousand") << "1000" << 1000.0 << false;
        QTest::newRow("two ISOs") << "ISO800 ISO100" << 0.0 << false;
        QTest::newRow("ISO without its name") << "200 F8" << 0.0 << false;
        QTest::newRow("a remark") << "ISO200 F8 blurred" << 0.0 << true;
        QTest::newRow("two numbers") << "200 8" << 0.0 << true;
    }
    void columnsOfOtherListsAreUnderstood()
    {
        QFETCH(QString, columns);
        QFETCH(double, ratio);
        QFETCH(bool, isNoted);
        const std::string line = "a.dng b.dng " + columns.toStdString() + "\n";
        const PairList list = readSidList(written("a_train_list.txt", line + line + line));
        QCOMPARE(list.pairs.size(), std::size_t{3});
        for (const ListedPair& pair : list.pairs) {
            QCOMPARE(pair.ratio ? static_cast<double>(pair.ratio->value) : 0.0, ratio);
        }
        QCOMPARE(list.notes.size(), std::size_t(isNoted ? 1 : 0));
    }

    void exposureTimesMayStandInAList()
    {
        const PairList list = readSidList(written("a_train_list.txt", "a.dng b.dng 0.04s 10s\n"));
        QCOMPARE(list.pairs[0].shortExposureSeconds.value(), 0.04);
        QCOMPARE(list.pairs[0].longExposureSeconds.value(), 10.0);
    }

    void spreadsheetsOfOtherCountriesAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("noteCount");
        QTest::newRow("plain") << QByteArray("short,long,ratio,short_seconds\na.dng,b.dng,100,0.1\n") << 0;
        QTest::newRow("semicolons") << QByteArray("short;long;ratio;short_seconds\r\na.dng;b.dng;100;0,1\r\n") << 0;
        QTest::newRow("sep") << QByteArray("sep=;\r\nshort;long;ratio;short_seconds\na.dng;b.dng;100,0;0,1\n") << 0;
        QTest::newRow("tabs") << QByteArray("short\tlong\tratio\tshort_seconds\na.dng\tb.dng\t100\t0,1\n") << 0;
        QTest::newRow("tabs, index") << QByteArray("\tshort\tlong\tratio\tshort_seconds\n0\ta.dng\tb.dng\t100\t0.1\n")
                                     << 0;
        QTest::newRow("tabs, empty end") << QByteArray(
            "short\tlong\tratio\tshort_seconds\tsplit\na.dng\tb.dng\t100\t0.1\t\n")
                                         << 0;
        QTest::newRow("quotes, capitals")
            << QByteArray("\"Short\",\"Long\",\"RATIO\",\"Short seconds\"\n\"a.dng\",\"b.dng\",\"100\",\"0.1\"\n") << 0;
        QTest::newRow("further column") << QByteArray(
            "short,long,ratio,comment,short_seconds\na.dng,b.dng,100,ok,0.1\n")
                                        << 1;
        QTest::newRow("index") << QByteArray(",short,long,ratio,short_seconds\n0,a.dng,b.dng,100,0.1\n") << 0;
        QTest::newRow("trailing commas") << QByteArray("short,long,ratio,short_seconds,\na.dng,b.dng,100,0.1,\n") << 0;
        QTest::newRow("longer rows") << QByteArray("short,long,ratio,short_seconds\na.dng,b.dng,100,0.1,,\n") << 0;
        QTest::newRow("empty rows") << QByteArray("short,long,ratio,short_seconds\na.dng,b.dng,100,0.1\n,,,\n") << 0;
        QTest::newRow("x100") << QByteArray("short,long,ratio,short_seconds\na.dng,b.dng,x100,0.1\n") << 0;
        QTest::newRow("a no-break space and a sign")
            << QByteArray("short,long,ratio,short_seconds\na.dng,b.dng\xC2\xA0,\xC3\x97"
                          "100,0.1\n")
            << 0;
        QTest::newRow("backslashes") << QByteArray("short,long,ratio,short_seconds\n.\\a.dng,.\\b.dng,100,0.1\n") << 0;
    }
    void spreadsheetsOfOtherCountriesAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, noteCount);
        const PairList list = readPairCsv(written("pairs.csv", text.toStdString()));
        QCOMPARE(list.pairs.size(), std::size_t{1});
        QCOMPARE(list.pairs[0].shortFile.lexically_normal(), std::filesystem::path("a.dng"));
        QCOMPARE(list.pairs[0].longFile.lexically_normal(), std::filesystem::path("b.dng"));
        QCOMPARE(list.pairs[0].ratio.value().value, 100.0F);
        QCOMPARE(list.pairs[0].shortExposureSeconds.value(), 0.1);
        QCOMPARE(list.notes.size(), static_cast<std::size_t>(noteCount));
    }

    void aListOfGigabytesIsNotRead()
    {
        const std::filesystem::path file = written("huge_train_list.txt", "a b\n");
        std::filesystem::resize_file(file, std::uintmax_t{4} << 30U);  // sparse
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readSidList(file)), CorruptInput);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readExclusions(file)), CorruptInput);
        std::filesystem::remove(file);
    }

    void exclusionsMayComeFromWindows()
    {
        const Exclusions exclusions = readExclusions(written("w.txt", "\xFF\xFE"
                                                                          + std::string("1\0"
                                                                                        "0\0\r\0\n\0"
                                                                                        "2\0\x1A\0",
                                                                                        12)));
        QVERIFY((exclusions == Exclusions{{"10", ""}, {"2", ""}}));
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
