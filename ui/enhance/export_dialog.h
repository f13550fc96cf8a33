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

/// Asks what kind of file to write and where. A file that exists is replaced only after the person has seen so, and
/// never by the Enter key alone; while the name is the dialog's own, it is one that is free.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `last`: the choices of the last export. `name`: without folder and extension.
    ExportDialog(const PictureFileOptions& last, const QString& folder, const QString& name, QWidget* parent);

Q_SIGNALS:
    void exportRequested(const scotopic::ExportRequest& request);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void suggest();
    [[nodiscard]] QString target() const;
    void browse();
    void onFormatChanged();
    void updateState();
    [[nodiscard]] PictureFormat format() const;
    [[nodiscard]] ExportRequest request() const;

    QString m_folder;     // of names that are typed without one
    QString m_name;       // without extension, as it is suggested
    QString m_suggested;  // what the field said before anyone typed
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
