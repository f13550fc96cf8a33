// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/open_evaluation.h"
#include "ui/enhance/recent_files.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QSettings>
#include <QWidget>

#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
QT_END_NAMESPACE

namespace scotopic {

class BusyBar;
class ComparisonStart;
class ComparisonViewer;
class MessageBanner;
class NormPage;
class PairwisePage;
class ScoreGridPanel;

/// Scores models on a test set and shows where they differ. Every failure is a sentence in the banner.
class ComparisonPage : public QWidget {
    Q_OBJECT
public:
    /// `settings` and the workers' threads outlive the page.
    ComparisonPage(const Workers& workers, QSettings& settings, QWidget* parent = nullptr);
    ~ComparisonPage() override;

    /// One at a time: says so while another one goes on.
    void evaluate(const EvaluationSetup& setup);
    /// Another evaluation may go on meanwhile; to open its folder is to look at it again.
    void open(const std::filesystem::path& folder);
    /// As the last time, with these models and data in place of those of then, if any are given.
    void askForSetup(const std::vector<std::filesystem::path>& models = {}, const std::filesystem::path& folder = {});
    [[nodiscard]] bool isEvaluating() const { return m_evaluation.isRunning(); }
    /// What was scored is kept.
    void stopEvaluating() { m_evaluation.cancel(); }
    /// Of what goes on, the last thing that was asked for.
    void cancel();
    /// What is shown; null before there is any.
    [[nodiscard]] std::shared_ptr<const OpenEvaluation> shown() const { return m_shown; }
    [[nodiscard]] ScoreGridPanel& grid() { return *m_grid; }
    [[nodiscard]] ComparisonViewer& viewer() { return *m_viewer; }
    /// Looks at an image; `column`: as ScoreGridModel has them.
    void look(const QString& pair, int column);
    void saveReport(const std::filesystem::path& target);

Q_SIGNALS:
    /// An evaluation is there with all its scores.
    void opened();
    void reportSaved(const QString& file);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void takeDropped(const std::filesystem::path& file);
    /// An evaluation that goes on, and what has come of it.
    struct Running {
        std::shared_ptr<const OpenEvaluation> evaluation;
        std::vector<ImageScore> scores;
    };

    void buildLayout();
    QWidget* buildToolRow();
    void connectParts();
    void connectRunners();
    void askForFolder();
    void askForReport();
    void leaveViewer();
    void lookAtNext(int step);
    void tellScores();
    void present(std::shared_ptr<const OpenEvaluation> evaluation);
    void showWhole(OpenEvaluation evaluation);
    void showRunning();
    void take(const EvaluationPart& part);
    void finish(OpenEvaluation evaluation);
    void keepPart();
    [[nodiscard]] bool showsRunning() const;
    /// What the bar tells of, and cancels; null when nothing goes on.
    [[nodiscard]] JobRunner* foremost();
    void listRecent();
    void showProtocols();
    void showProtocol();
    void tellOneGoesOn();
    void fail(const QString& sentence);
    void updateBusy();
    [[nodiscard]] const Protocol* chosenProtocol() const;

    Workers m_workers;
    QSettings& m_settings;
    RecentFiles m_recent;
    std::shared_ptr<const OpenEvaluation> m_shown;
    Running m_running;                                    // empty when none goes on
    std::shared_ptr<const OpenEvaluation> m_shownBefore;  // when the evaluation was begun

    QStackedWidget* m_content;
    ComparisonStart* m_start;
    QWidget* m_results;
    QTabWidget* m_tabs;
    ScoreGridPanel* m_grid;
    PairwisePage* m_pairwise;
    NormPage* m_norms;
    ComparisonViewer* m_viewer;
    QComboBox* m_protocol;
    QLabel* m_title;
    QLabel* m_meaning;
    QPushButton* m_new;
    QPushButton* m_open;
    QPushButton* m_save;
    MessageBanner* m_banner;
    BusyBar* m_busyBar;

    JobRunner m_evaluation;
    JobRunner m_opening;
    JobRunner m_keeping;
    JobRunner m_saving;
};

}  // namespace scotopic
