// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/machine.h"
#include "core/training/training_options.h"
#include "ui/recipe/recipe_editors.h"

#include <QTabWidget>

#include <optional>
#include <vector>

namespace scotopic {

/// Every field of a recipe, in groups as people think of them.
class RecipeForm : public QTabWidget {
    Q_OBJECT
public:
    explicit RecipeForm(QWidget* parent = nullptr);

    void setOptions(const TrainingOptions& options);
    /// What is typed wrongly keeps its last value.
    [[nodiscard]] TrainingOptions options() const;
    /// What is typed wrongly, in a sentence; the field is marked.
    [[nodiscard]] std::optional<QString> problem() const;
    /// Steps an epoch are asked for where the examples are endless.
    void setClean(bool isClean);
    /// Those that can be chosen; looking for them takes too long for a window to wait.
    void setDevices(const std::vector<DeviceInfo>& devices);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] FieldMaker addGroup(const QString& title);
    void addNetwork();
    void addLearning();
    void addSteadying();
    void addCourse();
    void addDevice();
    void onChange();

    std::vector<FieldEditor> m_editors;
    TrainingOptions m_options;  // what has no field keeps its value
    bool m_isFilling = false;
};

}  // namespace scotopic
