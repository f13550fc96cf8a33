// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/evaluation/evaluation_folder.h"
#include "core/evaluation/score_table.h"
#include "core/evaluation/stored_report.h"
#include "core/network/model_file.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/core/evaluation/fake_contestants.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <memory>

namespace scotopic {

class StoredReportTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<int> m_renderCount = std::make_shared<int>(0);
    std::unique_ptr<DecodedCache> m_cache;

    std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }
    EvaluationJob job() const
    {
        EvaluationJob job;
        job.cache = m_cache.get();
        job.protocols = parseProtocols("study,paper+float");
        return job;
    }
    std::filesystem::path modelFile(const char* name, std::uint64_t seed) const
    {
        Model model = makeRandomModel({.normalisation = Normalisation::Double, .baseWidth = 4}, seed);
        writeModelFile(path(name), model, IfExists::Overwrite);
        return path(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::writeSmallCache(path("cache"), {test::namedPair("10003", 0), test::namedPair("10011", 0)}, {16, 32});
        m_cache = std::make_unique<DecodedCache>(path("cache"));
    }

    void aReportReadsBackAsItWasWritten()
    {
        EvaluationJob two = job();
        two.contestants = {test::offsetContestant("one, \"two\"", 0.1F, m_renderCount),
                           test::offsetContestant("three", 0.01F, m_renderCount)};
        two.contestants[1].ratio = parseScoringRatio("x50");
        two.contestants[1].file = path("three.safetensors");
        const Report written =
            evaluateInto(path("out"), two, reportFacts("Evaluation", "SID", {{"10012", "moved"}}), nullptr, {});
        QVERIFY(isEvaluation(path("out")));
        const Report read = readReport(path("out"));
        QCOMPARE(reportJson(read), reportJson(written));
        QCOMPARE(scoresCsv(read.scores), scoresCsv(written.scores));
        QCOMPARE(read.contestants[1].file.string(), path("three.safetensors").string());
        QCOMPARE(read.facts.cacheFolder.string(), path("cache").string());
    }

    void anInterruptedEvaluationShowsWhatIsKnown()
    {
        EvaluationJob one = job();
        one.contestants = {test::offsetContestant("one", 0.1F, m_renderCount)};
        const Report whole = evaluateInto(path("cut"), one, {}, nullptr, {});
        std::filesystem::remove(path("cut") / "results.json");
        std::filesystem::remove(path("cut") / "results.csv");
        const Report read = readReport(path("cut"));
        QCOMPARE(read.scores.size(), whole.scores.size());
        QCOMPARE(read.contestants.front().label(), std::string("one"));
        QCOMPARE(read.protocols.size(), std::size_t{2});
        QCOMPARE(read.summary.rows.front().mean.psnrDb, whole.summary.rows.front().mean.psnrDb);
    }

    void foldersWithoutOneAndBrokenOnesAreRefused()
    {
        std::filesystem::create_directory(path("empty"));
        QVERIFY(!isEvaluation(path("empty")));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readReport(path("empty"))), UnreadableInput);
        writeTextFile(path("empty") / "results.json", "{\"split\": 3}");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readReport(path("empty"))), CorruptInput);
    }

    void aStoredModelRendersAgainUnlessItsFileHasChanged()
    {
        const std::filesystem::path file = modelFile("double.safetensors", 3);
        LineUp lineUp;
        lineUp.statistics = {NormStatistics::Running, NormStatistics::Image};
        EvaluationJob both = job();
        both.contestants = contestantsOf(lineUp, readModels({file}), *m_cache, {});
        QCOMPARE(both.contestants.size(), std::size_t{2});
        const Report written = evaluateInto(path("models"), both, {}, nullptr, {});
        const Report read = readReport(path("models"));
        const Contestant contestant = revived(read.contestants[1], read.facts, *m_cache, {});
        QCOMPARE(contestant.label(), both.contestants[1].label());
        const RenderedFrame frame = contestant.makeRenderer()->render(*m_cache, 0, m_cache->pairs()[0].ratio, {});
        const double psnr = FrameScores(frame, m_cache->longOf(0)).under(read.protocols.front()).psnrDb;
        QCOMPARE(psnr, written.scores[4].scores.psnrDb);

        modelFile("double.safetensors", 4);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(revived(read.contestants[1], read.facts, *m_cache, {})),
                                 UnsupportedInput);
        QVERIFY_EXCEPTION_THROWN(
            static_cast<void>(revived(test::offsetContestant("a", 0, m_renderCount), read.facts, *m_cache, {})),
            UnreadableInput);
    }

    void whatListenersAreToldIsWhatIsScored()
    {
        EvaluationJob one = job();
        one.contestants = {test::offsetContestant("one", 0.1F, m_renderCount)};
        std::vector<std::size_t> counts;
        int frames = 0;
        EvaluationListener listener;
        listener.onImage = [&](const std::vector<ImageScore>& all) { counts.push_back(all.size()); };
        listener.onFrame = [&](const Contestant&, std::size_t, const ImageScore&, const RenderedFrame&) { ++frames; };
        static_cast<void>(evaluateInto(path("heard"), one, {}, nullptr, listener, {}));
        QCOMPARE(counts, (std::vector<std::size_t>{2, 4}));
        QCOMPARE(frames, 2);
    }
};

SCOTOPIC_TEST(StoredReportTest)

}  // namespace scotopic

#include "stored_report_test.moc"
