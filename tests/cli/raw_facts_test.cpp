// SPDX-License-Identifier: MIT
#include "core/image/picture_file.h"
#include "tests/cli/run_cli.h"
#include "tests/core/raw/dng_maker.h"
#include "tests/support/test_data.h"
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

constexpr PixelRect kCrop{8, 4, 40, 30};

SrgbPicture pictureIn(const QString& file)
{
    return readPicture(file.toStdString());
}

std::vector<std::uint16_t> cut(const SrgbPicture& picture, PixelRect part)
{
    std::vector<std::uint16_t> rgb;
    for (int row = part.y; row < part.bottom(); ++row) {
        const auto first = picture.rgb.begin() + 3 * (row * picture.size.width + part.x);
        rgb.insert(rgb.end(), first, first + 3 * part.width);
    }
    return rgb;
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

    void anotherPictureOfTheFileIsTaken()
    {
        DngFile dng = plainDng(kSize, countAt);
        dng.subs.push_back(plainDng({32, 32}, [](int row, int column) { return 600 + row + column; }).main);
        const QString photo = write(dng);
        const auto infoOf = [&](const QStringList& more) {
            return QJsonDocument::fromJson(runCli(QStringList{"info", "--json", photo} + more).output).object();
        };
        QCOMPARE(infoOf({})["imageCount"].toInt(), 2);
        QCOMPARE(infoOf({})["width"].toInt(), kSize.width);
        QCOMPARE(infoOf({"--image", "2"})["width"].toInt(), 32);
        QCOMPARE(infoOf({"--image", "2"})["image"].toInt(), 2);
        const CliResult third = runCli({"info", photo, "--image", "3"});
        QCOMPARE(third.exitCode, 1);
        QVERIFY2(third.messages.contains("holds 2 raw pictures, no number 3"), third.messages.constData());

        const QString picture = m_folder.filePath("second.png");
        QCOMPARE(runCli({"enhance", photo, "-o", picture, "--image", "2", "--ratio", "3"}).exitCode, 0);
        QVERIFY((pictureIn(picture).size == PixelSize{32, 32}));
        const QString again = m_folder.filePath("again.png");
        QCOMPARE(runCli({"enhance", photo, "-o", again, "--from", picture}).exitCode, 0);
        QVERIFY(pictureIn(again).rgb == pictureIn(picture).rgb);
        const QString developed = m_folder.filePath("developed.png");
        QCOMPARE(runCli({"develop", photo, "-o", developed, "--image", "2"}).exitCode, 0);
        QVERIFY((pictureIn(developed).size == PixelSize{32, 32}));
        const QString packed = m_folder.filePath("second.npy");
        QCOMPARE(runCli({"pack", photo, "-o", packed, "--ratio", "1", "--image", "2"}).exitCode, 0);
        QVERIFY(QFile(packed).size() < qint64{4} * 17 * 17 * 4);
    }

    void theCropIsShownUnlessAllIsAskedFor()
    {
        DngFile dng = plainDng(kSize, countAt);
        dng.main.set(50719, 5, {8, 4});
        dng.main.set(50720, 5, {40, 30});
        const QString photo = write(dng);
        QVERIFY(runCli({"info", photo}).output.contains("40 x 30 from 8, 4"));
        const QString model = QString::fromStdString(sourceFolder() / "resources/models/default.safetensors");
        for (const QStringList& words : {QStringList{"enhance", "--model", model},
                                         QStringList{"enhance", "--model", "classical"}, QStringList{"develop"}}) {
            const QString part = m_folder.filePath("part.png");
            const QString whole = m_folder.filePath("whole.png");
            QCOMPARE(runCli(words + QStringList{photo, "-o", part, "--ratio", "2", "--overwrite"}).exitCode, 0);
            QCOMPARE(
                runCli(words + QStringList{photo, "-o", whole, "--ratio", "2", "--whole-area", "--overwrite"}).exitCode,
                0);
            QVERIFY(pictureIn(whole).size == kSize);
            QVERIFY(pictureIn(part).size == kCrop.size());
            QVERIFY(pictureIn(part).rgb == cut(pictureIn(whole), kCrop));
        }
        const QString whole = m_folder.filePath("whole.png");
        const QString again = m_folder.filePath("whole-again.png");
        QCOMPARE(runCli({"enhance", photo, "-o", whole, "--whole-area", "--overwrite"}).exitCode, 0);
        QCOMPARE(runCli({"enhance", photo, "-o", again, "--from", whole}).exitCode, 0);
        QVERIFY(pictureIn(again).size == kSize && pictureIn(again).rgb == pictureIn(whole).rgb);
    }

    void theBaselineExposureIsTold()
    {
        DngFile dng = plainDng(kSize, countAt);
        dng.main.set(50730, 10, {1.5});
        const QString photo = write(dng);
        QVERIFY(runCli({"info", photo}).output.contains("+1.5 EV"));
        QCOMPARE(
            QJsonDocument::fromJson(runCli({"info", "--json", photo}).output).object()["baselineExposureEv"].toDouble(),
            1.5);
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
