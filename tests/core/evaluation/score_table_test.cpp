// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/evaluation/score_store.h"
#include "core/evaluation/score_table.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <fstream>
#include <limits>

namespace scotopic {

namespace {

ImageScore scoreOf(const std::string& contestant, const std::string& key)
{
    return {.protocol = "study",
            .meaning = "what, and how",
            .contestant = contestant,
            .scene = "10003",
            .pair = "10003_00_0.04s",
            .ratio = {250},
            .usedRatio = {0.1F},
            .scores = {1.0 / 3, 0.123456789012345678, 1e-9},
            .seconds = 0.7,
            .key = key};
}

}  // namespace

class ScoreTableTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path file(const char* name) const { return m_folder.filePath(name).toStdString(); }

private Q_SLOTS:
    void everyNumberReadsBackAsItWas()
    {
        ImageScore score = scoreOf("a \"quoted\" name, with a comma", "0123");
        ImageScore equal = scoreOf("b", "4567");
        equal.scores.psnrDb = std::numeric_limits<double>::infinity();
        writeTextFile(file("scores.csv"), scoresCsv({score, equal}));
        const std::vector<ImageScore> read = readScores(file("scores.csv"));
        QCOMPARE(read.size(), std::size_t{2});
        QCOMPARE(read[0].contestant, score.contestant);
        QCOMPARE(read[0].pair, score.pair);
        QCOMPARE(read[0].meaning, score.meaning);
        QVERIFY(read[0].ratio == score.ratio);
        QVERIFY(read[0].usedRatio == score.usedRatio);
        QVERIFY(read[0].scores.psnrDb == score.scores.psnrDb);
        QVERIFY(read[0].scores.ssim == score.scores.ssim);
        QVERIFY(read[0].scores.l1 == score.scores.l1);
        QCOMPARE(read[0].key, score.key);
        QVERIFY(std::isinf(read[1].scores.psnrDb));
    }

    void noFileIsNoScores() { QVERIFY(readScores(file("nothing.csv")).empty()); }

    void aBrokenLineIsNamed()
    {
        std::string text = scoresCsv({scoreOf("a", "1"), scoreOf("b", "2")});
        text.erase(text.rfind(','));
        std::ofstream(file("broken.csv")) << text;
        try {
            static_cast<void>(readScores(file("broken.csv")));
            QFAIL("was read");
        } catch (const CorruptInput& error) {
            QVERIFY2(QString(error.what()).contains("row 2"), error.what());
        }
    }

    void anotherTableIsRefused()
    {
        std::ofstream(file("other.csv")) << "a,b\n1,2\n";
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readScores(file("other.csv"))), CorruptInput);
    }

    void interruptedWorkKeepsWhatWasKnown()
    {
        writeTextFile(file("known-scores.csv"), scoresCsv({scoreOf("a", "1"), scoreOf("b", "2")}));
        ScoreStore store(m_folder.path().toStdString());
        store.keep({scoreOf("a", "1"), scoreOf("c", "3")});
        store.flush();
        std::string keys;
        for (const ImageScore& score : readScores(file("known-scores.csv"))) {
            keys += score.key;
        }
        QCOMPARE(keys, std::string("132"));
        store.finish({scoreOf("c", "3")});
        QCOMPARE(readScores(file("results.csv")).size(), std::size_t{1});
        QCOMPARE(readScores(file("known-scores.csv")).size(), std::size_t{3});
    }
};

SCOTOPIC_TEST(ScoreTableTest)

}  // namespace scotopic

#include "score_table_test.moc"
