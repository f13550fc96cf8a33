// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/core/raw/dng_maker.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>

using namespace scotopic;
using namespace scotopic::test;

namespace {

constexpr PixelSize kSize{64, 48};

int countAt(int row, int column)
{
    return 512 + (row * 61 + column * 7) % 2400;
}

bool hasControls(const QByteArray& text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; });
}

}  // namespace

class RawFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void notesAreSaidWhereverThePhotoIsRead()
    {
        DngFile dng = plainDng(kSize, countAt);
        dng.main.drop(50721);
        const QString photo = write(dng);
        const QByteArray sentence = "no colour matrix in the file: colours are the sensor's own";
        QVERIFY(runCli({"info", photo}).output.contains("\n  Warning: " + sentence + "\n"));
        const QJsonObject info = QJsonDocument::fromJson(runCli({"info", "--json", photo}).output).object();
        QCOMPARE(info["notes"].toArray().size(), 1);
        QCOMPARE(info["notes"].toArray()[0].toObject()["severity"].toString(), QString("warning"));
        QCOMPARE(info["notes"].toArray()[0].toObject()["sentence"].toString(), QString(sentence));
        for (const QStringList& arguments :
             {QStringList{"enhance", photo, "-o", m_folder.filePath("a.png")},
              QStringList{"develop", photo, "-o", m_folder.filePath("b.png")},
              QStringList{"pack", photo, "-o", m_folder.filePath("c.npy"), "--ratio", "1"}}) {
            const CliResult result = runCli(arguments);
            QCOMPARE(result.exitCode, 0);
            QCOMPARE(result.messages.count(sentence), 1);
        }
    }

    void aUsualPhotoHasNothingToSay()
    {
        const QString photo = write(plainDng(kSize, countAt));
        const CliResult result = runCli({"enhance", photo, "-o", m_folder.filePath("usual.png")});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.messages.isEmpty(), result.messages.constData());
    }

    void whatAFileSaysReachesNoTerminalAsControls()
    {
        DngFile dng = plainDng(kSize, countAt);
        dng.main.setBytes(272, 2, QByteArray("Cam\x1b[31mera\x1b]0;owned\x07\n\0", 22));
        const QString photo = write(dng);
        const CliResult info = runCli({"info", photo});
        QVERIFY(info.output.contains("Cam?[31mera"));
        QVERIFY(!hasControls(info.output));
        QVERIFY(!hasControls(runCli({"enhance", photo, "-o", m_folder.filePath("escape.png")}).output));
    }

private:
    [[nodiscard]] QString write(const DngFile& dng) const
    {
        const QString name = m_folder.filePath("made.dng");
        QFile file(name);
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(dng.bytes()) > 0;
        return isWritten ? name : QString();
    }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(RawFactsTest)
#include "raw_facts_test.moc"
