// SPDX-License-Identifier: MIT
#pragma once

#include "ui/viewer/histogram.h"

#include <QWidget>

namespace scotopic {

/// The three channels' histograms over each other, overlaps lighter; with the share of clipped pixels in words.
class HistogramView : public QWidget {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);

    void setHistogram(const Histogram& histogram);
    [[nodiscard]] const Histogram& histogram() const { return m_histogram; }

    QSize sizeHint() const override { return {240, 88}; }
    QSize minimumSizeHint() const override { return {120, 64}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Histogram m_histogram;
};

}  // namespace scotopic
