// SPDX-License-Identifier: MIT
#include "app/desktop/arguments.h"
#include "app/desktop/display.h"
#include "app/signals/inherited_signals.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/theme.h"
#include "ui/main_window/translation.h"

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include <chrono>
#include <clocale>

#include "scotopic_version.h"

namespace {

/// Plugins of Qt and drivers are loaded when they are needed.
void keepIgnoringInheritedSignals(QTimer& timer)
{
    scotopic::ignoreInheritedSignals();
    QObject::connect(&timer, &QTimer::timeout, &timer, &scotopic::ignoreInheritedSignals);
    if (scotopic::anyWasIgnoredAtStart()) {
        timer.start(std::chrono::seconds(1));
    }
}

}  // namespace

int main(int argc, char** argv)
{
    scotopic::takeSignalsBack();
    QCoreApplication::setApplicationName(QStringLiteral("Scotopic"));
    QCoreApplication::setOrganizationName(QStringLiteral("Scotopic"));
    QCoreApplication::setApplicationVersion(QLatin1String(scotopic::kVersion));
    QSettings settings;
    if (scotopic::asksForText(argc, argv)) {
        const QCoreApplication text(argc, argv);
        const scotopic::Translation translation(scotopic::readLanguage(settings));
        scotopic::parsePhoto(text, argc, argv);
    }
    qInstallMessageHandler(scotopic::endWithoutDisplay);
    QApplication application(argc, argv);
    qInstallMessageHandler(nullptr);
    // Qt has taken the person's locale for C too, and then files of numbers would have decimal commas.
    std::setlocale(LC_NUMERIC, "C");
    const scotopic::Translation translation(scotopic::readLanguage(settings));
    QApplication::setDesktopFileName(QStringLiteral("scotopic"));
    const std::optional<std::filesystem::path> photo = scotopic::parsePhoto(application, argc, argv);

    scotopic::applyTheme(application, scotopic::readTheme(settings));
    scotopic::MainWindow window(settings, scotopic::findSample());
    window.show();
    window.start(photo);
    QTimer signalTimer;
    keepIgnoringInheritedSignals(signalTimer);
    return QApplication::exec();
}
