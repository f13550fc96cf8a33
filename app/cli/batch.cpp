// SPDX-License-Identifier: MIT
#include "app/cli/batch.h"

#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/outputs.h"
#include "app/cli/text.h"
#include "core/base/error.h"
#include "core/enhance/auto_ratio.h"
#include "core/inference/machine.h"
#include "core/raw/read_raw.h"

#include <chrono>
#include <system_error>

namespace scotopic::cli {

namespace fs = std::filesystem;

namespace {

/// The folder of the pictures: made when it is missing, and taken away again if nothing came to lie in it.
class OutputFolder {
public:
    explicit OutputFolder(fs::path folder) : m_folder(std::move(folder))
    {
        if (m_folder.empty()) {
            return;
        }
        std::error_code error;
        m_isNew = fs::create_directories(m_folder, error);
        if (error) {
            throw OutputFailed(m_folder, "the folder cannot be made: " + error.message());
        }
    }
    ~OutputFolder()
    {
        std::error_code isNotEmpty;
        if (m_isNew) {
            fs::remove(m_folder, isNotEmpty);
        }
    }
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

private:
    fs::path m_folder;
    bool m_isNew = false;
};

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
        if (!options.isClassical()) {
            m_session.context().report({.stage = "preparing the network", .fraction = {}, .remainingSeconds = {}});
            m_residentBytes = residentBytes();
            m_enhancer.emplace(options.model, options.network);
        }
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
    void enhance(std::size_t index)
    {
        const auto start = std::chrono::steady_clock::now();
        const fs::path& photo = m_options.photos[index];
        const JobContext context = contextFor(index);
        context.throwIfCancelled();
        requireFreeOutput(m_outputs[index], m_options.photos, m_picture.ifExists);
        context.report({.stage = "reading", .fraction = {}, .remainingSeconds = {}});
        const RawImage raw = readRaw(photo);
        const ExposureRatio ratio = m_options.ratio ? *m_options.ratio : suggestRatio(raw);
        const RenderedPhoto rendered = renderPhoto(raw,
                                                   {.ratio = ratio,
                                                    .network = m_enhancer ? &*m_enhancer : nullptr,
                                                    .noiseThreshold = m_options.noiseThreshold},
                                                   context);
        context.throwIfCancelled();
        context.report({.stage = "writing", .fraction = 1.0, .remainingSeconds = {}});
        writePicture(m_outputs[index], rendered.picture, m_picture, photo, rendered.provenance);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        printResult(index, {.ratio = ratio, .size = rendered.picture.size, .photosites = raw.size}, seconds.count());
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
    };

    void printResult(std::size_t index, const Result& result, double seconds) const
    {
        const std::string input = m_options.photos[index].string();
        const std::string output = m_outputs[index].string();
        const bool ratioIsAutomatic = !m_options.ratio;
        if (!m_options.printsJson) {
            m_session.console.print(input + " -> " + output + "  " + toText(result.ratio)
                                    + (ratioIsAutomatic ? ", chosen automatically" : "") + "  "
                                    + durationText(seconds));
            return;
        }
        Json json{{"input", input},
                  {"output", output},
                  {"ratio", jsonNumber(result.ratio.value)},
                  {"ratioIsAutomatic", ratioIsAutomatic},
                  {"model", m_enhancer ? m_enhancer->modelName() : kClassicalModel},
                  {"engine", m_enhancer ? m_enhancer->engineDescription() : "LibRaw " + libRawVersion()},
                  {"width", result.size.width},
                  {"height", result.size.height},
                  {"seconds", seconds},
                  {"peakBytes", peakResidentBytes()}};
        if (m_enhancer) {
            json["peakBytesPredicted"] =
                m_residentBytes + renderingPeakBytes(result.photosites, *m_enhancer, m_picture);
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
