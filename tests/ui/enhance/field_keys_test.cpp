// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/export_dialog.h"
#include "ui/enhance/field_keys.h"
#include "ui/enhance/hold_to_compare.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace scotopic {

using test::PageFixture;

namespace {

/// A page as it stands in the program: its window is active, and fields have the program's habits.
struct ActivePage : PageFixture {
    ActivePage()
    {
        openAndSettle(photo());
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
    }

    [[nodiscard]] QLineEdit* editOf(const char* field) const { return find<QWidget>(field)->findChild<QLineEdit*>(); }
    [[nodiscard]] float ratio() const { return page->ratio().value; }
    /// What the keyboard would reach.
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }

    FieldKeys keys;
};

bool sendWheel(QWidget& widget)
{
    const QPointF at = widget.rect().center();
    QWheelEvent wheel(at, widget.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(&widget, &wheel);
    return wheel.isAccepted();
}

}  // namespace

class FieldKeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enterTakesTheValueAndGivesTheFocusBack()
    {
        const ActivePage fixture;
        auto* field = fixture.find<QWidget>("amplificationField");
        field->setFocus();
        QVERIFY(field->hasFocus());
        fixture.editOf("amplificationField")->selectAll();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("6 EV"));
        ActivePage::press(Qt::Key_Return);
        QCOMPARE(fixture.ratio(), 64.0F);
        QVERIFY(fixture.view()->hasFocus());
        ActivePage::press(Qt::Key_1);
        QCOMPARE(fixture.view()->zoom(), 1.0);
        ActivePage::press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(fixture.ratio() != 64.0F);
        ActivePage::press(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(fixture.ratio(), 64.0F);
    }

    void escapeTakesBackWhatWasTypedAndGivesTheFocusBack_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"amplificationField", "temperatureField", "tintField"}) {
            QTest::newRow(name) << QByteArray(name);
        }
    }

    void escapeTakesBackWhatWasTypedAndGivesTheFocusBack()
    {
        QFETCH(const QByteArray, name);
        const ActivePage fixture;
        const float ratio = fixture.ratio();
        auto* field = fixture.find<QWidget>(name.constData());
        QLineEdit* edit = fixture.editOf(name.constData());
        const QString before = edit->text();
        field->setFocus();
        edit->selectAll();
        ActivePage::press(Qt::Key_5);
        QVERIFY(edit->text() != before);
        ActivePage::press(Qt::Key_Escape);
        QCOMPARE(edit->text(), before);
        QVERIFY(fixture.view()->hasFocus());
        QCOMPARE(fixture.ratio(), ratio);
    }

    void anUneditedFieldLeavesTheShortcutsAlone_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"amplificationField", "temperatureField", "tintField"}) {
            QTest::newRow(name) << QByteArray(name);
        }
    }

    void anUneditedFieldLeavesTheShortcutsAlone()
    {
        QFETCH(const QByteArray, name);
        const ActivePage fixture;
        auto* slider = fixture.find<QSlider>("amplificationSlider");
        slider->setSliderDown(true);
        slider->setSliderPosition(100);
        slider->setSliderDown(false);
        const float chosen = fixture.ratio();
        auto* field = fixture.find<QWidget>(name.constData());
        const QString shown = fixture.editOf(name.constData())->text();
        field->setFocus();
        QVERIFY(field->hasFocus());
        ActivePage::press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(fixture.ratio() != chosen);
        ActivePage::press(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(fixture.ratio(), chosen);
        ActivePage::press(Qt::Key_B);
        QVERIFY(fixture.view()->isSplitShown());
        if (name != "amplificationField") {  // which takes "+3ev"
            const double zoom = fixture.view()->zoom();
            ActivePage::press(Qt::Key_Plus);
            QVERIFY(fixture.view()->zoom() > zoom);
        }
        QVERIFY(field->hasFocus());
        QCOMPARE(fixture.editOf(name.constData())->text(), shown);
        ActivePage::press(Qt::Key_E, Qt::ControlModifier);
        auto* dialog = fixture.page->findChild<ExportDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->close();
    }

    void anEditedFieldUndoesItsOwnTyping()
    {
        const ActivePage fixture;
        const float ratio = fixture.ratio();
        QLineEdit* edit = fixture.editOf("amplificationField");
        const QString before = edit->text();
        fixture.find<QWidget>("amplificationField")->setFocus();
        edit->selectAll();
        ActivePage::press(Qt::Key_7);
        ActivePage::press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(edit->text(), before);
        QCOMPARE(fixture.ratio(), ratio);
    }

    void theWheelChangesNoFieldThatItPasses()
    {
        const ActivePage fixture;
        fixture.view()->setFocus();
        int count = 0;
        for (QWidget* widget : fixture.page->findChildren<QWidget*>()) {
            const bool isField = qobject_cast<QAbstractSpinBox*>(widget) != nullptr
                                 || qobject_cast<QComboBox*>(widget) != nullptr
                                 || widget->objectName() == QStringLiteral("amplificationSlider");
            if (isField) {
                ++count;
                QVERIFY2(!sendWheel(*widget), qPrintable(widget->objectName()));
                QVERIFY2(widget->focusPolicy() != Qt::WheelFocus, qPrintable(widget->objectName()));
            }
        }
        QVERIFY(count >= 7);
        QVERIFY(!fixture.page->actions().undo->isEnabled());
        auto* slider = fixture.find<QSlider>("amplificationSlider");
        const int before = slider->value();
        slider->setFocus();
        QVERIFY(sendWheel(*slider));
        QVERIFY(slider->value() != before);  // whoever has chosen it may turn it
    }

    void fieldsOfDialogsIgnoreAPassingWheelToo()
    {
        const FieldKeys keys;
        ExportDialog dialog({.format = PictureFormat::Jpeg}, QDir::tempPath(), QStringLiteral("night"), nullptr);
        dialog.show();
        auto* quality = dialog.findChild<QSpinBox*>(QStringLiteral("exportQuality"));
        auto* format = dialog.findChild<QComboBox*>(QStringLiteral("exportFormat"));
        dialog.findChild<QLineEdit*>(QStringLiteral("exportTarget"))->setFocus();
        const int before = quality->value();
        const int formatBefore = format->currentIndex();
        QVERIFY(!sendWheel(*quality) && !sendWheel(*format));
        QCOMPARE(quality->value(), before);
        QCOMPARE(format->currentIndex(), formatBefore);
    }

    void aTappedKeyTogglesAndAHeldOneShowsWhatWasBefore_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("B") << static_cast<int>(Qt::Key_B);
        QTest::newRow("Space") << static_cast<int>(Qt::Key_Space);
    }

    void aTappedKeyTogglesAndAHeldOneShowsWhatWasBefore()
    {
        QFETCH(const int, key);
        const ActivePage fixture;
        PictureView* view = fixture.view();
        view->setFocus();
        ActivePage::press(static_cast<Qt::Key>(key));
        QVERIFY(view->isSplitShown() && !view->isBeforeShown());
        ActivePage::press(static_cast<Qt::Key>(key));
        QVERIFY(!view->isSplitShown());

        const double bright = fixture.brightness();
        QTest::keyPress(view, static_cast<Qt::Key>(key));
        QTRY_VERIFY(view->isBeforeShown());
        QVERIFY(!view->isSplitShown());
        QVERIFY(fixture.brightness() < bright / 2);
        for (int i = 0; i < 24; ++i) {  // what X11 sends while a key is held
            QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, {}, /*autorep=*/true);
            QCoreApplication::sendEvent(view, &up);
            QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, {}, /*autorep=*/true);
            QCoreApplication::sendEvent(view, &down);
            QVERIFY(view->isBeforeShown() && !view->isSplitShown());
        }
        QTest::keyRelease(view, static_cast<Qt::Key>(key));
        QVERIFY(!view->isBeforeShown() && !view->isSplitShown());
        QVERIFY(std::abs(fixture.brightness() - bright) < 1);
    }

    void shortcutsThatToggleDoNotRepeat()
    {
        const PageFixture fixture;
        const EnhanceActions& actions = fixture.page->actions();
        for (const QAction* action : {actions.compare, actions.automaticRatio, actions.undo, actions.redo, actions.fit,
                                      actions.beforeAsShot, actions.beforeClassical, actions.exportPicture}) {
            QVERIFY2(!action->autoRepeat(), qPrintable(action->text()));
        }
    }
};

SCOTOPIC_TEST(FieldKeysTest)

}  // namespace scotopic

#include "field_keys_test.moc"
