// SPDX-License-Identifier: MIT
#include "core/network/model.h"

#include "app/cli/command.h"
#include "app/cli/model_recalibrate.h"
#include "app/cli/model_report.h"
#include "app/cli/options.h"
#include "app/cli/outputs.h"
#include "core/network/import_model.h"
#include "core/network/model_choice.h"
#include "core/network/model_file.h"

#include <memory>

namespace scotopic::cli {

namespace {

constexpr const char* kReads =
    R"(Read are Scotopic's own .safetensors and the weights of a SID U-Net in other programs' files: PyTorch state dicts
(.pth .pt .ckpt .pkl, old and new format), TensorFlow V2 checkpoints (model.ckpt, model.ckpt.index), safetensors. No
code in them is ever run.)";

struct ModelOptions {
    ModelChoice input;
    std::string weights;  // empty: by the rule of importModel()
    std::filesystem::path output;
    WeightPrecision precision = WeightPrecision::F32;
    IfExists ifExists = IfExists::Refuse;
    bool printsJson = false;
};

ExitCode modelInfo(const ModelOptions& options, Session& session)
{
    const std::filesystem::path file = networkFileOf(options.input);
    const OpenedModel opened = openModel(file, options.weights);
    session.console.print(options.printsJson ? jsonText(toJson(opened, file)) : toText(opened, file));
    return ExitCode::AllDone;
}

ExitCode importToFile(const ModelOptions& options, Session& session)
{
    const std::filesystem::path input = networkFileOf(options.input);
    requireFreeOutput(options.output, std::span(&input, 1), options.ifExists);
    ImportedModel imported = importModel(input, options.weights);
    session.context().throwIfCancelled();
    imported.model.notes.try_emplace("name", input.stem().string());
    writeModelFile(options.output, imported.model, options.ifExists, options.precision);
    session.console.print(options.printsJson ? jsonText(toJson(imported.report)) : toText(imported.report));
    return ExitCode::AllDone;
}

ExitCode exportToFile(const ModelOptions& options, Session& session)
{
    const std::filesystem::path input = networkFileOf(options.input);
    requireFreeOutput(options.output, std::span(&input, 1), options.ifExists);
    const OpenedModel opened = openModel(input, options.weights);
    session.context().throwIfCancelled();
    exportPth(options.output, opened.model, options.ifExists);
    return ExitCode::AllDone;
}

using Run = ExitCode (*)(const ModelOptions&, Session&);

void choose(CLI::App& command, Action& chosen, const std::shared_ptr<ModelOptions>& options, Run run)
{
    command.callback(
        [&chosen, options, run] { chosen = [options, run](Session& session) { return run(*options, session); }; });
}

void addInput(CLI::App& command, const char* name, ModelOptions& options)
{
    addParsed(command, name, "FILE|default", options.input, parseModelChoice,
              "A model file of any format that can be read, or the program's own model")
        ->required();
    command
        .add_option(
            "--weights", options.weights,
            "Which of several weights in the file, by the name in the import's report\n(default: the average of "
            "many steps, EMA, where there is one)")
        ->type_name("NAME");
}

void addInfo(CLI::App& model, Action& chosen)
{
    auto options = std::make_shared<ModelOptions>();
    CLI::App* command = model.add_subcommand("info", "Show what a model file holds");
    addInput(*command, "FILE", *options);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(std::string(kReads) + "\n\nExample:\n  scotopic-cli model info unet.safetensors");
    choose(*command, chosen, options, modelInfo);
}

void addImport(CLI::App& model, Action& chosen)
{
    auto options = std::make_shared<ModelOptions>();
    CLI::App* command = model.add_subcommand("import", "Turn another program's weights into a model file");
    addInput(*command, "IN", *options);
    addFile(*command, "-o,--output", "OUT.safetensors", options->output, "The model file to write")->required();
    command->add_flag_callback(
        "--half", [options] { options->precision = WeightPrecision::F16; }, "Store 16-bit weights, half the size");
    addOverwrite(*command, options->ifExists);
    command->add_flag("--json", options->printsJson, "Print the report as JSON");
    command->footer(std::string(kReads)
                    + "\n\nExample:\n  scotopic-cli model import checkpoint_sony.pth -o sony.safetensors");
    choose(*command, chosen, options, importToFile);
}

void addExport(CLI::App& model, Action& chosen)
{
    auto options = std::make_shared<ModelOptions>();
    CLI::App* command = model.add_subcommand("export", "Write a state dict that Python's torch.load opens");
    addInput(*command, "IN", *options);
    addFile(*command, "-o,--output", "OUT.pth", options->output, "The PyTorch file to write")->required();
    addOverwrite(*command, options->ifExists);
    command->footer(std::string(kReads) + "\n\nExample:\n  scotopic-cli model export unet.safetensors -o unet.pth");
    choose(*command, chosen, options, exportToFile);
}

}  // namespace

void addModelCommand(CLI::App& app, Action& chosen)
{
    CLI::App* model = app.add_subcommand("model", "Show, import, export and recalibrate model files");
    model->require_subcommand(1);
    model->footer(kReads);
    addInfo(*model, chosen);
    addImport(*model, chosen);
    addExport(*model, chosen);
    addModelRecalibrate(*model, chosen);
}

}  // namespace scotopic::cli
