// SPDX-License-Identifier: MIT
#include "ui/training/epoch_pictures.h"
#include "ui/viewer/picture_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace scotopic {

namespace {

QWidget* withTitle(const QString& title, QLabel* hint, PictureView* view, QWidget* extra)
{
    auto* part = new QWidget;
    auto* label = new QLabel(title, part);
    label->setObjectName(QStringLiteral("sectionTitle"));
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addStretch();
    row->addWidget(extra);
    hint->setObjectName(QStringLiteral("hint"));
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(row);
    layout->addWidget(hint, 1);
    layout->addWidget(view, 1);
    return part;
}

}  // namespace

QWidget* EpochPictures::buildSliderRow()
{
    auto* row = new QWidget(m_content);
    const auto makeButton = [this, row](const char* name, const QString& text, const QString& meaning, int by) {
        auto* button = new QToolButton(row);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setToolTip(meaning);
        button->setAccessibleName(meaning);
        connect(button, &QToolButton::clicked, this, [this, by] { step(by); });
        return button;
    };
    m_slider->setObjectName(QStringLiteral("epochSlider"));
    m_slider->setAccessibleName(tr("Epoch"));
    m_slider->setPageStep(1);
    m_epochText->setObjectName(QStringLiteral("epochText"));
    auto* label = new QLabel(tr("&Epoch"), row);
    label->setBuddy(m_slider);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(label);
    layout->addWidget(makeButton("previousEpoch", QStringLiteral("\u25c0"), tr("Previous kept epoch"), -1));
    layout->addWidget(m_slider, 1);
    layout->addWidget(makeButton("nextEpoch", QStringLiteral("\u25b6"), tr("Next kept epoch"), 1));
    layout->addWidget(m_epochText);
    return row;
}

void EpochPictures::buildLayout()
{
    m_pair->setObjectName(QStringLiteral("samplePair"));
    m_pair->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pair->setMinimumContentsLength(16);
    m_pair->setAccessibleName(tr("Validation picture"));
    m_sampleView->setObjectName(QStringLiteral("sampleView"));
    m_sampleView->setAccessibleName(tr("Input, output and ground truth"));
    m_photoView->setObjectName(QStringLiteral("epochPhotoView"));
    m_photoView->setAccessibleName(tr("Your photo through this epoch"));
    m_photoProgress->setObjectName(QStringLiteral("hint"));
    auto* parts = new QSplitter(Qt::Vertical, m_content);
    parts->addWidget(withTitle(tr("Validation: input, output, ground truth"), m_sampleHint, m_sampleView, m_pair));
    parts->addWidget(withTitle(tr("Your photo through this epoch"), m_photoHint, m_photoView, m_photoProgress));
    parts->setChildrenCollapsible(false);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(buildSliderRow());
    content->addWidget(parts, 1);
    m_empty->setObjectName(QStringLiteral("hint"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_content, 1);
}

}  // namespace scotopic
