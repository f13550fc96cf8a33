// SPDX-License-Identifier: MIT
#include "core/image/picture_file.h"
#include "core/network/model_file.h"
#include "core/raw/write_dng.h"
#include "tests/cli/run_cli.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/pass_through.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic;
using namespace scotopic::test;

namespace {

/// Of another size, mosaic and black level for each number.
QString smallDng(const Folder& folder, const QString& name, int number)
{
    constexpr std::array kMosaics{"RGGB", "GRBG", "GBRG", "BGGR"};
    RawImage raw = darkRaw({96 + 16 * (number % 3), 64 + 8 * (number % 5)},
                           cfaOf(2, kMosaics[static_cast<std::size_t>(number) % kMosaics.size()]));
    raw.black.levelsDn = {512.0F - static_cast<float>(number)};
    raw.orientation = number % 2 == 0 ? Orientation::Upright : Orientation::Rotated90Clockwise;
    raw.whiteBalance = {2, 1, 1.5F};
    raw.whiteBalanceSource = WhiteBalanceSource::AsShot;
    QDir().mkpath(QFileInfo(folder.path(name)).path());
    writeDng(folder.path(name).toStdString(), raw, IfExists::Overwrite);
    return folder.path(name);
}

QString lightModelIn(const Folder& folder)
{
    Model model = passThroughModel();
    model.outputSpace = OutputSpace::CameraLinear;
    model.notes["input"] = "white-balanced";
    const QString file = folder.path("light.safetensors");
    writeModelFile(file.toStdString(), model, IfExists::Overwrite);
    return file;
}

QJsonObject lastObject(const QByteArray& output)
{
    return QJsonDocument::fromJson(output.trimmed().split('\n').last()).object();
}

}  // namespace

class EnhanceBatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFolderGivesItsRawsAndASum()
    {
        const Folder folder;
        smallDng(folder, "in/b.dng", 1);
        smallDng(folder, "in/a.dng", 2);
        QFile::rename(smallDng(folder, "in/c.dng", 3), folder.path("in/canon.TIF"));
        smallDng(folder, "in/.hidden.dng", 1);
        smallDng(folder, "in/below/a.dng", 4);
        (void)folder.write("in/notes.txt", "not a photo");
        (void)folder.write("in/broken.arw", "not a photo");
        const CliResult flat = runCli({"enhance", folder.path("in"), "--output-dir", folder.path("out")});
        QCOMPARE(flat.exitCode, 1);
        QVERIFY2(isOneLine(flat.messages) && flat.messages.contains("broken.arw"), flat.messages.constData());
        QVERIFY2(flat.output.endsWith("\n3 of 4 done, 1 failed\n"), flat.output.constData());
        QCOMPARE(QDir(folder.path("out")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 (QStringList{"a.png", "b.png", "canon.png"}));

        const CliResult deep = runCli({"enhance", folder.path("in"), "--output-dir", folder.path("out"), "--recursive",
                                       "--skip-existing", "--json"});
        QCOMPARE(deep.exitCode, 1);
        const QJsonObject sum = lastObject(deep.output);
        QCOMPARE(sum["photos"].toInt(), 5);
        QCOMPARE(sum["done"].toInt(), 1);
        QCOMPARE(sum["skipped"].toInt(), 3);
        QCOMPARE(sum["failed"].toInt(), 1);
        QVERIFY(sum["failures"].toArray().at(0).toObject()["input"].toString().endsWith("broken.arw"));
        QVERIFY(QFile::exists(folder.path("out/below/a.png")));
    }

    void aFolderWithoutRawsSaysSo()
    {
        const Folder folder;
        smallDng(folder, "in/below/a.dng", 1);
        const CliResult result = runCli({"enhance", folder.path("in"), "--output-dir", folder.path("out")});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(isOneLine(result.messages) && result.messages.contains("--recursive"), result.messages.constData());
        QVERIFY(!QFile::exists(folder.path("out")));
    }

    void aPictureDoesNotDependOnThePhotoBefore()
    {
        constexpr int kPhotos = 60;
        const Folder folder;
        const QString model = lightModelIn(folder);
        QStringList photos;
        for (int i = 0; i < kPhotos; ++i) {
            photos << smallDng(folder, QStringLiteral("p%1.dng").arg(i, 2, 10, QLatin1Char('0')), i);
        }
        const QStringList rendering{"--model", model, "--device", "cpu", "--output-dir"};
        const auto batch = [&](const QStringList& named, const QString& out) {
            return runCli(QStringList{"enhance"} + named + rendering + QStringList{folder.path(out)});
        };
        const CliResult together = batch(photos, "together");
        QVERIFY2(together.exitCode == 0, together.describe().constData());
        QVERIFY(together.output.endsWith("\n60 of 60 done\n"));
        QStringList backwards(photos.rbegin(), photos.rend());
        qputenv("OMP_NUM_THREADS", "1");
        const CliResult other = batch(backwards, "backwards");
        qunsetenv("OMP_NUM_THREADS");
        QVERIFY2(other.exitCode == 0, other.describe().constData());
        for (const int alone : {0, 31, 59}) {
            const CliResult one = batch({photos[alone]}, "alone");
            QVERIFY2(one.exitCode == 0, one.describe().constData());
        }
        for (int i = 0; i < kPhotos; ++i) {
            const QString name = QFileInfo(photos[i]).completeBaseName() + ".png";
            const QByteArray picture = contentsOf(folder.path("together/" + name));
            QVERIFY(!picture.isEmpty());
            QVERIFY2(picture == contentsOf(folder.path("backwards/" + name)), qPrintable(name));
            const QString alone = folder.path("alone/" + name);
            QVERIFY2(!QFile::exists(alone) || contentsOf(alone) == picture, qPrintable(name));
        }
    }

    void aNameThatBeginsLikeAnOptionGetsAdvice()
    {
        const CliResult result = runCli({"enhance", "-night.dng", "-o", "a.png"});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(isOneLine(result.messages) && result.messages.contains("./-night.dng"), result.messages.constData());
        QVERIFY(!runCli({"enhance", "night.dng", "--colour"}).messages.contains("./-"));
    }

    void namesArePrintedWithoutControlCharacters()
    {
        const Folder folder;
        const QString photo = smallDng(folder,
                                       QString::fromUtf8("a\x1B[31m\xC2\x9B"
                                                         "2J\nb.dng"),
                                       1);
        for (const QStringList& form : {QStringList{}, QStringList{"--json"}}) {
            for (const CliResult& result :
                 {runCli(QStringList{"enhance", photo, "-o", folder.path("x.png"), "--overwrite"} + form),
                  runCli(QStringList{"info", photo} + form)}) {
                QVERIFY2(result.exitCode == 0, result.describe().constData());
                QVERIFY(!result.output.contains('\x1B') && !result.output.contains("\xC2\x9B"));
            }
        }
        const QJsonObject json = QJsonDocument::fromJson(runCli({"info", photo, "--json"}).output).object();
        QCOMPARE(json["file"].toString(), photo);
    }

    void wordsMayBeTypedInAnyCase()
    {
        const Folder folder;
        const CliResult result =
            runCli({"enhance", smallDng(folder, "a.dng", 1), "--output-dir", folder.path("out"), "--format", "TIFF",
                    "--white-balance", "Daylight", "--ratio", "AUTO", "--bits", "16"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        QVERIFY(QFile::exists(folder.path("out/a.tif")));
        const CliResult wrong = runCli({"enhance", "a.dng", "-o", "a.png", "--tone", "Loud"});
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.messages.contains("'Loud'"), wrong.messages.constData());
    }
};

SCOTOPIC_TEST(EnhanceBatchTest)
#include "enhance_batch_test.moc"
