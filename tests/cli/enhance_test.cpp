// SPDX-License-Identifier: MIT
#include "core/image/picture_file.h"
#include "core/network/model_file.h"
#include "tests/cli/run_cli.h"
#include "tests/support/pass_through.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

using namespace scotopic;
using namespace scotopic::test;

namespace {

double meanOf(const QString& picture)
{
    const SrgbPicture read = readPicture(picture.toStdString());
    return std::accumulate(read.rgb.begin(), read.rgb.end(), 0.0) / static_cast<double>(read.rgb.size()) / 65535;
}

QString field(const QString& picture, const std::string& name)
{
    const Provenance provenance = readProvenance(picture.toStdString());
    const auto found = std::find_if(provenance.fields.begin(), provenance.fields.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    return found == provenance.fields.end() ? QString() : QString::fromStdString(found->second);
}

}  // namespace

class EnhanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSampleBrightensByItself()
    {
        const Folder folder;
        const QString dark = folder.path("dark.png");
        const QString bright = folder.path("bright.png");
        const CliResult asShot = runCli({"enhance", sampleDng(), "-o", dark, "--ratio", "1"});
        QVERIFY2(asShot.exitCode == 0, asShot.describe().constData());
        const CliResult automatic = runCli({"enhance", sampleDng(), "-o", bright});
        QVERIFY2(automatic.exitCode == 0, automatic.describe().constData());
        QVERIFY(automatic.messages.isEmpty());
        QVERIFY(automatic.output.contains("chosen automatically"));
        QVERIFY2(meanOf(bright) > meanOf(dark) + 0.1, QByteArray::number(meanOf(bright)).constData());
    }

    void aCameraLinearModelIsRenderedAsAskedFor()
    {
        const Folder folder;
        Model model = passThroughModel();
        model.outputSpace = OutputSpace::CameraLinear;
        model.notes["input"] = "white-balanced";
        const QString modelFile = folder.path("light.safetensors");
        writeModelFile(modelFile.toStdString(), model, IfExists::Refuse);
        const auto render = [&](const QString& name, const QStringList& options) {
            const QStringList arguments{"enhance", sampleDng(), "-o",       folder.path(name),
                                        "--model", modelFile,   "--ratio",  "20",
                                        "--bits",  "16",        "--device", "cpu"};
            const CliResult result = runCli(arguments + options);
            if (result.exitCode != 0 || !result.messages.isEmpty()) {
                qFatal("%s", result.describe().constData());
            }
            return folder.path(name);
        };
        const QString plain = render("plain.tif", {});
        QCOMPARE(field(plain, "Tone"), QString("natural"));
        QCOMPARE(field(plain, "Model"), QString("pass-through"));
        const QString brighter = render("brighter.tif", {"--exposure", "1"});
        QVERIFY(meanOf(brighter) > meanOf(plain) + 0.02);
        QCOMPARE(field(brighter, "ExposureEv"), QString("1"));
        const QString study = render("study.tif", {"--tone", "study"});
        QCOMPARE(field(study, "Tone"), QString("study"));
        const QString warm = render("warm.tif", {"--white-balance", "9000,5"});
        const SrgbPicture a = readPicture(plain.toStdString());
        const SrgbPicture b = readPicture(warm.toStdString());
        double redOverBlue = 0;
        for (std::size_t i = 0; i < a.rgb.size(); i += 3) {
            redOverBlue += b.rgb[i] - a.rgb[i] - (b.rgb[i + 2] - a.rgb[i + 2]);
        }
        QVERIFY(redOverBlue > 0);  // taken for bluer light, it becomes warmer
    }

    void theDefaultModelIsUsedWhereNoneIsNamed()
    {
        const Folder folder;
        qputenv("SCOTOPIC_MODEL", randomModel().toUtf8());
        const CliResult own = runCli({"enhance", sampleDng(), "-o", folder.path("a.png"), "--json"});
        const CliResult named =
            runCli({"enhance", sampleDng(), "-o", folder.path("b.png"), "--json", "--model", "default"});
        qputenv("SCOTOPIC_MODEL", "classical");
        const CliResult none =
            runCli({"enhance", sampleDng(), "-o", folder.path("c.png"), "--json", "--model", "default"});
        qunsetenv("SCOTOPIC_MODEL");
        for (const CliResult& result : {own, named}) {
            QVERIFY2(result.exitCode == 0, result.describe().constData());
            QCOMPARE(QJsonDocument::fromJson(result.output).object()["model"].toString(), QString("random"));
        }
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.messages.contains("default model"), none.describe().constData());
    }

    void whatARenderingDoesNotHeedIsNoted()
    {
        const Folder folder;
        const CliResult classical = runCli({"enhance", sampleDng(), "-o", folder.path("a.png"), "--exposure", "1"});
        QVERIFY2(classical.exitCode == 0, classical.describe().constData());
        QVERIFY2(classical.messages.contains("--exposure has no effect"), classical.describe().constData());
        const CliResult display = runCli({"enhance", sampleDng(), "-o", folder.path("b.png"), "--white-balance",
                                          "daylight", "--model", randomModel()});
        QVERIFY2(display.messages.contains("--white-balance has no effect"), display.describe().constData());
        for (const QStringList& wrong :
             {QStringList{"--white-balance", "sunny"}, QStringList{"--exposure", "9"}, QStringList{"--tone", "loud"}}) {
            QCOMPARE(runCli(QStringList{"enhance", sampleDng(), "-o", folder.path("c.png")} + wrong).exitCode, 2);
        }
    }

    void aNetworkGivesAPictureThatSaysHowItWasMade()
    {
        const Folder folder;
        const QString picture = folder.path("n.tif");
        const CliResult result = runCli({"enhance", sampleDng(), "-o", picture, "--model", randomModel(), "--ratio",
                                         "100", "--device", "cpu", "--precision", "fp32", "--bits", "16", "--json"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        const QJsonObject json = QJsonDocument::fromJson(result.output).object();
        QCOMPARE(json["ratio"].toDouble(), 100.0);
        QCOMPARE(json["ratioIsAutomatic"].toBool(), false);
        QCOMPARE(json["output"].toString(), picture);
        QCOMPARE(json["width"].toInt(), 640);
        QVERIFY(json["peakBytes"].toDouble() > 1e6);
        QVERIFY(json["seconds"].toDouble() > 0);
        QVERIFY(json["engine"].toString().contains("fp32"));
        QCOMPARE(field(picture, "Ratio"), QString("100"));
        QCOMPARE(field(picture, "ModelSha256").size(), 64);
    }

    void theTileSizeDoesNotChangeThePicture()
    {
        const Folder folder;
        for (const char* tile : {"64", "512"}) {
            const CliResult result =
                runCli({"enhance", sampleDng(), "-o", folder.path(QString(tile) + ".tif"), "--bits", "16", "--model",
                        randomModel(), "--ratio", "100", "--precision", "fp32", "--device", "cpu", "--tile", tile});
            QVERIFY2(result.exitCode == 0, result.describe().constData());
        }
        const SrgbPicture small = readPicture(folder.path("64.tif").toStdString());
        const SrgbPicture large = readPicture(folder.path("512.tif").toStdString());
        QCOMPARE(small.rgb.size(), large.rgb.size());
        int largest = 0;
        for (std::size_t i = 0; i < small.rgb.size(); ++i) {
            largest = std::max(largest, std::abs(int{small.rgb[i]} - int{large.rgb[i]}));
        }
        QVERIFY2(largest <= 2, QByteArray::number(largest).constData());
    }

    void oneBadFileDoesNotStopTheRest()
    {
        const Folder folder;
        const QString bad = folder.write("bad.dng", "not a raw at all, just text");
        const QString output = folder.path("out");
        const CliResult result = runCli({"enhance", sampleDng(), bad, "--output-dir", output, "--ratio", "50"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(isOneLine(result.messages) && result.messages.contains(bad.toUtf8()), result.messages.constData());
        QCOMPARE(QDir(output).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{"sample.png"});
    }

    void photosOfOneNameGetPicturesOfTheirOwn()
    {
        const Folder folder;
        QFile::copy(sampleDng(), folder.path("night.dng"));
        QFile::copy(sampleDng(), folder.path("night.arw"));
        const CliResult result = runCli({"enhance", folder.path("night.dng"), folder.path("night.arw"), "--output-dir",
                                         folder.path("out"), "--ratio", "9", "--format", "jpeg", "--quality", "60"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        QCOMPARE(QDir(folder.path("out")).entryList(QDir::Files), (QStringList{"night.arw.jpg", "night.dng.jpg"}));
    }

    void anExistingFileStaysUnlessItMayBeReplaced()
    {
        const Folder folder;
        const QString existing = folder.write("kept.png", "mine");
        const CliResult refused = runCli({"enhance", sampleDng(), "-o", existing});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(isOneLine(refused.messages) && refused.messages.contains("--overwrite"));
        QCOMPARE(contentsOf(existing), QByteArray("mine"));
        const CliResult replaced = runCli({"enhance", sampleDng(), "-o", existing, "--overwrite"});
        QVERIFY2(replaced.exitCode == 0, replaced.describe().constData());
        QVERIFY(contentsOf(existing).startsWith("\x89PNG"));
    }

    void thePhotoItselfIsNeverWrittenTo()
    {
        const Folder folder;
        const QString photo = folder.path("raw.tif");  // some cameras' raws are called so
        QFile::copy(sampleDng(), photo);
        QFile::link(photo, folder.path("link.tif"));
        const QByteArray before = contentsOf(photo);
        for (const QString& output : {photo, folder.path("link.tif")}) {
            const CliResult result = runCli({"enhance", photo, "-o", output, "--overwrite"});
            QCOMPARE(result.exitCode, 1);
            QVERIFY2(isOneLine(result.messages), result.messages.constData());
        }
        QCOMPARE(contentsOf(photo), before);
        QCOMPARE(folder.entries().size(), 2);
    }

    void developIsTheRenderingAtRatioOne()
    {
        const Folder folder;
        const QString developed = folder.path("d.png");
        const QString classical = folder.path("c.png");
        QCOMPARE(runCli({"develop", sampleDng(), "-o", developed}).exitCode, 0);
        QCOMPARE(runCli({"enhance", sampleDng(), "-o", classical, "--ratio", "1", "--bits", "16"}).exitCode, 0);
        const std::vector<std::uint16_t> pixels = readPicture(developed.toStdString()).rgb;
        QVERIFY(!pixels.empty() && pixels == readPicture(classical.toStdString()).rgb);
    }

    void metadataIsKeptAsAskedFor()
    {
        const Folder folder;
        const QString photo = folder.write("night.dng", contentsOf(sampleDng()));
        const auto sidecar = [](const QByteArray& attributes) {
            return QByteArray("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
                              " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                              " xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'")
                   + attributes + "/></rdf:RDF></x:xmpmeta>";
        };
        static_cast<void>(
            folder.write("night.dng.xmp", sidecar(" photoshop:City='Amsterdam' photoshop:Headline='Evening'")));
        for (const char* command : {"enhance", "develop"}) {
            for (const char* kept : {"all", "No-Location", "none"}) {
                const QString picture = folder.path("out.jpg");
                const CliResult result =
                    runCli({command, photo, "-o", picture, "--ratio", "10", "--overwrite", "--metadata", kept});
                QVERIFY2(result.exitCode == 0, result.describe().constData());
                const QByteArray bytes = contentsOf(picture);
                QCOMPARE(bytes.contains("Amsterdam"), kept == QByteArray("all"));
                QCOMPARE(bytes.contains("Evening"), kept != QByteArray("none"));
                QCOMPARE(field(picture, "Ratio"), QString(kept == QByteArray("none") ? "" : "10"));
            }
        }
        QCOMPARE(runCli({"develop", photo, "-o", folder.path("o.png"), "--metadata", "some"}).exitCode, 2);
    }

    void aBrokenSidecarIsToldAndStopsNothing()
    {
        const Folder folder;
        const QString photo = folder.write("night.dng", contentsOf(sampleDng()));
        static_cast<void>(folder.write("night.xmp", "no XML"));
        for (const char* command : {"enhance", "develop"}) {
            const CliResult result =
                runCli({command, photo, "-o", folder.path("out.png"), "--ratio", "10", "--overwrite"});
            QVERIFY2(result.exitCode == 0, result.describe().constData());
            QVERIFY2(result.messages.contains("sidecar night.xmp"), result.messages.constData());
        }
    }

    void aDevelopedPictureNamesItsNoiseReduction()
    {
        const Folder folder;
        const QString plain = folder.path("plain.png");
        const QString smooth = folder.path("smooth.png");
        QCOMPARE(runCli({"develop", sampleDng(), "-o", plain}).exitCode, 0);
        QCOMPARE(runCli({"develop", sampleDng(), "-o", smooth, "--noise-threshold", "150.5"}).exitCode, 0);
        QCOMPARE(field(plain, "NoiseThreshold"), QString());
        QCOMPARE(field(smooth, "NoiseThreshold"), QString("150.5"));
    }

    void theSameSeedGivesTheSameSample()
    {
        const Folder folder;
        for (const char* name : {"a.dng", "b.dng", "c.dng"}) {
            const char* seed = name[0] == 'c' ? "8" : "7";
            QCOMPARE(runCli({"sample", "-o", folder.path(name), "--size", "256x128", "--seed", seed}).exitCode, 0);
        }
        QCOMPARE(contentsOf(folder.path("a.dng")), contentsOf(folder.path("b.dng")));
        QVERIFY(contentsOf(folder.path("a.dng")) != contentsOf(folder.path("c.dng")));
    }

    void anOptionWithoutEffectIsRemarkedOn()
    {
        const Folder folder;
        const CliResult result = runCli({"enhance", sampleDng(), "-o", folder.path("x.png"), "--tile", "64"});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(isOneLine(result.messages) && result.messages.contains("--tile has no effect"));
    }
};

SCOTOPIC_TEST(EnhanceTest)
#include "enhance_test.moc"
