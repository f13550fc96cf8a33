// SPDX-License-Identifier: MIT
#include "app/desktop/arguments.h"

#include "ui/enhance/photo.h"

#include <QCommandLineParser>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace scotopic {

bool asksForText(int argc, char** argv)
{
    return std::any_of(argv, argv + argc, [](std::string_view word) {
        return word == "-h" || word == "--help" || word == "-v" || word == "--version";
    });
}

std::optional<std::filesystem::path> parsePhoto(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("Arguments", "Bright, clean pictures from raw photos taken in the dark."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("PHOTO"),
                                 QCoreApplication::translate("Arguments", "Camera raw to open."),
                                 QStringLiteral("[PHOTO]"));
    const bool isKnown = parser.parse(QCoreApplication::arguments());
    if (!isKnown || parser.positionalArguments().size() > 1) {
        const QString problem =
            isKnown ? QCoreApplication::translate("Arguments", "Only one photo can be opened at a time.")
                    : parser.errorText();
        qCritical("%s", qPrintable(problem));
        std::exit(2);
    }
    parser.process(application);
    const QStringList photos = parser.positionalArguments();
    return photos.isEmpty() ? std::nullopt : std::optional(toPath(photos.front()));
}

}  // namespace scotopic
