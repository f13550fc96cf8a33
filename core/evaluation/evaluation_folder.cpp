// SPDX-License-Identifier: MIT
#include "core/evaluation/evaluation_folder.h"

#include "core/base/files.h"
#include "core/evaluation/score_store.h"

#include <utility>

namespace scotopic {

namespace {

/// What the folder keeps, and what `listener` wants.
EvaluationListener joined(ScoreStore& store, const FigureMaker* figure, const EvaluationListener& listener)
{
    EvaluationListener both = listener;
    both.onImage = [&store, &listener](const std::vector<ImageScore>& scores) {
        store.keep(scores);
        if (listener.onImage) {
            listener.onImage(scores);
        }
    };
    if (figure != nullptr) {
        both.wantsFrame = [figure, &listener](const Contestant& contestant, std::size_t pair, const ImageScore& score) {
            return figure->wants(contestant, pair, score)
                   || (listener.wantsFrame && listener.wantsFrame(contestant, pair, score));
        };
        both.onFrame = [figure, &listener](const Contestant& contestant, std::size_t pair, const ImageScore& score,
                                           const RenderedFrame& frame) {
            figure->save(contestant, pair, score, frame);
            if (listener.onFrame) {
                listener.onFrame(contestant, pair, score, frame);
            }
        };
    }
    return both;
}

Evaluation evaluateKeeping(const EvaluationJob& job, ScoreStore& store, const FigureMaker* figure,
                           const EvaluationListener& listener, const JobContext& context)
{
    try {
        return evaluate(job, store.known(), joined(store, figure, listener), context);
    } catch (...) {
        store.flush();
        throw;
    }
}

}  // namespace

Report evaluateInto(const std::filesystem::path& folder, const EvaluationJob& job, ReportFacts facts,
                    const FigureMaker* figure, const EvaluationListener& listener, const JobContext& context)
{
    makeFolders(folder);
    ScoreStore store(folder);
    Evaluation evaluation = evaluateKeeping(job, store, figure, listener, context);
    store.finish(evaluation.scores);

    facts.split = job.split;
    facts.cacheFolder = std::filesystem::absolute(job.cache->folder());
    facts.fingerprint = job.cache->fingerprint();
    const std::string renderer = job.cache->groundTruthRenderer();
    facts.truthRenderer = renderer.empty() ? "" : "LibRaw " + renderer;
    facts.warnings = leakWarnings(job);
    facts.failures.insert(facts.failures.end(), evaluation.failures.begin(), evaluation.failures.end());
    facts.engines = evaluation.engines;
    Report report{std::move(facts), job.protocols, job.contestants, std::move(evaluation.scores), {}, {}};
    report.summary = summarise(job, report.scores);
    if (figure != nullptr) {
        report.figure = figure->rows(job.contestants, report.scores, context);
    }
    writeReport(folder, report);
    return report;
}

void writeReport(const std::filesystem::path& folder, const Report& report)
{
    writeTextFile(folder / "results.json", reportJson(report));
    writeTextFile(folder / "tables.md", reportMarkdown(report));
    writeTextFile(folder / "tables.tex", reportLatex(report));
    writeTextFile(folder / "report.html", reportHtml(report));
}

}  // namespace scotopic
