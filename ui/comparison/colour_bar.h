// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/viewed_picture.h"

#include <QWidget>

namespace scotopic {

/// What the colours of a difference map stand for.
class ColourBar : public QWidget {
    Q_OBJECT
public:
    explicit ColourBar(QWidget* parent = nullptr);

    void setKind(DifferenceKind kind);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DifferenceKind m_kind = DifferenceKind::Absolute;
};

}  // namespace scotopic
