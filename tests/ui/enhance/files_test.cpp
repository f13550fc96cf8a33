// SPDX-License-Identifier: MIT
// Names of all kinds, what is dropped on the page, and settings that are kept, or not.
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/dropped_files.h"
#include "ui/enhance/field_keys.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/recent_files.h"
#include "ui/enhance/session.h"
#include "ui/enhance/settings_watch.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/shown_text.h"

#include <QDialog>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>

#include <fstream>

namespace scotopic {

using test::PageFixture;

namespace {

void dropData(QWidget& page, const QMimeData& mime)
{
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&page, &event);
}

void touch(const std::filesystem::path& file, const std::string& content = "content")
{
    std::ofstream(file, std::ios::binary) << content;
}

}  // namespace

class FilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDropNamesFilesInManyWays_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("data");
        const auto row = [](const char* name, const char* format, const char* data) {
            QTest::newRow(name) << QByteArray(format) << QByteArray(data);
        };
        row("addresses", "text/uri-list", "file:///tmp/a%20b.dng\r\n");
        row("with a comment", "text/uri-list", "# mine\r\nfile:///tmp/a%20b.dng\r\n");
        row("of this machine", "text/uri-list", "file://localhost/tmp/a%20b.dng\r\n");
        row("with one slash", "text/uri-list", "file:/tmp/a%20b.dng\r\n");
        row("a file manager's list", "x-special/gnome-copied-files", "copy\nfile:///tmp/a%20b.dng");
        row("a path", "text/plain", "/tmp/a b.dng");
        row("a path with blanks around", "text/plain", "  /tmp/a b.dng \n");
        row("an address as text", "text/plain", "file:///tmp/a%20b.dng");
        row("another spelling", "text/plain", "/tmp/.//./a b.dng");
    }

    void aDropNamesFilesInManyWays()
    {
        QFETCH(const QByteArray, format);
        QFETCH(const QByteArray, data);
        QMimeData mime;
        mime.setData(QLatin1String(format), data);
        const DroppedFiles dropped = readDrop(mime);
        QCOMPARE(dropped.refusal, QString());
        QCOMPARE(dropped.files, std::vector<std::filesystem::path>{"/tmp/a b.dng"});
    }

    void namesThatAreNotUtf8AreDroppedAndOpened()
    {
        const PageFixture fixture;
        const std::filesystem::path photo = fixture.path("plain") / "caf\xe9.dng";  // Latin 1
        std::filesystem::create_directory(photo.parent_path());
        std::filesystem::copy_file(fixture.photo(), photo);
        QMimeData mime;
        mime.setData(QStringLiteral("text/uri-list"),
                     "file://" + QFile::encodeName(fixture.folder.path()) + "/plain/caf%E9.dng\r\n");
        QCOMPARE(readDrop(mime).files, std::vector<std::filesystem::path>{photo});
        dropData(*fixture.page, mime);
        QTRY_VERIFY(fixture.page->state() == EnhancePage::State::Ready);
        QCOMPARE(fixture.page->photo()->raw.file, photo);
        QCOMPARE(toPath(fromPath(photo)), photo);  // also by a name that has lost its bytes
        QCOMPARE(fixture.page->recentPhotos(), std::vector<std::filesystem::path>{photo});
        QCOMPARE(RecentFiles(*fixture.settings, QStringLiteral("enhance/recentPhotos"), 3).files(),
                 std::vector<std::filesystem::path>{photo});
    }

    void everyDropGetsASentence_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const char* format, const char* data, const char* said) {
            QTest::newRow(name) << QByteArray(format) << QByteArray(data) << QString::fromLatin1(said);
        };
        row("the web", "text/uri-list", "https://example.org/a.dng\r\n", "address on the web");
        row("the web as text", "text/plain", "http://example.org/a.dng", "address on the web");
        row("another machine", "text/uri-list", "file://other.example.org/a.dng\r\n", "another machine");
        row("a phone", "text/uri-list", "mtp://phone/DCIM/a.dng\r\n", "another machine or device");
        row("text", "text/plain", "a photo of mine", "names no file");
        row("something else", "application/octet-stream", "1234", "names no file");
        row("a folder", "text/plain", "/tmp", "is a folder");
        row("a file that is not there", "text/plain", "/tmp/none.dng", "none.dng");
        row("another program's weights", "text/plain", "/tmp/checkpoint.pth", "model import");
    }

    void everyDropGetsASentence()
    {
        QFETCH(const QByteArray, format);
        QFETCH(const QByteArray, data);
        QFETCH(const QString, said);
        const PageFixture fixture;
        QMimeData mime;
        mime.setData(QLatin1String(format), data);
        dropData(*fixture.page, mime);
        QTRY_VERIFY2(fixture.bannerText().contains(said), qPrintable(fixture.bannerText()));
        QVERIFY(!fixture.bannerText().contains(QLatin1Char('\n')));
    }

    void whatAFileHoldsSaysWhichIsTheRaw()
    {
        const PageFixture fixture;
        const std::filesystem::path jpeg = fixture.path("IMG_0001.JPG");
        const std::filesystem::path raw = fixture.path("IMG_0001.TIF");  // as the Canon 1D names its raws
        touch(jpeg, "\xff\xd8\xff\xe0 a camera's picture beside its raw");
        std::filesystem::rename(fixture.photo(), raw);
        const SortedDrop sorted = sortForEnhance({{jpeg, raw}, {}});
        QCOMPARE(sorted.photo.value_or(""), raw);
        QCOMPARE(sorted.sentences.size(), 1);
        QVERIFY(sorted.sentences.front().startsWith(QStringLiteral("IMG_0001.JPG left out")));
    }

    void aFileOnAFieldOfADialogIsItsPath()
    {
        const FieldKeys keys;
        QDialog dialog;
        QLineEdit edit(&dialog);
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a b"))});
        dropData(edit, mime);
        QCOMPARE(edit.text(), QStringLiteral("/tmp/a b"));
    }

    void onePhotoHasOneSpelling()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = std::filesystem::canonical(folder.path().toStdString());
        std::filesystem::create_directories(root / "a" / "b");
        std::filesystem::create_directory_symlink(root / "a" / "b", root / "link");
        touch(root / "a" / "night.dng");
        const std::filesystem::path photo = root / "a" / "night.dng";
        for (const char* spelling : {"a/night.dng", "a/./night.dng", "a//night.dng", "a/b/../night.dng",
                                     "link/../night.dng"}) {  // behind the link, ".." is a
            QCOMPARE(normalisedPath(root / spelling), photo);
        }
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        RecentFiles recent(settings, QStringLiteral("recent"), 5);
        recent.add(root / "a/./night.dng");
        recent.add(root / "a/b/../night.dng");
        QCOMPARE(recent.files(), std::vector<std::filesystem::path>{photo});
        QCOMPARE(normalisedPath(root / "a" / ""), root / "a");
        QCOMPARE(normalisedPath({}), std::filesystem::path());
    }

    void textsAreShownAsTheyAre()
    {
        QCOMPARE(shownText(QStringLiteral("photo\u202Egnp.dng")), QStringLiteral("photo[U+202E]gnp.dng"));
        QCOMPARE(shownText(QStringLiteral("a\nb\x1b[31m")), QStringLiteral("a\u240Ab\u241B[31m"));
        QCOMPARE(shownText(QStringLiteral("\u05E9\u05DC\u05D5\u05DD caf\u00E9.dng")),
                 QStringLiteral("\u05E9\u05DC\u05D5\u05DD caf\u00E9.dng"));
        QCOMPARE(shownTitle(QStringLiteral("a[*].dng")), QStringLiteral("a[*][*].dng"));
        QCOMPARE(shownEntry(QStringLiteral("black & white.dng")), QStringLiteral("black && white.dng"));
        QVERIFY(shownEntry(QString(500, QLatin1Char('m'))).size() < 80);
        QCOMPARE(shownToolTip(QStringLiteral("/a/night.dng")), QStringLiteral("/a/night.dng"));
        QVERIFY(shownToolTip(QStringLiteral("<b>a</b>")).contains(QStringLiteral("&lt;b&gt;a&lt;/b&gt;")));
    }

    void aLongNameDoesNotWidenThePage()
    {
        const PageFixture fixture;
        const std::string name = std::string(240, 'm') + ".dng";
        const std::filesystem::path photo = fixture.path(name.c_str());
        std::filesystem::rename(fixture.photo(), photo);
        const int before = fixture.page->minimumSizeHint().width();
        fixture.openAndSettle(photo);
        fixture.page->exportTo({fixture.path("none") / (std::string(200, 'x') + ".png"), {}});
        QTRY_VERIFY(fixture.bannerText().contains(QStringLiteral("xxx")));
        QVERIFY(fixture.page->minimumSizeHint().width() <= std::max(before, 700));
        QCOMPARE(fixture.page->width(), 900);
        QVERIFY2(fixture.page->height() < 720, qPrintable(QString::number(fixture.page->height())));
        const auto* shown = fixture.find<WrappedText>("bannerText");
        QTRY_VERIFY(shown->height() >= 2 * shown->fontMetrics().lineSpacing());  // and all of it is there
    }

    void aWrappedLabelBreaksAnywhere()
    {
        WrappedLabel label;
        label.setText(QString(300, QLatin1Char('m')));
        QCOMPARE(label.minimumSizeHint().width(), 0);
        const int line = label.heightForWidth(100'000);
        QVERIFY(label.heightForWidth(label.fontMetrics().horizontalAdvance(label.text()) / 4) >= 4 * line);
        label.setText(QStringLiteral("two lines\nof text"));
        QCOMPARE(label.heightForWidth(100'000), 2 * line);
    }

    void twoWindowsKeepEachOthersRecentFiles()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("s.ini"));
        QSettings first(file, QSettings::IniFormat);
        RecentFiles ofFirst(first, QStringLiteral("recent"), 5);
        {
            // Another window's, as another process has it: the file itself.
            QFile stored(file);
            QVERIFY(stored.open(QIODevice::WriteOnly));
            stored.write("[General]\nrecent=/b.dng, /c.dng\n");
        }
        ofFirst.add("/a.dng");
        const std::vector<std::filesystem::path> all{"/a.dng", "/b.dng", "/c.dng"};
        QCOMPARE(ofFirst.files(), all);
    }

    void aBannerIsAsHighAsItsText()
    {
        const PageFixture fixture;
        fixture.page->resize(1280, 720);
        auto* banner = fixture.page->findChild<MessageBanner*>();
        const auto linesOf = [&](const QString& sentence) {
            banner->showMessage(MessageBanner::Kind::Note, sentence);
            fixture.page->layout()->activate();
            return static_cast<double>(banner->height()) / banner->fontMetrics().lineSpacing();
        };
        const QString words = QStringLiteral("The darkest photosites lie at 512, and the file says black 0: that is a "
                                             "sentence which is longer than sixty characters.");
        QTRY_VERIFY(linesOf(words) < 2.6);  // a line and the margins
        QTRY_VERIFY(linesOf(words + words + words) > 2.7);
        QTRY_VERIFY(linesOf(QString(5000, QLatin1Char('x'))) < 6);  // scrolled
    }

    void aSessionWritesWhatHasChangedAlone()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        EnhanceSession mine;
        mine.photo = "/mine.dng";
        mine.settings.ratio = ExposureRatio{50};
        writeSession(settings, mine);
        settings.setValue(QStringLiteral("enhance/photo"), QStringLiteral("/theirs.dng"));  // another window
        settings.setValue(
            QStringLiteral("enhance/settings"),
            QString::fromStdString(toJson(PhotoSettings{.ratio = ExposureRatio{7}}, JsonLayout::OneLine)));
        EnhanceSession later = mine;
        later.isComparing = true;
        writeSession(settings, later, mine);
        QCOMPARE(readSession(settings).photo, std::filesystem::path("/theirs.dng"));
        QCOMPARE(readSession(settings).settings.ratio.value_or(ExposureRatio{}).value, 7.0F);
        QVERIFY(readSession(settings).isComparing);
        later.settings.ratio = ExposureRatio{60};
        writeSession(settings, later, mine);  // a ratio goes with its photo
        QCOMPARE(readSession(settings).photo, std::filesystem::path("/mine.dng"));
        QCOMPARE(readSession(settings).settings.ratio.value_or(ExposureRatio{}).value, 60.0F);
    }

    void aSessionsSettingsAreOneValue()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        EnhanceSession session;
        session.settings.ratio = ExposureRatio{0.1F};
        session.settings.colour = {
            {WhiteBalanceChoice::Kind::Temperature, {3200, -7.5F}, {1, 1, 1}}, ToneCurve::Study, -0.3F};
        session.settings.wholeArea = true;
        session.settings.unknownFields = R"({"strength":0.7})";  // of a newer version
        writeSession(settings, session);
        QVERIFY(readSession(settings).settings == session.settings);
        settings.setValue(QStringLiteral("enhance/settings"), QStringLiteral("{ damaged"));
        QVERIFY(readSession(settings).settings == PhotoSettings());
    }

    void theSessionOfAnOlderVersionIsRead()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("enhance/ratio"), 42.0F);
        settings.setValue(QStringLiteral("enhance/whiteBalance"), QStringLiteral("daylight"));
        settings.setValue(QStringLiteral("enhance/exposureEv"), 0.5F);
        settings.setValue(QStringLiteral("enhance/tone"), QStringLiteral("study"));
        const PhotoSettings read = readSession(settings).settings;
        QCOMPARE(read.ratio.value().value, 42.0F);
        QVERIFY(read.colour.whiteBalance.kind == WhiteBalanceChoice::Kind::Daylight);
        QCOMPARE(read.colour.exposureEv, 0.5F);
        QVERIFY(read.colour.tone == ToneCurve::Study);
    }

    void aValueOutOfRangeBecomesTheDefault_data()
    {
        QTest::addColumn<QString>("value");
        for (const char* value : {"-4", "0", "101", "1e9", "much", ""}) {
            QTest::newRow(value) << QString::fromLatin1(value);
        }
    }

    void aValueOutOfRangeBecomesTheDefault()
    {
        QFETCH(const QString, value);
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        const PictureFileOptions usual = readExportOptions(settings);
        settings.setValue(QStringLiteral("export/quality"), value);
        QCOMPARE(readExportOptions(settings).jpegQuality, usual.jpegQuality);
        if (value != QLatin1String("0")) {
            settings.setValue(QStringLiteral("export/format"), value);
            settings.setValue(QStringLiteral("enhance/divider"), value);
            settings.setValue(QStringLiteral("enhance/exposureEv"),
                              value == QLatin1String("-4") ? QStringLiteral("-9") : value);
            QVERIFY(readExportOptions(settings).format == usual.format);
            QCOMPARE(readSession(settings).dividerFraction, 0.5);
            QCOMPARE(readSession(settings).settings.colour.exposureEv, 0.0F);
        }
        settings.setValue(QStringLiteral("enhance/whiteBalance"), QStringLiteral("custom"));
        settings.setValue(QStringLiteral("enhance/kelvin"), value);
        QCOMPARE(readSession(settings).settings.colour.whiteBalance.temperature.kelvin, 6500.0F);
    }

    void settingsThatCannotBeKeptAreTold()
    {
        const QTemporaryDir folder;
        touch(toPath(folder.filePath(QStringLiteral("file"))));
        // Below a file there can be no folder, not even for root.
        QSettings settings(folder.filePath(QStringLiteral("file/s.ini")), QSettings::IniFormat);
        SettingsWatch watch(settings);
        QSignalSpy failed(&watch, &SettingsWatch::failed);
        settings.setValue(QStringLiteral("a"), 1);
        QVERIFY(failed.count() > 0 || failed.wait());
        QVERIFY(failed.front().front().toString().contains(settings.fileName()));
        settings.setValue(QStringLiteral("a"), 2);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(failed.count(), 1);
    }

    void settingsThatCanBeKeptAreKeptWithoutAWord()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("s.ini"));
        QSettings settings(file, QSettings::IniFormat);
        SettingsWatch watch(settings);
        QSignalSpy failed(&watch, &SettingsWatch::failed);
        watch.check();
        settings.setValue(QStringLiteral("a"), 1);
        QTRY_VERIFY(QFile(file).size() > 0);
        settings.setValue(QStringLiteral("b"), 2);
        QTRY_COMPARE(QSettings(file, QSettings::IniFormat).allKeys().size(), 2);
        QCOMPARE(failed.count(), 0);
    }
};

SCOTOPIC_TEST(FilesTest)

}  // namespace scotopic

#include "files_test.moc"
