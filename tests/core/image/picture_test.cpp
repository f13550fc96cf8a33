// SPDX-License-Identifier: MIT
#include "core/image/picture.h"
#include "tests/core/image/pictures.h"
#include "tests/support/test_registry.h"

#include <cmath>
#include <string>

namespace scotopic {

namespace {

/// One letter a pixel: its three channels are letter, letter + 1, letter + 2, so that a mixed-up channel shows.
template <class Picture>
Picture spelled(PixelSize size, const std::string& letters)
{
    Picture picture{size, {}};
    for (const char letter : letters) {
        for (int channel = 0; channel < 3; ++channel) {
            picture.rgb.push_back(static_cast<typename decltype(picture.rgb)::value_type>(letter * 2 + channel));
        }
    }
    return picture;
}

class PictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void turnsUprightAsExifDefinesIt_data();
    void turnsUprightAsExifDefinesIt();
    void turningBackGivesTheSame_data();
    void turningBackGivesTheSame();
    void eightBitIsTheNearestValue();
};

void PictureTest::turnsUprightAsExifDefinesIt_data()
{
    // EXIF 2.3, tag 0x0112: which visual edge the stored row 0 and column 0 are. Stored: abc / def.
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QByteArray>("upright");
    QTest::newRow("row 0 top, column 0 left") << 1 << QByteArray("abcdef");
    QTest::newRow("row 0 top, column 0 right") << 2 << QByteArray("cbafed");
    QTest::newRow("row 0 bottom, column 0 right") << 3 << QByteArray("fedcba");
    QTest::newRow("row 0 bottom, column 0 left") << 4 << QByteArray("defabc");
    QTest::newRow("row 0 left, column 0 top") << 5 << QByteArray("adbecf");
    QTest::newRow("row 0 right, column 0 top") << 6 << QByteArray("daebfc");
    QTest::newRow("row 0 right, column 0 bottom") << 7 << QByteArray("fcebda");
    QTest::newRow("row 0 left, column 0 bottom") << 8 << QByteArray("cfbead");
}

void PictureTest::turnsUprightAsExifDefinesIt()
{
    QFETCH(int, orientation);
    QFETCH(QByteArray, upright);
    const auto turn = static_cast<Orientation>(orientation);
    const PixelSize size = orientation < 5 ? PixelSize{3, 2} : PixelSize{2, 3};
    const auto expected = spelled<SrgbPicture>(size, upright.toStdString());
    const auto stored = spelled<SrgbPicture>({3, 2}, "abcdef");

    const SrgbPicture turned = oriented(stored, turn);
    QCOMPARE(turned.size, size);
    QCOMPARE(turned.rgb, expected.rgb);
    QCOMPARE(oriented(spelled<SrgbPreview>({3, 2}, "abcdef"), turn).rgb,
             spelled<SrgbPreview>(size, upright.toStdString()).rgb);

    const UprightLayout layout({3, 2}, turn);
    QCOMPARE(expected.rgb[static_cast<std::size_t>(layout.indexOf(2, 1)) * 3], stored.rgb[15]);
    QCOMPARE(expected.rgb[static_cast<std::size_t>(layout.indexOf(1, 0)) * 3], stored.rgb[3]);
}

void PictureTest::turningBackGivesTheSame_data()
{
    QTest::addColumn<int>("there");
    QTest::addColumn<int>("back");
    for (const int own : {2, 3, 4, 5, 7}) {
        QTest::addRow("%d", own) << own << own;
    }
    QTest::newRow("6, 8") << 6 << 8;
    QTest::newRow("8, 6") << 8 << 6;
}

void PictureTest::turningBackGivesTheSame()
{
    QFETCH(int, there);
    QFETCH(int, back);
    const SrgbPicture picture = test::scrambledPicture({131, 67});
    const SrgbPicture turned = oriented(picture, static_cast<Orientation>(there));
    QVERIFY(turned.rgb != picture.rgb);
    QCOMPARE(oriented(turned, static_cast<Orientation>(back)).rgb, picture.rgb);
}

void PictureTest::eightBitIsTheNearestValue()
{
    SrgbPicture all{{65536 / 4, 1}, {}};
    for (int value = 0; value < 65536 / 4 * 3; ++value) {
        all.rgb.push_back(static_cast<std::uint16_t>(value * 4 / 3));
    }
    const SrgbPreview preview = toPreview(all);
    QCOMPARE(preview.size, all.size);
    for (std::size_t i = 0; i < all.rgb.size(); ++i) {
        QCOMPARE(static_cast<long>(preview.rgb[i]), std::lround(all.rgb[i] * 255.0 / 65535.0));
    }
}

}  // namespace

SCOTOPIC_TEST(PictureTest)

}  // namespace scotopic

#include "picture_test.moc"
