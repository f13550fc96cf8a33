// SPDX-License-Identifier: MIT
// What goes on behind the page: an evaluation, and what opens or saves another one meanwhile.
#include "core/evaluation/summary.h"
#include "ui/comparison/comparison_page.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo.h"

#include <QPushButton>
#include <QStackedWidget>

#include <utility>

namespace scotopic {

void ComparisonPage::evaluate(const EvaluationSetup& wanted)
{
    if (m_evaluation.isRunning()) {
        tellOneGoesOn();
        return;
    }
    m_banner->hide();
    m_opening.cancel();
    m_shownBefore = m_shown;
    writeSetup(m_settings, wanted);
    EvaluationSetup setup = wanted;
    setup.folder = normalisedPath(wanted.folder);
    auto whole = std::make_shared<OpenEvaluation>();
    m_evaluation.startStreaming<EvaluationPart>(
        [setup, whole](const JobContext& context, const std::function<void(EvaluationPart)>& send) {
            *whole = runEvaluation(setup, send, context);
        },
        [this](const EvaluationPart& part) { take(part); }, [this, whole] { finish(std::move(*whole)); });
    updateBusy();
}

void ComparisonPage::tellOneGoesOn()
{
    m_banner->addMessage(MessageBanner::Kind::Note,
                         tr("An evaluation goes on. Cancel it, or wait for its end, to begin another one."));
}

void ComparisonPage::open(const std::filesystem::path& place)
{
    m_banner->hide();
    const std::filesystem::path folder = normalisedPath(place);
    if (m_running.evaluation && m_running.evaluation->folder == folder) {
        m_opening.cancel();
        showRunning();
        return;
    }
    m_opening.start([folder](const JobContext&) { return openEvaluation(folder); },
                    [this](OpenEvaluation evaluation) { showWhole(std::move(evaluation)); });
    updateBusy();
}

JobRunner* ComparisonPage::foremost()
{
    for (JobRunner* runner : {&m_saving, &m_opening, &m_evaluation}) {
        if (runner->isRunning()) {
            return runner;
        }
    }
    return nullptr;
}

void ComparisonPage::cancel()
{
    if (JobRunner* runner = foremost()) {
        runner->cancel();
    }
}

void ComparisonPage::take(const EvaluationPart& part)
{
    if (!part.note.isEmpty()) {
        m_banner->addMessage(MessageBanner::Kind::Note, part.note);
    }
    if (part.started) {
        m_running = {part.started, {}};
        m_recent.add(part.started->folder);
        // Until now its data were decoded: whoever has opened another one meanwhile stays there.
        if (m_shown == m_shownBefore && m_content->currentWidget() != m_viewer) {
            present(part.started);
        }
    }
    m_running.scores.insert(m_running.scores.end(), part.scores.begin(), part.scores.end());
    if (showsRunning() && !part.scores.empty()) {
        m_grid->addScores(part.scores);
        tellScores();
    }
}

bool ComparisonPage::showsRunning() const
{
    return m_shown && m_shown == m_running.evaluation;
}

void ComparisonPage::showRunning()
{
    present(m_running.evaluation);
    m_grid->addScores(m_running.scores);
    tellScores();
}

void ComparisonPage::finish(OpenEvaluation evaluation)
{
    const bool isInSight = showsRunning();
    m_running = {};
    if (isInSight) {
        showWhole(std::move(evaluation));
    } else {
        m_banner->addMessage(MessageBanner::Kind::Success,
                             tr("Scored: %1. It is among those that 'Open' lists.").arg(fromPath(evaluation.folder)));
    }
}

/// What an evaluation that did not come to its end has scored can be looked at, and saved, as any other's.
void ComparisonPage::keepPart()
{
    const bool isInSight = showsRunning();
    const Running ended = std::exchange(m_running, {});
    if (!isInSight) {
        return;
    }
    m_keeping.start(
        [ended](const JobContext&) {
            OpenEvaluation part = *ended.evaluation;
            EvaluationJob job;
            job.protocols = part.report.protocols;
            job.contestants = part.report.contestants;
            part.report.summary = summarise(job, ended.scores);
            part.report.scores = ended.scores;
            part.report.facts.warnings.emplace_back(
                "the evaluation was stopped before its end: not every image is scored");
            return part;
        },
        [this, before = ended.evaluation](OpenEvaluation part) {
            if (m_shown == before) {
                m_shown = std::make_shared<const OpenEvaluation>(std::move(part));
            }
        });
}

void ComparisonPage::updateBusy()
{
    m_save->setEnabled(m_shown != nullptr && !showsRunning() && !m_saving.isRunning() && !m_keeping.isRunning());
    m_new->setEnabled(!m_evaluation.isRunning());
    const JobRunner* const runner = foremost();
    if (runner == nullptr) {
        m_busyBar->end();
    } else {
        m_busyBar->begin(runner == &m_saving    ? tr("Saving the report")
                         : runner == &m_opening ? tr("Opening")
                                                : tr("Evaluating"));
    }
}

}  // namespace scotopic
