// SPDX-License-Identifier: MIT
// What a desktop expects of the window as a whole: drops, names in titles, its size, settings that cannot be kept.
#include "core/network/model_file.h"
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "tests/support/test_registry.h"
#include "ui/comparison/comparison_page.h"
#include "ui/comparison/setup_dialog.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/message_banner.h"
#include "ui/main_window/main_window.h"
#include "ui/recipe/new_run_dialog.h"
#include "ui/training/train_page.h"

#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QToolBar>
#include <QWindow>

#include <fstream>

namespace scotopic {

namespace {

enum Page { Enhance, Train, Compare };

/// A window with one page in front, and files that vanish with it.
struct WindowFixture {
    explicit WindowFixture(Page page = Enhance)
    {
        qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data-home")).toLocal8Bit());
        settings = std::make_unique<QSettings>(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        window = std::make_unique<MainWindow>(*settings, std::nullopt);
        window->show();
        window->findChild<QToolBar*>(QStringLiteral("modeBar"))->actions()[page]->trigger();
    }

    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return toPath(folder.filePath(QString::fromUtf8(name)));
    }
    [[nodiscard]] std::filesystem::path file(const char* name, const std::string& content = "content") const
    {
        std::filesystem::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }
    [[nodiscard]] std::filesystem::path photo(const char* name) const
    {
        writeDng(path(name), makeSampleRaw({.size = {320, 240}}), IfExists::Refuse);
        return path(name);
    }

    /// Beside the page, on the window's own edge: it has to reach the page all the same.
    void drop(const std::vector<std::filesystem::path>& files) const
    {
        QMimeData mime;
        QList<QUrl> urls;
        for (const std::filesystem::path& file : files) {
            urls << QUrl::fromLocalFile(fromPath(file));
        }
        mime.setUrls(urls);
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &event);
    }

    [[nodiscard]] QString said() const
    {
        const QWidget* page = window->findChild<QStackedWidget*>(QStringLiteral("pages"))->currentWidget();
        return page->findChild<MessageBanner*>()->sentence();
    }

    QTemporaryDir folder;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<MainWindow> window;
};

}  // namespace

class DesktopHabitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPhotoThatIsDroppedBesideThePageIsOpened()
    {
        const WindowFixture fixture;
        fixture.drop({fixture.photo("night.dng")});
        QTRY_VERIFY(fixture.window->enhancePage().state() == EnhancePage::State::Ready);
    }

    void runsThatAreDroppedAreListed()
    {
        const WindowFixture fixture(Train);
        static_cast<void>(fixture.file("elsewhere/first/run.json", "{}"));
        fixture.drop({fixture.path("elsewhere")});
        QCOMPARE(fixture.window->trainPage().runsFolder(), fixture.path("elsewhere"));
        fixture.drop({fixture.path("other") / ".." / "elsewhere" / "first"});
        QCOMPARE(fixture.window->trainPage().runsFolder(), fixture.path("elsewhere"));
    }

    void aDroppedDataSetBeginsANewRun_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("a folder") << QByteArray("data");
        QTest::newRow("a list of pairs") << QByteArray("data/pairs.txt");
    }

    void aDroppedDataSetBeginsANewRun()
    {
        QFETCH(const QByteArray, name);
        const WindowFixture fixture(Train);
        static_cast<void>(fixture.file("data/pairs.txt"));
        fixture.drop({fixture.path(name.constData())});
        auto* dialog = fixture.window->findChild<NewRunDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->newRun().data, fixture.path(name.constData()));
    }

    void aDroppedModelIsWhatANewRunBeginsWith()
    {
        const WindowFixture fixture(Train);
        const std::filesystem::path model = fixture.path("tiny.safetensors");
        writeModelFile(model, makeRandomModel({.baseWidth = 4}, /*seed=*/3), IfExists::Refuse);
        fixture.drop({model});
        auto* dialog = fixture.window->findChild<NewRunDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->newRun().options.initialModel, model);
    }

    void whatNoPageTakesGetsASentence_data()
    {
        QTest::addColumn<int>("page");
        for (const auto& [name, page] : {std::pair("Train", Train), std::pair("Compare", Compare)}) {
            QTest::newRow(name) << static_cast<int>(page);
        }
    }

    void whatNoPageTakesGetsASentence()
    {
        QFETCH(const int, page);
        const WindowFixture fixture(static_cast<Page>(page));
        fixture.drop({fixture.photo("night.dng")});
        QCOMPARE(fixture.said(), QStringLiteral("night.dng is a photo: drop it on the page Enhance."));
        fixture.drop({fixture.file("song.mp3")});
        QVERIFY2(fixture.said().startsWith(QStringLiteral("song.mp3 is nothing that this page takes")),
                 qPrintable(fixture.said()));
        fixture.drop({fixture.path("none")});
        QVERIFY2(fixture.said().endsWith(QStringLiteral("none is not there.")), qPrintable(fixture.said()));
        fixture.drop({});
        QVERIFY2(fixture.said().contains(QStringLiteral("names no file")), qPrintable(fixture.said()));
    }

    void modelsAndDataThatAreDroppedOnCompareAreAskedAbout()
    {
        const WindowFixture fixture(Compare);
        const std::filesystem::path first = fixture.file("a.safetensors");
        const std::filesystem::path second = fixture.file("b.safetensors");
        fixture.drop({first, second, fixture.file("song.mp3")});
        auto* dialog = fixture.window->findChild<SetupDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->setup().models, (std::vector<std::filesystem::path>{first, second}));
        QVERIFY2(fixture.said().startsWith(QStringLiteral("1 other file")), qPrintable(fixture.said()));
        delete dialog;
        std::filesystem::create_directory(fixture.path("data"));
        fixture.drop({fixture.path("data")});
        dialog = fixture.window->findChild<SetupDialog*>();
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->setup().data, fixture.path("data"));
    }

    void titlesShowNamesAsTheyAre()
    {
        const WindowFixture fixture;
        fixture.window->start(fixture.photo("a[*]<b>\xe2\x80\xae.dng"));
        QTRY_VERIFY(fixture.window->enhancePage().state() == EnhancePage::State::Ready);
        QVERIFY2(fixture.window->windowHandle()->title().startsWith(QStringLiteral("a[*]<b>[U+202E].dng")),
                 qPrintable(fixture.window->windowHandle()->title()));
    }

    void aWindowOfALargerScreenFitsThisOne()
    {
        QByteArray geometry;
        {
            const WindowFixture fixture;
            fixture.window->resize(3000, 2000);
            geometry = fixture.window->saveGeometry();
        }
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("window/geometry"), geometry);
        MainWindow window(settings, std::nullopt);
        const QSize room = window.screen()->availableSize();
        // What the layout needs at least is another matter on this very small screen.
        QVERIFY(window.width() <= std::max(room.width(), window.minimumSizeHint().width()));
        QVERIFY(window.height() <= std::max(room.height(), window.minimumSizeHint().height()));
    }

    void settingsThatCannotBeKeptAreToldInTheWindow()
    {
        const WindowFixture files;
        static_cast<void>(files.file("file"));
        QSettings settings(files.folder.filePath(QStringLiteral("file/settings.ini")), QSettings::IniFormat);
        MainWindow window(settings, std::nullopt);
        window.show();
        window.start(std::nullopt);
        QVERIFY(window.enhancePage().findChild<MessageBanner*>()->sentence().contains(settings.fileName()));
    }
};

SCOTOPIC_TEST(DesktopHabitsTest)

}  // namespace scotopic

#include "desktop_habits_test.moc"
