// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QtEndian>

#include <functional>
#include <unistd.h>

using namespace scotopic::test;

namespace {

quint32 read32(const QByteArray& bytes, quint32 at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

quint16 read16(const QByteArray& bytes, quint32 at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

/// Sets ImageWidth and ImageLength of a TIFF's first directory to values no sensor has.
QByteArray withAbsurdSize(QByteArray tiff)
{
    const quint32 directory = read32(tiff, 4);
    for (quint32 i = 0; i < read16(tiff, directory); ++i) {
        const quint32 entry = directory + 2 + 12 * i;
        if (const quint16 tag = read16(tiff, entry); tag == 256 || tag == 257) {
            qToLittleEndian<quint16>(4, tiff.data() + entry + 2);
            qToLittleEndian<quint32>(0x7fffffff, tiff.data() + entry + 8);
        }
    }
    return tiff;
}

QByteArray withNanAtTheEnd(QByteArray model)
{
    qToLittleEndian<quint32>(0x7fc00000, model.data() + model.size() - 4);
    return model;
}

QByteArray safetensors(const QByteArray& header, const QByteArray& data)
{
    QByteArray length(8, '\0');
    qToLittleEndian<quint64>(static_cast<quint64>(header.size()), length.data());
    return length + header + data;
}

/// os.system("touch FILE") as soon as an ordinary unpickler reads it.
QByteArray maliciousPickle(const QString& touched)
{
    return "cos\nsystem\n(S'touch " + touched.toUtf8() + "'\ntR.";
}

}  // namespace

/// One line that names file and reason, the right exit code, and nothing left behind.
class BadInputTest : public QObject {
    Q_OBJECT

    static void requireOneSentence(const CliResult& result, const QString& file)
    {
        QVERIFY2(!result.crashed && result.exitCode == 1, result.describe().constData());
        QVERIFY2(isOneLine(result.messages), result.describe().constData());
        QVERIFY2(result.messages.startsWith("scotopic-cli: " + file.toUtf8() + ": "), result.messages.constData());
        QVERIFY2(result.messages.size() > 20 + file.toUtf8().size(), result.messages.constData());
        QVERIFY(result.output.isEmpty() || result.output == "0 of 1 done, 1 failed\n");  // of a folder of photos
    }

    /// Every command that opens photos; each start takes a good part of a second, so most inputs meet two of them.
    static void requireRefused(const Folder& inputs, const QString& photo, bool byEveryCommand = false)
    {
        const QStringList before = inputs.entries();
        const Folder outputs;
        QList<QStringList> commands{{"info", photo, "--json"}, {"enhance", photo, "-o", outputs.path("o.png")}};
        if (byEveryCommand) {
            commands << QStringList{"develop", photo, "-o", outputs.path("o.tif")}
                     << QStringList{"pack", photo, "-o", outputs.path("o.npy"), "--ratio", "2"};
        }
        for (const QStringList& command : commands) {
            requireOneSentence(runCli(command), photo);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        QCOMPARE(outputs.entries(), QStringList());
        QCOMPARE(inputs.entries(), before);
    }

    static void requireModelRefused(const QString& model, bool byEveryCommand = false)
    {
        const Folder outputs;
        QList<QStringList> commands{{"enhance", sampleDng(), "-o", outputs.path("o.png"), "--model", model},
                                    {"model", "import", model, "-o", outputs.path("o.safetensors")}};
        if (byEveryCommand) {
            commands << QStringList{"model", "info", model}
                     << QStringList{"model", "export", model, "-o", outputs.path("o.pth")};
        }
        for (const QStringList& command : commands) {
            requireOneSentence(runCli(command), model);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        QCOMPARE(outputs.entries(), QStringList());
    }

private Q_SLOTS:
    void badPhotos_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = contentsOf(sampleDng());
        QTest::newRow("not a raw") << QByteArray("This is a shopping list.\n").repeated(100);
        QTest::newRow("truncated in the middle") << good.left(good.size() / 2);
        QTest::newRow("truncated in the header") << good.left(100);
        QTest::newRow("zero bytes") << QByteArray();
        QTest::newRow("four bytes") << good.left(4);
        QTest::newRow("absurd dimensions") << withAbsurdSize(good);
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29);
    }
    void badPhotos()
    {
        QFETCH(const QByteArray, bytes);
        const Folder inputs;
        const bool isTruncated = QByteArray(QTest::currentDataTag()) == "truncated in the middle";
        requireRefused(inputs, inputs.write("photo.dng", bytes), /*byEveryCommand=*/isTruncated);
    }

    void aMissingPhoto()
    {
        const Folder inputs;
        requireRefused(inputs, inputs.path("missing.dng"), /*byEveryCommand=*/true);
    }

    void aFolderInsteadOfAPhoto()
    {
        const Folder inputs;
        QVERIFY(QDir(inputs.path()).mkdir("folder.dng"));
        requireRefused(inputs, inputs.path("folder.dng"));
    }

    void aPhotoThatMayNotBeRead()
    {
        if (::geteuid() == 0) {
            QSKIP("root may read everything");
        }
        const Folder inputs;
        const QString photo = inputs.write("locked.dng", contentsOf(sampleDng()));
        QVERIFY(QFile::setPermissions(photo, QFile::Permissions()));
        requireRefused(inputs, photo);
    }

    void aNameThatWouldBreakTheLine()
    {
        const CliResult result = runCli({"info", "/nowhere/two\nlines.dng"});
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.messages, QByteArray("scotopic-cli: /nowhere/two?lines.dng: no such file\n"));
    }

    void badModels_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = contentsOf(randomModel());
        const QByteArray other = R"({"fc.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
        QTest::newRow("NaN weights") << "nan.safetensors" << withNanAtTheEnd(good);
        QTest::newRow("truncated") << "cut.safetensors" << good.left(good.size() - 10);
        QTest::newRow("another architecture") << "other.safetensors" << safetensors(other, QByteArray(4, '\0'));
        QTest::newRow("a header longer than the file") << "long.safetensors" << QByteArray(8, '\x7f');
        QTest::newRow("zero bytes") << "empty.safetensors" << QByteArray();
        QTest::newRow("four bytes") << "four.pth" << QByteArray("abcd");
        QTest::newRow("text") << "text.pth" << QByteArray("not a model\n");
        QTest::newRow("half a zip") << "zip.pth" << QByteArray("PK\x03\x04") + QByteArray(200, '\1');
    }
    void badModels()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, bytes);
        const Folder inputs;
        const bool isNan = QByteArray(QTest::currentDataTag()) == "NaN weights";
        requireModelRefused(inputs.write(name, bytes), /*byEveryCommand=*/isNan);
    }

    void aPickleThatWantsToRunCode()
    {
        const Folder inputs;
        const QString touched = inputs.path("pwned");
        const QString model = inputs.write("evil.pth", maliciousPickle(touched));
        requireModelRefused(model, /*byEveryCommand=*/true);
        QVERIFY(!QFile::exists(touched));
    }

    void aRatioThatIsNone_data()
    {
        QTest::addColumn<QString>("ratio");
        for (const char* ratio : {"0", "-1", "bright", "nan", "1e9", "", "10y"}) {
            QTest::addRow("'%s'", ratio) << QString(ratio);
        }
    }
    void aRatioThatIsNone()
    {
        QFETCH(const QString, ratio);
        const Folder outputs;
        QList<QStringList> commands{{"enhance", sampleDng(), "-o", outputs.path("o.png"), "--ratio", ratio}};
        if (ratio == "0") {
            commands << QStringList{"develop", sampleDng(), "-o", outputs.path("o.tif"), "--ratio", ratio}
                     << QStringList{"pack", sampleDng(), "-o", outputs.path("o.npy"), "--ratio", ratio}
                     << QStringList{"sample", "-o", outputs.path("o.dng"), "--ratio", ratio};
        }
        for (const QStringList& command : commands) {
            const CliResult result = runCli(command);
            QVERIFY2(result.exitCode == 2, result.describe().constData());
            QVERIFY2(isOneLine(result.messages) && result.messages.contains("--ratio"), result.messages.constData());
        }
        QCOMPARE(outputs.entries(), QStringList());
    }

    void aFullDisk_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("output");
        QTest::newRow("png") << QStringList{"enhance", sampleDng()} << "o.png";
        QTest::newRow("tiff") << QStringList{"enhance", sampleDng(), "--bits", "16"} << "o.tif";
        QTest::newRow("jpeg") << QStringList{"enhance", sampleDng(), "--quality", "100"} << "o.jpg";
        QTest::newRow("develop") << QStringList{"develop", sampleDng()} << "o.png";
        QTest::newRow("pack") << QStringList{"pack", sampleDng(), "--ratio", "9"} << "o.npy";
        QTest::newRow("sample") << QStringList{"sample"} << "o.dng";
        QTest::newRow("import") << QStringList{"model", "import", randomModel()} << "o.safetensors";
        QTest::newRow("export") << QStringList{"model", "export", randomModel()} << "o.pth";
    }
    void aFullDisk()
    {
        QFETCH(const QStringList, command);
        QFETCH(const QString, output);
        const Folder outputs;
        const QString file = outputs.path(output);
        const CliResult result = runCliOnFullDisk(command + QStringList{"-o", file}, /*limitKib=*/16);
        QVERIFY2(!result.crashed && result.exitCode == 1, result.describe().constData());
        QVERIFY2(isOneLine(result.messages), result.messages.constData());
        QVERIFY2(result.messages.startsWith("scotopic-cli: " + file.toUtf8() + ": "), result.messages.constData());
        QCOMPARE(outputs.entries(), QStringList());
    }

    void anOutputFolderThatCannotBe()
    {
        const Folder folder;
        const QString file = folder.write("file", "not a folder");
        const CliResult result = runCli({"enhance", sampleDng(), "--output-dir", file + "/out"});
        requireOneSentence(result, file + "/out");
        const CliResult missing = runCli({"enhance", sampleDng(), "-o", folder.path("no/such/o.png")});
        requireOneSentence(missing, folder.path("no/such/o.png"));
    }

    void aDeviceThatIsNotThere()
    {
        const Folder outputs;
        const CliResult result = runCli(
            {"enhance", sampleDng(), "-o", outputs.path("o.png"), "--model", randomModel(), "--device", "cuda:63"});
        QVERIFY2(result.exitCode == 1 && isOneLine(result.messages), result.describe().constData());
        QVERIFY2(result.messages.contains("cpu"), result.messages.constData());
        QCOMPARE(outputs.entries(), QStringList());
    }
};

SCOTOPIC_TEST(BadInputTest)
#include "bad_input_test.moc"
