// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/evaluation/evaluate.h"
#include "core/evaluation/precise_model.h"
#include "core/evaluation/summary.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/core/evaluation/fake_contestants.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <cmath>
#include <stop_token>

namespace scotopic {

class EvaluateTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<int> m_renderCount = std::make_shared<int>(0);

    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    static constexpr int kPatches = 30;

    static std::shared_ptr<PreciseModel> precise(const Model& model, const DecodedCache& cache)
    {
        return std::make_shared<PreciseModel>(model, cache, Exclusions{}, kPatches, DeviceId{});
    }
    EvaluationJob jobOn(const DecodedCache& cache) const
    {
        EvaluationJob job;
        job.cache = &cache;
        job.protocols = parseProtocols("study+float,study+float+all");
        return job;
    }

private Q_SLOTS:
    void init()
    {
        *m_renderCount = 0;
        test::writeSmallCache(folder() / "cache",
                              {test::namedPair("10003", 0), test::namedPair("10003", 1), test::namedPair("10011", 0),
                               test::namedPair("00001", 0)},
                              {16, 32});
    }

    void aTenthAboveTheTruthIsTwentyDecibels()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        const Evaluation evaluation = evaluate(job, {}, {}, {});
        QCOMPARE(evaluation.scores.size(), std::size_t{5});  // two and three
        for (const ImageScore& score : evaluation.scores) {
            QVERIFY(std::abs(score.scores.psnrDb - 20) < 1e-4);
            QVERIFY(std::abs(score.scores.l1 - 0.1) < 1e-6);
            QVERIFY(score.usedRatio == score.ratio);
        }
    }

    void aFrameIsRenderedOnceForAllProtocols()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        static_cast<void>(evaluate(job, {}, {}, {}));
        QCOMPARE(*m_renderCount, 3);
    }

    void knownScoresAreTakenOver()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        Evaluation first = evaluate(job, {}, {}, {});
        first.scores.pop_back();  // of 10011, under the second protocol: same pixels, same key
        *m_renderCount = 0;
        QCOMPARE(evaluate(job, first.scores, {}, {}).scores.size(), std::size_t{5});
        QCOMPARE(*m_renderCount, 0);
        job.protocols.push_back(parseProtocol("study"));
        static_cast<void>(evaluate(job, first.scores, {}, {}));
        QCOMPARE(*m_renderCount, 2);  // the new protocol takes the _00 files
    }

    void anotherModelOfTheSameNameIsScoredAnew()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        const Evaluation first = evaluate(job, {}, {}, {});
        job.contestants.front().identity = "another file";
        *m_renderCount = 0;
        static_cast<void>(evaluate(job, first.scores, {}, {}));
        QCOMPARE(*m_renderCount, 3);
    }

    void pairsBesideItLeaveAScoreKnown()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        const Evaluation first = evaluate(job, {}, {}, {});
        test::writeSmallCache(folder() / "grown",
                              {test::namedPair("10003", 0), test::namedPair("10003", 1), test::namedPair("10011", 0),
                               test::namedPair("00001", 0), test::namedPair("00002", 0), test::namedPair("10012", 0)},
                              {16, 32});
        const DecodedCache grown(folder() / "grown");
        job.cache = &grown;
        *m_renderCount = 0;
        QCOMPARE(evaluate(job, first.scores, {}, {}).scores.size(), std::size_t{7});
        QCOMPARE(*m_renderCount, 1);
    }

    void preciseModelsKeepTheirOwnScores()
    {
        test::writeSmallCache(folder() / "wide", {test::namedPair("10003", 0), test::namedPair("00001", 0)}, {48, 32});
        const DecodedCache cache(folder() / "wide");
        const auto jobFor = [&](Normalisation normalisation) {
            EvaluationJob job = jobOn(cache);
            const Model model = makeRandomModel({.normalisation = normalisation, .baseWidth = 4}, 3);
            job.contestants = {preciseContestant(precise(model, cache), "random", {}, {}, {})};
            return job;
        };
        const Evaluation single = evaluate(jobFor(Normalisation::Single), {}, {}, {});
        const Evaluation alone = evaluate(jobFor(Normalisation::Double), {}, {}, {});
        const Evaluation after = evaluate(jobFor(Normalisation::Double), single.scores, {}, {});
        QVERIFY(alone.scores.front().scores.psnrDb != single.scores.front().scores.psnrDb);
        for (std::size_t i = 0; i < alone.scores.size(); ++i) {
            QCOMPARE(after.scores[i].key, alone.scores[i].key);
            QCOMPARE(after.scores[i].scores.psnrDb, alone.scores[i].scores.psnrDb);
        }
    }

    void whatDecidesPreciseStatisticsIsInTheirIdentity()
    {
        test::writeSmallCache(folder() / "two", {test::namedPair("00001", 0), test::namedPair("00002", 0)}, {16, 32});
        const DecodedCache cache(folder() / "two");
        Model model = makeRandomModel({.normalisation = Normalisation::Single, .baseWidth = 4}, 3);
        const auto identity = [&](const Exclusions& exclusions, int patches) {
            return PreciseModel(model, cache, exclusions, patches, {}).identity();
        };
        const std::string one = identity({}, 3);
        QCOMPARE(identity({}, 3), one);
        QVERIFY(identity({}, 4) != one);
        QVERIFY(identity({{"00002", ""}}, 3) != one);
        model.sha256 = "another file";
        QVERIFY(identity({}, 3) != one);
    }

    void preciseStatisticsAreMeasuredOnceAndOnlyWhenNeeded()
    {
        test::writeSmallCache(folder() / "wide", {test::namedPair("10003", 0), test::namedPair("00001", 0)}, {48, 32});
        const DecodedCache cache(folder() / "wide");
        EvaluationJob job = jobOn(cache);
        const auto model = precise(makeRandomModel({.normalisation = Normalisation::Single, .baseWidth = 4}, 3), cache);
        for (const char* ratio : {"truth", "x50"}) {
            job.contestants.push_back(preciseContestant(model, "random", parseScoringRatio(ratio), {}, {}));
        }
        int handOvers = 0;
        const JobContext counting({}, {}, [&handOvers] { ++handOvers; });
        const Evaluation first = evaluate(job, {}, {}, counting);
        QVERIFY2(handOvers >= kPatches && handOvers < 2 * kPatches, qPrintable(QString::number(handOvers)));
        handOvers = 0;
        job.contestants = {preciseContestant(precise(model->source(), cache), "random", {}, {}, {})};
        static_cast<void>(evaluate(job, first.scores, {}, counting));
        QCOMPARE(handOvers, 0);
    }

    void excludedScenesAreNotScored()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.exclusions = {{"10003", "moved"}};
        QCOMPARE(pairsToScore(job).size(), std::size_t{1});
        job.split = Split::Train;
        QCOMPARE(cache.pairs()[pairsToScore(job).front()].scene, std::string("00001"));
    }

    void networksGiveWhatTheFrameNetworkGives()
    {
        const DecodedCache cache(folder() / "cache");
        const Model model = makeRandomModel({.normalisation = Normalisation::Single, .baseWidth = 4}, 3);
        EngineOptions engine;
        engine.precision = Precision::Fp32;
        EvaluationJob job = jobOn(cache);
        job.contestants = {networkContestant(model, "random", NormStatistics::Image, {}, engine, {})};
        RenderedFrame rendered;
        EvaluationListener listener;
        listener.onFrame = [&](const Contestant&, std::size_t, const ImageScore&, const RenderedFrame& frame) {
            rendered = rendered.rgb.empty() ? frame : rendered;
        };
        static_cast<void>(evaluate(job, {}, listener, {}));

        const std::size_t pair = pairsToScore(job).front();
        const DecodedShort input = cache.shortOf(pair);
        FrameNetwork network(model, engine, BnMode::Image);
        std::vector<float> expected;
        network.run(amplifiedPlanes(input, wholeOf(input.size), cache.pairs()[pair].ratio), {},
                    [&](const FrameTile& tile) { expected = tile.output.rgb; }, {});
        QCOMPARE(rendered.rgb.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY(rendered.rgb[i] == std::clamp(expected[i], 0.0F, 1.0F));
        }
    }

    void statisticsAreForBatchNormalisationAlone()
    {
        const Model plain = makeRandomModel({.baseWidth = 4}, 1);
        const Model single = makeRandomModel({.normalisation = Normalisation::Single, .baseWidth = 4}, 1);
        QCOMPARE(networkContestant(plain, "a", NormStatistics::Image, {}, {}, {}).label(), std::string("a"));
        QCOMPARE(networkContestant(single, "a", NormStatistics::Image, {}, {}, {}).label(),
                 std::string("a, image statistics"));
    }

    void aBrokenFileIsLeftOutAndNamed()
    {
        const DecodedCache cache(folder() / "cache");
        for (const auto& entry : std::filesystem::directory_iterator(folder() / "cache" / "short")) {
            if (entry.path().filename().string().starts_with("10011_00")) {
                test::truncateFile(entry.path(), 100);
            }
        }
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        const Evaluation evaluation = evaluate(job, {}, {}, {});
        QCOMPARE(evaluation.scores.size(), std::size_t{3});
        QCOMPARE(evaluation.failures.size(), std::size_t{1});
        QVERIFY(evaluation.failures.front().find("10011_00") != std::string::npos);
        job.exclusions = {{"10003", ""}};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(evaluate(job, {}, {}, {})), CorruptInput);
    }

    void aModelForAnotherSensorIsRefused()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        const Model xTrans = makeRandomModel({.baseWidth = 4, .inputPlanes = 9}, 1);
        job.contestants = {networkContestant(xTrans, "fuji", NormStatistics::Running, {}, {}, {})};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(evaluate(job, {}, {}, {})), InvalidArgument);
    }

    void anAutomaticRatioIsAskedForAndTold()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        job.contestants.front().ratio = parseScoringRatio("auto");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(evaluate(job, {}, {}, {})), InvalidArgument);
        job.suggestRatio = [](const ImagePair&) { return ExposureRatio{42}; };
        QVERIFY(evaluate(job, {}, {}, {}).scores.front().usedRatio == ExposureRatio{42});
    }

    void scenesThatAModelKnowsAreWarnedOf()
    {
        const DecodedCache cache(folder() / "cache");
        Model model = makeRandomModel({.baseWidth = 4}, 1);
        model.notes["training_scenes"] = "00001,10011";
        model.notes["selection_scenes"] = "20001";
        EvaluationJob job = jobOn(cache);
        job.contestants = {networkContestant(model, "leaky", NormStatistics::Running, {}, {}, {})};
        const std::vector<std::string> warnings = leakWarnings(job);
        QCOMPARE(warnings.size(), std::size_t{1});
        QVERIFY(warnings.front().find("10011") != std::string::npos);
        QVERIFY(warnings.front().find("00001") == std::string::npos);
    }

    void cancellingStopsBetweenFrames()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount)};
        std::stop_source stop;
        EvaluationListener listener;
        listener.onImage = [&stop](const std::vector<ImageScore>&) { stop.request_stop(); };
        bool isCancelled = false;
        try {
            static_cast<void>(evaluate(job, {}, listener, JobContext(stop.get_token())));
        } catch (const Cancelled&) {
            isCancelled = true;
        }
        QVERIFY(isCancelled);
        QCOMPARE(*m_renderCount, 1);
    }

    void meansAreByRatioAndDifferencesArePaired()
    {
        const DecodedCache cache(folder() / "cache");
        EvaluationJob job = jobOn(cache);
        job.contestants = {test::offsetContestant("tenth", 0.1F, m_renderCount),
                           test::offsetContestant("hundredth", 0.01F, m_renderCount)};
        const Summary summary = summarise(job, evaluate(job, {}, {}, {}).scores);
        QCOMPARE(summary.rows.size(), std::size_t{4});
        QVERIFY(std::abs(summary.rows[1].mean.psnrDb - 40) < 1e-3);
        QCOMPARE(summary.rows[1].byRatio.size(), std::size_t{1});
        QCOMPARE(summary.rows[1].byRatio.front().mean.imageCount, 2);
        QCOMPARE(summary.comparisons.size(), std::size_t{2});
        QVERIFY(std::abs(summary.comparisons.front().psnrDb.mean - 20) < 1e-3);
        QCOMPARE(summary.comparisons.back().psnrDb.imageCount, 3);
        QCOMPARE(summary.comparisons.back().psnrDb.sceneCount, 2);
    }
};

SCOTOPIC_TEST(EvaluateTest)

}  // namespace scotopic

#include "evaluate_test.moc"
