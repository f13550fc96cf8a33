// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace scotopic {

class RatioSlider;
class RatioSpinBox;

/// The one slider: amplification, logarithmic, with its value in words, a field to type it and a way back to the
/// suggested value.
class AmplificationControl : public QWidget {
    Q_OBJECT
public:
    explicit AmplificationControl(QWidget* parent = nullptr);

    [[nodiscard]] ExposureRatio ratio() const { return m_ratio; }
    /// Emits nothing.
    void setRatio(ExposureRatio ratio);
    /// What 'Auto' sets.
    void setSuggestedRatio(ExposureRatio ratio);
    /// An edit like any other.
    void setAutomatically();

Q_SIGNALS:
    /// Every step of a drag.
    void ratioEdited(scotopic::ExposureRatio ratio);
    /// The person is done with a drag, a run of keys, a typed value: worth an entry in the undo history.
    void editCompleted();
    void refused(const QString& sentence);

private:
    void edit(ExposureRatio ratio);
    void showRatio();

    RatioSlider* m_slider;
    RatioSpinBox* m_field;
    QLabel* m_text;
    QPushButton* m_auto;
    QTimer m_completion;  // a run of key presses or wheel steps is one edit
    ExposureRatio m_ratio;
    ExposureRatio m_suggested;
};

}  // namespace scotopic
