// SPDX-License-Identifier: MIT
#include "app/cli/command_line.h"

#include "app/cli/command.h"
#include "app/cli/failure.h"
#include "app/cli/interruption.h"
#include "app/cli/options.h"
#include "core/base/error.h"
#include "core/base/plain_text.h"
#include "core/base/threads.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <memory>
#include <scotopic_version.h>
#include <span>
#include <string_view>

namespace scotopic::cli {

namespace {

constexpr const char* kExitStatus = R"(

Exit status: 0 all done, 1 something failed (the rest was done), 2 wrong usage, 130 after Ctrl-C.
'scotopic-cli COMMAND --help' explains a command.)";

std::unique_ptr<CLI::App> makeApp(Action& chosen)
{
    auto app = std::make_unique<CLI::App>("Bright, clean pictures from raw photos taken in the dark.", "scotopic-cli");
    app->set_version_flag("--version", std::string("scotopic-cli ") + kVersion, "Print the version and exit");
    app->get_formatter()->column_width(34);
    app->footer(std::string("Examples:\n") + exampleCalls() + kExitStatus);
    app->require_subcommand(1);
    addPhotoCommands(*app, chosen);
    addModelCommand(*app, chosen);
    addTrainCommand(*app, chosen);
    addEvaluateCommand(*app, chosen);
    addReproduceCommand(*app, chosen);
    addBenchCommand(*app, chosen);
    addBenchTrainingCommand(*app, chosen);
    addDoctorCommand(*app, chosen);
    return app;
}

/// An option has no such ending.
bool endsLikeFile(const std::filesystem::path& word)
{
    constexpr std::array kEndings{".dng",         ".arw", ".cr2", ".cr3", ".nef",  ".orf", ".pef",  ".raf",
                                  ".rw2",         ".srw", ".png", ".tif", ".tiff", ".jpg", ".jpeg", ".json",
                                  ".safetensors", ".npy", ".pth", ".pt",  ".ckpt", ".csv", ".txt"};
    const std::string extension = lowerCase(word.extension().string());
    return std::find(kEndings.begin(), kEndings.end(), extension) != kEndings.end();
}

std::string helpCommandFor(const CLI::App& app)
{
    std::string command = app.get_name();
    for (const CLI::App* level = &app; !level->get_subcommands().empty();) {
        level = level->get_subcommands().front();
        command += " " + level->get_name();
    }
    return command + " --help";
}

/// What helps with a file whose name begins like an option: it is there, or ends like a photo, a picture or a model.
std::string adviceOnNames(std::span<char* const> words)
{
    for (const std::string_view word : words) {
        const bool isOptionLike = word.size() > 1 && word.front() == '-' && word != "--";
        std::error_code unknown;
        if (isOptionLike
            && (std::filesystem::exists(word, unknown) || (word.find('=') == word.npos && endsLikeFile(word)))) {
            return "; a file whose name begins with '-' is written ./" + std::string(word);
        }
    }
    return {};
}

int exitCodeFor(const CLI::App& app, const CLI::ParseError& error, const std::string& advice, Console& console)
{
    if (error.get_exit_code() == 0) {
        return app.exit(error, std::cout, std::cerr);  // --help and --version
    }
    console.fail(std::string(error.what()) + advice + " (see " + helpCommandFor(app) + ")");
    return static_cast<int>(ExitCode::WrongUsage);
}

int runAction(const Action& action, int threads, const std::string& advice, Console& console)
{
    const Interruption interruption;
    const ThreadsHere threadsHere(threads);
    Session session{console, interruption.stopToken(), threads};
    try {
        ExitCode code = action(session);
        if (!console.flushOutput()) {
            console.fail("standard output: cannot be written");
            code = ExitCode::SomethingFailed;
        }
        return static_cast<int>(code);
    } catch (const Cancelled&) {
        console.fail("stopped");
        return 128 + interruption.signalNumber();
    } catch (const InvalidArgument& error) {
        console.fail(error.what() + advice);
        return static_cast<int>(ExitCode::WrongUsage);
    } catch (...) {
        console.fail(sentenceOf(std::current_exception()));
        return static_cast<int>(ExitCode::SomethingFailed);
    }
}

}  // namespace

int runCommandLine(int argc, char** argv)
{
    Console console;
    Action chosen;
    const std::unique_ptr<CLI::App> app = makeApp(chosen);
    const std::string advice =
        adviceOnNames(std::span(argv, static_cast<std::size_t>(argc)).subspan(std::min(argc, 1)));
    try {
        app->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return exitCodeFor(*app, error, advice, console);
    }
    return runAction(chosen, threadsOf(*app), advice, console);
}

}  // namespace scotopic::cli
