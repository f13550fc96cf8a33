// SPDX-License-Identifier: MIT
#include "app/cli/batch.h"

#include "app/cli/batch_report.h"
#include "app/cli/failure.h"
#include "app/cli/outputs.h"
#include "app/cli/photo_facts.h"
#include "app/cli/picture_output.h"
#include "app/cli/record_again.h"
#include "core/base/error.h"
#include "core/base/output_folder.h"
#include "core/inference/machine.h"
#include "core/raw/read_raw.h"

#include <chrono>
#include <memory>
#include <system_error>

namespace scotopic::cli {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> filesOf(const std::vector<PhotoInput>& inputs)
{
    std::vector<fs::path> files;
    for (const PhotoInput& input : inputs) {
        files.push_back(input.file);
    }
    return files;
}

class Batch {
public:
    Batch(const BatchOptions& options, Session& session)
        : m_options(options), m_session(session), m_wanted(wantedRendering(options.rendering, session.console)),
          m_inputs(photosOf(options.photos, options.isRecursive)), m_files(filesOf(m_inputs.photos)),
          m_picture(pictureOptionsOf()),
          m_report(session.console, options.printsJson, m_inputs.photos.size() + m_inputs.failures.size())
    {
        requireFittingDestination();
        m_outputs = m_options.output.empty()
                        ? outputNames(m_inputs.photos, options.outputFolder, extensionOf(m_picture.format))
                        : std::vector(m_inputs.photos.size(), options.output);
        m_folders.push_back(std::make_unique<OutputFolder>(options.outputFolder));
        requireFreeSettings();
        prepareNetwork();
        noteUnused();
        if (!m_options.settingsToWrite.empty()) {
            writeSettings();
        }
    }
    ~Batch()
    {
        while (!m_folders.empty()) {
            m_folders.pop_back();  // those below others first
        }
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    [[nodiscard]] ExitCode run()
    {
        for (const FolderFailure& failure : m_inputs.failures) {
            m_session.console.fail(failure.sentence);
            m_report.addFailed(failure.folder, failure.sentence);
        }
        const bool isBatch = m_inputs.hasFolders || m_inputs.photos.size() > 1;
        try {
            for (std::size_t i = 0; i < m_outputs.size(); ++i) {
                work(i);
            }
        } catch (const Cancelled&) {
            m_report.close(isBatch, /*isStopped=*/true);
            throw;
        }
        m_report.close(isBatch, /*isStopped=*/false);
        return m_report.hasFailures() ? ExitCode::SomethingFailed : ExitCode::AllDone;
    }

private:
    [[nodiscard]] PictureFileOptions pictureOptionsOf() const
    {
        const PictureWords words = m_wanted.record ? withRecorded(m_options.picture, m_wanted.record->how,
                                                                  m_options.rendering.from, m_options.output)
                                                   : m_options.picture;
        return pictureOptions(words, m_options.output, /*usualBits=*/8, m_session.console);
    }

    void requireFittingDestination() const
    {
        if (!m_options.output.empty() && m_inputs.photos.size() > 1) {
            throw InvalidArgument("-o takes one photo; use --output-dir for several");
        }
        if (m_wanted.record && m_inputs.photos.size() > 1) {
            throw InvalidArgument("--from takes one photo, that of its picture; use --settings for several");
        }
    }

    void requireFreeSettings() const
    {
        if (!m_options.settingsToWrite.empty()) {
            requireFreeOutput(m_options.settingsToWrite, m_files, m_picture.ifExists);
        }
    }

    void prepareNetwork()
    {
        if (!m_wanted.modelFile) {
            return;
        }
        m_session.context().report({.stage = "preparing the network", .fraction = {}, .remainingSeconds = {}});
        m_residentBytes = residentBytes();
        try {
            m_enhancer.emplace(*m_wanted.modelFile, m_wanted.network);
        } catch (const Error& error) {
            if (!m_wanted.otherNetwork) {
                throw;
            }
            const std::string reason = error.what();
            m_enhancer.emplace(*m_wanted.modelFile, *m_wanted.otherNetwork);
            m_session.console.note(m_options.rendering.from.string() + ": what rendered it is not to be had here ("
                                   + reason + ")");
        }
    }

    void writeSettings() const
    {
        PhotoSettings settings = m_wanted.settings;
        settings.model = m_enhancer ? m_enhancer->model() : classicalRendering();
        if (!settings.model.file.empty()) {
            settings.model.file = fs::absolute(settings.model.file);
        }
        writeTextFile(m_options.settingsToWrite, toJson(settings, JsonLayout::Indented) + "\n", m_picture.ifExists);
    }

    /// What was asked for though it is not heeded by what makes the pictures.
    void noteUnused() const
    {
        for (const OptionUse& use : m_wanted.uses) {
            const bool isLinear = m_enhancer && m_enhancer->outputSpace() == OutputSpace::CameraLinear;
            const bool isUsed = !m_enhancer ? use.byClassical : isLinear ? use.byLinearModels : use.byDisplayModels;
            if (isUsed) {
                continue;
            }
            m_session.console.note(use.name + " has no effect "
                                   + (!use.byDisplayModels && use.byLinearModels ? "on this rendering: it is for "
                                                                                   "camera-linear models"
                                      : m_enhancer                               ? "on a network"
                                                                                 : "without a network: see --model"));
        }
    }

    void work(std::size_t index)
    {
        if (m_options.skipsExisting && isThere(m_outputs[index])) {
            m_report.addSkipped(m_files[index], m_outputs[index]);
            return;
        }
        const fs::path& photo = m_files[index];
        if (const auto reason = failureOf(m_session.console, photo, [&] { enhance(index); })) {
            m_report.addFailed(photo, *reason);
        }
    }

    static bool isThere(const fs::path& output)
    {
        std::error_code unknown;
        const fs::file_status status = fs::status(output, unknown);
        return fs::is_regular_file(status);
    }

    /// Null: the classical rendering, also of a raw that a model which nobody named does not take.
    [[nodiscard]] Enhancer* networkFor(const RawImage& raw)
    {
        if (!m_enhancer || m_wanted.isModelNamed || m_enhancer->takes(raw) || m_enhancer->takesRemosaiced(raw)) {
            return m_enhancer ? &*m_enhancer : nullptr;
        }
        m_session.console.note(raw.file.string() + ": the default model does not take "
                               + (raw.cfa.isXTrans() ? "X-Trans" : "Bayer")
                               + " raws; it is rendered without a network");
        return nullptr;
    }

    void noteAll(const fs::path& photo, const std::vector<std::string>& notes) const
    {
        for (const std::string& note : notes) {
            m_session.console.note(photo.string() + ": " + note);
        }
    }

    void enhance(std::size_t index)
    {
        const auto start = std::chrono::steady_clock::now();
        const fs::path& photo = m_files[index];
        const JobContext context = contextFor(index);
        context.throwIfCancelled();
        makeSubfolder(m_inputs.photos[index].subfolder);
        requireFreePictureOutput(m_outputs[index], m_files, m_picture.ifExists, m_session.console);
        context.report({.stage = "reading", .fraction = {}, .remainingSeconds = {}});
        const RawImage raw = readRaw(photo, m_wanted.settings.image, context);
        sayNotes(raw, m_session.console);
        const PhotoMetadata metadata = readPhotoMetadata(photo);
        noteAll(photo, metadata.notes);
        Enhancer* const network = networkFor(raw);
        const RenderedPhoto rendered = renderPhoto(raw, m_wanted.settings, network, context);
        context.throwIfCancelled();
        context.report({.stage = "writing", .fraction = 1.0, .remainingSeconds = {}});
        noteAll(photo, deliverPicture(m_outputs[index], rendered.picture, m_picture, metadata,
                                      provenanceOf(rendered.record, m_picture), context));
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        m_report.addDone({.input = photo,
                          .output = m_outputs[index],
                          .settings = rendered.record.settings,
                          .ratioIsAutomatic = !m_wanted.settings.ratio,
                          .size = rendered.picture.size,
                          .engine = rendered.record.how.engine,
                          .seconds = seconds.count(),
                          .peakBytesPredicted = peakBytesPredicted(raw, network)});
        if (m_wanted.record) {
            noteDifferences(*m_wanted.record, rendered.record, m_options.rendering.from, m_session.console);
        }
    }

    [[nodiscard]] std::optional<std::size_t> peakBytesPredicted(const RawImage& raw, const Enhancer* network) const
    {
        return network != nullptr ? std::optional(m_residentBytes + renderingPeakBytes(raw.size, *network, m_picture))
                                  : std::nullopt;
    }

    /// And those above it, each to be taken away again where nothing comes to lie in it.
    void makeSubfolder(const fs::path& subfolder)
    {
        fs::path folder = m_options.outputFolder;
        for (const fs::path& name : subfolder) {
            folder /= name;
            if (std::error_code unknown; !fs::is_directory(folder, unknown)) {
                m_folders.push_back(std::make_unique<OutputFolder>(folder));
            }
        }
    }

    /// The job of one photo, which reports its part of the whole.
    [[nodiscard]] JobContext contextFor(std::size_t index) const
    {
        const JobContext whole = m_session.context();
        const auto count = static_cast<double>(m_outputs.size());
        const std::string number = std::to_string(index + 1) + "/" + std::to_string(m_outputs.size());
        const std::string name = m_files[index].filename().string();
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

    const BatchOptions& m_options;
    Session& m_session;
    WantedRendering m_wanted;
    PhotoInputs m_inputs;
    std::vector<fs::path> m_files;
    PictureFileOptions m_picture;
    std::vector<fs::path> m_outputs;
    std::vector<std::unique_ptr<OutputFolder>> m_folders;
    std::optional<Enhancer> m_enhancer;
    std::size_t m_residentBytes = 0;  // before the network was there: the libraries
    BatchReport m_report;
};

}  // namespace

ExitCode enhanceBatch(const BatchOptions& options, Session& session)
{
    return Batch(options, session).run();
}

}  // namespace scotopic::cli
