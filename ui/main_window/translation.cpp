// SPDX-License-Identifier: MIT
#include "ui/main_window/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>

// At file scope, as Qt asks: a static library's resources are dropped by the linker unless someone names them.
static void initialiseTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace scotopic {

namespace {

QString languageKey()
{
    return QStringLiteral("window/language");
}

/// With a region's habits where the system has them: a Belgian writes dates in another way than a Dutchman.
QLocale localeOf(const QString& code)
{
    const QLocale system = QLocale::system();
    const QLocale chosen(code);
    return code.isEmpty() || system.language() == chosen.language() ? system : chosen;
}

}  // namespace

const std::vector<Language>& languages()
{
    static const std::vector<Language> all{{QStringLiteral("en"), QStringLiteral("English")},
                                           {QStringLiteral("nl"), QStringLiteral("Nederlands")}};
    return all;
}

QString readLanguage(const QSettings& settings)
{
    const QString chosen = settings.value(languageKey()).toString();
    for (const Language& language : languages()) {
        if (language.code == chosen) {
            return chosen;
        }
    }
    return {};
}

void writeLanguage(QSettings& settings, const QString& code)
{
    settings.setValue(languageKey(), code);
}

Translation::Translation(const QString& code)
{
    initialiseTranslations();
    const QString folder = QStringLiteral(":/translations");
    const QString name = QStringLiteral("scotopic_");
    const bool isThere = code.isEmpty()
                             ? m_own.load(QLocale::system(), QStringLiteral("scotopic"), QStringLiteral("_"), folder)
                             : m_own.load(name + code, folder);
    if (!isThere) {
        [[maybe_unused]] const bool isEnglish = m_own.load(name + QStringLiteral("en"), folder);
        Q_ASSERT(isEnglish);
    }
    // In our language, not the system's: half a dialog in another one helps nobody. English is what Qt's sources have.
    if (m_qt.load(QStringLiteral("qtbase_") + m_own.language(), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
    QCoreApplication::installTranslator(&m_own);
    QLocale::setDefault(localeOf(code));
}

Translation::~Translation()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(m_before);
}

}  // namespace scotopic
