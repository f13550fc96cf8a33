// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"

#include "core/network/model_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>

namespace scotopic::test {

namespace {

constexpr int kLongestRunMs = 240'000;

const Folder& sharedFolder()
{
    static const Folder folder;
    return folder;
}

}  // namespace

QByteArray CliResult::describe() const
{
    return (crashed ? QByteArray("crashed") : "exit " + QByteArray::number(exitCode)) + ", standard error: " + messages;
}

QString cliProgram()
{
    return QStringLiteral(SCOTOPIC_CLI_PROGRAM);
}

CliResult runProgram(const QString& program, const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(QStringLiteral("SCOTOPIC_MODEL"))) {
        environment.insert(QStringLiteral("SCOTOPIC_MODEL"), QStringLiteral("classical"));  // quick, shipped or not
    }
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    CliResult result;
    if (!process.waitForFinished(kLongestRunMs)) {
        process.kill();
        process.waitForFinished();
    }
    result.crashed = process.exitStatus() != QProcess::NormalExit;
    result.exitCode = process.exitCode();
    result.output = process.readAllStandardOutput();
    result.messages = process.readAllStandardError();
    return result;
}

CliResult runCli(const QStringList& arguments)
{
    return runProgram(cliProgram(), arguments);
}

CliResult runCliOnFullDisk(const QStringList& arguments, int limitKib)
{
    const QString script = QStringLiteral(R"(ulimit -f %1; trap "" XFSZ; exec "$0" "$@")").arg(limitKib);
    return runProgram(QStringLiteral("bash"), QStringList{QStringLiteral("-c"), script, cliProgram()} + arguments);
}

QString sampleDng()
{
    const QString file = sharedFolder().path(QStringLiteral("sample.dng"));
    if (!QFile::exists(file)) {
        const CliResult made = runCli({QStringLiteral("sample"), QStringLiteral("-o"), file, QStringLiteral("--size"),
                                       QStringLiteral("640x448")});
        if (made.exitCode != 0) {
            qFatal("the sample could not be made: %s", made.describe().constData());
        }
    }
    return file;
}

QString randomModel()
{
    const QString file = sharedFolder().path(QStringLiteral("random.safetensors"));
    if (!QFile::exists(file)) {
        UNetOptions options;
        options.baseWidth = 8;
        writeModelFile(file.toStdString(), makeRandomModel(options, /*seed=*/1), IfExists::Refuse);
    }
    return file;
}

QString Folder::path(const QString& name) const
{
    return name.isEmpty() ? m_folder.path() : m_folder.filePath(name);
}

QString Folder::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("a test file could not be written");
    }
    return file.fileName();
}

QStringList Folder::entries() const
{
    return QDir(path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

QByteArray contentsOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

bool isOneLine(const QByteArray& text)
{
    return text.endsWith('\n') && text.count('\n') == 1 && text.size() > 1;
}

}  // namespace scotopic::test
