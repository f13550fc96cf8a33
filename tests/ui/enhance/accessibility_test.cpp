// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "tests/ui/accessible_controls.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/ratio_slider.h"

#include <QAccessible>
#include <QLabel>

#include <cmath>

namespace scotopic {

using test::PageFixture;

class AccessibilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyControlSaysItsName()
    {
        const PageFixture fixture;
        const test::ControlNames names = test::controlNames(*fixture.page);
        QCOMPARE(names.unnamed.join(QStringLiteral(", ")), QString());
        QVERIFY(names.count >= 12);
    }

    void theSliderSaysTheAmplificationAndNotItsPosition()
    {
        AmplificationControl control;
        control.setRatio({100.0F});
        auto* slider = control.findChild<RatioSlider*>();
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(slider);
        QVERIFY(interface != nullptr && interface->role() == QAccessible::Slider);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Amplification"));
        QCOMPARE(interface->text(QAccessible::Description), QStringLiteral("x100 (+6.6 EV)"));
        QCOMPARE(interface->text(QAccessible::Value), QStringLiteral("x100 (+6.6 EV)"));
        QAccessibleValueInterface* value = interface->valueInterface();
        QCOMPARE(value->currentValue().toDouble(), 100.0);
        QCOMPARE(value->minimumValue().toDouble(), 1.0);
        QCOMPARE(value->maximumValue().toDouble(), 300.0);

        QSignalSpy edited(&control, &AmplificationControl::ratioEdited);
        value->setCurrentValue(10.0);
        QCOMPARE(edited.count(), 1);
        QVERIFY(std::abs(control.ratio().value - 10.0F) < 0.05F);
    }

    void thePanelGrowsWithTheFont()
    {
        const PageFixture fixture;
        auto* panel = fixture.find<QWidget>("enhancePanel");
        const int width = panel->width();
        QFont larger = panel->font();
        larger.setPointSizeF(larger.pointSizeF() * 1.5);
        panel->setFont(larger);
        QTRY_VERIFY(panel->width() > width * 1.4);
    }

    void theTabKeyGoesThroughTheControlsFromTopToBottom()
    {
        const PageFixture fixture;
        const QStringList expected{QStringLiteral("amplificationSlider"),
                                   QStringLiteral("amplificationField"),
                                   QStringLiteral("autoButton"),
                                   QStringLiteral("modelPicker"),
                                   QStringLiteral("whiteBalanceBox"),
                                   QStringLiteral("temperatureField"),
                                   QStringLiteral("tintField"),
                                   QStringLiteral("toneBox"),
                                   QStringLiteral("compareButton"),
                                   QStringLiteral("beforeAsShotButton"),
                                   QStringLiteral("beforeClassicalButton"),
                                   QStringLiteral("exportButton")};
        QStringList visited;
        const QWidget* const view = fixture.view();
        for (QWidget* next = view->nextInFocusChain(); next != view; next = next->nextInFocusChain()) {
            if (expected.contains(next->objectName())) {
                visited << next->objectName();
            }
        }
        QCOMPARE(visited, expected);
    }
};

SCOTOPIC_TEST(AccessibilityTest)

}  // namespace scotopic

#include "accessibility_test.moc"
