// SPDX-License-Identifier: MIT
#include "ui/enhance/data_browse_button.h"

#include <QFileDialog>
#include <QMenu>

#include <utility>

namespace scotopic {

DataBrowseButton::DataBrowseButton(const QString& title, std::function<QString()> start, QWidget* parent)
    : QPushButton(tr("Browse"), parent), m_start(std::move(start))
{
    setAccessibleName(title);
    auto* kinds = new QMenu(this);
    connect(kinds->addAction(tr("A &folder\u2026")), &QAction::triggered, this,
            [this, title] { ask(title, /*isFolder=*/true); });
    connect(kinds->addAction(tr("A &list of pairs\u2026")), &QAction::triggered, this,
            [this, title] { ask(title, /*isFolder=*/false); });
    setMenu(kinds);
}

void DataBrowseButton::ask(const QString& title, bool isFolder)
{
    auto* dialog = new QFileDialog(window(), title, m_start());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (isFolder) {
        dialog->setFileMode(QFileDialog::Directory);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilters({tr("Lists of pairs (*.txt *.csv)"), tr("All files (*)")});
    }
    connect(dialog, &QFileDialog::fileSelected, this, &DataBrowseButton::chosen);
    dialog->open();
}

}  // namespace scotopic
