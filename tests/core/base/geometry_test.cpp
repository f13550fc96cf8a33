// SPDX-License-Identifier: MIT
#include "core/base/geometry.h"
#include "tests/support/test_registry.h"

#include <algorithm>

using scotopic::intersected;
using scotopic::Orientation;
using scotopic::PixelRect;
using scotopic::PixelSize;

namespace {

enum class Side { Top, Bottom, Left, Right };

/// EXIF 2.3, tag 0x0112: which side of the upright picture the stored picture's first row and first column are.
struct ExifDefinition {
    Side firstRow;
    Side firstColumn;
};

/// Where the stored pixel (x, y) is in the upright picture, from the definition alone.
PixelRect uprightPixel(int x, int y, PixelSize upright, ExifDefinition definition)
{
    PixelRect pixel{0, 0, 1, 1};
    const auto put = [&](Side side, int distance) {
        switch (side) {
        case Side::Top: pixel.y = distance; break;
        case Side::Bottom: pixel.y = upright.height - 1 - distance; break;
        case Side::Left: pixel.x = distance; break;
        case Side::Right: pixel.x = upright.width - 1 - distance; break;
        }
    };
    put(definition.firstRow, y);
    put(definition.firstColumn, x);
    return pixel;
}

constexpr PixelSize kFrame{7, 5};

}  // namespace

Q_DECLARE_METATYPE(ExifDefinition)

class Geometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPixelGoesWhereExifSays_data() { addOrientations(); }
    void everyPixelGoesWhereExifSays();
    void aRectangleHoldsTheSamePixelsUpright_data() { addOrientations(); }
    void aRectangleHoldsTheSamePixelsUpright();
    void sensorRectInvertsOrientedRect_data() { addOrientations(); }
    void sensorRectInvertsOrientedRect();
    void rectanglesThatOnlyTouchDoNotMeet();
    void theIntersectionIsTheCommonPart();
    void areasBeyondAnIntAreCounted();

private:
    static void addOrientations();
};

void Geometry::addOrientations()
{
    QTest::addColumn<Orientation>("orientation");
    QTest::addColumn<ExifDefinition>("definition");
    const auto row = [](const char* name, int value, Side firstRow, Side firstColumn) {
        QTest::newRow(name) << Orientation{value} << ExifDefinition{firstRow, firstColumn};
    };
    row("1 top left", 1, Side::Top, Side::Left);
    row("2 top right", 2, Side::Top, Side::Right);
    row("3 bottom right", 3, Side::Bottom, Side::Right);
    row("4 bottom left", 4, Side::Bottom, Side::Left);
    row("5 left top", 5, Side::Left, Side::Top);
    row("6 right top", 6, Side::Right, Side::Top);
    row("7 right bottom", 7, Side::Right, Side::Bottom);
    row("8 left bottom", 8, Side::Left, Side::Bottom);
}

void Geometry::everyPixelGoesWhereExifSays()
{
    QFETCH(const Orientation, orientation);
    QFETCH(const ExifDefinition, definition);
    const PixelSize upright = orientedSize(kFrame, orientation);
    const bool columnsBecomeRows = definition.firstRow == Side::Left || definition.firstRow == Side::Right;
    QCOMPARE(swapsAxes(orientation), columnsBecomeRows);
    QVERIFY(upright == (columnsBecomeRows ? PixelSize{kFrame.height, kFrame.width} : kFrame));
    for (int y = 0; y < kFrame.height; ++y) {
        for (int x = 0; x < kFrame.width; ++x) {
            QVERIFY(orientedRect({x, y, 1, 1}, kFrame, orientation) == uprightPixel(x, y, upright, definition));
        }
    }
}

void Geometry::aRectangleHoldsTheSamePixelsUpright()
{
    QFETCH(const Orientation, orientation);
    QFETCH(const ExifDefinition, definition);
    const PixelRect rect{1, 2, 4, 3};
    const PixelSize uprightSize = orientedSize(kFrame, orientation);
    int left = uprightSize.width;
    int top = uprightSize.height;
    int right = 0;
    int bottom = 0;
    for (int y = rect.y; y < rect.bottom(); ++y) {
        for (int x = rect.x; x < rect.right(); ++x) {
            const PixelRect pixel = uprightPixel(x, y, uprightSize, definition);
            left = std::min(left, pixel.x);
            top = std::min(top, pixel.y);
            right = std::max(right, pixel.right());
            bottom = std::max(bottom, pixel.bottom());
        }
    }
    QVERIFY(orientedRect(rect, kFrame, orientation) == (PixelRect{left, top, right - left, bottom - top}));
}

void Geometry::sensorRectInvertsOrientedRect()
{
    QFETCH(const Orientation, orientation);
    for (int y = 0; y < kFrame.height; ++y) {
        for (int x = 0; x < kFrame.width; ++x) {
            const PixelRect rect{x, y, kFrame.width - x, (kFrame.height - y + 1) / 2};
            QVERIFY(sensorRect(orientedRect(rect, kFrame, orientation), kFrame, orientation) == rect);
        }
    }
    QVERIFY(orientedRect(wholeOf(kFrame), kFrame, orientation) == wholeOf(orientedSize(kFrame, orientation)));
}

void Geometry::rectanglesThatOnlyTouchDoNotMeet()
{
    QVERIFY(intersected({0, 0, 4, 4}, {4, 0, 4, 4}) == PixelRect{});
    QVERIFY(intersected({0, 0, 4, 4}, {0, 4, 4, 4}) == PixelRect{});
    QVERIFY(intersected({0, 0, 4, 4}, {9, 9, 1, 1}) == PixelRect{});
}

void Geometry::theIntersectionIsTheCommonPart()
{
    const PixelRect common{2, 3, 3, 1};
    QVERIFY(intersected({0, 3, 5, 4}, {2, 0, 9, 4}) == common);
    QVERIFY(intersected({2, 0, 9, 4}, {0, 3, 5, 4}) == common);
    QVERIFY(intersected(common, {-10, -10, 100, 100}) == common);
}

void Geometry::areasBeyondAnIntAreCounted()
{
    QCOMPARE((PixelSize{100'000, 50'000}).area(), std::size_t{5'000'000'000});
}

SCOTOPIC_TEST(Geometry)
#include "geometry_test.moc"
