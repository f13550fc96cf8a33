// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>
#include <QTextEdit>

namespace scotopic {

// Plain text with names in it. A QLabel breaks lines between words alone, and a long name then makes its window wider
// than the screen; these break anywhere where they have to, and need no width of their own.

/// Several lines. Not for rich text or pixmaps.
class WrappedLabel : public QLabel {
    Q_OBJECT
public:
    explicit WrappedLabel(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Several lines, of which the mouse can take parts to copy.
class WrappedText : public QTextEdit {
    Q_OBJECT
public:
    explicit WrappedText(QWidget* parent = nullptr);

    /// Also what a screen reader says.
    void setText(const QString& text);
    /// What is longer is scrolled, so that a text never takes the window's height for itself.
    void setMostLines(int lines);
    [[nodiscard]] QString text() const { return toPlainText(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    int m_mostLines = 0;  // 0: any number
};

/// One line, of which the middle is left out where there is no room; then it has the whole as a tool tip.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

}  // namespace scotopic
