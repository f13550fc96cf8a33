// SPDX-License-Identifier: MIT
#include "ui/enhance/enhance_panel.h"

#include "ui/enhance/amplification_control.h"
#include "ui/enhance/colour_control.h"
#include "ui/enhance/enhance_actions.h"
#include "ui/enhance/model_picker.h"
#include "ui/enhance/photo_info.h"
#include "ui/viewer/histogram_view.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace scotopic {

namespace {

constexpr int kPanelWidthInDigits = 38;  // grows with the desktop's font

QLabel* sectionTitle(const QString& text, QWidget* parent)
{
    auto* title = new QLabel(text, parent);
    title->setObjectName(QStringLiteral("sectionTitle"));
    return title;
}

}  // namespace

EnhancePanel::EnhancePanel(const EnhanceActions& actions, QWidget* parent)
    : QWidget(parent), histogram(new HistogramView(this)), amplification(new AmplificationControl(this)),
      models(new ModelPicker(this)), colour(new ColourControl(this)),
      wholeArea(new QCheckBox(tr("Whole sensor area"), this)), picture(new QComboBox(this)), info(new PhotoInfo(this))
{
    setObjectName(QStringLiteral("enhancePanel"));
    wholeArea->setObjectName(QStringLiteral("wholeAreaBox"));
    wholeArea->setToolTip(tr("Show and export all photosites, not the part alone that the file asks for"));
    wholeArea->hide();
    picture->setObjectName(QStringLiteral("pictureBox"));
    picture->setAccessibleName(tr("Picture in the file"));
    picture->setToolTip(tr("The file holds several raw pictures: which of them is shown and exported"));
    picture->setFocusPolicy(Qt::StrongFocus);
    picture->hide();
    updateWidth();
    auto* facts = new QScrollArea(this);
    facts->setWidgetResizable(true);
    facts->setFrameShape(QFrame::NoFrame);
    facts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    facts->setFocusPolicy(Qt::StrongFocus);  // the keyboard scrolls it
    facts->setObjectName(QStringLiteral("photoArea"));
    facts->setAccessibleName(tr("Photo"));
    facts->setWidget(info);
    facts->setMinimumHeight(2 * fontMetrics().lineSpacing());  // the rest by scrolling, on a screen of 720 rows

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(histogram);
    layout->addSpacing(6);
    layout->addWidget(sectionTitle(tr("Amplification"), this));
    layout->addWidget(amplification);
    layout->addSpacing(6);
    layout->addWidget(sectionTitle(tr("Model"), this));
    layout->addWidget(models);
    layout->addSpacing(6);
    layout->addWidget(sectionTitle(tr("Colour"), this));
    layout->addWidget(colour);
    layout->addWidget(wholeArea);
    layout->addSpacing(6);
    layout->addWidget(buttonFor(actions.compare, QStringLiteral("compareButton")));
    layout->addLayout(beforeChoice(actions));
    layout->addSpacing(6);
    layout->addWidget(buttonFor(actions.exportPicture, QStringLiteral("exportButton")));
    layout->addSpacing(10);
    layout->addWidget(sectionTitle(tr("Photo"), this));
    layout->addWidget(picture);
    layout->addWidget(facts, 1);
}

void EnhancePanel::setPictures(int number, int count)
{
    picture->clear();
    for (int i = 1; i <= count; ++i) {
        picture->addItem(tr("Picture %1 of %2").arg(i).arg(count), i);
    }
    picture->setCurrentIndex(number - 1);
    picture->setVisible(count > 1);
}

void EnhancePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        updateWidth();
    }
    QWidget::changeEvent(event);
}

void EnhancePanel::updateWidth()
{
    setFixedWidth(qRound(QFontMetricsF(font()).horizontalAdvance(QLatin1Char('0')) * kPanelWidthInDigits));
}

QLayout* EnhancePanel::beforeChoice(const EnhanceActions& actions)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    auto* label = new QLabel(tr("Before"), this);
    label->setObjectName(QStringLiteral("factName"));
    row->addWidget(label);
    row->addSpacing(4);
    row->addWidget(buttonFor(actions.beforeAsShot, QStringLiteral("beforeAsShotButton")), 1);
    row->addWidget(buttonFor(actions.beforeClassical, QStringLiteral("beforeClassicalButton")), 1);
    return row;
}

QToolButton* EnhancePanel::buttonFor(QAction* action, const QString& name)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->isCheckable() && action->actionGroup() != nullptr
                                  ? tr("Before: %1").arg(action->iconText())
                                  : action->iconText());
    return button;
}

}  // namespace scotopic
