// SPDX-License-Identifier: MIT
#include "ui/enhance/enhance_panel.h"

#include "ui/enhance/amplification_control.h"
#include "ui/enhance/model_picker.h"
#include "ui/enhance/photo_info.h"
#include "ui/viewer/histogram_view.h"

#include <QAction>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace scotopic {

namespace {

constexpr int kPanelWidthPx = 292;

QLabel* sectionTitle(const QString& text, QWidget* parent)
{
    auto* title = new QLabel(text, parent);
    title->setObjectName(QStringLiteral("sectionTitle"));
    return title;
}

}  // namespace

EnhancePanel::EnhancePanel(QAction* compare, QAction* exportPicture, QWidget* parent)
    : QWidget(parent), histogram(new HistogramView(this)), amplification(new AmplificationControl(this)),
      models(new ModelPicker(this)), info(new PhotoInfo(this))
{
    setObjectName(QStringLiteral("enhancePanel"));
    setFixedWidth(kPanelWidthPx);
    auto* facts = new QScrollArea(this);
    facts->setWidgetResizable(true);
    facts->setFrameShape(QFrame::NoFrame);
    facts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    facts->setFocusPolicy(Qt::NoFocus);
    facts->setWidget(info);

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
    layout->addWidget(buttonFor(compare, QStringLiteral("compareButton")));
    layout->addWidget(buttonFor(exportPicture, QStringLiteral("exportButton")));
    layout->addSpacing(10);
    layout->addWidget(sectionTitle(tr("Photo"), this));
    layout->addWidget(facts, 1);
}

QToolButton* EnhancePanel::buttonFor(QAction* action, const QString& name)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->iconText());
    return button;
}

}  // namespace scotopic
