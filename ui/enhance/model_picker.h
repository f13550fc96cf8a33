// SPDX-License-Identifier: MIT
#pragma once

#include <QComboBox>

#include <filesystem>
#include <vector>

namespace scotopic {

/// Which model makes the picture: none (classical), one used before, or a file to open.
class ModelPicker : public QComboBox {
    Q_OBJECT
public:
    explicit ModelPicker(QWidget* parent = nullptr);

    /// The model that comes with the program, listed under that name; empty: none does.
    void setDefaultModel(const std::filesystem::path& file) { m_default = file; }
    /// An empty path is the classical rendering. Emits nothing.
    void setModels(const std::vector<std::filesystem::path>& recent, const std::filesystem::path& current);

Q_SIGNALS:
    void modelChosen(const std::filesystem::path& file);
    void openRequested();

protected:
    // Choosing a model takes seconds and may open a dialog: neither may happen in passing.
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void choose(int index);

    std::filesystem::path m_default;
    int m_current = 0;
};

}  // namespace scotopic
