// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/enhance/render_photo.h"
#include "tests/support/test_registry.h"

#include <map>
#include <string>

namespace scotopic {

namespace {

const std::string kModelHash(64, 'b');

PictureRecord someRecord()
{
    PictureRecord record;
    record.settings.model = {"owl", kModelHash, "/home/someone/owl.safetensors"};
    record.settings.ratio = ExposureRatio{61.7F};
    record.settings.colour = {parseWhiteBalance("daylight"), ToneCurve::Study, 0.5F};
    record.how = {.program = "0.1.0",
                  .libRaw = "0.20.2-Release",
                  .engine = "LibTorch 1.13.1, fp32, cuda:1",
                  .precision = "fp32",
                  .batchNorm = "image",
                  .tilePx = 256,
                  .demosaic = "bilinear",
                  .networkRatio = ExposureRatio{61.7F},
                  .whiteBalanceGains = WhiteBalanceGains{1.5F, 1, 1.75F},
                  .bitsPerChannel = 8,
                  .jpegQuality = 92,
                  .unknownFields = R"({"tiles":"even"})"};
    record.sourceFile = "night.arw";
    return record;
}

}  // namespace

class RecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRecordComesBackWithoutTheModelsFolder()
    {
        const PictureRecord record = someRecord();
        const Provenance provenance = provenanceOf(record);
        const std::optional<PictureRecord> read = recordIn(provenance, "a.png");
        QVERIFY(read.has_value());
        PhotoSettings expected = record.settings;
        expected.model.file.clear();
        QVERIFY(read->settings == expected);
        QVERIFY(read->how == record.how);
        QCOMPARE(read->sourceFile, record.sourceFile);
        for (const auto& [name, value] : provenance.fields) {
            QVERIFY2(value.find("someone") == std::string::npos, name.c_str());
        }
    }

    void aFileAddsItsBitsAndQuality()
    {
        const auto howOf = [](const PictureFileOptions& file) {
            return recordIn(provenanceOf(someRecord(), file), "a")->how;
        };
        QCOMPARE(howOf({.format = PictureFormat::Tiff, .bitsPerChannel = 16}).bitsPerChannel, std::optional(16));
        QVERIFY(!howOf({.format = PictureFormat::Tiff}).jpegQuality);
        QCOMPARE(howOf({.format = PictureFormat::Jpeg, .jpegQuality = 61}).jpegQuality, std::optional(61));
    }

    // As the first release wrote it.
    void recordsOfOlderVersionsAreRead()
    {
        const Provenance light{{{"Version", "0.1.0"},
                                {"SourceFile", "night.arw"},
                                {"Ratio", "61.7"},
                                {"LibRawVersion", "0.20.2-Release"},
                                {"Model", "owl"},
                                {"ModelSha256", kModelHash},
                                {"Engine", "oneDNN 2.6.3, bf16, CPU"},
                                {"Precision", "bf16"},
                                {"BatchNorm", "running"},
                                {"TilePx", "720"},
                                {"NetworkRatio", "61.7"},
                                {"WhiteBalanceGains", "2.5,1,1.25"},
                                {"ExposureEv", "-0.5"},
                                {"Tone", "study"}}};
        const std::optional<PictureRecord> record = recordIn(light, "a.png");
        QVERIFY(record.has_value());
        const PhotoSettings& settings = record->settings;
        QVERIFY((settings.model == ModelIdentity{"owl", kModelHash, {}}));
        QCOMPARE(settings.ratio->value, 61.7F);
        QVERIFY(settings.colour.whiteBalance == parseWhiteBalance("2.5,1.25"));
        QCOMPARE(settings.colour.exposureEv, -0.5F);
        QVERIFY(settings.colour.tone == ToneCurve::Study);
        QCOMPARE(record->how.tilePx, std::optional(720));
        QCOMPARE(record->how.batchNorm, std::string("running"));
        const EngineOptions engine = engineOptionsOf(record->how);
        QVERIFY(engine.engine == EngineKind::OneDnn && engine.device.kind == DeviceKind::Cpu);
        QVERIFY(engine.precision == Precision::Bf16);

        const Provenance classical{{{"Ratio", "20"}, {"Model", "classical"}, {"NoiseThreshold", "150.5"}}};
        const PhotoSettings plain = recordIn(classical, "a.png")->settings;
        QVERIFY(plain.model.isClassical());
        QCOMPARE(plain.noiseThreshold, 150.5F);
        QVERIFY(plain.wholeArea);  // crops were not heeded then
        QVERIFY(plain.colour == ColourChoice());
    }

    void picturesWithoutARecordHaveNone()
    {
        QVERIFY(!recordIn({}, "a.png"));
        QVERIFY(!recordIn({{{"ScoreKey", "1"}}}, "a.png"));
        QVERIFY(!recordIn({{{"Version", "0.1.0"}, {"Ratio", "1"}}}, "developed.tif"));
    }

    void aDamagedRecordIsToldByTheFilesName()
    {
        for (const char* settings : {"{", R"({"format": "scotopic-settings", "ratio": -1})"}) {
            try {
                static_cast<void>(recordIn({{{"Settings", settings}}}, "a.png"));
                QFAIL("was taken");
            } catch (const CorruptInput& error) {
                QVERIFY2(QByteArray(error.what()).startsWith("a.png: "), error.what());
            }
        }
    }

    void theEngineIsReadFromItsDescription()
    {
        const EngineOptions torch = engineOptionsOf(someRecord().how);
        QVERIFY(torch.engine == EngineKind::Torch);
        QVERIFY(torch.device.kind == DeviceKind::Cuda && torch.device.index == 1);
        QVERIFY(torch.precision == Precision::Fp32);
        const EngineOptions unknown = engineOptionsOf({.engine = "Abacus 9, fp4, hand"});
        QVERIFY(unknown.engine == EngineKind::Auto && unknown.precision == Precision::Auto);
    }

    void differencesAreSaid()
    {
        const HowRendered then = someRecord().how;
        QVERIFY(differencesBetween(then, then).empty());
        HowRendered now = then;
        now.engine = "oneDNN 3.7, fp32, CPU";
        now.tilePx = 128;
        now.jpegQuality = 5;  // the person's choice, not the machine's
        const std::vector<std::string> differences = differencesBetween(then, now);
        QCOMPARE(differences.size(), std::size_t{2});
        QCOMPARE(differences[0], std::string("oneDNN 3.7, fp32, CPU instead of LibTorch 1.13.1, fp32, cuda:1"));
        QCOMPARE(differences[1], std::string("tiles of 128 instead of tiles of 256"));
    }
};

SCOTOPIC_TEST(RecordTest)

}  // namespace scotopic

#include "record_test.moc"
