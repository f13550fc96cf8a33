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

/// As a training run that diverged leaves it: the writer of our own refuses such weights. The format: eight bytes with
/// the header's length, the header, then the numbers.
void writeNanInto(const std::filesystem::path& file, const std::filesystem::path& good)
{
    std::filesystem::copy_file(good, file);
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    std::uint64_t headerBytes = 0;
    stream.read(reinterpret_cast<char*>(&headerBytes), sizeof headerBytes);
    stream.seekp(static_cast<std::streamoff>(sizeof headerBytes + headerBytes));
    const float nan = std::numeric_limits<float>::quiet_NaN();
    stream.write(reinterpret_cast<const char*>(&nan), sizeof nan);
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
        writeNanInto(fixture.path("nan.safetensors"), good);

        fixture.openAndSettle(fixture.photo());
        fixture.page->chooseModel(toPath(fixture.folder.filePath(name)));
        QTRY_VERIFY(fixture.bannerText().contains(name));
        QVERIFY2(isOneSentence(fixture.bannerText()), qPrintable(fixture.bannerText()));
        QCOMPARE(fixture.bannerText().contains(QStringLiteral("NaN")), name.startsWith(QStringLiteral("nan")));
        QTRY_COMPARE(fixture.find<QComboBox>("modelPicker")->currentIndex(), 0);
        QVERIFY(fixture.page->state() == State::Ready);
    }

    void aSessionOfWhichNothingIsLeftSaysBoth()
    {
        const PageFixture fixture;
        fixture.settings->setValue(QStringLiteral("enhance/photo"), QStringLiteral("/nowhere/gone.dng"));
        fixture.settings->setValue(QStringLiteral("enhance/model"), QStringLiteral("/nowhere/lost.safetensors"));
        fixture.page->restoreSession();
        QTRY_VERIFY(fixture.bannerText().contains(QStringLiteral("gone.dng"))
                    && fixture.bannerText().contains(QStringLiteral("lost.safetensors")));
        QCOMPARE(fixture.bannerText().count(QLatin1Char('\n')), 1);
        QVERIFY(fixture.page->state() == State::Empty);
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
