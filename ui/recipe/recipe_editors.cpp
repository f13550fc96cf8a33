// SPDX-License-Identifier: MIT
#include "ui/recipe/recipe_editors.h"

#include "ui/enhance/field_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include <cmath>
#include <limits>
#include <utility>

namespace scotopic {

namespace {

QSpinBox* makeSpinBox(int lowest)
{
    auto* box = new QSpinBox;
    box->setRange(lowest, std::numeric_limits<int>::max());
    box->setGroupSeparatorShown(true);
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

/// A box that switches a field on, and the field.
struct Switched {
    QWidget* row;
    QCheckBox* isOn;
};
Switched switched(QWidget* field)
{
    auto* row = new QWidget;
    auto* box = new QCheckBox(row);
    field->setEnabled(false);
    QObject::connect(box, &QCheckBox::toggled, field, &QWidget::setEnabled);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(box);
    layout->addWidget(field, 1);
    return {row, box};
}

}  // namespace

QString numberText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

std::optional<double> numberFrom(const QString& text)
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(text.trimmed().replace(QLatin1Char(','), QLatin1Char('.')), &isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

void FieldMaker::addRow(const FieldText& text, QWidget* widget, QWidget* row, FieldEditor editor)
{
    widget->setObjectName(QLatin1String(text.name));
    widget->setAccessibleName(QString(text.label).remove(QLatin1Char('&')));
    widget->setAccessibleDescription(text.meaning);
    row->setToolTip(text.meaning);
    auto* label = new QLabel(text.label);
    label->setToolTip(text.meaning);
    label->setBuddy(widget);
    m_form->addRow(label, row);
    editor.widget = widget;
    editor.label = text.label;
    m_editors.push_back(std::move(editor));
}

void FieldMaker::addWhole(const FieldText& text, int lowest, const ReadNumber& read, const WriteNumber& write)
{
    QSpinBox* box = makeSpinBox(lowest);
    QObject::connect(box, &QSpinBox::valueChanged, box, m_changed);
    addRow(text, box, box,
           {nullptr,
            {},
            [box, read](const TrainingOptions& options) { box->setValue(static_cast<int>(read(options))); },
            [box, write](TrainingOptions& options) { write(options, box->value()); }});
}

void FieldMaker::addReal(const FieldText& text, const ReadNumber& read, const WriteNumber& write)
{
    auto* edit = new QLineEdit;
    QObject::connect(edit, &QLineEdit::textChanged, edit, m_changed);
    addRow(text, edit, edit,
           {nullptr,
            {},
            [edit, read](const TrainingOptions& options) { edit->setText(numberText(read(options))); },
            [edit, write](TrainingOptions& options) {
                if (const std::optional<double> value = numberFrom(edit->text())) {
                    write(options, *value);
                }
            },
            [edit] { return numberFrom(edit->text()).has_value(); }});
}

void FieldMaker::addOptionalWhole(const FieldText& text, int lowest, int usual, const ReadOptional& read,
                                  const WriteOptional& write)
{
    QSpinBox* box = makeSpinBox(lowest);
    const Switched parts = switched(box);
    QCheckBox* isOn = parts.isOn;
    isOn->setObjectName(QLatin1String(text.name) + QStringLiteral("On"));
    isOn->setAccessibleName(tr("Use: %1").arg(QString(text.label).remove(QLatin1Char('&'))));
    QObject::connect(box, &QSpinBox::valueChanged, box, m_changed);
    QObject::connect(isOn, &QCheckBox::toggled, box, m_changed);
    addRow(text, box, parts.row,
           {nullptr,
            {},
            [box, isOn, usual, read](const TrainingOptions& options) {
                const std::optional<double> value = read(options);
                isOn->setChecked(value.has_value());
                box->setValue(static_cast<int>(value.value_or(usual)));
            },
            [box, isOn, write](TrainingOptions& options) {
                write(options, isOn->isChecked() ? std::optional<double>(box->value()) : std::nullopt);
            }});
}

void FieldMaker::addOptionalReal(const FieldText& text, double usual, const ReadOptional& read,
                                 const WriteOptional& write)
{
    auto* edit = new QLineEdit;
    const Switched parts = switched(edit);
    QCheckBox* isOn = parts.isOn;
    isOn->setObjectName(QLatin1String(text.name) + QStringLiteral("On"));
    isOn->setAccessibleName(tr("Use: %1").arg(QString(text.label).remove(QLatin1Char('&'))));
    QObject::connect(edit, &QLineEdit::textChanged, edit, m_changed);
    QObject::connect(isOn, &QCheckBox::toggled, edit, m_changed);
    addRow(text, edit, parts.row,
           {nullptr,
            {},
            [edit, isOn, usual, read](const TrainingOptions& options) {
                const std::optional<double> value = read(options);
                isOn->setChecked(value.has_value());
                edit->setText(numberText(value.value_or(usual)));
            },
            [edit, isOn, write](TrainingOptions& options) {
                write(options, isOn->isChecked() ? numberFrom(edit->text()) : std::nullopt);
            },
            [edit, isOn] { return !isOn->isChecked() || numberFrom(edit->text()).has_value(); }});
}

void FieldMaker::addFlag(const FieldText& text, const std::function<bool(const TrainingOptions&)>& read,
                         const std::function<void(TrainingOptions&, bool)>& write)
{
    auto* box = new QCheckBox;
    QObject::connect(box, &QCheckBox::toggled, box, m_changed);
    addRow(text, box, box,
           {nullptr,
            {},
            [box, read](const TrainingOptions& options) { box->setChecked(read(options)); },
            [box, write](TrainingOptions& options) { write(options, box->isChecked()); }});
}

void FieldMaker::addWord(const FieldText& text, const std::vector<Word>& words, const ReadWord& read,
                         const WriteWord& write)
{
    auto* box = new QComboBox;
    for (const Word& word : words) {
        box->addItem(word.text, word.word);
    }
    QObject::connect(box, &QComboBox::currentIndexChanged, box, m_changed);
    addRow(text, box, box,
           {nullptr,
            {},
            [box, read](const TrainingOptions& options) {
                const QString word = read(options);
                if (box->findData(word) < 0) {
                    box->addItem(word, word);  // a device of another machine, say
                }
                box->setCurrentIndex(box->findData(word));
            },
            [box, write](TrainingOptions& options) { write(options, box->currentData().toString()); }});
}

void FieldMaker::addFile(const FieldText& text, const QString& filter, const ReadWord& read, const WriteWord& write)
{
    auto* edit = new QLineEdit;
    auto* browse = new QPushButton(tr("Browse\u2026"));
    browse->setAccessibleName(tr("Choose: %1").arg(QString(text.label).remove(QLatin1Char('&'))));
    QWidget* const row = fieldRow(edit, browse, nullptr);
    QObject::connect(edit, &QLineEdit::textChanged, edit, m_changed);
    QObject::connect(browse, &QPushButton::clicked, edit, [edit, filter] {
        auto* dialog = new QFileDialog(edit->window(), tr("Choose a file"), edit->text(), filter);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        dialog->open();
    });
    addRow(text, edit, row,
           {nullptr,
            {},
            [edit, read](const TrainingOptions& options) { edit->setText(read(options)); },
            [edit, write](TrainingOptions& options) { write(options, edit->text().trimmed()); }});
}

void FieldMaker::addText(const FieldText& text, const ReadWord& read, const WriteWord& write,
                         const std::function<bool(const QString&)>& isUsable)
{
    auto* edit = new QLineEdit;
    QObject::connect(edit, &QLineEdit::textChanged, edit, m_changed);
    addRow(text, edit, edit,
           {nullptr,
            {},
            [edit, read](const TrainingOptions& options) { edit->setText(read(options)); },
            [edit, write, isUsable](TrainingOptions& options) {
                if (isUsable(edit->text())) {
                    write(options, edit->text());
                }
            },
            [edit, isUsable] { return isUsable(edit->text()); }});
}

}  // namespace scotopic
