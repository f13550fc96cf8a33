// SPDX-License-Identifier: MIT
#include "ui/enhance/photo.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/theme.h"

#include <QApplication>
#include <QCommandLineParser>

#include "scotopic_version.h"

namespace {

std::optional<std::filesystem::path> parsePhoto(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Bright, clean pictures from raw photos taken in the dark."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("PHOTO"), QCoreApplication::translate("main", "Camera raw to open."),
                                 QStringLiteral("[PHOTO]"));
    parser.process(application);
    const QStringList arguments = parser.positionalArguments();
    return arguments.isEmpty() ? std::nullopt : std::optional(scotopic::toPath(arguments.front()));
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Scotopic"));
    QApplication::setOrganizationName(QStringLiteral("Scotopic"));
    QApplication::setDesktopFileName(QStringLiteral("scotopic"));
    QApplication::setApplicationVersion(QLatin1String(scotopic::kVersion));
    const std::optional<std::filesystem::path> photo = parsePhoto(application);

    scotopic::applyTheme(application);
    QSettings settings;
    scotopic::MainWindow window(settings, scotopic::findSample());
    window.show();
    window.start(photo);
    return QApplication::exec();
}
