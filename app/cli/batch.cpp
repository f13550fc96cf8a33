// SPDX-License-Identifier: MIT
#include "app/cli/batch.h"

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/outputs.h"
#include "app/cli/text.h"
#include "core/base/error.h"
#include "core/base/output_folder.h"
#include "core/enhance/auto_ratio.h"
#include "core/enhance/default_model.h"
#include "core/inference/machine.h"
#include "core/raw/read_raw.h"

#include <chrono>

namespace scotopic::cli {

namespace fs = std::filesystem;

namespace {

/// None for the classical rendering.
std::optional<fs::path> modelOf(const BatchOptions& options)
{
    if (!options.model) {
        return defaultModelFile();
    }
    if (*options.model == kDefaultModel) {
        if (std::optional<fs::path> file = defaultModelFile()) {
            return file;
        }
        throw UnreadableInput("the default model is not there: share/scotopic/models/default.safetensors");
    }
    return *options.model == kClassicalModel ? std::nullopt : options.model;
}

class Batch {
public:
    Batch(const BatchOptions& options, Session& session)
        : m_options(options), m_session(session),
          m_picture(pictureOptions(options.picture, options.output, /*usualBits=*/8, session.console)),
          m_folder(options.outputFolder)
    {
        if (options.output.empty()) {
            m_outputs = outputNames(options.photos, options.outputFolder, extensionOf(m_picture.format));
        } else {
            m_outputs = {options.output};
        }
        if (const std::optional<fs::path> model = modelOf(options)) {
            m_session.context().report({.stage = "preparing the network", .fraction = {}, .remainingSeconds = {}});
            m_residentBytes = residentBytes();
            m_enhancer.emplace(*model, options.network);
        }
        noteUnused();
    }

    [[nodiscard]] ExitCode run()
    {
        bool allSucceeded = true;
        for (std::size_t i = 0; i < m_outputs.size(); ++i) {
            allSucceeded &= succeeds(m_session.console, m_options.photos[i], [&] { enhance(i); });
        }
        return allSucceeded ? ExitCode::AllDone : ExitCode::SomethingFailed;
    }

private:
    /// Options that were given though what makes the pictures does not heed them.
    void noteUnused() const
    {
        for (const OptionUse& option : m_options.given) {
            const bool isLinear = m_enhancer && m_enhancer->outputSpace() == OutputSpace::CameraLinear;
            const bool isUsed = !m_enhancer ? option.byClassical
                                : isLinear  ? option.byLinearModels
                                            : option.byDisplayModels;
            if (isUsed) {
                continue;
            }
            m_session.console.note(option.name + " has no effect "
                                   + (!option.byDisplayModels && option.byLinearModels ? "on this rendering: it is for "
                                                                                         "camera-linear models"
                                      : m_enhancer                                     ? "on a network"
                                                   : "without a network: see --model"));
        }
    }

    /// Null: the classical rendering, also of a raw that a model which nobody named does not take.
    [[nodiscard]] Enhancer* networkFor(const RawImage& raw)
    {
        if (!m_enhancer || m_options.model || m_enhancer->takes(raw) || m_enhancer->takesRemosaiced(raw)) {
            return m_enhancer ? &*m_enhancer : nullptr;
        }
        m_session.console.note(raw.file.string() + ": the default model does not take "
                               + (raw.cfa.isXTrans() ? "X-Trans" : "Bayer")
                               + " raws; it is rendered without a network");
        return nullptr;
    }

    void enhance(std::size_t index)
    {
        const auto start = std::chrono::steady_clock::now();
        const fs::path& photo = m_options.photos[index];
        const JobContext context = contextFor(index);
        context.throwIfCancelled();
        requireFreeOutput(m_outputs[index], m_options.photos, m_picture.ifExists);
        context.report({.stage = "reading", .fraction = {}, .remainingSeconds = {}});
        const RawImage raw = readRaw(photo);
        const ExposureRatio ratio = m_options.settings.ratio ? *m_options.settings.ratio : suggestRatio(raw);
        Enhancer* const network = networkFor(raw);
        PhotoSettings settings = m_options.settings;
        settings.ratio = ratio;
        const RenderedPhoto rendered = renderPhoto(raw, settings, network, context);
        context.throwIfCancelled();
        context.report({.stage = "writing", .fraction = 1.0, .remainingSeconds = {}});
        writePicture(m_outputs[index], rendered.picture, m_picture, photo,
                     provenanceOf(rendered.record, m_picture));
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        printResult(index, {.ratio = ratio, .size = rendered.picture.size, .photosites = raw.size, .network = network},
                    seconds.count());
    }

    /// The job of one photo, which reports its part of the whole.
    [[nodiscard]] JobContext contextFor(std::size_t index) const
    {
        const JobContext whole = m_session.context();
        const auto count = static_cast<double>(m_outputs.size());
        const std::string number = std::to_string(index + 1) + "/" + std::to_string(m_outputs.size());
        const std::string name = m_options.photos[index].filename().string();
        const std::string prefix = m_outputs.size() > 1 ? "[" + number + "] " + name + ": " : name + ": ";
        return whole.reportingTo([whole, prefix, index, count](const Progress& part) {
            Progress shown = part;
            shown.stage = prefix + part.stage;
            shown.fraction = part.fraction || count > 1
                                 ? std::optional((static_cast<double>(index) + part.fraction.value_or(0)) / count)
                                 : std::nullopt;
            // One photo's remaining time is not the batch's.
            if (count > 1) {
                shown.remainingSeconds.reset();
            }
            whole.report(shown);
        });
    }

    struct Result {
        ExposureRatio ratio;
        PixelSize size;
        PixelSize photosites;
        const Enhancer* network = nullptr;
    };

    void printResult(std::size_t index, const Result& result, double seconds) const
    {
        const std::string input = m_options.photos[index].string();
        const std::string output = m_outputs[index].string();
        const bool ratioIsAutomatic = !m_options.settings.ratio;
        if (!m_options.printsJson) {
            m_session.console.print(input + " -> " + output + "  " + toText(result.ratio)
                                    + (ratioIsAutomatic ? ", chosen automatically" : "") + "  "
                                    + durationText(seconds));
            return;
        }
        Json json{
            {"input", input},
            {"output", output},
            {"ratio", jsonNumber(result.ratio.value)},
            {"ratioIsAutomatic", ratioIsAutomatic},
            {"model", result.network != nullptr ? result.network->modelName() : kClassicalModel},
            {"engine", result.network != nullptr ? result.network->engineDescription() : "LibRaw " + libRawVersion()},
            {"width", result.size.width},
            {"height", result.size.height},
            {"seconds", seconds},
            {"peakBytes", peakResidentBytes()}};
        if (result.network != nullptr) {
            json["peakBytesPredicted"] =
                m_residentBytes + renderingPeakBytes(result.photosites, *result.network, m_picture);
        }
        m_session.console.print(jsonLine(json));
    }

    const BatchOptions& m_options;
    Session& m_session;
    PictureFileOptions m_picture;
    OutputFolder m_folder;
    std::vector<fs::path> m_outputs;
    std::optional<Enhancer> m_enhancer;
    std::size_t m_residentBytes = 0;  // before the network was there: the libraries
};

}  // namespace

ExitCode enhanceBatch(const BatchOptions& options, Session& session)
{
    return Batch(options, session).run();
}

}  // namespace scotopic::cli
