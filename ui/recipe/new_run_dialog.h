// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/machine.h"
#include "core/training/run_record.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"
#include "ui/recipe/data_summary.h"
#include "ui/recipe/new_run.h"

#include <QDialog>
#include <QSettings>
#include <QTimer>

#include <filesystem>
#include <optional>

QT_BEGIN_NAMESPACE
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace scotopic {

class RecipeForm;

/// Asks for a training run: its data, network and recipe, and tells what it will need before it starts.
class NewRunDialog : public QDialog {
    Q_OBJECT
public:
    /// `settings` and the workers' threads outlive the dialog. Runs are made in `runsFolder`.
    NewRunDialog(const Workers& workers, QSettings& settings, const std::filesystem::path& runsFolder,
                 const NewRun& from, QWidget* parent = nullptr);
    ~NewRunDialog() override;

    [[nodiscard]] NewRun newRun() const;
    void setData(const std::filesystem::path& source);
    void choosePreset(RunPreset preset);
    /// A recipe, or a run.json, which has one. What cannot be read is said in the dialog.
    void loadRecipe(const std::filesystem::path& file);
    void saveRecipe(const std::filesystem::path& file);

Q_SIGNALS:
    /// What the data set has is shown, or why it cannot be used.
    void dataSummarised();
    /// What the run will need is shown, or why that cannot be told.
    void needsMeasured();

private:
    struct Needs {
        TrainingEstimate estimate;
        MachineInfo machine;
    };

    void buildLayout();
    void addDataRows(QFormLayout& form);
    /// Where a dialog for a field begins.
    [[nodiscard]] QString placeOf(const QLineEdit& edit) const;
    QWidget* withDataBrowse(QLineEdit* edit, const QString& title);
    QWidget* withFileBrowse(QLineEdit* edit, const QString& title);
    QWidget* buildButtons();
    void connectParts();
    void check();
    void onRecipe();
    void markPreset();
    void summarise();
    void showSummary(const DataSummary& summary);
    void measure();
    void showNeeds(const Needs& measured);
    void askForRecipe(bool isToSave);
    void tell(const QString& sentence);

    Workers m_workers;
    QSettings& m_settings;
    std::filesystem::path m_runsFolder;
    std::optional<DataSummary> m_summary;
    bool m_isNameOwn = false;  // typed by the person

    QLineEdit* m_name;
    QLineEdit* m_data;
    QLineEdit* m_validateOn;
    QLineEdit* m_exclusions;
    QLabel* m_summaryText;
    QPlainTextEdit* m_dataProblems;
    QComboBox* m_preset;
    RecipeForm* m_recipe;
    QLabel* m_needs;
    QLabel* m_problem;
    QPushButton* m_start;
    QTimer m_dataRest;
    QTimer m_recipeRest;
    JobRunner m_summarising;  // the runners last: their callbacks use the others
    JobRunner m_measuring;
};

}  // namespace scotopic
