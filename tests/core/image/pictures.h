// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture.h"

#include <QByteArray>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

#include <filesystem>

namespace scotopic::test {

/// Every value differs from its neighbours, and all 16 bits are used.
inline SrgbPicture scrambledPicture(PixelSize size)
{
    SrgbPicture picture{size, {}};
    picture.rgb.resize(size.area() * 3);
    std::uint32_t state = 1;
    for (std::uint16_t& value : picture.rgb) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<std::uint16_t>(state >> 16U);
    }
    return picture;
}

/// Like a photo: no jumps, which JPEG would not keep.
inline SrgbPicture smoothPicture(PixelSize size)
{
    SrgbPicture picture{size, {}};
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            picture.rgb.push_back(static_cast<std::uint16_t>(x * 65535 / size.width));
            picture.rgb.push_back(static_cast<std::uint16_t>(y * 65535 / size.height));
            picture.rgb.push_back(32768);
        }
    }
    return picture;
}

inline bool hasTool(const QString& program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

inline QByteArray outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

/// ImageMagick's convert; empty where there is none, or only another program of that name.
inline QString imageMagick()
{
    for (const QString& program : {QStringLiteral("/usr/bin/convert"), QStringLiteral("convert")}) {
        if (outputOf(program, {QStringLiteral("-version")}).contains("ImageMagick")) {
            return program;
        }
    }
    return {};
}

inline QString toQString(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

}  // namespace scotopic::test

#define SCOTOPIC_NEEDS_TOOL(program)                                                                                   \
    if (!scotopic::test::hasTool(QStringLiteral(program))) {                                                           \
        QSKIP("needs " program);                                                                                       \
    }
