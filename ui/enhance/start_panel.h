// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace scotopic {

/// What is there before a photo is: it says what to do.
class StartPanel : public QWidget {
    Q_OBJECT
public:
    explicit StartPanel(bool hasSample, QWidget* parent = nullptr);

Q_SIGNALS:
    void openRequested();
    void sampleRequested();
};

}  // namespace scotopic
