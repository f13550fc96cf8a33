// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

using test::PageFixture;

namespace {

/// One weight of a 3x3 convolution's middle.
void setCentre(Model& model, const std::string& name, std::int64_t out, std::int64_t in)
{
    Weight& weight = model.weights.at(name);
    weight.values[static_cast<std::size_t>(((out * weight.shape[1] + in) * 3 + 1) * 3 + 1)] = 1.0F;
}

/// Hands its input planes through the top level: a picture whose 2x2 blocks are R, mean G, B of the mosaic's.
Model passThrough()
{
    constexpr std::int64_t kWidth = 4;
    Model model = makeRandomModel({.baseWidth = kWidth}, /*seed=*/1);
    for (auto& [name, weight] : model.weights) {
        std::fill(weight.values.begin(), weight.values.end(), 0.0F);
    }
    for (std::int64_t plane = 0; plane < 4; ++plane) {
        setCentre(model, "conv1.weight", plane, plane);
        setCentre(model, "conv1_2.weight", plane, plane);
        setCentre(model, "conv9.weight", plane, kWidth + plane);  // [up, skip]: the skip
        setCentre(model, "conv9_2.weight", plane, plane);
    }
    for (std::int64_t colour = 0; colour < 3; ++colour) {
        for (std::int64_t place = 0; place < 4; ++place) {
            setCentre(model, "conv10.weight", colour * 4 + place, colour);
        }
    }
    model.notes["name"] = "pass-through";
    return model;
}

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
        writeModelFile(model, passThrough(), IfExists::Refuse);

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
