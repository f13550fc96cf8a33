// SPDX-License-Identifier: MIT
#include "ui/enhance/colour_control.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

namespace scotopic {

namespace {

using Kind = WhiteBalanceChoice::Kind;

constexpr int kColourCompletionMs = 600;
constexpr int kKelvinStep = 50;

QLabel* labelFor(const QString& text, QWidget* field)
{
    auto* label = new QLabel(text, field->parentWidget());
    label->setObjectName(QStringLiteral("factName"));
    label->setBuddy(field);
    return label;
}

void prepare(QComboBox* box, const QString& name, const QString& accessibleName)
{
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setFocusPolicy(Qt::StrongFocus);
}

void prepare(QAbstractSpinBox* box, const QString& name, const QString& accessibleName)
{
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setFocusPolicy(Qt::StrongFocus);
    box->setKeyboardTracking(false);  // half a typed number is not a wish
}

}  // namespace

ColourControl::ColourControl(QWidget* parent)
    : QWidget(parent), m_kind(new QComboBox(this)), m_kelvin(new QSpinBox(this)), m_tint(new QSpinBox(this)),
      m_exposure(new QDoubleSpinBox(this)), m_tone(new QComboBox(this))
{
    prepare(m_kind, QStringLiteral("whiteBalanceBox"), tr("White balance"));
    m_kind->addItem(tr("As shot"), static_cast<int>(Kind::AsShot));
    m_kind->addItem(tr("Daylight"), static_cast<int>(Kind::Daylight));
    m_kind->addItem(tr("Custom"), static_cast<int>(Kind::Temperature));
    prepare(m_kelvin, QStringLiteral("temperatureField"), tr("Colour temperature in kelvin"));
    m_kelvin->setRange(static_cast<int>(kLowestKelvin), static_cast<int>(kHighestKelvin));
    m_kelvin->setSingleStep(kKelvinStep);
    m_kelvin->setSuffix(tr(" K"));
    m_kelvin->setToolTip(tr("Colour of the light in the scene: candles 2000 K, lamps 2900 K, daylight 6500 K"));
    prepare(m_tint, QStringLiteral("tintField"), tr("Tint: below 0 greener, above 0 more magenta"));
    m_tint->setRange(-static_cast<int>(kLargestTint), static_cast<int>(kLargestTint));
    m_tint->setPrefix(tr("Tint "));
    m_tint->setToolTip(tr("Below 0 greener, above 0 more magenta"));
    prepare(m_exposure, QStringLiteral("exposureField"), tr("Exposure after the model, in stops"));
    m_exposure->setRange(-static_cast<double>(kMostExposureEv), static_cast<double>(kMostExposureEv));
    m_exposure->setSingleStep(0.1);
    m_exposure->setDecimals(1);
    m_exposure->setSuffix(tr(" EV"));
    m_exposure->setToolTip(tr("Brighter or darker without asking the model again; bright lights keep what they have"));
    prepare(m_tone, QStringLiteral("toneBox"), tr("Tone"));
    m_tone->addItem(tr("Natural"), static_cast<int>(ToneCurve::Natural));
    m_tone->addItem(tr("As in the study"), static_cast<int>(ToneCurve::Study));
    m_tone->setToolTip(tr("Natural keeps bright lights; the study's curve clips them as LibRaw does"));

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(labelFor(tr("White balance"), m_kind), 0, 0);
    layout->addWidget(m_kind, 0, 1, 1, 2);
    layout->addWidget(m_kelvin, 1, 1);
    layout->addWidget(m_tint, 1, 2);
    layout->addWidget(labelFor(tr("Exposure"), m_exposure), 2, 0);
    layout->addWidget(m_exposure, 2, 1, 1, 2);
    layout->addWidget(labelFor(tr("Tone"), m_tone), 3, 0);
    layout->addWidget(m_tone, 3, 1, 1, 2);
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(2, 1);

    m_completion.setSingleShot(true);
    m_completion.setInterval(kColourCompletionMs);
    connect(&m_completion, &QTimer::timeout, this, &ColourControl::editCompleted);
    connect(m_kind, &QComboBox::activated, this, &ColourControl::chooseKind);
    connect(m_kelvin, &QSpinBox::valueChanged, this, &ColourControl::chooseTemperature);
    connect(m_tint, &QSpinBox::valueChanged, this, &ColourControl::chooseTemperature);
    connect(m_exposure, &QDoubleSpinBox::valueChanged, this, [this](double ev) {
        ColourChoice choice = m_choice;
        choice.exposureEv = static_cast<float>(ev);
        edit(choice);
    });
    connect(m_tone, &QComboBox::activated, this, [this] {
        ColourChoice choice = m_choice;
        choice.tone = static_cast<ToneCurve>(m_tone->currentData().toInt());
        edit(choice);
    });
    showChoice();
}

void ColourControl::setChoice(const ColourChoice& choice)
{
    m_choice = choice;
    showChoice();
}

void ColourControl::setPhoto(const RawImage& raw)
{
    m_asShot = temperatureFor(raw, raw.whiteBalance);
    m_daylight = temperatureFor(raw, raw.daylightBalance);
    offerTemperatures(raw.hasColourMatrix);
    showChoice();
}

void ColourControl::offerTemperatures(bool isOffered)
{
    m_kelvin->setVisible(isOffered);
    m_tint->setVisible(isOffered);
    const int custom = m_kind->findData(static_cast<int>(Kind::Temperature));
    if (isOffered && custom < 0) {
        m_kind->addItem(tr("Custom"), static_cast<int>(Kind::Temperature));
    } else if (!isOffered && custom >= 0) {
        m_kind->removeItem(custom);
    }
}

void ColourControl::setHeeded(bool whiteBalance, bool exposureAndTone)
{
    for (QWidget* widget : std::initializer_list<QWidget*>{m_kind, m_kelvin, m_tint}) {
        widget->setEnabled(whiteBalance);
    }
    m_exposure->setEnabled(exposureAndTone);
    m_tone->setEnabled(exposureAndTone);
}

void ColourControl::edit(const ColourChoice& choice)
{
    if (choice == m_choice) {
        return;
    }
    m_choice = choice;
    showChoice();
    Q_EMIT colourEdited(choice);
    m_completion.start();
}

void ColourControl::chooseKind(int index)
{
    ColourChoice choice = m_choice;
    choice.whiteBalance = {};
    choice.whiteBalance.kind = static_cast<Kind>(m_kind->itemData(index).toInt());
    if (choice.whiteBalance.kind == Kind::Temperature) {
        choice.whiteBalance.temperature = {static_cast<float>(m_kelvin->value()), static_cast<float>(m_tint->value())};
    }
    edit(choice);
}

void ColourControl::chooseTemperature()
{
    ColourChoice choice = m_choice;
    choice.whiteBalance = {
        Kind::Temperature, {static_cast<float>(m_kelvin->value()), static_cast<float>(m_tint->value())}, {1, 1, 1}};
    edit(choice);
}

ColourTemperature ColourControl::shownTemperature() const
{
    switch (m_choice.whiteBalance.kind) {
    case Kind::Daylight: return m_daylight;
    case Kind::Temperature: return m_choice.whiteBalance.temperature;
    default: return m_asShot;
    }
}

void ColourControl::showChoice()
{
    const QSignalBlocker kelvinBlocker(m_kelvin);
    const QSignalBlocker tintBlocker(m_tint);
    const QSignalBlocker exposureBlocker(m_exposure);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(m_choice.whiteBalance.kind)));
    m_kelvin->setValue(qRound(shownTemperature().kelvin));
    m_tint->setValue(qRound(shownTemperature().tint));
    m_exposure->setValue(static_cast<double>(m_choice.exposureEv));
    m_tone->setCurrentIndex(m_tone->findData(static_cast<int>(m_choice.tone)));
}

}  // namespace scotopic
