// SPDX-License-Identifier: MIT
#include "app/desktop/arguments.h"
#include "app/desktop/display.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/theme.h"

#include <QApplication>
#include <QSettings>

#include "scotopic_version.h"

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("Scotopic"));
    QCoreApplication::setOrganizationName(QStringLiteral("Scotopic"));
    QCoreApplication::setApplicationVersion(QLatin1String(scotopic::kVersion));
    if (scotopic::asksForText(argc, argv)) {
        scotopic::parsePhoto(QCoreApplication(argc, argv));
    }
    qInstallMessageHandler(scotopic::endWithoutDisplay);
    QApplication application(argc, argv);
    qInstallMessageHandler(nullptr);
    QApplication::setDesktopFileName(QStringLiteral("scotopic"));
    const std::optional<std::filesystem::path> photo = scotopic::parsePhoto(application);

    scotopic::applyTheme(application);
    QSettings settings;
    scotopic::MainWindow window(settings, scotopic::findSample());
    window.show();
    window.start(photo);
    return QApplication::exec();
}
