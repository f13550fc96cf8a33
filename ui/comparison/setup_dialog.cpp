// SPDX-License-Identifier: MIT
#include "ui/comparison/setup_dialog.h"

#include "core/evaluation/protocol.h"
#include "ui/enhance/data_browse_button.h"
#include "ui/enhance/field_row.h"
#include "ui/enhance/photo.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/shown_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace scotopic {

namespace {

constexpr std::array kStatistics{NormStatistics::Running, NormStatistics::Image, NormStatistics::Precise};
constexpr std::array kSplits{Split::Test, Split::Validation, Split::Train};

}  // namespace

SetupDialog::SetupDialog(const EvaluationSetup& setup, QWidget* parent)
    : QDialog(parent), m_data(new QLineEdit(this)), m_split(new QComboBox(this)), m_models(new QListWidget(this)),
      m_removeModel(new QPushButton(tr("&Remove"), this)), m_classical(new QCheckBox(this)),
      m_protocols(new QComboBox(this)), m_ratio(new QComboBox(this)), m_fixedRatio(new QDoubleSpinBox(this)),
      m_folder(new QLineEdit(this)), m_problem(new WrappedLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("evaluationSetup"));
    setWindowTitle(tr("New evaluation"));
    m_problem->setObjectName(QStringLiteral("warnings"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Evaluate"));
    m_buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("evaluateButton"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    addDataRows(*form);
    addModelRows(*form);
    addScoringRows(*form);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 14);
    layout->setSpacing(14);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(m_buttons);
    resize(680, sizeHint().height());
    fill(setup);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void SetupDialog::addDataRows(QFormLayout& form)
{
    m_data->setObjectName(QStringLiteral("dataField"));
    m_data->setAccessibleName(tr("Data set"));
    m_data->setPlaceholderText(tr("SID's folder, a list of pairs, or a decoded cache"));
    auto* browse = new DataBrowseButton(
        tr("Choose the data set"), [this] { return m_data->text(); }, this);
    form.addRow(tr("&Data set"), fieldRow(m_data, browse, this));
    m_split->setObjectName(QStringLiteral("splitBox"));
    m_split->setAccessibleName(tr("Split"));
    for (const Split split : kSplits) {
        m_split->addItem(QString::fromLatin1(toText(split)), static_cast<int>(split));
    }
    form.addRow(tr("&Split"), m_split);
    connect(browse, &DataBrowseButton::chosen, m_data, &QLineEdit::setText);
    connect(m_data, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!m_isFolderOwn) {
            m_folder->setText(fromPath(defaultResultsFolder(toPath(text.trimmed()))));
        }
        check();
    });
}

void SetupDialog::addModelRows(QFormLayout& form)
{
    m_models->setObjectName(QStringLiteral("modelList"));
    m_models->setAccessibleName(tr("Models"));
    m_models->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_models->setFixedHeight(5 * fontMetrics().lineSpacing() + 8);
    auto* add = new QPushButton(tr("&Add\u2026"), this);
    add->setAccessibleName(tr("Add model files"));
    add->setAutoDefault(false);
    m_removeModel->setAccessibleName(tr("Remove the selected models"));
    m_removeModel->setAutoDefault(false);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(add);
    buttons->addWidget(m_removeModel);
    buttons->addStretch();
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_models, 1);
    row->addLayout(buttons);
    auto* label = new QLabel(tr("&Models"), this);
    label->setBuddy(m_models);
    form.addRow(label, row);
    m_classical->setObjectName(QStringLiteral("classicalBox"));
    m_classical->setText(tr("and the &classical rendering, without a network"));
    form.addRow(QString(), m_classical);
    connect(add, &QPushButton::clicked, this, &SetupDialog::chooseModels);
    connect(m_removeModel, &QPushButton::clicked, this, [this] {
        qDeleteAll(m_models->selectedItems());
        check();
    });
    connect(m_models, &QListWidget::itemSelectionChanged, this, &SetupDialog::check);
    connect(m_classical, &QCheckBox::toggled, this, &SetupDialog::check);
}

void SetupDialog::addScoringRows(QFormLayout& form)
{
    m_protocols->setObjectName(QStringLiteral("protocolBox"));
    m_protocols->setAccessibleName(tr("Protocols"));
    m_protocols->setEditable(true);
    m_protocols->addItems({QStringLiteral("study"), QStringLiteral("study,paper"),
                           QStringLiteral("study,study+aligned"), QStringLiteral("paper"), QStringLiteral("full")});
    m_protocols->setToolTip(
        tr("study: the _00 files, truncated to 8 bit, scikit-image's SSIM. paper: rounded, MATLAB's SSIM of RGB. "
           "full: every burst, rounded. Changed by +all, +first, +aligned (without the misaligned scenes), +truncate8, "
           "+round8, +float, +skimage, +matlab, +matlab-grey, +cropN, +gain. Several, separated by commas."));
    form.addRow(tr("&Protocols"), m_protocols);

    const QStringList names{tr("running"), tr("image"), tr("precise")};
    const QStringList meanings{tr("The averages that training kept, as eval() uses them"),
                               tr("Each image's own statistics, as the study's test script used them"),
                               tr("Computed anew over training patches; needs the train split and takes a while")};
    auto* boxes = new QHBoxLayout;
    for (std::size_t i = 0; i < kStatistics.size(); ++i) {
        m_statistics[i] = new QCheckBox(names[static_cast<qsizetype>(i)], this);
        m_statistics[i]->setObjectName(QStringLiteral("statistics-") + QLatin1String(toText(kStatistics[i])));
        m_statistics[i]->setToolTip(meanings[static_cast<qsizetype>(i)]);
        m_statistics[i]->setAccessibleDescription(meanings[static_cast<qsizetype>(i)]);
        boxes->addWidget(m_statistics[i]);
        connect(m_statistics[i], &QCheckBox::toggled, this, &SetupDialog::check);
    }
    boxes->addStretch();
    form.addRow(tr("Batch normalisation"), boxes);

    m_ratio->setObjectName(QStringLiteral("ratioBox"));
    m_ratio->setAccessibleName(tr("Amplification"));
    m_ratio->addItem(tr("of the exposures, as in the study"), static_cast<int>(ScoringRatio::Source::Truth));
    m_ratio->addItem(tr("automatic, beside that of the exposures"), static_cast<int>(ScoringRatio::Source::Automatic));
    m_ratio->addItem(tr("fixed"), static_cast<int>(ScoringRatio::Source::Fixed));
    m_fixedRatio->setObjectName(QStringLiteral("fixedRatioField"));
    m_fixedRatio->setAccessibleName(tr("Fixed amplification"));
    m_fixedRatio->setPrefix(QStringLiteral("x"));
    m_fixedRatio->setDecimals(1);
    m_fixedRatio->setRange(static_cast<double>(kSmallestTypedRatio.value),
                           static_cast<double>(kLargestTypedRatio.value));
    auto* ratio = new QHBoxLayout;
    ratio->addWidget(m_ratio, 1);
    ratio->addWidget(m_fixedRatio);
    auto* label = new QLabel(tr("Ampli&fication"), this);
    label->setBuddy(m_ratio);
    form.addRow(label, ratio);

    m_folder->setObjectName(QStringLiteral("resultsField"));
    m_folder->setAccessibleName(tr("Folder of the results"));
    auto* browse = new QPushButton(tr("Bro&wse\u2026"), this);
    browse->setAccessibleName(tr("Choose the folder of the results"));
    form.addRow(tr("Resul&ts"), fieldRow(m_folder, browse, this));
    connect(m_protocols, &QComboBox::editTextChanged, this, &SetupDialog::check);
    connect(m_ratio, &QComboBox::currentIndexChanged, this, &SetupDialog::check);
    connect(browse, &QPushButton::clicked, this, &SetupDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textEdited, this, [this] { m_isFolderOwn = true; });
    connect(m_folder, &QLineEdit::textChanged, this, &SetupDialog::check);
}

void SetupDialog::fill(const EvaluationSetup& setup)
{
    m_isFolderOwn = !setup.folder.empty() && setup.folder != defaultResultsFolder(setup.data);
    m_data->setText(fromPath(setup.data));
    if (m_isFolderOwn) {
        m_folder->setText(fromPath(setup.folder));
    }
    m_split->setCurrentIndex(std::max(0, m_split->findData(static_cast<int>(setup.split))));
    addModels(setup.models);
    m_classical->setChecked(setup.withClassical);
    m_protocols->setEditText(setup.protocols);
    for (std::size_t i = 0; i < kStatistics.size(); ++i) {
        m_statistics[i]->setChecked(std::find(setup.statistics.begin(), setup.statistics.end(), kStatistics[i])
                                    != setup.statistics.end());
    }
    m_ratio->setCurrentIndex(std::max(0, m_ratio->findData(static_cast<int>(setup.ratio.source))));
    m_fixedRatio->setValue(
        setup.ratio.source == ScoringRatio::Source::Fixed ? static_cast<double>(setup.ratio.fixed.value) : 100);
}

EvaluationSetup SetupDialog::setup() const
{
    EvaluationSetup setup;
    setup.data = toPath(m_data->text().trimmed());
    setup.split = static_cast<Split>(m_split->currentData().toInt());
    for (int row = 0; row < m_models->count(); ++row) {
        setup.models.push_back(toPath(m_models->item(row)->data(Qt::UserRole).toString()));
    }
    setup.withClassical = m_classical->isChecked();
    setup.protocols = m_protocols->currentText().remove(QLatin1Char(' '));
    setup.statistics.clear();
    for (std::size_t i = 0; i < kStatistics.size(); ++i) {
        if (m_statistics[i]->isChecked()) {
            setup.statistics.push_back(kStatistics[i]);
        }
    }
    setup.ratio.source = static_cast<ScoringRatio::Source>(m_ratio->currentData().toInt());
    setup.ratio.fixed = {static_cast<float>(m_fixedRatio->value())};
    setup.folder = toPath(m_folder->text().trimmed());
    return setup;
}

void SetupDialog::setData(const std::filesystem::path& folder)
{
    m_data->setText(fromPath(folder));
}

void SetupDialog::addModels(const std::vector<std::filesystem::path>& files)
{
    for (const std::filesystem::path& file : files) {
        const QString name = fromPath(normalisedPath(file));
        bool isNew = true;
        for (int row = 0; row < m_models->count(); ++row) {
            isNew = isNew && m_models->item(row)->data(Qt::UserRole).toString() != name;
        }
        if (isNew) {
            auto* item =
                new QListWidgetItem(shownText(fromPath(file.parent_path().filename() / file.filename())), m_models);
            item->setData(Qt::UserRole, name);
            item->setToolTip(shownToolTip(name));
        }
    }
    check();
}

void SetupDialog::chooseModels()
{
    auto* dialog = new QFileDialog(this, tr("Add models"), QString(), tr("Models (*.safetensors)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& names) {
        std::vector<std::filesystem::path> files;
        for (const QString& name : names) {
            files.push_back(toPath(name));
        }
        addModels(files);
    });
    dialog->open();
}

void SetupDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose the folder of the results"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_isFolderOwn = true;
        m_folder->setText(folder);
    });
    dialog->open();
}

void SetupDialog::check()
{
    const std::optional<QString> problem = problemOf(setup());
    m_problem->setText(shownText(problem.value_or(QString())));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!problem);
    m_removeModel->setEnabled(!m_models->selectedItems().isEmpty());
    m_fixedRatio->setVisible(m_ratio->currentData().toInt() == static_cast<int>(ScoringRatio::Source::Fixed));
}

}  // namespace scotopic
