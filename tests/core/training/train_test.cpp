// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/training/checkpoint.h"
#include "core/training/train.h"
#include "core/training/validation.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>
#include <stop_token>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

class TrainTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<DecodedCache> m_cache;

    [[nodiscard]] fs::path at(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    RunRecord trainIn(const fs::path& folder, const TrainingOptions& options, const TrainingListener& listener = {},
                      const JobContext& context = {}) const
    {
        RunFolder run = RunFolder::holdsRun(folder) ? RunFolder::resume(folder) : RunFolder::create(folder);
        return train(smallJob(options, *m_cache, run), listener, context);
    }
    /// Runs until `steps` steps are done, then stops as Ctrl-C does.
    void trainAndStop(const fs::path& folder, const TrainingOptions& options, long steps) const
    {
        std::stop_source stop;
        TrainingListener listener;
        listener.onStep = [&](const StepRow& row) {
            if (row.step == steps) {
                stop.request_stop();
            }
        };
        bool wasCancelled = false;
        try {
            trainIn(folder, options, listener, JobContext(stop.get_token()));
        } catch (const Cancelled&) {
            wasCancelled = true;
        }
        QVERIFY(wasCancelled);
        QCOMPARE(RunFolder::read(folder).state, RunState::Paused);
        QCOMPARE(RunFolder::read(folder).step, steps);
    }
    [[nodiscard]] static std::string weightsIn(const fs::path& run)
    {
        const Model model = readModelFile(RunPaths{run}.lastModel());
        std::string bytes;
        for (const auto& [name, weight] : model.weights) {
            bytes += name;
            bytes.append(reinterpret_cast<const char*>(weight.values.data()), weight.values.size() * sizeof(float));
        }
        return bytes;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeSmallCache(at("cache"));
        m_cache = std::make_unique<DecodedCache>(at("cache"));
    }

    void onlyFirstBurstsOfTrainAndValidationAreChosen()
    {
        const TrainingData data = chooseTrainingData(m_cache->pairs(), {}, /*debug=*/false);
        QCOMPARE(data.train.size(), std::size_t{4});
        QCOMPARE(data.validation.size(), std::size_t{2});
        for (const std::size_t pair : data.train) {
            QCOMPARE(m_cache->pairs()[pair].burstIndex, 0);
            QVERIFY(m_cache->pairs()[pair].split == Split::Train);
        }
        const TrainingData fewer =
            chooseTrainingData(m_cache->pairs(), {{"00002", "blurred"}, {"20001_00_0.1s", ""}}, /*debug=*/false);
        QCOMPARE(fewer.train.size(), std::size_t{3});
        QCOMPARE(fewer.validation.size(), std::size_t{1});
    }

    void aRunFillsItsFolderAndLearns()
    {
        TrainingOptions options = smallRun();
        options.epochs = 12;
        options.validateEveryEpochs = 4;
        options.sampleEveryEpochs = 6;
        std::vector<fs::path> samples;
        TrainingListener listener;
        listener.onSample = [&](const fs::path& file) { samples.push_back(file); };
        listener.writePicture = [](const fs::path& file, PixelSize size, std::span<const std::uint8_t> rgb) {
            QCOMPARE(rgb.size(), size.area() * 3);
            writeText(file, std::string(rgb.begin(), rgb.end()));
        };
        const fs::path folder = at("whole");
        const RunRecord record = trainIn(folder, options, listener);
        QCOMPARE(record.state, RunState::Finished);
        QCOMPARE(record.step, 48L);
        QVERIFY(record.estimate && record.estimate->secondsPerStep > 0);
        QVERIFY(record.times.networkSeconds > 0 && record.peakMemoryBytes > 0);
        const std::vector<StepRow> steps = readSteps(RunPaths{folder}.steps());
        const std::vector<EpochRow> epochs = readEpochs(RunPaths{folder}.epochs());
        QCOMPARE(steps.size(), std::size_t{48});
        QCOMPARE(epochs.size(), std::size_t{12});
        QVERIFY2(epochs.back().meanLoss < 0.6 * epochs.front().meanLoss,
                 qPrintable(QString::number(epochs.back().meanLoss)));
        // Every scene once in every epoch.
        std::set<std::string> pairs;
        for (int i = 4; i < 8; ++i) {
            pairs.insert(steps[static_cast<std::size_t>(i)].pairs.front());
        }
        QCOMPARE(pairs.size(), std::size_t{4});
        for (const EpochRow& row : epochs) {
            QCOMPARE(row.validation.has_value(), row.epoch % 4 == 0);
            double sum = 0;
            for (const StepRow& step : steps) {
                sum += step.epoch == row.epoch ? step.loss : 0;
            }
            QCOMPARE(row.meanLoss, sum / 4);
        }
        QCOMPARE(samples.size(), std::size_t{4});  // epochs 6 and 12, two validation scenes
        QVERIFY(fs::exists(folder / "samples" / "epoch-0006-20001_00_0.1s.png"));
        const Model best = readModelFile(RunPaths{folder}.bestModel());
        QCOMPARE(best.notes.at("training_scenes"), std::string("00001,00002,00003,00004"));
        QCOMPARE(best.notes.at("selection_scenes"), std::string("20001,20002"));
        QCOMPARE(best.notes.at("data_fingerprint"),
                 fingerprintOf(*m_cache, chooseTrainingData(m_cache->pairs(), {}, false)));
        QCOMPARE(best.notes.at("epoch"), std::to_string(record.best->epoch));
        QCOMPARE(best.notes.at("ratios"), std::string("10"));
    }

    void aStoppedRunGoesOnAsIfItHadNot_data()
    {
        QTest::addColumn<int>("normalisation");
        QTest::addColumn<double>("ema");
        QTest::addColumn<int>("batch");
        QTest::newRow("baseline") << int(Normalisation::None) << 0.0 << 1;
        QTest::newRow("double batch normalisation, averaged weights") << int(Normalisation::Double) << 0.9 << 1;
        QTest::newRow("batches of two") << int(Normalisation::Single) << 0.0 << 2;
    }
    void aStoppedRunGoesOnAsIfItHadNot()
    {
        QFETCH(const int, normalisation);
        QFETCH(const double, ema);
        QFETCH(const int, batch);
        TrainingOptions options = smallRun(static_cast<Normalisation>(normalisation));
        options.epochs = 4;
        options.batch = batch;
        if (ema > 0) {
            options.emaDecay = ema;
        }
        if (options.network.normalisation != Normalisation::None) {
            options.freezeNormAfterEpoch = 2;
        }
        const std::string tag = QTest::currentDataTag();
        const fs::path straight = at("straight " + tag);
        const fs::path stopped = at("stopped " + tag);
        trainIn(straight, options);
        trainAndStop(stopped, options, 3);
        trainAndStop(stopped, options, 4);
        trainAndStop(stopped, options, 7);
        trainIn(stopped, options);
        QVERIFY(haveSameCurve(straight, stopped));
        QVERIFY(weightsIn(straight) == weightsIn(stopped));
        std::vector<EpochRow> a = readEpochs(RunPaths{straight}.epochs());
        std::vector<EpochRow> b = readEpochs(RunPaths{stopped}.epochs());
        for (std::vector<EpochRow>* rows : {&a, &b}) {
            for (EpochRow& row : *rows) {
                row.seconds = 0;
            }
        }
        QVERIFY(a == b);
    }

    void aFinishedRunTakesMoreEpochs()
    {
        TrainingOptions options = smallRun();
        const fs::path folder = at("more");
        trainIn(folder, options);
        options.epochs = 3;
        QCOMPARE(trainIn(folder, options).step, 12L);
        QCOMPARE(readSteps(RunPaths{folder}.steps()).size(), std::size_t{12});
    }

    void aLossThatIsNoNumberStopsTheRunAndKeepsItsCheckpoint()
    {
        TrainingOptions options = smallRun();
        const fs::path folder = at("diverged");
        trainIn(folder, options);
        options.epochs = 50;
        options.learningRate = 1;  // with Adam every weight then moves by about 1 a step
        const std::string sentence = sentenceOf<TrainingDiverged>([&] { trainIn(folder, options); });
        QVERIFY_CONTAINS(sentence, "step ");
        QVERIFY_CONTAINS(sentence, "_00_0.1s");
        QCOMPARE(RunFolder::read(folder).state, RunState::Failed);
        QCOMPARE(RunFolder::read(folder).reason, sentence);
        const std::optional<Checkpoint> kept = readNewestCheckpoint(RunPaths{folder}.checkpoints());
        QVERIFY(kept && kept->position.step >= 8);
        for (const auto& [name, weight] : kept->state) {
            QVERIFY2(std::ranges::all_of(weight.values, [](float value) { return std::isfinite(value); }),
                     name.c_str());
        }
    }

    void trainingStopsWhereValidationNoLongerGains()
    {
        TrainingOptions options = smallRun();
        options.epochs = 100;
        options.stopAfterEpochsWithoutGain = 2;
        options.learningRate = 1e-12;  // moves too little for any gain in what is truncated to 8 bit
        const fs::path folder = at("early");
        const RunRecord record = trainIn(folder, options);
        QCOMPARE(record.state, RunState::Finished);
        QCOMPARE(record.epoch, 3);
        QVERIFY_CONTAINS(record.reason, "no gain in validation for 2 epochs");
        QCOMPARE(trainIn(folder, options).epoch, 3);  // still so
    }

    void whatDoesNotFitIsRefusedInASentence()
    {
        const fs::path folder = at("refusals");
        trainIn(folder, smallRun());
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { trainIn(folder, smallRun(Normalisation::Double)); }),
                         "its checkpoint: is a network baseline of width 4");
        TrainingOptions options = smallRun();
        options.patchPx = 64;
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { trainIn(at("patch"), options); }),
                         "a patch of 64 packed pixels does not fit 00001_00_0.1s, which has 48x40");
        options = smallRun();
        options.batch = 5;
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { trainIn(at("batch"), options); }),
                         "a step of 5 samples needs as many training scenes; there are 4");
        options = smallRun();
        options.network.inputPlanes = 9;
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { trainIn(at("planes"), options); }),
                         "the network takes 9 planes, but the data have 4");
        options = smallRun();
        options.initialModel = at("initial.safetensors");
        writeModelFile(options.initialModel, smallModel({.normalisation = Normalisation::Single, .baseWidth = 4}),
                       IfExists::Refuse);
        QVERIFY_CONTAINS(sentenceOf<InvalidArgument>([&] { trainIn(at("initial"), options); }),
                         "initial.safetensors: is a network single-bn of width 4");
        writeSmallCache(at("other cache"), {.trainScenes = 5});
        const DecodedCache other(at("other cache"));
        RunFolder run = RunFolder::resume(folder);
        QVERIFY_CONTAINS(
            sentenceOf<InvalidArgument>([&] { train(smallJob(smallRun(), other, run), {}, JobContext()); }),
            "refusals: was begun with other data than those of");
    }

    void otherPairsOfTheCacheDoNotStopARun()
    {
        const fs::path folder = at("grown cache");
        trainIn(folder, smallRun());
        writeSmallCache(at("grown"), {.validationScenes = 3});
        const DecodedCache grown(at("grown"));
        QVERIFY(grown.fingerprint() != m_cache->fingerprint());
        RunFolder run = RunFolder::resume(folder);
        TrainingOptions longer = smallRun();
        longer.epochs = 3;
        TrainingJob job = smallJob(longer, grown, run);
        job.data = recordedTrainingData(grown.pairs(), run.record());
        QCOMPARE(train(job, {}, JobContext()).step, 12L);
    }

    void trainingBeginsFromAModel()
    {
        TrainingOptions options = smallRun();
        options.epochs = 1;
        options.learningRate = 1e-12;
        options.initialModel = at("begin.safetensors");
        const Model model = smallModel(options.network, /*seed=*/9);
        writeModelFile(options.initialModel, model, IfExists::Refuse);
        trainIn(at("from model"), options);
        const Model trained = readModelFile(RunPaths{at("from model")}.lastModel());
        const float before = model.weights.at("conv5.weight").values.front();
        QVERIFY(std::abs(trained.weights.at("conv5.weight").values.front() - before) < 1e-6F);
    }

    void unreadableFilesAreLeftOutAndCounted()
    {
        writeSmallCache(at("holes"), {.trainScenes = 4});
        for (const fs::directory_entry& entry : fs::directory_iterator(at("holes") / "short")) {
            if (entry.path().filename().string().starts_with("00003_00")) {
                fs::resize_file(entry.path(), 100);
            }
        }
        const DecodedCache cache(at("holes"));
        TrainingOptions options = smallRun();
        options.allowedFailureShare = 0.5;
        std::vector<std::string> notes;
        TrainingListener listener;
        listener.onNote = [&](const std::string& sentence) { notes.push_back(sentence); };
        {
            RunFolder run = RunFolder::create(at("with holes"));
            const RunRecord record = train(smallJob(options, cache, run), listener, JobContext());
            QCOMPARE(record.failureCount, 2);
            QCOMPARE(record.step, 6L);
        }
        QCOMPARE(notes.size(), std::size_t{1});
        QVERIFY_CONTAINS(notes.front(), "left out: ");
        QVERIFY_CONTAINS(notes.front(), "00003_00");
        options.allowedFailureShare = 0.2;
        RunFolder run = RunFolder::create(at("too many holes"));
        const std::string sentence =
            sentenceOf<CorruptInput>([&] { train(smallJob(options, cache, run), {}, JobContext()); });
        QVERIFY_CONTAINS(sentence, "more than allowed");
        QCOMPARE(RunFolder::read(at("too many holes")).state, RunState::Failed);
    }

    /// A network of zeros whose head's bias is 0.5 gives grey; scores of constants have closed forms.
    void validationScoresAsTheStudyDoes()
    {
        Model model = smallModel({.baseWidth = 4});
        for (auto& [name, weight] : model.weights) {
            std::ranges::fill(weight.values, name == "conv10.bias" ? 0.5F : 0.0F);
        }
        const std::size_t pair = chooseTrainingData(m_cache->pairs(), {}, false).validation.front();
        const DecodedLong truth = m_cache->longOf(pair);
        double squares = 0;
        double absolutes = 0;
        for (const std::uint16_t value : truth.rgb) {
            const double wanted = static_cast<double>(static_cast<float>(value) / 65535.0F);
            squares += std::pow(127 - std::floor(wanted * 255), 2);  // 0.5 * 255, truncated
            absolutes += std::abs(0.5 - wanted);
        }
        const auto count = static_cast<double>(truth.rgb.size());
        const Validation validation = validate(model, {.device = {DeviceKind::Cpu, 0}, .precision = Precision::Fp32},
                                               *m_cache, {pair}, JobContext());
        QVERIFY(std::abs(validation.mean.psnrDb - 10 * std::log10(255.0 * 255.0 * count / squares)) < 1e-3);
        QVERIFY(std::abs(validation.mean.l1 - absolutes / count) < 1e-6);
        QVERIFY(validation.mean.ssim > 0 && validation.mean.ssim < 1);
    }

    void samplesShowInputOutputAndTruth()
    {
        Model model = smallModel({.baseWidth = 4});
        for (auto& [name, weight] : model.weights) {
            std::ranges::fill(weight.values, name == "conv10.bias" ? 0.2F : 0.0F);
        }
        const std::size_t pair = chooseTrainingData(m_cache->pairs(), {}, false).validation.front();
        const std::vector<SamplePicture> samples = makeSamples(
            model, {.device = {DeviceKind::Cpu, 0}, .precision = Precision::Fp32}, *m_cache, {pair}, 32, JobContext());
        QCOMPARE(samples.size(), std::size_t{1});
        const SamplePicture& sample = samples.front();
        QVERIFY((sample.size == PixelSize{3 * 64, 64}));
        const DecodedLong truth = m_cache->longOf(pair);
        const PixelSize frame = truth.size;  // twice 48x40: the middle 64x64 begins at (16, 8)
        for (const auto& [x, y] : {std::pair(0, 0), std::pair(63, 63), std::pair(20, 41)}) {
            const auto at = [&](int part, int channel) {
                return static_cast<int>(sample.rgb[static_cast<std::size_t>((y * 192 + part * 64 + x) * 3 + channel)]);
            };
            const auto inFrame = static_cast<std::size_t>(((8 + y) * frame.width + 16 + x) * 3);
            for (int channel = 0; channel < 3; ++channel) {
                QCOMPARE(at(1, channel), 51);
                QCOMPARE(at(2, channel),
                         static_cast<int>(std::lround(truth.rgb[inFrame + static_cast<std::size_t>(channel)] / 257.0)));
            }
            QVERIFY(at(0, 1) > 60);  // amplified: near the ground truth's light, and not the dark counts
        }
    }
};

SCOTOPIC_TEST(TrainTest)
#include "train_test.moc"
