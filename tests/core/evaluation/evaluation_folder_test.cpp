// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/evaluation/evaluation_folder.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/core/evaluation/fake_contestants.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <stop_token>

namespace scotopic {

class EvaluationFolderTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<int> m_renderCount = std::make_shared<int>(0);
    std::unique_ptr<DecodedCache> m_cache;

    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    QByteArray contentsOf(const char* name) const
    {
        QFile file(m_folder.filePath(QString("out/") + name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    EvaluationJob job() const
    {
        EvaluationJob job;
        job.cache = m_cache.get();
        job.protocols = parseProtocols("study,paper");
        job.contestants = {test::offsetContestant("one & <two>", 0.1F, m_renderCount),
                           test::offsetContestant("50%_off", 0.01F, m_renderCount)};
        return job;
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::writeSmallCache(folder() / "cache",
                              {test::namedPair("10003", 0), test::namedPair("10011", 0), test::namedPair("10012", 0)},
                              {16, 32});
        m_cache = std::make_unique<DecodedCache>(folder() / "cache");
    }
    void init()
    {
        *m_renderCount = 0;
        std::filesystem::remove_all(folder() / "out");
    }

    void everyOutputTellsItsProtocols()
    {
        evaluateInto(folder() / "out", job(), {}, nullptr, {});
        for (const char* name : {"results.json", "tables.md"}) {
            for (const Protocol& protocol : job().protocols) {
                QVERIFY2(contentsOf(name).contains(QByteArray::fromStdString(describe(protocol))), name);
            }
        }
        QVERIFY(contentsOf("tables.tex").contains("truncated to 8 bit"));
        for (const Protocol& protocol : job().protocols) {
            QVERIFY(contentsOf("results.csv").contains('"' + QByteArray::fromStdString(describe(protocol)) + '"'));
        }
        QVERIFY(contentsOf("report.html").contains("structural_similarity(win_size=7, channel_axis=2)"));
        QVERIFY(contentsOf("tables.md").contains(QByteArray::fromStdString(m_cache->fingerprint())));
    }

    void namesAreEscapedWhereTheyMeanSomethingElse()
    {
        evaluateInto(folder() / "out", job(), {}, nullptr, {});
        QVERIFY(contentsOf("report.html").contains("one &amp; &lt;two&gt;"));
        QVERIFY(!contentsOf("report.html").contains("<two>"));
        QVERIFY(contentsOf("tables.tex").contains("50\\%\\_off"));
    }

    void publishedScoresStandBesideTheStudysProtocolAlone()
    {
        evaluateInto(folder() / "out", job(), {}, nullptr, {});
        QCOMPARE(contentsOf("tables.md").count("published: "), 4);
        QVERIFY(contentsOf("tables.md").contains("28.88"));
        QCOMPARE(contentsOf("tables.tex").count("28.13"), 1);
    }

    void publishedScoresAreOfTheTestSplit()
    {
        Report report = evaluateInto(folder() / "out", job(), {}, nullptr, {});
        QVERIFY(QByteArray::fromStdString(reportHtml(report)).contains("Elsewhere"));
        report.facts.split = Split::Validation;
        QCOMPARE(QByteArray::fromStdString(reportMarkdown(report)).count("published: "), 0);
        QVERIFY(!QByteArray::fromStdString(reportLatex(report)).contains("28.13"));
        const QByteArray page = QByteArray::fromStdString(reportHtml(report));
        QVERIFY(!page.contains("class=\"published\"") && !page.contains("Elsewhere"));
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(report))).object();
        QVERIFY(json["published"].isArray() && json["published"].toArray().isEmpty());
    }

    void jsonHasEveryImageAndMean()
    {
        ReportFacts facts;
        facts.version = "1.2.3";
        evaluateInto(folder() / "out", job(), facts, nullptr, {});
        const QJsonObject json = QJsonDocument::fromJson(contentsOf("results.json")).object();
        QCOMPARE(json["images"].toArray().size(), 2 * 2 * 3);
        QCOMPARE(json["means"].toArray().size(), 4);
        QCOMPARE(json["scotopic_version"].toString(), QString("1.2.3"));
        QCOMPARE(json["data_fingerprint"].toString(), QString::fromStdString(m_cache->fingerprint()));
        double sum = 0;
        int count = 0;
        for (const QJsonValue& image : json["images"].toArray()) {
            if (image["contestant"] == "50%_off" && image["protocol"] == "paper") {
                sum += image["psnr_db"].toDouble();
                ++count;
            }
        }
        QCOMPARE(count, 3);
        QVERIFY(std::abs(json["means"].toArray().at(3)["psnr_db"].toDouble() - sum / 3) < 1e-9);
    }

    void failuresOfTheCallerAreKept()
    {
        ReportFacts facts;
        facts.failures = {"10001.ARW: is truncated"};
        const Report report = evaluateInto(folder() / "out", job(), facts, nullptr, {});
        QCOMPARE(report.facts.failures.size(), std::size_t{1});
        QVERIFY(contentsOf("tables.md").contains("Not scored: 10001.ARW: is truncated"));
    }

    void aPictureThatEqualsTheTruthHasNoDecibels()
    {
        EvaluationJob perfect = job();
        perfect.contestants = {test::offsetContestant("perfect", 0, m_renderCount)};
        evaluateInto(folder() / "out", perfect, {}, nullptr, {});
        const QJsonObject json = QJsonDocument::fromJson(contentsOf("results.json")).object();
        QVERIFY(json["images"].toArray().first()["psnr_db"].isNull());
        QVERIFY(contentsOf("tables.md").contains("| equal |"));
    }

    void interruptedWorkGoesOnWhereItStopped()
    {
        std::stop_source stop;
        bool isCancelled = false;
        try {
            EvaluationJob stopping = job();
            stopping.contestants.push_back(test::offsetContestant("third", 0.02F, m_renderCount));
            evaluateInto(folder() / "out", stopping, {}, nullptr, stoppingAfter(4, stop));
        } catch (const Cancelled&) {
            isCancelled = true;
        }
        QVERIFY(isCancelled);
        QCOMPARE(*m_renderCount, 4);
        QVERIFY(!contentsOf("known-scores.csv").isEmpty());
        evaluateInto(folder() / "out", job(), {}, nullptr, {});
        QCOMPARE(*m_renderCount, 6);
    }

    void scoresOfAnotherEvaluationStayKnown()
    {
        evaluateInto(folder() / "out", job(), {}, nullptr, {});
        EvaluationJob other = job();
        other.contestants = {test::offsetContestant("third", 0.02F, m_renderCount)};
        evaluateInto(folder() / "out", other, {}, nullptr, {});
        QVERIFY(!contentsOf("results.csv").contains("50%_off"));
        *m_renderCount = 0;
        evaluateInto(folder() / "out", job(), {}, nullptr, {});
        QCOMPARE(*m_renderCount, 0);
        QVERIFY(contentsOf("results.csv").contains("50%_off"));
    }

    void theLatexTablesTellRatiosExclusionsAndDifferences()
    {
        ReportFacts facts;
        facts.excluded = {"10009 (moved_away)"};
        Report report = evaluateInto(folder() / "out", job(), facts, nullptr, {});
        report.summary.rows.front().byRatio.push_back({250, report.summary.rows.front().mean});
        const QByteArray text = QByteArray::fromStdString(reportLatex(report));
        QVERIFY(text.contains("10009 (moved\\_away)"));
        QVERIFY(text.contains("\\quad x100 & 3 & "));
        QVERIFY(text.contains("\\quad x250 & 3 & "));
        QCOMPARE(text.count("95 \\% percentile bootstrap"), 2);  // of each protocol
        QVERIFY(text.contains("50\\%\\_off & one \\& <two> & +"));
        QCOMPARE(text.count("\\begin{table}"), text.count("\\end{table}"));
    }

    void aFolderThatCannotBeMadeIsNamed()
    {
        QVERIFY_EXCEPTION_THROWN(evaluateInto("/proc/nothing/here", job(), {}, nullptr, {}), OutputFailed);
    }

private:
    /// Cancels once as many frames were rendered: the fakes hand over before each.
    JobContext stoppingAfter(int frames, std::stop_source& stop) const
    {
        return JobContext(stop.get_token(), {}, [this, frames, &stop] {
            if (*m_renderCount >= frames) {
                stop.request_stop();
            }
        });
    }
};

SCOTOPIC_TEST(EvaluationFolderTest)

}  // namespace scotopic

#include "evaluation_folder_test.moc"
