// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace scotopic {

class WrappedText;

/// A sentence about what went wrong or was done, above the picture, out of the way and gone with a click.
class MessageBanner : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Failure, Note, Success };  // the gravest first

    explicit MessageBanner(QWidget* parent = nullptr);

    /// In place of what is there.
    void showMessage(Kind kind, const QString& sentence);
    /// Below what is there, unless it says so already.
    void addMessage(Kind kind, const QString& sentence);
    /// What is shown, a line each; empty when nothing is.
    [[nodiscard]] QString sentence() const;

private:
    void present(Kind kind);

    Kind m_kind = Kind::Success;
    QStringList m_sentences;
    QLabel* m_mark;
    WrappedText* m_text;
};

}  // namespace scotopic
