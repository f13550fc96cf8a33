// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QCheckBox;
class QComboBox;
class QLayout;
class QToolButton;
QT_END_NAMESPACE

namespace scotopic {

class AmplificationControl;
class ColourControl;
class HistogramView;
class ModelPicker;
class PhotoInfo;
struct EnhanceActions;

/// The controls beside the picture, laid out. What they mean is the page's business.
class EnhancePanel : public QWidget {
    Q_OBJECT
public:
    EnhancePanel(const EnhanceActions& actions, QWidget* parent);

    void setPictures(int number, int count);

    HistogramView* const histogram;
    AmplificationControl* const amplification;
    ModelPicker* const models;
    ColourControl* const colour;
    QCheckBox* const wholeArea;  // shown for photos that ask for a crop alone
    QComboBox* const picture;    // of several in the file; shown where there are
    PhotoInfo* const info;

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateWidth();
    [[nodiscard]] QLayout* beforeChoice(const EnhanceActions& actions);
    QToolButton* buttonFor(QAction* action, const QString& name);
};

}  // namespace scotopic
