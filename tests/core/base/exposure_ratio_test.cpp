// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/exposure_ratio.h"
#include "tests/support/test_registry.h"

#include <clocale>
#include <cmath>
#include <limits>

using scotopic::ExposureRatio;
using scotopic::InvalidArgument;

class ExposureRatioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersInRangeAreRead_data();
    void numbersInRangeAreRead();
    void everythingElseIsRefusedNamingIt_data();
    void everythingElseIsRefusedNamingIt();
    void valuesOutsideTheTypedRangeCannotBeUsed();
    void aDoublingIsOneEv();
    void evAndRatioInvertEachOther();
    void theTextShowsFactorAndStops_data();
    void theTextShowsFactorAndStops();
    void theTextDoesNotFollowTheLocale();
};

void ExposureRatioTest::numbersInRangeAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<float>("value");
    QTest::newRow("whole") << QByteArray("100") << 100.0F;
    QTest::newRow("fraction") << QByteArray("2.5") << 2.5F;
    QTest::newRow("as it is shown") << QByteArray("x250") << 250.0F;
    QTest::newRow("capital") << QByteArray("X3") << 3.0F;
    QTest::newRow("exponent") << QByteArray("1e2") << 100.0F;
    QTest::newRow("x behind") << QByteArray("300x") << 300.0F;
    QTest::newRow("times sign") << QByteArray("\u00d7"
                                              "64")
                                << 64.0F;
    QTest::newRow("times sign behind") << QByteArray("64 \u00d7") << 64.0F;
    QTest::newRow("stops") << QByteArray("6 EV") << 64.0F;
    QTest::newRow("stops with a sign") << QByteArray("+3ev") << 8.0F;
    QTest::newRow("stops below 0") << QByteArray("-2 Ev") << 0.25F;
    QTest::newRow("no stops") << QByteArray("0EV") << 1.0F;
    QTest::newRow("smallest") << QByteArray("0.1") << 0.1F;
    QTest::newRow("largest") << QByteArray("1000") << 1000.0F;
}

void ExposureRatioTest::numbersInRangeAreRead()
{
    QFETCH(const QByteArray, text);
    QFETCH(const float, value);
    QCOMPARE(scotopic::parseRatio(text.toStdString()).value, value);
}

void ExposureRatioTest::everythingElseIsRefusedNamingIt_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* name, const char* text, const char* named) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(named);
    };
    row("nothing", "", "''");
    row("a word", "bright", "'bright'");
    row("x alone", "x", "'x'");
    row("two x", "xx5", "'xx5'");
    row("x on both sides", "x5x", "'x5x'");
    row("stops alone", "EV", "'EV'");
    row("two signs", "+-3ev", "'+-3ev'");
    row("a sign without stops", "+3", "'+3'");
    row("times of stops", "x3ev", "'x3ev'");
    row("too many stops", "10 EV", "1024");
    row("trailing text", "100 times", "'100 times'");
    row("comma", "2,5", "'2,5'");
    row("hexadecimal", "0x10", "'0x10'");
    row("leading space", " 5", "' 5'");
    row("not a number", "nan", "nan");
    row("infinite", "inf", "inf");
    row("zero", "0", "0");
    row("negative", "-1", "-1");
    row("too small", "0.09", "0.09");
    row("too large", "1000.1", "1000.1");
    row("beyond a float", "1e99", "'1e99'");
}

void ExposureRatioTest::everythingElseIsRefusedNamingIt()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, named);
    try {
        (void)scotopic::parseRatio(text.toStdString());
        QFAIL("accepted");
    } catch (const InvalidArgument& error) {
        const QByteArray sentence = error.what();
        QVERIFY2(sentence.startsWith(named), sentence.constData());
        QVERIFY2(sentence.endsWith("an amplification is a number from 0.1 to 1000"), sentence.constData());
    }
}

void ExposureRatioTest::valuesOutsideTheTypedRangeCannotBeUsed()
{
    for (const float value : {0.0F, -1.0F, 0.0999F, 1000.1F, std::numeric_limits<float>::quiet_NaN(),
                              std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()}) {
        QVERIFY_EXCEPTION_THROWN(scotopic::requireUsable({value}), InvalidArgument);
    }
    scotopic::requireUsable(scotopic::kSmallestTypedRatio);
    scotopic::requireUsable(scotopic::kLargestTypedRatio);
    scotopic::requireUsable(scotopic::kSmallestRatio);
    scotopic::requireUsable(scotopic::kLargestRatio);
}

void ExposureRatioTest::aDoublingIsOneEv()
{
    QCOMPARE(scotopic::evFromRatio({1.0F}), 0.0F);
    QCOMPARE(scotopic::evFromRatio({2.0F}), 1.0F);
    QCOMPARE(scotopic::evFromRatio({256.0F}), 8.0F);
    QCOMPARE(scotopic::ratioFromEv(-1.0F).value, 0.5F);
}

void ExposureRatioTest::evAndRatioInvertEachOther()
{
    for (float ratio = 0.1F; ratio <= 1000.0F; ratio *= 1.37F) {
        const float back = scotopic::ratioFromEv(scotopic::evFromRatio({ratio})).value;
        QVERIFY(std::abs(back - ratio) <= 2e-6F * ratio);
    }
}

void ExposureRatioTest::theTextShowsFactorAndStops_data()
{
    QTest::addColumn<float>("ratio");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("the study's") << 100.0F << QByteArray("x100 (+6.6 EV)");
    QTest::newRow("none") << 1.0F << QByteArray("x1 (+0.0 EV)");
    QTest::newRow("nearly none") << 0.99F << QByteArray("x0.99 (+0.0 EV)");
    QTest::newRow("rounded up to none") << 0.999F << QByteArray("x1 (+0.0 EV)");
    QTest::newRow("ten") << 10.0F << QByteArray("x10 (+3.3 EV)");
    QTest::newRow("rounded up to ten") << 9.97F << QByteArray("x10 (+3.3 EV)");
    QTest::newRow("rounded up to two") << 1.996F << QByteArray("x2 (+1.0 EV)");
    QTest::newRow("one decimal") << 2.5F << QByteArray("x2.5 (+1.3 EV)");
    QTest::newRow("darker") << 0.5F << QByteArray("x0.5 (-1.0 EV)");
    QTest::newRow("largest") << 300.0F << QByteArray("x300 (+8.2 EV)");
}

void ExposureRatioTest::theTextShowsFactorAndStops()
{
    QFETCH(const float, ratio);
    QFETCH(const QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(scotopic::toText({ratio})), text);
}

// QApplication sets the C library's locale to the desktop's: snprintf then writes "2,5", which parseRatio refuses.
void ExposureRatioTest::theTextDoesNotFollowTheLocale()
{
    const QByteArray before = std::setlocale(LC_NUMERIC, nullptr);
    bool found = false;
    for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8"}) {
        found = found || std::setlocale(LC_NUMERIC, name) != nullptr;
    }
    if (!found) {
        QSKIP("needs a locale with a decimal comma (de_DE.UTF-8 or fr_FR.UTF-8)");
    }
    const std::string text = scotopic::toText({2.5F});
    const float parsed = scotopic::parseRatio("2.5").value;
    std::setlocale(LC_NUMERIC, before.constData());
    QCOMPARE(QByteArray::fromStdString(text), QByteArray("x2.5 (+1.3 EV)"));
    QCOMPARE(parsed, 2.5F);
}

SCOTOPIC_TEST(ExposureRatioTest)
#include "exposure_ratio_test.moc"
