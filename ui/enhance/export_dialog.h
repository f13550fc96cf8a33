// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/export_job.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace scotopic {

/// Asks what kind of file to write and where. A file that exists is replaced only after the person has seen so.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `last`: the choices of the last export. `name`: without folder and extension.
    ExportDialog(const PictureFileOptions& last, const QString& folder, const QString& name, QWidget* parent);

Q_SIGNALS:
    void exportRequested(const scotopic::ExportRequest& request);

private:
    void build();
    void browse();
    void onFormatChanged();
    void updateState();
    [[nodiscard]] PictureFormat format() const;
    [[nodiscard]] ExportRequest request() const;

    QComboBox* m_format;
    QComboBox* m_bits;
    QSpinBox* m_quality;
    QComboBox* m_metadata;
    QLineEdit* m_target;
    QFormLayout* m_form;
    QLabel* m_note;
    QPushButton* m_export;
};

}  // namespace scotopic
