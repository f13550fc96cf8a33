// SPDX-License-Identifier: MIT
#include "app/desktop/arguments.h"

#include "ui/enhance/photo.h"

#include <QCommandLineParser>
#include <QFile>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace scotopic {

namespace {

/// As the bytes that were given: a name need not be UTF-8, and a QString would lose it.
std::filesystem::path pathOf(const QString& argument, int argc, char** argv)
{
    char** const given = std::find_if(argv + std::min(argc, 1), argv + argc,
                                      [&](const char* one) { return QFile::decodeName(one) == argument; });
    return given == argv + argc ? toPath(argument) : std::filesystem::path(*given);
}

}  // namespace

bool asksForText(int argc, char** argv)
{
    return std::any_of(argv, argv + argc, [](std::string_view word) {
        return word == "-h" || word == "--help" || word == "-v" || word == "--version";
    });
}

std::optional<std::filesystem::path> parsePhoto(const QCoreApplication& application, int argc, char** argv)
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
    return photos.isEmpty() ? std::nullopt : std::optional(pathOf(photos.front(), argc, argv));
}

}  // namespace scotopic
