// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/evaluation_setup.h"

#include <QDialog>

#include <array>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
QT_END_NAMESPACE

namespace scotopic {

/// Asks for everything that an evaluation needs, and says as it is typed what is missing. `accepted` only with a setup
/// that can be tried.
class SetupDialog : public QDialog {
    Q_OBJECT
public:
    explicit SetupDialog(const EvaluationSetup& setup, QWidget* parent = nullptr);

    [[nodiscard]] EvaluationSetup setup() const;
    void setData(const std::filesystem::path& folder);
    void addModels(const std::vector<std::filesystem::path>& files);

private:
    void addDataRows(QFormLayout& form);
    void addModelRows(QFormLayout& form);
    void addScoringRows(QFormLayout& form);
    void fill(const EvaluationSetup& setup);
    void chooseModels();
    void chooseFolder();
    void check();

    QLineEdit* m_data;
    QComboBox* m_split;
    QListWidget* m_models;
    QPushButton* m_removeModel;
    QCheckBox* m_classical;
    QComboBox* m_protocols;
    std::array<QCheckBox*, 3> m_statistics{};  // in the order of kStatistics
    QComboBox* m_ratio;
    QDoubleSpinBox* m_fixedRatio;
    QLineEdit* m_folder;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
    bool m_isFolderOwn = false;  // typed or chosen, so it no longer follows the data
};

}  // namespace scotopic
