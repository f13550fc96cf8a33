// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace scotopic {

/// One sentence about what went wrong or was done, above the picture, out of the way and gone with a click.
class MessageBanner : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Failure, Note, Success };

    explicit MessageBanner(QWidget* parent = nullptr);

    void showMessage(Kind kind, const QString& sentence);
    [[nodiscard]] QString sentence() const;

private:
    QLabel* m_mark;
    QLabel* m_text;
};

}  // namespace scotopic
