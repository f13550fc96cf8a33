// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"

#include <QAbstractSpinBox>

namespace scotopic {

/// An amplification to type: "100", "x2.5", "6 EV". Steps are thirds of a stop, as on cameras. What cannot be used is
/// refused with a sentence, and the last good value comes back.
class RatioSpinBox : public QAbstractSpinBox {
    Q_OBJECT
public:
    explicit RatioSpinBox(QWidget* parent = nullptr);

    [[nodiscard]] ExposureRatio ratio() const { return m_ratio; }
    void setRatio(ExposureRatio ratio);

    void stepBy(int steps) override;
    QValidator::State validate(QString& input, int& position) const override;

Q_SIGNALS:
    void ratioEntered(scotopic::ExposureRatio ratio);
    void refused(const QString& sentence);

protected:
    StepEnabled stepEnabled() const override;

private:
    void acceptText();
    void showRatio();

    ExposureRatio m_ratio;
};

}  // namespace scotopic
