// SPDX-License-Identifier: MIT
#include "core/base/files.h"
#include "core/dataset/cache_writer.h"
#include "core/dataset/decode_pair.h"
#include "core/evaluation/classical_renderer.h"
#include "core/evaluation/evaluation_folder.h"
#include "core/evaluation/figure.h"
#include "core/evaluation/figure_pictures.h"
#include "core/evaluation/thumbnails.h"
#include "core/image/picture_file.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/core/evaluation/fake_contestants.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <cmath>

namespace scotopic {

class EvaluationPhotosTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<int> m_renderCount = std::make_shared<int>(0);

    std::filesystem::path folder(const char* name) const { return m_folder.filePath(name).toStdString(); }

    /// A pair of one raw with itself.
    void cacheItself(const std::filesystem::path& raw, const std::filesystem::path& cache) const
    {
        ImagePair pair = test::namedPair("10003", 0);
        pair.shortFile = raw;
        pair.longFile = raw;
        pair.ratio = {1};
        CacheWriter writer(cache);
        writer.writeShort(pair, decodeShort(raw).view(), originOf(raw, "test"));
        writer.writeLong(pair, decodeLong(raw, sensorFrameOf(raw), {}).view(), originOf(raw, "test"));
        QVERIFY(writer.finish({pair}).empty());
    }

    static std::string ssimOf(const Report& report, const std::string& contestant)
    {
        for (const ImageScore& score : report.scores) {
            if (score.contestant == contestant) {
                return QString::number(score.scores.ssim, 'f', 3).toStdString();
            }
        }
        return {};
    }

    PixelSize sizeOf(const std::string& jpeg) const
    {
        writeTextFile(folder("size.jpg"), jpeg);
        return readPicture(folder("size.jpg")).size;
    }

private Q_SLOTS:
    void theClassicalRenderingOfARawIsItsGroundTruth_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("first block inside") << "raw/nikon-d750-bggr.dng";
        QTest::newRow("X-Trans") << "raw/xtrans-remosaic-hero6.dng";
    }
    void theClassicalRenderingOfARawIsItsGroundTruth()
    {
        QFETCH(QString, name);
        const std::filesystem::path raw = test::testDataFolder() / name.toStdString();
        if (test::testDataFolder().empty() || !std::filesystem::exists(raw)) {
            QSKIP("needs raws in ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        const std::filesystem::path cacheFolder = folder(QTest::currentDataTag());
        cacheItself(raw, cacheFolder);
        const DecodedCache cache(cacheFolder);
        EvaluationJob job;
        job.cache = &cache;
        job.protocols = parseProtocols("study+float");
        job.contestants = {classicalContestant(parseScoringRatio("truth"))};
        const Evaluation evaluation = evaluate(job, {}, {}, {});
        // LibRaw 0.21's interpolation of X-Trans does not give the same picture twice.
        const double psnrDb = evaluation.scores.front().scores.psnrDb;
        QVERIFY2(std::isinf(psnrDb) || (name.contains("xtrans") && psnrDb > 60), qPrintable(QString::number(psnrDb)));
        QVERIFY(evaluation.engines.front().find("LibRaw") != std::string::npos);

        // With noise reduction it is another contestant, and another picture.
        job.contestants = {classicalContestant({}), denoisedContestant({}, 200), denoisedContestant({}, 400.5F)};
        QCOMPARE(job.contestants[2].label(), std::string("classical:400.5"));
        const Evaluation all = evaluate(job, {}, {}, {});
        QVERIFY(all.scores[1].scores.psnrDb < 100);
        QVERIFY(all.scores[2].scores.psnrDb < all.scores[1].scores.psnrDb);
        QVERIFY(all.scores[1].key != all.scores[2].key);
    }

    void figuresSpreadOverScenesAndLeaveOutTheMisaligned()
    {
        std::vector<ImagePair> pairs;
        for (const char* scene : {"10003", "10011", "10034", "10040", "10045", "10051", "10060", "10172", "10199"}) {
            pairs.push_back(test::namedPair(scene, 0));
        }
        test::writeSmallCache(folder("figure-cache"), pairs, {16, 32});
        const DecodedCache cache(folder("figure-cache"));
        EvaluationJob job;
        job.cache = &cache;
        job.protocols = parseProtocols("study");
        std::string scenes;
        for (const std::size_t pair : choosePairsForFigure(job, 3)) {
            scenes += cache.pairs()[pair].scene + " ";
        }
        QCOMPARE(scenes, std::string("10011 10051 10199 "));
        QCOMPARE(choosePairsForFigure(job, 100).size(), std::size_t{6});
        QVERIFY(choosePairsForFigure(job, 0).empty());
    }

    void theReportHoldsItsPictures()
    {
        test::writeSmallCache(folder("cache"), {test::namedPair("10003", 0), test::namedPair("10011", 0)}, {48, 32});
        const DecodedCache cache(folder("cache"));
        EvaluationJob job;
        job.cache = &cache;
        job.protocols = parseProtocols("study");
        job.contestants = {test::offsetContestant("a", 0.1F, m_renderCount),
                           test::offsetContestant("b", 0.2F, m_renderCount)};
        const FigurePictures figure(folder("out") / "pictures", cache, choosePairsForFigure(job, 4));
        const Report report = evaluateInto(folder("out"), job, {}, &figure, {});
        QCOMPARE(report.figure.size(), std::size_t{2});
        QCOMPARE(report.figure.front().cells.size(), std::size_t{4});
        for (const FigureRow& row : report.figure) {
            for (const FigureCell& cell : row.cells) {
                QVERIFY(cell.small.starts_with("data:image/jpeg;base64,/9j/"));
                QVERIFY(std::filesystem::exists(folder("out") / cell.file));
            }
        }
        QVERIFY(report.figure.front().cells[0].error.empty());
        QVERIFY(report.figure.front().cells[2].score.ends_with(" / " + ssimOf(report, "a")));
        const SrgbPicture written = readPicture(folder("out") / report.figure.front().cells[1].file);
        QVERIFY((written.size == PixelSize{96, 64}));
        QCOMPARE(written.rgb[3], static_cast<std::uint16_t>(257 * to8Bit(cache.longOf(0).rgb[3])));

        figure.writeSheet(folder("out") / "sheet.png", job.contestants);
        QVERIFY((readPicture(folder("out") / "sheet.png").size == PixelSize{3 * 104 + 8, 2 * 72 + 8}));

        *m_renderCount = 0;
        static_cast<void>(evaluateInto(folder("out"), job, {}, &figure, {}));
        QCOMPARE(*m_renderCount, 0);
        std::filesystem::remove(folder("out") / report.figure.front().cells[3].file);
        static_cast<void>(evaluateInto(folder("out"), job, {}, &figure, {}));
        QCOMPARE(*m_renderCount, 1);
    }

    void everyRenderedFrameLeavesAThumbnail()
    {
        test::writeSmallCache(folder("thumb-cache"), {test::namedPair("10003", 0), test::namedPair("10011", 0)},
                              {480, 32});
        const DecodedCache cache(folder("thumb-cache"));
        EvaluationJob job;
        job.cache = &cache;
        job.protocols = parseProtocols("study");
        job.contestants = {test::offsetContestant("a", 0.1F, m_renderCount)};
        const Thumbnails thumbnails(folder("thumbs"), cache.fingerprint());
        const auto keeper = thumbnailKeeper(thumbnails, cache, /*rendersMissing=*/true);
        const Report report = evaluateInto(folder("thumbs"), job, {}, nullptr, keeper, {});
        const std::filesystem::path file = thumbnails.fileOf("10003_00_0.1s", report.contestants.front());
        const SrgbPicture small = readPicture(file);
        QVERIFY((small.size == PixelSize{480, 32}));  // half of 960 x 64
        std::filesystem::remove(file);
        *m_renderCount = 0;
        static_cast<void>(evaluateInto(folder("thumbs"), job, {}, nullptr, keeper, {}));
        QCOMPARE(*m_renderCount, 1);
        QVERIFY(std::filesystem::exists(file));
    }

    void thumbnailsOfTheDataAreMadeOnceAndKeptWhereThereIsRoom()
    {
        constexpr auto kPair = "10003_00_0.1s";
        test::writeSmallCache(folder("kept-cache"), {test::namedPair("10003", 0)}, {480, 32});
        const DecodedCache cache(folder("kept-cache"));
        const Thumbnails thumbnails(folder("kept"), cache.fingerprint());
        QVERIFY(thumbnails.truthJpeg(nullptr, kPair).empty());
        QVERIFY(thumbnails.truthJpeg(&cache, "10011_00_0.1s").empty());
        std::string truth;
        std::string input;
        {
            const test::FileSizeLimit limit(200);
            truth = thumbnails.truthJpeg(&cache, kPair);
            input = thumbnails.inputJpeg(&cache, kPair);
            QVERIFY(thumbnails.truthJpeg(nullptr, kPair).empty());
        }
        QVERIFY(truth != input);
        QVERIFY((sizeOf(truth) == PixelSize{480, 32}));  // half of 960 x 64
        QVERIFY((sizeOf(input) == PixelSize{480, 32}));
        QCOMPARE(thumbnails.truthJpeg(&cache, kPair), truth);
        QCOMPARE(thumbnails.inputJpeg(&cache, kPair), input);
        QCOMPARE(thumbnails.truthJpeg(nullptr, kPair), truth);  // from their files
        QCOMPARE(thumbnails.inputJpeg(nullptr, kPair), input);
    }

    void theSheetShowsWhatCouldBeRead()
    {
        test::writeSmallCache(folder("torn"), {test::namedPair("10003", 0), test::namedPair("10011", 0)}, {48, 32});
        const DecodedCache cache(folder("torn"));
        test::truncateFile(folder("torn") / "long" / "10003_00_10s.srgb", 100);
        EvaluationJob job;
        job.cache = &cache;
        job.protocols = parseProtocols("study");
        job.contestants = {test::offsetContestant("a", 0.1F, m_renderCount)};
        const FigurePictures figure(folder("torn out") / "pictures", cache, choosePairsForFigure(job, 4));
        const Report report = evaluateInto(folder("torn out"), job, {}, &figure, {});
        QCOMPARE(report.facts.failures.size(), std::size_t{1});
        QCOMPARE(report.figure.size(), std::size_t{1});
        figure.writeSheet(folder("torn out") / "sheet.png", job.contestants);
        QVERIFY((readPicture(folder("torn out") / "sheet.png").size == PixelSize{2 * 104 + 8, 72 + 8}));
    }

    void errorMapsAreBlackWhereNothingDiffersAndPaleAtAQuarter()
    {
        const PixelSize size{2, 1};
        const SrgbPicture truth{size, {1000, 1000, 1000, 1000, 1000, 1000}};
        const SrgbPicture picture{size, {1000, 1000, 1000, 40000, 40000, 40000}};
        const SrgbPicture map = errorMap(picture, truth);
        QCOMPARE(map.rgb[0], std::uint16_t{0});
        QCOMPARE(map.rgb[3], static_cast<std::uint16_t>(252 * 257));
        QCOMPARE(map.rgb[5], static_cast<std::uint16_t>(191 * 257));
    }

    void smallCopiesAreMeans()
    {
        const SrgbPicture picture{{4, 2}, {0, 0, 0,  4, 8,  12, 9, 9, 9, 9, 9, 9,  //
                                           4, 8, 12, 8, 16, 24, 9, 9, 9, 9, 9, 9}};
        const SrgbPicture small = shrunk(picture, 2);
        QVERIFY((small.size == PixelSize{2, 1}));
        QVERIFY((small.rgb == std::vector<std::uint16_t>{4, 8, 12, 9, 9, 9}));
        QVERIFY((shrunk(picture, 4).size == picture.size));
        QVERIFY((middleOf(picture, 2).rgb == std::vector<std::uint16_t>{4, 8, 12, 9, 9, 9, 8, 16, 24, 9, 9, 9}));
    }
};

SCOTOPIC_TEST(EvaluationPhotosTest)

}  // namespace scotopic

#include "photos_test.moc"
