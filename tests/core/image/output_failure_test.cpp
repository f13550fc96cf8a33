// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/image/picture_file.h"
#include "tests/core/image/pictures.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>

#include <chrono>
#include <stop_token>
#include <thread>
#include <unistd.h>

namespace scotopic {

namespace {

class OutputFailureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskLeavesNothingBehind_data();
    void aFullDiskLeavesNothingBehind();
    void aFullDiskKeepsTheOlderFile();
    void aPictureThatIsGivenUpLeavesTheOlderFile_data();
    void aPictureThatIsGivenUpLeavesTheOlderFile();
    void aMissingFolderIsNamed();
    void aFolderIsNotOverwritten();
};

void OutputFailureTest::aFullDiskLeavesNothingBehind_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("PNG") << static_cast<int>(PictureFormat::Png);
    QTest::newRow("TIFF") << static_cast<int>(PictureFormat::Tiff);
    QTest::newRow("JPEG") << static_cast<int>(PictureFormat::Jpeg);
}

void OutputFailureTest::aFullDiskLeavesNothingBehind()
{
    QFETCH(int, format);
    const QTemporaryDir folder;
    const auto kind = static_cast<PictureFormat>(format);
    const std::string file = folder.filePath("night").toStdString() + extensionOf(kind);
    const SrgbPicture picture = test::scrambledPicture({200, 200});
    QString sentence;
    for (const rlim_t fullAfterBytes : {rlim_t{0}, rlim_t{100}, rlim_t{20000}}) {
        const test::FileSizeLimit limit(fullAfterBytes);
        try {
            writePicture(file, picture, {.format = kind}, {}, {});
        } catch (const OutputFailed& error) {
            sentence = QString::fromUtf8(error.what());
        }
        QVERIFY2(sentence.startsWith(QString::fromStdString(file) + ": "), qPrintable(sentence));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }
}

void OutputFailureTest::aFullDiskKeepsTheOlderFile()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("night.png").toStdString();
    writePicture(file, test::scrambledPicture({20, 20}), {}, {}, {});
    {
        const test::FileSizeLimit limit(5000);
        QVERIFY_EXCEPTION_THROWN(
            writePicture(file, test::scrambledPicture({200, 200}), {.ifExists = IfExists::Overwrite}, {}, {}),
            OutputFailed);
    }
    QCOMPARE(readPicture(file).size, (PixelSize{20, 20}));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList("night.png"));
}

void OutputFailureTest::aPictureThatIsGivenUpLeavesTheOlderFile_data()
{
    aFullDiskLeavesNothingBehind_data();
}

void OutputFailureTest::aPictureThatIsGivenUpLeavesTheOlderFile()
{
    QFETCH(int, format);
    const QTemporaryDir folder;
    const auto kind = static_cast<PictureFormat>(format);
    const std::string name = std::string("night") + extensionOf(kind);
    const std::string file = folder.filePath(QString::fromStdString(name)).toStdString();
    const PictureFileOptions options{.format = kind, .ifExists = IfExists::Overwrite};
    writePicture(file, test::scrambledPicture({20, 20}), options, {}, {});
    const SrgbPicture picture = test::scrambledPicture({600, 1500});
    int givenUp = 0;
    // At every stage: before it begins, among its rows, at its end. One that was quicker is whole.
    for (int delayMs = 0; delayMs < 40; delayMs += 5) {
        std::stop_source stop;
        const std::jthread person([&stop, delayMs] {
            std::this_thread::sleep_for(std::chrono::milliseconds(delayMs));
            stop.request_stop();
        });
        if (delayMs == 0) {
            stop.request_stop();
        }
        const PixelSize before = readPicture(file).size;
        try {
            writePicture(file, picture, options, {}, {}, JobContext(stop.get_token()));
            QCOMPARE(readPicture(file).size, picture.size);
        } catch (const Cancelled&) {
            ++givenUp;
            QCOMPARE(readPicture(file).size, before);
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(QString::fromStdString(name)));
    }
    QVERIFY(givenUp > 0);
}

void OutputFailureTest::aMissingFolderIsNamed()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("missing/night.png").toStdString();
    try {
        writePicture(file, test::scrambledPicture({4, 4}), {}, {}, {});
        QFAIL("was written");
    } catch (const OutputFailed& error) {
        QVERIFY2(QString::fromUtf8(error.what()).startsWith(QString::fromStdString(file)), error.what());
    }
}

void OutputFailureTest::aFolderIsNotOverwritten()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("night.png"));
    QVERIFY_EXCEPTION_THROWN(writePicture(folder.filePath("night.png").toStdString(), test::scrambledPicture({4, 4}),
                                          {.ifExists = IfExists::Overwrite}, {}, {}),
                             OutputFailed);
}

}  // namespace

SCOTOPIC_TEST(OutputFailureTest)

}  // namespace scotopic

#include "output_failure_test.moc"
