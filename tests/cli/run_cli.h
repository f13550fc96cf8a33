// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace scotopic::test {

struct CliResult {
    int exitCode = -1;
    bool crashed = false;
    QByteArray output;
    QByteArray messages;

    /// "exit 1, standard error: …", for failure messages.
    [[nodiscard]] QByteArray describe() const;
};

/// The program under test.
[[nodiscard]] QString cliProgram();
[[nodiscard]] CliResult runCli(const QStringList& arguments);
[[nodiscard]] CliResult runProgram(const QString& program, const QStringList& arguments);
/// The same with every file limited to this many KiB, as on a full disk: writes beyond it fail.
[[nodiscard]] CliResult runCliOnFullDisk(const QStringList& arguments, int limitKib);

/// A small sample raw, made once by the program itself; ratio 100, 640x448.
[[nodiscard]] QString sampleDng();
/// A baseline network of base width 8 with random weights, made once.
[[nodiscard]] QString randomModel();

/// A folder that is removed again.
class Folder {
public:
    [[nodiscard]] QString path(const QString& name = {}) const;
    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const;
    /// Everything in it, hidden files too.
    [[nodiscard]] QStringList entries() const;

private:
    QTemporaryDir m_folder;
};

[[nodiscard]] QByteArray contentsOf(const QString& file);
/// True when there is exactly one line.
[[nodiscard]] bool isOneLine(const QByteArray& text);

}  // namespace scotopic::test
