// SPDX-License-Identifier: MIT
#include "tests/support/pass_through.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/colour_control.h"
#include "ui/enhance/live_rendering.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QImage>
#include <QLabel>
#include <QSpinBox>

#include <map>

namespace scotopic {

using test::PageFixture;

namespace {

std::filesystem::path lightModel(const PageFixture& fixture)
{
    Model model = test::passThroughModel();
    model.outputSpace = OutputSpace::CameraLinear;
    model.notes["input"] = kWhiteBalancedInput;
    std::filesystem::path file = fixture.path("light.safetensors");
    writeModelFile(file, model, IfExists::Overwrite);
    return file;
}

/// Mean red less mean blue of the view's middle.
double warmth(const PageFixture& fixture)
{
    const QImage shown = fixture.view()->grab().toImage();
    double sum = 0;
    for (int y = shown.height() / 3; y < shown.height() * 2 / 3; ++y) {
        for (int x = shown.width() / 3; x < shown.width() * 2 / 3; ++x) {
            sum += qRed(shown.pixel(x, y)) - qBlue(shown.pixel(x, y));
        }
    }
    return sum;
}

void choose(const PageFixture& fixture, const char* box, const QString& text)
{
    auto* combo = fixture.find<QComboBox>(box);
    combo->setCurrentIndex(combo->findText(text));
    Q_EMIT combo->activated(combo->currentIndex());
}

}  // namespace

class ColourTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTypedTemperatureIsACustomWhiteBalance()
    {
        ColourControl control;
        QSignalSpy edited(&control, &ColourControl::colourEdited);
        QSignalSpy completed(&control, &ColourControl::editCompleted);
        control.findChild<QSpinBox*>(QStringLiteral("temperatureField"))->setValue(3200);
        control.findChild<QSpinBox*>(QStringLiteral("tintField"))->setValue(-7);
        QCOMPARE(edited.count(), 2);
        const WhiteBalanceChoice& choice = control.choice().whiteBalance;
        QVERIFY(choice.kind == WhiteBalanceChoice::Kind::Temperature);
        QCOMPARE(choice.temperature.kelvin, 3200.0F);
        QCOMPARE(choice.temperature.tint, -7.0F);
        QCOMPARE(control.findChild<QComboBox*>(QStringLiteral("whiteBalanceBox"))->currentText(),
                 QStringLiteral("Custom"));
        QTRY_COMPARE(completed.count(), 1);
    }

    void theSliderIsAnsweredWithoutTheNetwork()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        const double before = fixture.brightness();
        const ExposureRatio ratio = fixture.page->findChild<AmplificationControl*>()->ratio();
        QSignalSpy refining(fixture.page->findChild<LiveRendering*>(), &LiveRendering::refiningChanged);
        fixture.settleAfter([&] {
            auto* control = fixture.page->findChild<AmplificationControl*>();
            Q_EMIT control->ratioEdited({ratio.value * 1.4F});
        });
        QCOMPARE(refining.count(), 0);
        QVERIFY(fixture.brightness() > before + 3);
        fixture.settleAfter([&] {
            auto* control = fixture.page->findChild<AmplificationControl*>();
            Q_EMIT control->ratioEdited({ratio.value / 4});  // two stops: the network is asked again
        });
        QVERIFY(refining.count() > 0);
        QVERIFY(fixture.brightness() < before - 3);
    }

    void whiteBalanceIsAnsweredWithoutTheNetworkAndUndone()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        const double asShot = warmth(fixture);
        QSignalSpy refining(fixture.page->findChild<LiveRendering*>(), &LiveRendering::refiningChanged);
        auto* control = fixture.page->findChild<ColourControl*>();
        QSignalSpy completed(control, &ColourControl::editCompleted);
        fixture.settleAfter([&] { fixture.find<QSpinBox>("temperatureField")->setValue(15000); });
        QTRY_COMPARE(completed.count(), 1);
        QCOMPARE(refining.count(), 0);
        const double warm = warmth(fixture);
        QVERIFY(warm > asShot);
        fixture.settleAfter([&] { fixture.page->actions().undo->trigger(); });
        QCOMPARE(fixture.find<QComboBox>("whiteBalanceBox")->currentText(), QStringLiteral("As shot"));
        QVERIFY(warmth(fixture) < warm);
    }

    void coloursThatComeBackAtOnceAreShownAsTheyWere()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        const double asShot = warmth(fixture);
        fixture.settleAfter([&] {
            fixture.find<QSpinBox>("temperatureField")->setValue(15000);
            choose(fixture, "whiteBalanceBox", QStringLiteral("As shot"));
        });
        QCOMPARE(warmth(fixture), asShot);
    }

    void anEditIsTakenBackAtOnce()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        auto* control = fixture.page->findChild<ColourControl*>();
        QVERIFY(!fixture.page->actions().undo->isEnabled());
        fixture.find<QSpinBox>("temperatureField")->setValue(15000);
        fixture.page->actions().undo->trigger();
        QVERIFY(control->choice() == ColourChoice());
        QVERIFY(!fixture.page->actions().undo->isEnabled() && fixture.page->actions().redo->isEnabled());
        fixture.page->actions().redo->trigger();
        QCOMPARE(control->choice().whiteBalance.temperature.kelvin, 15000.0F);
    }

    void exposureBrightensAModelsLightAlone()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        auto* exposure = fixture.find<QDoubleSpinBox>("exposureField");
        QVERIFY(!exposure->isEnabled());
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        const double before = fixture.brightness();
        QSignalSpy refining(fixture.page->findChild<LiveRendering*>(), &LiveRendering::refiningChanged);
        fixture.settleAfter([&] { exposure->setValue(1.5); });
        QCOMPARE(refining.count(), 0);
        QVERIFY(fixture.brightness() > before + 10);
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        fixture.page->exportTo({fixture.path("out.png"), {}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        const Provenance provenance = readProvenance(fixture.path("out.png"));
        const std::map<std::string, std::string> fields(provenance.fields.begin(), provenance.fields.end());
        QCOMPARE(fields.at("ExposureEv"), std::string("1.5"));
    }

    void theNextStartFindsTheColours()
    {
        PageFixture fixture;
        const std::filesystem::path photo = fixture.noisePhoto("noise.dng", {640, 480});
        fixture.openAndSettle(photo);
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        fixture.settleAfter([&] {
            fixture.find<QSpinBox>("temperatureField")->setValue(3200);
            fixture.find<QSpinBox>("tintField")->setValue(-7);
            fixture.find<QDoubleSpinBox>("exposureField")->setValue(-0.5);
            choose(fixture, "toneBox", QStringLiteral("As in the study"));
        });
        const ColourChoice chosen = fixture.page->findChild<ColourControl*>()->choice();
        fixture.page->saveSession();
        fixture.openPage();
        fixture.settleAfter([&] { fixture.page->restoreSession(std::nullopt); });
        QVERIFY(fixture.page->findChild<ColourControl*>()->choice() == chosen);
        fixture.openAndSettle(photo);
        QVERIFY(fixture.page->findChild<ColourControl*>()->choice() == chosen);
        fixture.openAndSettle(fixture.noisePhoto("another.dng", {320, 240}));  // which has another light
        QVERIFY(fixture.page->findChild<ColourControl*>()->choice() == ColourChoice{.tone = ToneCurve::Study});
    }

    void theClassicalSideHasNoModelsToneButItsExposure()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        fixture.settleAfter([&] { fixture.page->actions().beforeClassical->trigger(); });
        const auto before = [&fixture] {
            return fixture.view()->grab(QRect(0, 60, fixture.view()->width() / 3, 300)).toImage();
        };
        const QImage classical = before();
        fixture.settleAfter([&] { choose(fixture, "toneBox", QStringLiteral("As in the study")); });
        QCOMPARE(before(), classical);
        const float ratio = fixture.page->ratio().value;
        auto* exposure = fixture.find<QDoubleSpinBox>("exposureField");
        fixture.settleAfter([&] { exposure->setValue(-2); });
        const QImage darker = before();
        QVERIFY(darker != classical);
        // Two stops less are a quarter of the amplification.
        fixture.settleAfter([&] {
            exposure->setValue(0);
            fixture.page->findChild<AmplificationControl*>()->setSuggestedRatio({ratio / 4});
            fixture.page->findChild<AmplificationControl*>()->setAutomatically();
        });
        QCOMPARE(before(), darker);
    }

    void theClassicalRenderingHeedsWhiteBalanceAlone()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        QVERIFY(fixture.find<QComboBox>("whiteBalanceBox")->isEnabled());
        QVERIFY(!fixture.find<QComboBox>("toneBox")->isEnabled());
        const double asShot = warmth(fixture);
        fixture.settleAfter([&] { fixture.find<QSpinBox>("temperatureField")->setValue(15000); });
        QVERIFY(warmth(fixture) > asShot);
        fixture.settleAfter([&] { fixture.page->chooseModel(fixture.model()); });  // a display model heeds neither
        QVERIFY(!fixture.find<QComboBox>("whiteBalanceBox")->isEnabled());
        QVERIFY(!fixture.find<QComboBox>("toneBox")->isEnabled());
    }

    void anExportIsRenderedAsShown()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        fixture.settleAfter([&] { choose(fixture, "whiteBalanceBox", QStringLiteral("Daylight")); });
        fixture.settleAfter([&] { choose(fixture, "toneBox", QStringLiteral("As in the study")); });
        QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
        fixture.page->exportTo({fixture.path("out.png"), {}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 30'000);
        const Provenance provenance = readProvenance(fixture.path("out.png"));
        const std::map<std::string, std::string> fields(provenance.fields.begin(), provenance.fields.end());
        QCOMPARE(fields.at("Tone"), std::string("study"));
        QCOMPARE(fields.at("Model"), std::string("pass-through"));
        QVERIFY(fields.contains("WhiteBalanceGains"));
    }

    void theProgramsOwnModelIsUsedUntilAnotherIsChosen()
    {
        PageFixture fixture;
        const std::filesystem::path own = lightModel(fixture);
        qputenv("SCOTOPIC_MODEL", QByteArray::fromStdString(own.string()));
        fixture.openPage();
        fixture.page->restoreSession(fixture.noisePhoto("noise.dng", {640, 480}));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.find<QLabel>("makerText")->text().startsWith(QStringLiteral("pass-through")),
                                 20'000);
        QTRY_COMPARE(fixture.find<QComboBox>("modelPicker")->currentText(), QStringLiteral("Default model"));
        fixture.page->chooseModel({});
        fixture.page->saveSession();
        fixture.openPage();
        fixture.settleAfter([&] { fixture.page->restoreSession(fixture.noisePhoto("noise.dng", {640, 480})); });
        QVERIFY(fixture.find<QLabel>("makerText")->text().startsWith(QStringLiteral("Classical")));
        qputenv("SCOTOPIC_MODEL", "classical");
    }

    void anXTransPhotoIsCleanedByALinearModelAndSaysHow()
    {
        SCOTOPIC_REAL_FILE(photo, "raw/xtrans-remosaic-hero6.dng");
        const PageFixture fixture;
        fixture.openAndSettle(photo);
        fixture.settleAfter([&] { fixture.page->chooseModel(lightModel(fixture)); });
        const QString maker = fixture.find<QLabel>("makerText")->text();
        QVERIFY2(maker.startsWith(QStringLiteral("pass-through")) && maker.contains(QStringLiteral("X-Trans")),
                 qPrintable(maker));
        QVERIFY2(fixture.bannerText().isEmpty(), qPrintable(fixture.bannerText()));
        QVERIFY(fixture.brightness() > 20);
    }

    void aPhotoThatTheModelDoesNotTakeIsClassicalAndSaysSo()
    {
        const PageFixture fixture;
        Model model = makeRandomModel({.baseWidth = 4, .inputPlanes = 9}, /*seed=*/3);
        model.notes["name"] = "fuji";
        const std::filesystem::path file = fixture.path("fuji.safetensors");
        writeModelFile(file, model, IfExists::Overwrite);
        fixture.openAndSettle(fixture.noisePhoto("noise.dng", {640, 480}));
        fixture.settleAfter([&] { fixture.page->chooseModel(file); });
        const QString maker = fixture.find<QLabel>("makerText")->text();
        QVERIFY2(maker.startsWith(QStringLiteral("Classical")), qPrintable(maker));
        QVERIFY2(fixture.bannerText().contains(QStringLiteral("the model 'fuji' takes X-Trans")),
                 qPrintable(fixture.bannerText()));
    }
};

SCOTOPIC_TEST(ColourTest)

}  // namespace scotopic

#include "colour_test.moc"
