// SPDX-License-Identifier: MIT
#include "tests/support/pass_through.h"
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"

#include <cmath>

namespace scotopic {

using test::PageFixture;

namespace {

/// Correlation of two pictures' greys where `shifted` is moved by `shiftPx`, inside `area`.
double correlation(const QImage& still, const QImage& shifted, int shiftPx, const QRect& area)
{
    double a = 0;
    double b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    double n = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x, n += 1) {
            const double u = std::sqrt(qGray(still.pixel(x, y)));
            const double v = std::sqrt(qGray(shifted.pixel(x + shiftPx, y + shiftPx)));
            a += u;
            b += v;
            aa += u * u;
            bb += v * v;
            ab += u * v;
        }
    }
    return (ab - a * b / n) / std::sqrt((aa - a * a / n) * (bb - b * b / n));
}

}  // namespace

class NetworkViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_scene = makeSampleRaw({.size = {1440, 1440}, .ratio = {4.0F}, .seed = 1}); }

    void theNetworksPictureLiesWhereTheClassicalOneDoes_data()
    {
        QTest::addColumn<bool>("isActualPixels");
        QTest::addColumn<int>("orientation");
        QTest::newRow("whole picture") << false << 1;
        QTest::newRow("actual pixels, in tiles") << true << 1;
        QTest::newRow("whole picture, on its side") << false << 6;
        QTest::newRow("actual pixels, on its side") << true << 8;
    }

    void theNetworksPictureLiesWhereTheClassicalOneDoes()
    {
        QFETCH(bool, isActualPixels);
        QFETCH(int, orientation);
        const PageFixture fixture;
        fixture.page->resize(1560, 900);  // so large that actual pixels take a coarse pass and several tiles
        RawImage raw = m_scene;
        raw.orientation = static_cast<Orientation>(orientation);
        const std::filesystem::path photo = fixture.path("scene.dng");
        writeDng(photo, raw, IfExists::Refuse);
        const std::filesystem::path model = fixture.path("pass.safetensors");
        writeModelFile(model, test::passThroughModel(), IfExists::Refuse);

        fixture.openAndSettle(photo);
        QSignalSpy settled(fixture.page.get(), &EnhancePage::settled);
        if (isActualPixels) {
            fixture.page->actions().actualPixels->trigger();
            QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, 20'000);
        }
        const QImage classical = fixture.view()->grab().toImage();
        fixture.page->chooseModel(model);
        QTRY_VERIFY(fixture.page->actions().undo->isEnabled());
        settled.clear();
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, 30'000);
        const QImage network = fixture.view()->grab().toImage();

        const QRect area(classical.width() / 3, classical.height() / 6, classical.width() / 3,
                         classical.height() * 2 / 3);
        const double inPlace = correlation(classical, network, 0, area);
        QVERIFY2(inPlace > 0.85, qPrintable(QString::number(inPlace)));
        for (const int shiftPx : {-3, 3}) {
            QVERIFY(correlation(classical, network, shiftPx, area) < inPlace);
        }
    }

private:
    RawImage m_scene;
};

SCOTOPIC_TEST(NetworkViewTest)

}  // namespace scotopic

#include "network_view_test.moc"
