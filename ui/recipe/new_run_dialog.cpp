// SPDX-License-Identifier: MIT
#include "ui/recipe/new_run_dialog.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/training/recipe.h"
#include "ui/enhance/data_browse_button.h"
#include "ui/enhance/field_row.h"
#include "ui/enhance/photo.h"
#include "ui/enhance/session.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/reason_text.h"
#include "ui/recipe/recipe_form.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <chrono>

namespace scotopic {

namespace {

constexpr std::chrono::milliseconds kRest{300};  // after the last key, before work begins
constexpr int kCustom = -1;

}  // namespace

NewRunDialog::NewRunDialog(const Workers& workers, QSettings& settings, const std::filesystem::path& runsFolder,
                           const NewRun& from, QWidget* parent)
    : QDialog(parent), m_workers(workers), m_settings(settings), m_runsFolder(runsFolder), m_name(new QLineEdit(this)),
      m_data(new QLineEdit(this)), m_validateOn(new QLineEdit(this)), m_exclusions(new QLineEdit(this)),
      m_summaryText(new WrappedLabel(this)), m_dataProblems(new QPlainTextEdit(this)), m_preset(new QComboBox(this)),
      m_recipe(new RecipeForm(this)), m_needs(new WrappedLabel(this)), m_problem(new WrappedLabel(this)),
      m_start(new QPushButton(tr("&Start"), this)), m_summarising(workers.pictures, Priority::Training),
      m_measuring(workers.device, Priority::Evaluation)
{
    setObjectName(QStringLiteral("newRunDialog"));
    setWindowTitle(tr("New training run"));
    buildLayout();
    m_data->setText(fromPath(from.data));
    m_validateOn->setText(fromPath(from.validateOn));
    m_exclusions->setText(fromPath(from.exclusions));
    m_recipe->setOptions(from.options);
    connectParts();
    onRecipe();
    summarise();
    resize(760, 660);
}

NewRunDialog::~NewRunDialog() = default;

QString NewRunDialog::placeOf(const QLineEdit& edit) const
{
    return edit.text().isEmpty() ? lastFolder(m_settings, QStringLiteral("train")) : edit.text();
}

QWidget* NewRunDialog::withDataBrowse(QLineEdit* edit, const QString& title)
{
    auto* browse = new DataBrowseButton(
        title, [this, edit] { return placeOf(*edit); }, this);
    connect(browse, &DataBrowseButton::chosen, edit, [this, edit](const QString& name) {
        saveLastFolder(m_settings, QStringLiteral("train"), toPath(name));
        edit->setText(name);
    });
    return fieldRow(edit, browse, this);
}

QWidget* NewRunDialog::withFileBrowse(QLineEdit* edit, const QString& title)
{
    auto* browse = new QPushButton(tr("Browse\u2026"), this);
    browse->setAccessibleName(title);
    connect(browse, &QPushButton::clicked, this, [this, edit, title] {
        auto* dialog = new QFileDialog(this, title, placeOf(*edit));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        dialog->open();
    });
    return fieldRow(edit, browse, this);
}

void NewRunDialog::addDataRows(QFormLayout& form)
{
    const auto name = [](QLineEdit* edit, const char* objectName, const QString& accessibleName, const QString& hint) {
        edit->setObjectName(QLatin1String(objectName));
        edit->setAccessibleName(accessibleName);
        edit->setPlaceholderText(hint);
    };
    name(m_data, "dataField", tr("Data set"), tr("SID's folder, a list of pairs, a decoded cache or a clean set"));
    name(m_validateOn, "validateOnField", tr("Validate on"), tr("pairs that choose the best epoch; may be empty"));
    name(m_exclusions, "exclusionsField", tr("Leave out"), tr("a list of scenes or pairs, one a line; may be empty"));
    name(m_name, "nameField", tr("Name of the run"), {});
    m_summaryText->setObjectName(QStringLiteral("dataSummary"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    policy.setHeightForWidth(true);
    m_summaryText->setSizePolicy(policy);
    m_summaryText->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_dataProblems->setObjectName(QStringLiteral("dataProblems"));
    m_dataProblems->setAccessibleName(tr("Problems of the data set"));
    m_dataProblems->setReadOnly(true);
    m_dataProblems->setTabChangesFocus(true);
    m_dataProblems->setMaximumHeight(fontMetrics().height() * 4);
    form.addRow(tr("&Data set"), withDataBrowse(m_data, tr("Choose the data set")));
    form.addRow(QString(), m_summaryText);
    form.addRow(QString(), m_dataProblems);
    form.addRow(tr("&Validate on"), withDataBrowse(m_validateOn, tr("Choose pairs to validate on")));
    form.addRow(tr("Leave o&ut"), withFileBrowse(m_exclusions, tr("Choose a list of exclusions")));
    form.addRow(tr("&Name"), m_name);
    for (auto* edit : {m_data, m_validateOn, m_exclusions}) {
        qobject_cast<QLabel*>(form.labelForField(edit->parentWidget()))->setBuddy(edit);
    }
}

QWidget* NewRunDialog::buildButtons()
{
    auto* row = new QWidget(this);
    auto* load = new QPushButton(tr("L&oad recipe\u2026"), row);
    load->setObjectName(QStringLiteral("loadRecipe"));
    auto* save = new QPushButton(tr("Save rec&ipe\u2026"), row);
    save->setObjectName(QStringLiteral("saveRecipe"));
    connect(load, &QPushButton::clicked, this, [this] { askForRecipe(/*isToSave=*/false); });
    connect(save, &QPushButton::clicked, this, [this] { askForRecipe(/*isToSave=*/true); });
    m_start->setObjectName(QStringLiteral("startRunButton"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, row);
    buttons->addButton(m_start, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_start->setDefault(true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(load);
    layout->addWidget(save);
    layout->addStretch();
    layout->addWidget(buttons);
    return row;
}

void NewRunDialog::buildLayout()
{
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addDataRows(*form);
    m_preset->setObjectName(QStringLiteral("presetBox"));
    m_preset->setAccessibleName(tr("Preset"));
    m_preset->addItem(tr("as in the study"), static_cast<int>(RunPreset::Study));
    m_preset->addItem(tr("quick look: a small network, something to see in minutes"),
                      static_cast<int>(RunPreset::QuickLook));
    m_preset->addItem(tr("debug: five scenes, the study's own short cut"), static_cast<int>(RunPreset::Debug));
    m_preset->addItem(tr("custom"), kCustom);
    form->addRow(tr("&Preset"), m_preset);
    m_needs->setObjectName(QStringLiteral("needsText"));
    m_problem->setObjectName(QStringLiteral("warnings"));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_recipe, 1);
    layout->addWidget(m_needs);
    layout->addWidget(m_problem);
    layout->addWidget(buildButtons());
}

void NewRunDialog::connectParts()
{
    m_dataRest.setSingleShot(true);
    m_dataRest.setInterval(kRest);
    m_recipeRest.setSingleShot(true);
    m_recipeRest.setInterval(kRest);
    connect(&m_dataRest, &QTimer::timeout, this, &NewRunDialog::summarise);
    connect(&m_recipeRest, &QTimer::timeout, this, &NewRunDialog::measure);
    for (QLineEdit* edit : {m_data, m_exclusions}) {
        connect(edit, &QLineEdit::textChanged, this, [this] { m_summary.reset(); });
        connect(edit, &QLineEdit::textChanged, &m_dataRest, qOverload<>(&QTimer::start));
    }
    for (QLineEdit* edit : {m_data, m_exclusions, m_validateOn, m_name}) {
        connect(edit, &QLineEdit::textChanged, this, &NewRunDialog::check);
    }
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNameOwn = true; });
    connect(m_recipe, &RecipeForm::changed, this, &NewRunDialog::onRecipe);
    connect(m_preset, &QComboBox::activated, this, [this] {
        if (const int preset = m_preset->currentData().toInt(); preset != kCustom) {
            choosePreset(static_cast<RunPreset>(preset));
        }
    });
    connect(&m_summarising, &JobRunner::failed, this, [this](const QString& sentence) {
        m_summaryText->setText(sentence);
        m_dataProblems->hide();
        check();
        Q_EMIT dataSummarised();
    });
    connect(&m_summarising, &JobRunner::progressed, this, [this](const Progress& progress) {
        if (progress.fraction) {
            const int percent = static_cast<int>(*progress.fraction * 100);
            m_summaryText->setText(tr("Looking at the files\u2026 %1 %").arg(percent));
        }
    });
    connect(&m_measuring, &JobRunner::failed, this, [this](const QString& sentence) {
        m_needs->setText(sentence);
        Q_EMIT needsMeasured();
    });
}

void NewRunDialog::onRecipe()
{
    if (!m_isNameOwn) {
        m_name->setText(fromPath(suggestedRunFolder(m_runsFolder, m_recipe->options()).filename()));
    }
    markPreset();
    check();
    m_needs->setText(tr("Measuring what it will need\u2026"));
    m_recipeRest.start();
}

void NewRunDialog::markPreset()
{
    const TrainingOptions options = m_recipe->options();
    int place = m_preset->findData(kCustom);
    for (const RunPreset preset : {RunPreset::Study, RunPreset::QuickLook, RunPreset::Debug}) {
        if (recipeJson(presetOptions(preset, options)) == recipeJson(options)) {
            place = m_preset->findData(static_cast<int>(preset));
        }
    }
    m_preset->setCurrentIndex(place);
}

NewRun NewRunDialog::newRun() const
{
    NewRun run;
    run.options = m_recipe->options();
    run.data = toPath(m_data->text().trimmed());
    if (m_summary && m_summary->isClean) {
        run.validateOn = toPath(m_validateOn->text().trimmed());
    }
    run.exclusions = toPath(m_exclusions->text().trimmed());
    const QString name = m_name->text().trimmed();
    run.folder = name.isEmpty() ? std::filesystem::path() : m_runsFolder / toPath(name);
    return run;
}

void NewRunDialog::setData(const std::filesystem::path& source)
{
    m_data->setText(fromPath(source));
}

void NewRunDialog::choosePreset(RunPreset preset)
{
    m_recipe->setOptions(presetOptions(preset, m_recipe->options()));
}

void NewRunDialog::check()
{
    std::optional<QString> problem = m_recipe->problem();
    if (!problem) {
        problem = problemOf(newRun());
    }
    if (!problem && m_name->text().contains(QLatin1Char('/'))) {
        problem = tr("The name is one folder's: it cannot have a '/'.");
    }
    if (!problem && (!m_summary || m_summary->trainCount == 0)) {
        const bool isLooking = m_dataRest.isActive() || m_summarising.isRunning();
        problem = m_summary   ? m_summary->problems.value(0, tr("There is no picture to train on in it."))
                  : isLooking ? tr("Looking at the files\u2026")
                              : m_summaryText->text();
    }
    m_problem->setText(problem.value_or(QString()));
    m_start->setEnabled(!problem);
}

void NewRunDialog::tell(const QString& sentence)
{
    m_problem->setText(sentence);
}

void NewRunDialog::loadRecipe(const std::filesystem::path& file)
{
    try {
        m_recipe->setOptions(readRecipe(file));
    } catch (const Error& error) {
        tell(reasonText(error.what()));
    }
}

void NewRunDialog::saveRecipe(const std::filesystem::path& file)
{
    try {
        writeTextFile(file, recipeJson(m_recipe->options()) + "\n");
        tell(tr("Written: %1").arg(fromPath(file)));
    } catch (const Error& error) {
        tell(reasonText(error.what()));
    }
}

void NewRunDialog::askForRecipe(bool isToSave)
{
    auto* dialog = new QFileDialog(this, isToSave ? tr("Save the recipe") : tr("Load a recipe, or that of a run"),
                                   lastFolder(m_settings, QStringLiteral("recipe")), tr("Recipes (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(isToSave ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, isToSave](const QString& name) {
        saveLastFolder(m_settings, QStringLiteral("recipe"), toPath(name));
        isToSave ? saveRecipe(toPath(name)) : loadRecipe(toPath(name));
    });
    dialog->open();
}

}  // namespace scotopic
