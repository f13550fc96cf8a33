// SPDX-License-Identifier: MIT
#include "ui/enhance/amplification_control.h"

#include "ui/enhance/ratio_scale.h"
#include "ui/enhance/ratio_slider.h"
#include "ui/enhance/ratio_spin_box.h"
#include "ui/enhance/ratio_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace scotopic {

namespace {

constexpr int kRatioCompletionMs = 600;

}  // namespace

AmplificationControl::AmplificationControl(QWidget* parent)
    : QWidget(parent), m_slider(new RatioSlider(this)), m_field(new RatioSpinBox(this)), m_text(new QLabel(this)),
      m_auto(new QPushButton(tr("Auto"), this))
{
    m_slider->setObjectName(QStringLiteral("amplificationSlider"));
    m_slider->setAccessibleName(tr("Amplification"));
    m_slider->setToolTip(tr("How much brighter than shot"));
    m_field->setObjectName(QStringLiteral("amplificationField"));
    m_text->setObjectName(QStringLiteral("amplificationText"));
    m_auto->setObjectName(QStringLiteral("autoButton"));
    m_auto->setAccessibleName(tr("Automatic amplification"));

    auto* words = new QHBoxLayout;
    words->addWidget(m_text, 1);
    words->addWidget(m_auto);
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(10);
    numbers->addWidget(m_slider, 1);
    numbers->addWidget(m_field);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(words);
    layout->addLayout(numbers);

    m_completion.setSingleShot(true);
    m_completion.setInterval(kRatioCompletionMs);
    connect(&m_completion, &QTimer::timeout, this, &AmplificationControl::editCompleted);
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        edit(ratioFromSlider(position));
        if (!m_slider->isSliderDown()) {
            m_completion.start();
        }
    });
    connect(m_slider, &QSlider::sliderReleased, this, &AmplificationControl::editCompleted);
    connect(m_field, &RatioSpinBox::ratioEntered, this, [this](ExposureRatio ratio) {
        edit(ratio);
        m_completion.start();
    });
    connect(m_field, &RatioSpinBox::refused, this, &AmplificationControl::refused);
    setTabOrder(m_slider, m_field);
    setTabOrder(m_field, m_auto);
    connect(m_auto, &QPushButton::clicked, this, &AmplificationControl::setAutomatically);
    showRatio();
}

void AmplificationControl::setRatio(ExposureRatio ratio)
{
    m_ratio = ratio;
    showRatio();
}

void AmplificationControl::setSuggestedRatio(ExposureRatio ratio)
{
    m_suggested = ratio;
    m_auto->setToolTip(tr("Suggested for this photo: %1").arg(textOf(ratio)));
}

void AmplificationControl::setAutomatically()
{
    edit(m_suggested);
    Q_EMIT editCompleted();
}

void AmplificationControl::edit(ExposureRatio ratio)
{
    if (ratio == m_ratio) {
        return;
    }
    m_ratio = ratio;
    showRatio();
    Q_EMIT ratioEdited(ratio);
}

void AmplificationControl::showRatio()
{
    m_slider->setRatio(m_ratio);
    m_field->setRatio(m_ratio);
    m_text->setText(textOf(m_ratio));
}

}  // namespace scotopic
