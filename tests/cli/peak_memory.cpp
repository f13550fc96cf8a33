// SPDX-License-Identifier: MIT
#include "tests/cli/peak_memory.h"

#include "tests/cli/run_cli.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace scotopic::test {

Measured measure(const QStringList& arguments, const QString& outputFile)
{
    std::vector<QByteArray> words{cliProgram().toLocal8Bit()};
    for (const QString& argument : arguments) {
        words.push_back(argument.toLocal8Bit());
    }
    std::vector<char*> argv;
    for (QByteArray& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputFile.toLocal8Bit().constData(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t child = -1;
    Measured result;
    if (posix_spawn(&child, argv.front(), &actions, nullptr, argv.data(), environ) == 0) {
        rusage usage{};
        wait4(child, &result.status, 0, &usage);
        result.peakResidentBytes = static_cast<double>(usage.ru_maxrss) * 1024;
    }
    posix_spawn_file_actions_destroy(&actions);
    return result;
}

}  // namespace scotopic::test
