// SPDX-License-Identifier: MIT
#include "ui/comparison/open_evaluation.h"

#include "core/base/error.h"
#include "core/dataset/study_data.h"
#include "core/evaluation/classical_renderer.h"
#include "core/evaluation/evaluation_folder.h"
#include "core/evaluation/figure.h"
#include "core/evaluation/line_up.h"
#include "core/evaluation/stored_report.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/jobs/reason_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace scotopic {

namespace {

constexpr int kFigureRows = 4;
constexpr std::chrono::milliseconds kBetweenParts{100};  // scores that are known already come by the thousand

/// `failures`: gets a sentence for each file of the split that cannot be decoded.
std::shared_ptr<const DecodedCache> openData(const EvaluationSetup& setup, const std::vector<Protocol>& protocols,
                                             std::vector<std::string>& failures,
                                             const std::function<void(EvaluationPart)>& send, const JobContext& context)
{
    StudyDataOptions options;
    options.data = setup.data;
    options.allBursts = std::any_of(protocols.begin(), protocols.end(),
                                    [](const Protocol& protocol) { return !protocol.onlyFirstOfBurst; });
    options.checksums = Checksums::VerifyOnFirstUse;
    StudyDataListener listener;
    listener.onNote = [&send](const std::string& sentence) { send({{}, {}, reasonText(sentence)}); };
    listener.onLeftOut = [&setup, &failures](const ImagePair& pair, const std::string& sentence) {
        if (pair.split == setup.split && std::find(failures.begin(), failures.end(), sentence) == failures.end()) {
            failures.push_back(sentence);
        }
    };
    return std::make_shared<const DecodedCache>(openStudyData(options, listener, context));
}

/// Scores that were not sent yet, at most every so often.
class ScoreSender {
public:
    explicit ScoreSender(const std::function<void(EvaluationPart)>& send) : m_send(send) {}

    void offer(const std::vector<ImageScore>& all)
    {
        if (std::chrono::steady_clock::now() - m_sentAt >= kBetweenParts) {
            flush(all);
        }
    }
    void flush(const std::vector<ImageScore>& all)
    {
        if (all.size() > m_sentCount) {
            m_send({{}, {all.begin() + static_cast<std::ptrdiff_t>(m_sentCount), all.end()}, {}});
            m_sentCount = all.size();
            m_sentAt = std::chrono::steady_clock::now();
        }
    }

private:
    const std::function<void(EvaluationPart)>& m_send;
    std::size_t m_sentCount = 0;
    std::chrono::steady_clock::time_point m_sentAt;
};

ReportFacts factsOf(const EvaluationSetup& setup, const EvaluationJob& job)
{
    ReportFacts facts = reportFacts("Evaluation", setup.data.string(), job.exclusions);
    facts.split = setup.split;
    facts.cacheFolder = std::filesystem::absolute(job.cache->folder());
    facts.fingerprint = job.cache->fingerprint();
    return facts;
}

}  // namespace

std::optional<std::size_t> OpenEvaluation::pairNamed(const std::string& name) const
{
    return cache ? cache->pairNamed(name) : std::nullopt;
}

OpenEvaluation runEvaluation(const EvaluationSetup& setup, const std::function<void(EvaluationPart)>& send,
                             const JobContext& context)
{
    EvaluationJob job;
    job.protocols = parseProtocols(setup.protocols.toStdString());
    job.split = setup.split;
    job.suggestRatio = automaticRatio;
    const std::vector<NamedModel> models = readModels(setup.models);
    std::vector<std::string> failures;
    OpenEvaluation evaluation{setup.folder, {}, openData(setup, job.protocols, failures, send, context), {}};
    job.cache = evaluation.cache.get();
    LineUp lineUp;
    lineUp.statistics = setup.statistics;
    lineUp.ratio = setup.ratio;
    if (setup.withClassical) {
        lineUp.classical = classicalContestant;
    }
    job.contestants = contestantsOf(lineUp, models, *job.cache, job.exclusions);
    evaluation.report = {factsOf(setup, job), job.protocols, job.contestants, {}, {}, {}};
    evaluation.report.facts.failures = failures;
    send({std::make_shared<const OpenEvaluation>(evaluation), {}, {}});

    EvaluationListener listener = thumbnailKeeper(evaluation.thumbnails(), *job.cache, /*rendersMissing=*/true);
    ScoreSender sender(send);
    listener.onImage = [&sender](const std::vector<ImageScore>& all) { sender.offer(all); };
    const FigurePictures figure(setup.folder / "pictures", *job.cache, choosePairsForFigure(job, kFigureRows));
    evaluation.report = evaluateInto(setup.folder, job, evaluation.report.facts, &figure, listener, context);
    sender.flush(evaluation.report.scores);
    return evaluation;
}

OpenEvaluation openEvaluation(const std::filesystem::path& folder)
{
    OpenEvaluation evaluation{folder, readReport(folder), {}, {}};
    try {
        const std::filesystem::path& cache = evaluation.report.facts.cacheFolder;
        if (cache.empty()) {
            throw UnreadableInput(
                folder,
                QCoreApplication::translate(
                    "OpenEvaluation", "does not say where its data is decoded; evaluate again to see its pictures")
                    .toStdString());
        }
        evaluation.cache = std::make_shared<const DecodedCache>(cache);
    } catch (const Error& error) {
        evaluation.cacheProblem = reasonText(error.what());
    }
    return evaluation;
}

std::string thumbnailJpeg(const OpenEvaluation& evaluation, const std::string& pair, int column)
{
    const Thumbnails thumbnails = evaluation.thumbnails();
    if (column >= ScoreGridModel::FirstContestant) {
        const auto contestant = static_cast<std::size_t>(column - ScoreGridModel::FirstContestant);
        return thumbnails.jpegOf(pair, evaluation.report.contestants[contestant]);
    }
    return column == ScoreGridModel::Truth ? thumbnails.truthJpeg(evaluation.cache.get(), pair)
                                           : thumbnails.inputJpeg(evaluation.cache.get(), pair);
}

}  // namespace scotopic
