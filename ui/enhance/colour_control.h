// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/photo.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QDoubleSpinBox;
class QSpinBox;
QT_END_NAMESPACE

namespace scotopic {

/// White balance (as shot, daylight, or a temperature and tint), exposure and tone of a picture.
class ColourControl : public QWidget {
    Q_OBJECT
public:
    explicit ColourControl(QWidget* parent = nullptr);

    [[nodiscard]] const ColourChoice& choice() const { return m_choice; }
    /// Emits nothing.
    void setChoice(const ColourChoice& choice);
    /// What 'as shot' and 'daylight' stand for, shown in the fields; without a colour matrix, which temperatures follow
    /// from, there are no fields.
    void setPhoto(const RawImage& raw);
    /// What the rendering heeds; the rest is disabled.
    void setHeeded(bool whiteBalance, bool exposureAndTone);

Q_SIGNALS:
    /// Every step.
    void colourEdited(const scotopic::ColourChoice& choice);
    /// The person is done with a run of steps: worth an entry in the undo history.
    void editCompleted();

private:
    void edit(const ColourChoice& choice);
    void chooseKind(int index);
    void chooseTemperature();
    void showChoice();
    void offerTemperatures(bool isOffered);
    [[nodiscard]] ColourTemperature shownTemperature() const;

    QComboBox* m_kind;
    QSpinBox* m_kelvin;
    QSpinBox* m_tint;
    QDoubleSpinBox* m_exposure;
    QComboBox* m_tone;
    QTimer m_completion;  // a run of steps is one edit
    ColourChoice m_choice;
    ColourTemperature m_asShot;
    ColourTemperature m_daylight;
};

}  // namespace scotopic
