// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QScrollArea>

#include <map>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QToolButton;
QT_END_NAMESPACE

namespace scotopic {

/// A button for every run, in its colour: switches it off and on.
class RunLegend : public QScrollArea {
    Q_OBJECT
public:
    explicit RunLegend(QWidget* parent = nullptr);

    void setRun(const QString& id, const QString& label, const QColor& colour);
    void removeRun(const QString& id);
    void setCurrent(const QString& id);
    [[nodiscard]] bool isOn(const QString& id) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

Q_SIGNALS:
    void switched(const QString& id, bool isOn);

private:
    QHBoxLayout* m_row;
    std::map<QString, QToolButton*> m_buttons;
};

}  // namespace scotopic
