// SPDX-License-Identifier: MIT
#include "ui/main_window/theme.h"

#include "ui/enhance/icons.h"

#include <QApplication>
#include <QFile>
#include <QPalette>
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

}  // namespace

void applyTheme(QApplication& application)
{
    QApplication::setWindowIcon(loadIcon("scotopic"));  // and with it come the resources
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(darkNeutralPalette());
    QFile sheet(QStringLiteral(":/theme.qss"));
    [[maybe_unused]] const bool isThere = sheet.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    application.setStyleSheet(QString::fromUtf8(sheet.readAll()));
}

}  // namespace scotopic
