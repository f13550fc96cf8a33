// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: a widget for each kind of field that a recipe has.
#include "core/training/training_options.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace scotopic {

/// How a field is named and explained.
struct FieldText {
    const char* name;  // of the widget
    QString label;
    QString meaning;  // with its unit and the study's value
};

/// Between a field of the options and its widget.
struct FieldEditor {
    QWidget* widget = nullptr;
    QString label;
    std::function<void(const TrainingOptions&)> show;
    std::function<void(TrainingOptions&)> take;
    std::function<bool()> isUsable = [] { return true; };  // what is typed can be taken
};

/// Rows of a form; all call `changed` when something is typed or chosen. Fields are read and written by `read` and
/// `write`, so that those inside of other structures have editors too.
class FieldMaker {
public:
    FieldMaker(QFormLayout* form, std::vector<FieldEditor>& editors, std::function<void()> changed)
        : m_form(form), m_editors(editors), m_changed(std::move(changed))
    {
    }

    using ReadNumber = std::function<double(const TrainingOptions&)>;
    using WriteNumber = std::function<void(TrainingOptions&, double)>;
    using ReadOptional = std::function<std::optional<double>(const TrainingOptions&)>;
    using WriteOptional = std::function<void(TrainingOptions&, std::optional<double>)>;
    using ReadWord = std::function<QString(const TrainingOptions&)>;
    using WriteWord = std::function<void(TrainingOptions&, const QString&)>;

    void addWhole(const FieldText& text, int lowest, const ReadNumber& read, const WriteNumber& write);
    /// Typed as 1e-4 or 0.0001.
    void addReal(const FieldText& text, const ReadNumber& read, const WriteNumber& write);
    /// Off, or a number; `usual` is what it begins with.
    void addOptionalWhole(const FieldText& text, int lowest, int usual, const ReadOptional& read,
                          const WriteOptional& write);
    void addOptionalReal(const FieldText& text, double usual, const ReadOptional& read, const WriteOptional& write);
    void addFlag(const FieldText& text, const std::function<bool(const TrainingOptions&)>& read,
                 const std::function<void(TrainingOptions&, bool)>& write);
    struct Word {
        QString word;  // as recipes have it
        QString text;
    };
    void addWord(const FieldText& text, const std::vector<Word>& words, const ReadWord& read, const WriteWord& write);
    /// A file that is chosen, or nothing.
    void addFile(const FieldText& text, const QString& filter, const ReadWord& read, const WriteWord& write);
    /// A number too large for a spin box.
    void addText(const FieldText& text, const ReadWord& read, const WriteWord& write,
                 const std::function<bool(const QString&)>& isUsable);

private:
    void addRow(const FieldText& text, QWidget* widget, QWidget* row, FieldEditor editor);

    QFormLayout* m_form;
    std::vector<FieldEditor>& m_editors;
    std::function<void()> m_changed;

    Q_DECLARE_TR_FUNCTIONS(scotopic::FieldMaker)
};

/// "1e-4" for 0.0001; reads back as it was.
[[nodiscard]] QString numberText(double value);
/// None for what is no number.
[[nodiscard]] std::optional<double> numberFrom(const QString& text);

}  // namespace scotopic
