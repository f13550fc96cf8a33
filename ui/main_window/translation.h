// SPDX-License-Identifier: MIT
#pragma once

#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <vector>

namespace scotopic {

/// A language that the program speaks.
struct Language {
    QString code;  // as in settings and file names: "nl"
    QString name;  // in itself: "Nederlands"
};
[[nodiscard]] const std::vector<Language>& languages();

/// The code that was chosen; empty, as at first, is the system's language.
[[nodiscard]] QString readLanguage(const QSettings& settings);
void writeLanguage(QSettings& settings, const QString& code);

/// While it exists, texts of ours and of Qt, and numbers, are those of a language. Texts that are on the screen
/// already stay: it is made before the first window. Needs a QCoreApplication.
class Translation {
public:
    /// Empty: the system's, and English where that is none of ours.
    explicit Translation(const QString& code);
    ~Translation();
    Q_DISABLE_COPY_MOVE(Translation)

private:
    QTranslator m_own;
    QTranslator m_qt;
    QLocale m_before;
};

}  // namespace scotopic
