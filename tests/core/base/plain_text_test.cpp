// SPDX-License-Identifier: MIT
#include "core/base/plain_text.h"
#include "tests/support/test_registry.h"

namespace scotopic {

class PlainTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextBeginsWithACharacterOrAByte()
    {
        QCOMPARE(firstCharacter("a\u00E4"), std::string_view("a"));
        QCOMPARE(firstCharacter("\u00E4a"), std::string_view("\u00E4"));
        QCOMPARE(firstCharacter("\U0001F303 night"), std::string_view("\U0001F303"));
        QCOMPARE(firstCharacter("\xE9 30"), std::string_view("\xE9"));  // Latin-1
        QCOMPARE(firstCharacter("\xC3"), std::string_view("\xC3"));     // cut off
    }

    void lettersBecomeSmallOnes() { QCOMPARE(lowerCase("TIFF-8 \xC3\x89"), std::string("tiff-8 \xC3\x89")); }

    void whatMovesATerminalIsNotPrinted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto same = [](const char* row, const char* text) {
            QTest::newRow(row) << QByteArray(text) << QByteArray(text);
        };
        same("plain", "night 1.arw");
        same("other scripts", "\xC3\xA9t\xC3\xA9 \xE5\xA4\x9C \xD7\x9C\xD7\x99 \xF0\x9F\x8C\x99");
        same("a name in two parts", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA7");  // joined by U+200D
        const auto changed = [](const char* row, const QByteArray& text, const char* shown) {
            QTest::newRow(row) << text << QByteArray(shown);
        };
        changed("escape sequence", "a\x1B[31mb", "a?[31mb");
        changed("line ends", "a\r\nb\tc", "a??b?c");
        changed("nought", QByteArray("a\0b", 3), "a?b");
        changed("delete", "a\x7F", "a?");
        changed("CSI of Latin-1 in UTF-8",
                "a\xC2\x9B"
                "31mb",
                "a?31mb");
        changed("a bare byte of Latin-1",
                "a\x9B"
                "31m\xE9",
                "a?31m?");
        changed("right to left", "gnp\xE2\x80\xAEnight", "gnp?night");
        changed("isolated direction", "\xE2\x81\xA6x\xE2\x81\xA9", "?x?");
        changed("line separator",
                "a\xE2\x80\xA8"
                "b",
                "a?b");
        changed("overlong escape", "\xC0\x9B[", "??[");
        changed("surrogate", "\xED\xA0\x80", "???");
        changed("cut through", "a\xE5\xA4", "a??");
    }
    void whatMovesATerminalIsNotPrinted()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(withoutControls(text.toStdString())), shown);
    }

    void jsonSaysTheSameWithoutThem()
    {
        const QByteArray json = "{\"a\": \"\xC2\x9B"
                                "31m\x7F\xE2\x80\xAE\xC3\xA9\"}\n";
        QCOMPARE(QByteArray::fromStdString(withControlsEscaped(json.toStdString())),
                 QByteArray("{\"a\": \"\\u009b31m\\u007f\\u202e\xC3\xA9\"}\n"));
    }
};

SCOTOPIC_TEST(PlainTextTest)

}  // namespace scotopic

#include "plain_text_test.moc"
