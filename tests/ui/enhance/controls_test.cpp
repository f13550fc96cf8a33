// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/model_picker.h"
#include "ui/enhance/ratio_scale.h"
#include "ui/enhance/ratio_spin_box.h"
#include "ui/enhance/recent_files.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QWheelEvent>

#include <cmath>

namespace scotopic {

class ControlsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSliderIsLogarithmicFromOneTo300()
    {
        QCOMPARE(ratioFromSlider(0), kSmallestRatio);
        QCOMPARE(ratioFromSlider(kRatioSliderSteps), kLargestRatio);
        // Equal steps are equal factors: the middle is the geometric mean.
        QVERIFY(std::abs(ratioFromSlider(kRatioSliderSteps / 2).value - std::sqrt(300.0F)) < 0.01F);
        for (int position = 0; position <= kRatioSliderSteps; ++position) {
            QCOMPARE(sliderFromRatio(ratioFromSlider(position)), position);
        }
    }

    void ratiosBeyondTheSliderShowAtItsEnds()
    {
        QCOMPARE(sliderFromRatio({0.2F}), 0);
        QCOMPARE(sliderFromRatio({900.0F}), kRatioSliderSteps);
    }

    void theValueIsSaidInTimesAndStops()
    {
        AmplificationControl control;
        QSignalSpy edited(&control, &AmplificationControl::ratioEdited);
        control.setRatio({100.0F});
        QCOMPARE(control.findChild<QLabel*>(QStringLiteral("amplificationText"))->text(),
                 QStringLiteral("x100 (+6.6 EV)"));
        QCOMPARE(edited.count(), 0);
    }

    void movingTheSliderEditsAndReleasingCompletes()
    {
        AmplificationControl control;
        QSignalSpy edited(&control, &AmplificationControl::ratioEdited);
        QSignalSpy completed(&control, &AmplificationControl::editCompleted);
        auto* slider = control.findChild<QSlider*>(QStringLiteral("amplificationSlider"));
        slider->setSliderDown(true);
        slider->setSliderPosition(500);
        slider->setSliderPosition(600);
        QCOMPARE(edited.count(), 2);
        QCOMPARE(completed.count(), 0);
        slider->setSliderDown(false);
        QCOMPARE(completed.count(), 1);
        QCOMPARE(control.ratio(), ratioFromSlider(600));
    }

    void aRunOfKeysIsOneEdit()
    {
        AmplificationControl control;
        QSignalSpy completed(&control, &AmplificationControl::editCompleted);
        auto* slider = control.findChild<QSlider*>(QStringLiteral("amplificationSlider"));
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(slider, Qt::Key_Right);
        }
        QTRY_COMPARE(completed.count(), 1);
        QCOMPARE(slider->value(), 50);
    }

    void autoSetsTheSuggestion()
    {
        AmplificationControl control;
        control.setSuggestedRatio({87.0F});
        control.findChild<QPushButton*>(QStringLiteral("autoButton"))->click();
        QCOMPARE(control.ratio(), ExposureRatio{87.0F});
    }

    void typedValuesAreTaken_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<float>("ratio");
        QTest::newRow("a number") << QStringLiteral("250") << 250.0F;
        QTest::newRow("with its x") << QStringLiteral("x2.5") << 2.5F;
        QTest::newRow("a decimal comma") << QStringLiteral("12,5") << 12.5F;
        QTest::newRow("beyond the slider") << QStringLiteral("800") << 800.0F;
    }

    void typedValuesAreTaken()
    {
        QFETCH(QString, typed);
        RatioSpinBox box;
        QSignalSpy entered(&box, &RatioSpinBox::ratioEntered);
        box.findChild<QLineEdit*>()->setText(typed);
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(entered.count(), 1);
        QTEST(box.ratio().value, "ratio");
    }

    void whatCannotBeUsedIsRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char* typed : {"0", "-1", "bright", "", "1e9", "nan"}) {
            QTest::newRow(typed) << QString::fromLatin1(typed);
        }
    }

    void whatCannotBeUsedIsRefusedWithASentence()
    {
        QFETCH(QString, typed);
        RatioSpinBox box;
        box.setRatio({100.0F});
        QSignalSpy refused(&box, &RatioSpinBox::refused);
        box.findChild<QLineEdit*>()->setText(typed);
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(refused.count(), 1);
        const QString sentence = refused.front().front().toString();
        QVERIFY2(sentence.contains(QStringLiteral("0.1 to 1000")), qPrintable(sentence));
        QCOMPARE(box.ratio(), ExposureRatio{100.0F});
        QCOMPARE(box.text(), QStringLiteral("x100"));
    }

    void stepsAreThirdsOfAStop()
    {
        RatioSpinBox box;
        box.setRatio({100.0F});
        box.stepBy(3);
        QVERIFY(std::abs(box.ratio().value - 200.0F) < 0.01F);
    }

    void thePickerOffersClassicalRecentsAndAFile()
    {
        ModelPicker picker;
        QSignalSpy chosen(&picker, &ModelPicker::modelChosen);
        QSignalSpy open(&picker, &ModelPicker::openRequested);
        picker.setModels({"/models/a.safetensors", "/models/b.safetensors"}, "/models/b.safetensors");
        QCOMPARE(picker.currentText(), QStringLiteral("b"));
        Q_EMIT picker.activated(1);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().value<std::filesystem::path>(), std::filesystem::path("/models/a.safetensors"));
        Q_EMIT picker.activated(picker.count() - 1);
        QCOMPARE(open.count(), 1);
    }

    void thePickerChoosesNothingInPassing()
    {
        ModelPicker picker;
        picker.setModels({"/models/a.safetensors"}, {});
        picker.show();
        QSignalSpy chosen(&picker, &ModelPicker::modelChosen);
        QSignalSpy open(&picker, &ModelPicker::openRequested);
        for (int i = 0; i < 4; ++i) {
            const QPointF at(5, 5);
            QWheelEvent wheel(at, picker.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&picker, &wheel);
            QVERIFY(!wheel.isAccepted());
        }
        QTest::keyClick(&picker, Qt::Key_O);
        QTest::keyClick(&picker, Qt::Key_A);
        QVERIFY(!picker.view()->isVisible());
        QTest::keyClick(&picker, Qt::Key_Down);
        QVERIFY(picker.view()->isVisible());
        picker.hidePopup();
        QCOMPARE(picker.currentIndex(), 0);
        QCOMPARE(chosen.count() + open.count(), 0);
    }

    void recentFilesKeepTheNewestFirstAndSurvive()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        RecentFiles recent(settings, QStringLiteral("recent"), 2);
        for (const char* name : {"/a.dng", "/b.dng", "/a.dng", "/c.dng"}) {
            recent.add(name);
        }
        const std::vector<std::filesystem::path> expected{"/c.dng", "/a.dng"};
        QCOMPARE(recent.files(), expected);
        QCOMPARE(RecentFiles(settings, QStringLiteral("recent"), 2).files(), expected);
    }

    void theBusyBarAppearsOnlyWhenItTakesAWhile()
    {
        BusyBar bar;
        bar.show();
        auto* progress = bar.findChild<QProgressBar*>(QStringLiteral("progress"));
        bar.begin(QStringLiteral("Refining"));
        bar.end();
        QVERIFY(!progress->isVisible());
        bar.begin(QStringLiteral("Exporting"));
        bar.showProgress({.stage = "network", .fraction = 0.25, .remainingSeconds = 8.0});
        QTRY_VERIFY(progress->isVisible());
        QCOMPARE(progress->value(), 250);
        QCOMPARE(bar.findChild<QLabel*>()->text(), QStringLiteral("Exporting: network, 8 s left"));
        bar.begin(QStringLiteral("Exporting"));
        QCOMPARE(progress->value(), 250);
        bar.showProgress({.stage = "network", .fraction = 0.25, .remainingSeconds = 600.0});
        QCOMPARE(bar.findChild<QLabel*>()->text(), QStringLiteral("Exporting: network, 10 min left"));
        bar.showProgress({.stage = "network", .fraction = 0.25, .remainingSeconds = 9000.0});
        QCOMPARE(bar.findChild<QLabel*>()->text(), QStringLiteral("Exporting: network, 2.5 h left"));
    }
};

SCOTOPIC_TEST(ControlsTest)

}  // namespace scotopic

#include "controls_test.moc"
