// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/export_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace scotopic {

using test::PageFixture;

namespace {

std::string fieldOf(const Provenance& provenance, const std::string& name)
{
    const auto field = std::find_if(provenance.fields.begin(), provenance.fields.end(),
                                    [&](const auto& candidate) { return candidate.first == name; });
    return field == provenance.fields.end() ? std::string() : field->second;
}

}  // namespace

class ExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDialogWritesWhatItSays()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        fixture.page->actions().exportPicture->trigger();
        auto* dialog = fixture.page->findChild<ExportDialog*>();
        QVERIFY(dialog != nullptr);
        auto* format = dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"));
        format->setCurrentIndex(format->findText(QStringLiteral("JPEG")));
        const QString target = dialog->findChild<QLineEdit*>(QStringLiteral("exportTarget"))->text();
        QVERIFY2(target.endsWith(QStringLiteral(".jpg")) && target.contains(QStringLiteral("night_x")),
                 qPrintable(target));
        QVERIFY(dialog->findChild<QComboBox*>(QStringLiteral("exportBits"))->isHidden());
        dialog->findChild<QPushButton*>(QStringLiteral("exportConfirm"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 20'000);
        QCOMPARE(readPicture(toPath(target)).size, (PixelSize{640, 480}));
        QVERIFY(fixture.bannerText().contains(target));
    }

    void aSixteenBitPngSaysHowItWasMade()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        const std::filesystem::path target = fixture.path("out.png");
        fixture.page->exportTo({target, {.format = PictureFormat::Png, .bitsPerChannel = 16}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 20'000);
        const Provenance provenance = readProvenance(target);
        QCOMPARE(fieldOf(provenance, "Model"), std::string("classical"));
        QCOMPARE(fieldOf(provenance, "NoiseThreshold"), std::string("0"));
        QCOMPARE(fieldOf(provenance, "SourceFile"), std::string("night.dng"));
        const SrgbPicture picture = readPicture(target);
        QVERIFY(std::any_of(picture.rgb.begin(), picture.rgb.end(), [](auto value) { return value % 257 != 0; }));
    }

    void aRawThatWasReplacedMeanwhileIsTold()
    {
        const PageFixture fixture;
        const std::filesystem::path photo = fixture.photo();
        fixture.openAndSettle(photo);
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        fixture.page->exportTo({fixture.path("before.png"), {}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 20'000);
        QVERIFY(!fixture.bannerText().contains(QStringLiteral("changed or removed")));
        static_cast<void>(fixture.photo("night.dng", {320, 240}));  // the same name
        fixture.page->exportTo({fixture.path("after.png"), {}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 2, 20'000);
        QVERIFY(fixture.bannerText().contains(QStringLiteral("changed or removed")));
        QCOMPARE(readPicture(fixture.path("after.png")).size, (PixelSize{640, 480}));
    }

    void aRawThatOnlyLooksTheSameOrIsGoneIsTold_data()
    {
        QTest::addColumn<bool>("isRemoved");
        QTest::newRow("another of the same size and time") << false;
        QTest::newRow("removed") << true;
    }

    void aRawThatOnlyLooksTheSameOrIsGoneIsTold()
    {
        QFETCH(bool, isRemoved);
        const PageFixture fixture;
        const std::filesystem::path photo = fixture.photo();
        const std::filesystem::path other = fixture.path("other.dng");
        std::filesystem::copy_file(photo, other);
        std::filesystem::last_write_time(other, std::filesystem::last_write_time(photo));
        fixture.openAndSettle(photo);
        if (isRemoved) {
            std::filesystem::remove(photo);
        } else {
            std::filesystem::rename(other, photo);
        }
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        fixture.page->exportTo({fixture.path("after.png"), {}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 20'000);
        QVERIFY(fixture.bannerText().contains(QStringLiteral("changed or removed")));
        QCOMPARE(readPicture(fixture.path("after.png")).size, (PixelSize{640, 480}));
    }

    void aModelsPictureNamesTheModel()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        fixture.page->chooseModel(fixture.model());
        QTRY_VERIFY(fixture.page->actions().undo->isEnabled());
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        const std::filesystem::path target = fixture.path("out.tif");
        fixture.page->exportTo({target, {.format = PictureFormat::Tiff}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        QCOMPARE(fieldOf(readProvenance(target), "Model"), std::string("tiny"));
        QCOMPARE(fieldOf(readProvenance(target), "ModelSha256").size(), std::size_t{64});
    }

    void theModelOnTheScreenIsTheOneThatIsExported()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        const std::filesystem::path model = fixture.model();
        const std::string loaded = sha256OfFile(model);
        fixture.page->chooseModel(model);
        QTRY_VERIFY(fixture.page->actions().undo->isEnabled());
        QFile file(fromPath(model));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write("another file by now") > 0);
        file.close();
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        const std::filesystem::path target = fixture.path("out.tif");
        fixture.page->exportTo({target, {.format = PictureFormat::Tiff}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        QCOMPARE(fieldOf(readProvenance(target), "ModelSha256"), loaded);
    }

    void aCancelledExportLeavesNoFile()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        const std::filesystem::path target = fixture.path("out.png");
        fixture.page->exportTo({target, {}});
        QVERIFY(!fixture.page->actions().exportPicture->isEnabled());
        fixture.page->actions().cancel->trigger();
        QTRY_VERIFY(fixture.page->actions().exportPicture->isEnabled());
        QCOMPARE(exported.count(), 0);
        QVERIFY(!std::filesystem::exists(target));
        QCOMPARE(fixture.bannerText(), QStringLiteral("Export cancelled; nothing was written."));
    }

    void aCancelThatComesLateSaysWhatIsThere()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {2000, 1500}));
        for (const char* name : {"1.png", "2.png", "3.png"}) {
            fixture.page->exportTo({fixture.path(name), {}});
            auto* text = fixture.page->findChild<BusyBar*>()->findChild<QLabel*>();
            QTRY_VERIFY_WITH_TIMEOUT(text->text().contains(QStringLiteral("writing")) || !fixture.page->isExporting(),
                                     60'000);
            fixture.page->cancelExport();
            QTRY_VERIFY_WITH_TIMEOUT(!fixture.page->isExporting(), 60'000);
            const bool isThere = std::filesystem::exists(fixture.path(name));
            QVERIFY2(isThere == fixture.bannerText().contains(QStringLiteral("Exported"))
                         && isThere != fixture.bannerText().contains(QStringLiteral("nothing was written")),
                     qPrintable(fixture.bannerText()));
        }
    }

    void anExportThatCannotBeWrittenIsASentence()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        fixture.page->exportTo({fixture.path("missing-folder/out.png"), {}});
        QTRY_VERIFY_WITH_TIMEOUT(fixture.bannerText().contains(QStringLiteral("out.png")), 20'000);
        QTRY_VERIFY(fixture.page->actions().exportPicture->isEnabled());
    }

    void aTargetThatCannotBeWrittenIsRefusedBeforeTheWork()
    {
        const PageFixture fixture;
        const OpenedPhoto opened = openPhoto(fixture.photo(), std::nullopt, {200, 150}, {});
        int reportCount = 0;
        const JobContext context({}, [&](const Progress&) { ++reportCount; });
        QVERIFY_EXCEPTION_THROWN(exportPicture({opened.photo, {.ratio = opened.ratio}, nullptr},
                                               {fixture.path("missing-folder/out.png"), {}}, context),
                                 OutputFailed);
        QCOMPARE(reportCount, 0);
    }

    void thePhotoItselfIsNeverATarget()
    {
        const PageFixture fixture;
        const std::filesystem::path photo = fixture.photo("raw.tif");  // some cameras name their raws so
        fixture.openAndSettle(photo);
        const auto size = std::filesystem::file_size(photo);
        fixture.page->exportTo({photo, {.format = PictureFormat::Tiff, .ifExists = IfExists::Overwrite}});
        QTRY_VERIFY(fixture.bannerText().contains(QStringLiteral("is the photo itself")));
        QCOMPARE(std::filesystem::file_size(photo), size);
    }

    void theDefaultNameSaysTheAmplificationInDigits()
    {
        QCOMPARE(defaultExportName("/photos/night.dng", {100.0F}), QStringLiteral("night_x100"));
        QCOMPARE(defaultExportName("/photos/night.dng", {99.7F}), QStringLiteral("night_x99.7"));
        QCOMPARE(defaultExportName("/photos/night.dng", {1000.0F}), QStringLiteral("night_x1000"));
    }

    void theDefaultNameNeverReplacesAFile()
    {
        const PageFixture fixture;
        const QString folder = fixture.folder.path();
        QFile existing(fixture.folder.filePath(QStringLiteral("night.png")));
        QVERIFY(existing.open(QIODevice::WriteOnly));
        const ExportDialog dialog({}, folder, QStringLiteral("night"), nullptr);
        auto* target = dialog.findChild<QLineEdit*>(QStringLiteral("exportTarget"));
        auto* confirm = dialog.findChild<QPushButton*>(QStringLiteral("exportConfirm"));
        QVERIFY(target->text().endsWith(QStringLiteral("night-2.png")));
        QCOMPARE(confirm->text(), QStringLiteral("Export"));
        target->setText(existing.fileName());
        QCOMPARE(confirm->text(), QStringLiteral("Replace"));
        target->setText(folder + QStringLiteral("/night.dng"));
        QVERIFY(!confirm->isEnabled());
    }

    void anotherFormatGetsAFreeNameToo()
    {
        const PageFixture fixture;
        const QString folder = fixture.folder.path();
        for (const char* name : {"night.tif", "night-2.tif", "mine.jpg"}) {
            QFile existing(fixture.folder.filePath(QLatin1String(name)));
            QVERIFY(existing.open(QIODevice::WriteOnly));
        }
        ExportDialog dialog({}, folder, QStringLiteral("night"), nullptr);
        QSignalSpy requested(&dialog, &ExportDialog::exportRequested);
        auto* format = dialog.findChild<QComboBox*>(QStringLiteral("exportFormat"));
        auto* target = dialog.findChild<QLineEdit*>(QStringLiteral("exportTarget"));
        const auto* confirm = dialog.findChild<QPushButton*>(QStringLiteral("exportConfirm"));
        const auto choose = [&](PictureFormat wanted) {
            format->setCurrentIndex(format->findData(static_cast<int>(wanted)));
        };
        choose(PictureFormat::Tiff);
        QCOMPARE(target->text(), folder + QStringLiteral("/night-3.tif"));
        QCOMPARE(confirm->text(), QStringLiteral("Export"));
        choose(PictureFormat::Jpeg);
        QCOMPARE(target->text(), folder + QStringLiteral("/night.jpg"));
        target->setText(folder + QStringLiteral("/mine.png"));
        choose(PictureFormat::Jpeg);
        choose(PictureFormat::Png);
        choose(PictureFormat::Jpeg);
        QCOMPARE(target->text(), folder + QStringLiteral("/mine.jpg"));  // a name of the person's own stays
        QCOMPARE(confirm->text(), QStringLiteral("Replace"));
        dialog.show();
        target->setFocus();
        QTest::keyClick(target, Qt::Key_Return);
        QCOMPARE(requested.count(), 0);
        QVERIFY(dialog.isVisible());
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("exportConfirm")), Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
    }

    void aTypedNameIsMeantAsInATerminal_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        const QString home = QDir::homePath();
        QTest::newRow("a name") << QStringLiteral("mine.png") << QStringLiteral("/suggested/mine.png");
        QTest::newRow("below it") << QStringLiteral("new/mine.png") << QStringLiteral("/suggested/new/mine.png");
        QTest::newRow("above it") << QStringLiteral("../mine.png") << QStringLiteral("/mine.png");
        QTest::newRow("home") << QStringLiteral("~/mine.png") << home + QStringLiteral("/mine.png");
        QTest::newRow("blanks around") << QStringLiteral(" /a/mine.png ") << QStringLiteral("/a/mine.png");
        QTest::newRow("a tilde in a name") << QStringLiteral("~mine.png") << QStringLiteral("/suggested/~mine.png");
    }

    void aTypedNameIsMeantAsInATerminal()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, meant);
        ExportDialog dialog({}, QStringLiteral("/suggested"), QStringLiteral("night"), nullptr);
        QSignalSpy requested(&dialog, &ExportDialog::exportRequested);
        dialog.findChild<QLineEdit*>(QStringLiteral("exportTarget"))->setText(typed);
        dialog.findChild<QPushButton*>(QStringLiteral("exportConfirm"))->click();
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested.front().front().value<ExportRequest>().target, toPath(meant));
    }
};

SCOTOPIC_TEST(ExportTest)

}  // namespace scotopic

#include "export_test.moc"
