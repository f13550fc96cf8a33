// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "core/base/job.h"

#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace scotopic::cli {

enum class ExitCode { AllDone = 0, SomethingFailed = 1, WrongUsage = 2 };

/// What a running command has of the world.
struct Session {
    Console& console;
    std::stop_token stop;
    int threads = 0;  // 0: as the machine has

    /// A job that Ctrl-C stops, whose progress the terminal shows, and that takes `--threads`.
    [[nodiscard]] JobContext context() const
    {
        return JobContext(stop, [&shown = console](const Progress& progress) { shown.showProgress(progress); })
            .withThreads(threads);
    }
};

/// The chosen command with its options; set while the arguments are parsed, run afterwards.
using Action = std::function<ExitCode(Session&)>;

void addInfoCommand(CLI::App& app, Action& chosen);
void addDevelopCommand(CLI::App& app, Action& chosen);
void addPackCommand(CLI::App& app, Action& chosen);
void addEnhanceCommand(CLI::App& app, Action& chosen);
void addModelCommand(CLI::App& app, Action& chosen);
void addTrainCommand(CLI::App& app, Action& chosen);
void addEvaluateCommand(CLI::App& app, Action& chosen);
void addReproduceCommand(CLI::App& app, Action& chosen);
void addBenchCommand(CLI::App& app, Action& chosen);
void addBenchTrainingCommand(CLI::App& app, Action& chosen);
void addDoctorCommand(CLI::App& app, Action& chosen);
void addSampleCommand(CLI::App& app, Action& chosen);
void addDatasetCommand(CLI::App& app, Action& chosen);

/// The commands that open photos: all of them, or none in a build without LibRaw and the codecs.
void addPhotoCommands(CLI::App& app, Action& chosen);
/// A few lines for the program's help that work in this build.
[[nodiscard]] const char* exampleCalls();
/// Names and versions of the libraries behind those commands.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> photoLibraries();

}  // namespace scotopic::cli
