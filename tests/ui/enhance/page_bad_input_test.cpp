// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"

#include <QComboBox>
#include <QLineEdit>

#include <fstream>
#include <limits>

namespace scotopic {

using test::PageFixture;
using State = EnhancePage::State;

namespace {

void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

bool isOneSentence(const QString& text)
{
    return !text.isEmpty() && !text.contains(QLatin1Char('\n')) && text.size() < 400
           && !text.contains(QStringLiteral("frame #"));
}

}  // namespace

class PageBadInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBadPhotoIsASentenceAndNothingIsLost_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"text.dng", "empty.dng", "four.dng", "folder.dng", "missing.dng", "truncated.dng"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }

    void aBadPhotoIsASentenceAndNothingIsLost()
    {
        QFETCH(QString, name);
        const PageFixture fixture;
        const std::filesystem::path good = fixture.photo("good.dng");
        writeText(fixture.path("text.dng"), "this is no raw photo at all, only a few words");
        writeText(fixture.path("empty.dng"), "");
        writeText(fixture.path("four.dng"), "II*");
        std::filesystem::create_directory(fixture.path("folder.dng"));
        std::filesystem::copy_file(good, fixture.path("truncated.dng"));
        std::filesystem::resize_file(fixture.path("truncated.dng"), std::filesystem::file_size(good) / 3);

        fixture.openAndSettle(good);
        fixture.page->open(toPath(fixture.folder.filePath(name)));
        QTRY_VERIFY(fixture.bannerText().contains(name));
        QVERIFY2(isOneSentence(fixture.bannerText()), qPrintable(fixture.bannerText()));
        QTRY_VERIFY(fixture.page->state() == State::Ready);
        QVERIFY(fixture.page->actions().exportPicture->isEnabled());

        fixture.page->open(good);
        QTRY_VERIFY(fixture.page->state() == State::Ready);
        QCOMPARE(fixture.bannerText(), QString());
    }

    void aBadModelIsASentenceAndTheClassicalPictureStays_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"text.safetensors", "nan.safetensors", "missing.safetensors", "truncated.safetensors"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }

    void aBadModelIsASentenceAndTheClassicalPictureStays()
    {
        QFETCH(QString, name);
        const PageFixture fixture;
        writeText(fixture.path("text.safetensors"), "weights, more or less");
        const std::filesystem::path good = fixture.model();
        std::filesystem::copy_file(good, fixture.path("truncated.safetensors"));
        std::filesystem::resize_file(fixture.path("truncated.safetensors"), std::filesystem::file_size(good) / 2);
        Model broken = makeRandomModel({.baseWidth = 4}, /*seed=*/1);
        broken.weights.begin()->second.values[0] = std::numeric_limits<float>::quiet_NaN();
        try {
            writeModelFile(fixture.path("nan.safetensors"), broken, IfExists::Refuse);
        } catch (const std::exception&) {
            writeText(fixture.path("nan.safetensors"), "refused at writing already");
        }

        fixture.openAndSettle(fixture.photo());
        fixture.page->chooseModel(toPath(fixture.folder.filePath(name)));
        QTRY_VERIFY(fixture.bannerText().contains(name));
        QVERIFY2(isOneSentence(fixture.bannerText()), qPrintable(fixture.bannerText()));
        QTRY_COMPARE(fixture.find<QComboBox>("modelPicker")->currentIndex(), 0);
        QVERIFY(fixture.page->state() == State::Ready);
    }

    void aModelForAnotherSensorSaysSo()
    {
        const PageFixture fixture;
        const std::filesystem::path file = fixture.path("fuji.safetensors");
        writeModelFile(file, makeRandomModel({.baseWidth = 4, .inputPlanes = 9}, /*seed=*/1), IfExists::Refuse);
        fixture.openAndSettle(fixture.photo());
        fixture.page->chooseModel(file);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.bannerText().contains(QStringLiteral("X-Trans")), 20'000);
    }

    void anAmplificationThatCannotBeUsedIsASentence()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        auto* field = fixture.find<QWidget>("amplificationField");
        field->findChild<QLineEdit*>()->setText(QStringLiteral("-1"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY2(fixture.bannerText().contains(QStringLiteral("-1")), qPrintable(fixture.bannerText()));
    }
};

SCOTOPIC_TEST(PageBadInputTest)

}  // namespace scotopic

#include "page_bad_input_test.moc"
