// SPDX-License-Identifier: MIT
#include "ui/main_window/theme.h"

#include "ui/enhance/icons.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontInfo>
#include <QPalette>
#include <QRegularExpression>
#include <QStyleFactory>

namespace scotopic {

namespace {

QColor grey(int value)
{
    return {value, value, value};
}

QPalette darkNeutralPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, grey(0x2b));
    palette.setColor(QPalette::WindowText, grey(0xd6));
    palette.setColor(QPalette::Base, grey(0x1e));
    palette.setColor(QPalette::AlternateBase, grey(0x26));
    palette.setColor(QPalette::Text, grey(0xdc));
    palette.setColor(QPalette::PlaceholderText, grey(0x80));
    palette.setColor(QPalette::Button, grey(0x3a));
    palette.setColor(QPalette::ButtonText, grey(0xdc));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, grey(0x1a));
    palette.setColor(QPalette::ToolTipText, grey(0xdc));
    palette.setColor(QPalette::Highlight, grey(0x6a));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x9f, 0xc3, 0xe6));
    palette.setColor(QPalette::Light, grey(0x4a));
    palette.setColor(QPalette::Midlight, grey(0x42));
    palette.setColor(QPalette::Mid, grey(0x1c));
    palette.setColor(QPalette::Dark, grey(0x16));
    palette.setColor(QPalette::Shadow, grey(0x0c));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, grey(0x72));
    }
    return palette;
}

/// Style sheets know lengths in em, but no font sizes: "font-size: 1.5em" becomes points.
QString withPoints(const QString& sheet, double fontPoints)
{
    static const QRegularExpression relativeSize(QStringLiteral("(?<=font-size: )([0-9.]+)em\\b"));
    QString text;
    qsizetype end = 0;
    for (const QRegularExpressionMatch& match : relativeSize.globalMatch(sheet)) {
        text += QStringView(sheet).mid(end, match.capturedStart() - end);
        text += QString::number(match.captured(1).toDouble() * fontPoints, 'f', 2) + QStringLiteral("pt");
        end = match.capturedEnd();
    }
    text += QStringView(sheet).mid(end);
    return text;
}

/// Follows the desktop's font while the program runs.
class ThemeSheet : public QObject {
public:
    explicit ThemeSheet(QApplication& application) : QObject(&application), m_application(application)
    {
        QFile file(QStringLiteral(":/theme.qss"));
        [[maybe_unused]] const bool isThere = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isThere);
        m_sheet = QString::fromUtf8(file.readAll());
        apply();
        application.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == &m_application && event->type() == QEvent::ApplicationFontChange) {
            apply();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void apply()
    {
        const double fontPoints = QFontInfo(QApplication::font()).pointSizeF();
        if (m_fontPoints != fontPoints) {
            m_fontPoints = fontPoints;
            m_application.setStyleSheet(withPoints(m_sheet, fontPoints));
        }
    }

    QApplication& m_application;
    QString m_sheet;
    double m_fontPoints = 0;
};

}  // namespace

void applyTheme(QApplication& application)
{
    QApplication::setWindowIcon(loadIcon("scotopic"));  // and with it come the resources
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(darkNeutralPalette());
    new ThemeSheet(application);  // the application's
}

}  // namespace scotopic
