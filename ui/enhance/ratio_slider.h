// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"

#include <QSlider>

namespace scotopic {

/// A slider over kRatioSliderSteps. Screen readers hear the amplification, "x100 (+6.6 EV)", not the position.
class RatioSlider : public QSlider {
    Q_OBJECT
public:
    explicit RatioSlider(QWidget* parent = nullptr);

    [[nodiscard]] ExposureRatio ratio() const { return m_ratio; }
    /// May lie beyond the slider's ends. Emits nothing.
    void setRatio(ExposureRatio ratio);

private:
    ExposureRatio m_ratio;
};

}  // namespace scotopic
