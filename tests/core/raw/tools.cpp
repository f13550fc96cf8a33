// SPDX-License-Identifier: MIT
#include "tests/core/raw/tools.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QtEndian>

#include <cstdio>

namespace scotopic::test {

std::optional<QByteArray> outputOf(const QString& program, const QStringList& arguments)
{
    const QString found = QStandardPaths::findExecutable(program);
    if (found.isEmpty()) {
        return std::nullopt;
    }
    QProcess process;
    process.start(found, arguments, QIODevice::ReadOnly);
    constexpr int kTimeoutMs = 120000;
    if (!process.waitForFinished(kTimeoutMs) || process.exitCode() != 0) {
        qWarning("%s: %s", qPrintable(program), process.readAllStandardError().constData());
        return std::nullopt;
    }
    return process.readAllStandardOutput();
}

QString pythonWithNumpy()
{
    for (const QString& python : {QStringLiteral("/usr/bin/python3"), QStringLiteral("python3")}) {
        QProcess process;
        process.start(python, {QStringLiteral("-c"), QStringLiteral("import numpy")});
        if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0) {
            return python;
        }
    }
    return {};
}

std::optional<Ppm> renderedByDcrawEmu(const std::filesystem::path& raw, const std::filesystem::path& folder,
                                      const QStringList& options)
{
    // It writes beside the raw, so it gets a link in a folder of ours.
    const std::filesystem::path link = folder / raw.filename();
    if (link != raw) {
        std::filesystem::remove(link);
        std::filesystem::create_symlink(raw, link);
    }
    const QString linkName = QString::fromStdString(link.string());
    if (!outputOf(QStringLiteral("dcraw_emu"), options + QStringList{linkName})) {
        return std::nullopt;
    }
    const QByteArray bytes = readFile(link.string() + ".ppm");
    Ppm ppm;
    int headerBytes = 0;
    if (std::sscanf(bytes.constData(), "P6 %d %d 65535%n", &ppm.size.width, &ppm.size.height, &headerBytes) != 2
        || headerBytes == 0) {
        return std::nullopt;
    }
    ppm.rgb.resize(ppm.size.area() * 3);
    qFromBigEndian<std::uint16_t>(bytes.constData() + headerBytes + 1, static_cast<qsizetype>(ppm.rgb.size()),
                                  ppm.rgb.data());
    return ppm;
}

void writeFile(const std::filesystem::path& file, const QByteArray& bytes)
{
    QFile target(QString::fromStdString(file.string()));
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", file.c_str());
    }
}

QByteArray readFile(const std::filesystem::path& file)
{
    QFile source(QString::fromStdString(file.string()));
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

RawImage smallBayer(PixelSize size)
{
    RawImage raw;
    raw.size = size;
    raw.cfa.colours = {CfaColour::Red, CfaColour::Green, CfaColour::Green, CfaColour::Blue};
    raw.black = {.width = 1, .height = 1, .levelsDn = {512}};
    raw.whiteLevelDn.fill(16383);
    raw.whiteBalance = {2.25F, 1, 1.5F};
    raw.whiteBalanceSource = WhiteBalanceSource::AsShot;
    raw.srgbFromCamera = {1.75F, -0.625F, -0.125F, -0.25F, 1.5F, -0.25F, 0.0625F, -0.5F, 1.4375F};
    raw.orientation = Orientation::Rotated90Clockwise;
    raw.shot = {.make = "Testmaker",
                .model = "Test 1",
                .lens = "Test 35mm F1.8",
                .capturedAt = "2016-11-02T19:45:12",
                .exposureSeconds = 0.04F,
                .isoSpeed = 1600,
                .apertureFNumber = 5.6F,
                .focalLengthMm = 35};
    for (std::size_t i = 0; i < size.area(); ++i) {
        raw.photosites.push_back(static_cast<std::uint16_t>(500 + i * 7919 % 16000));
    }
    return raw;
}

}  // namespace scotopic::test
