// SPDX-License-Identifier: MIT
// What the page makes of files that are dropped on it: evaluations to open, and what a new one can begin with.
#include "core/evaluation/stored_report.h"
#include "core/raw/raw_files.h"
#include "ui/comparison/comparison_page.h"
#include "ui/enhance/dropped_files.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo.h"

#include <QDragEnterEvent>

#include <algorithm>
#include <system_error>

namespace scotopic {

void ComparisonPage::dragEnterEvent(QDragEnterEvent* event)
{
    event->acceptProposedAction();
}

void ComparisonPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const DroppedFiles dropped = readDrop(*event->mimeData());
    m_banner->hide();
    if (dropped.files.empty()) {
        fail(dropped.refusal);
        return;
    }
    std::vector<std::filesystem::path> models;
    std::copy_if(dropped.files.begin(), dropped.files.end(), std::back_inserter(models), &isModelFile);
    if (!models.empty()) {
        askForSetup(models);
    } else {
        takeDropped(dropped.files.front());
    }
    const std::size_t taken = std::max<std::size_t>(models.size(), 1);
    if (dropped.files.size() > taken) {
        m_banner->addMessage(MessageBanner::Kind::Note,
                             tr("%n other file(s) left out: this page takes an evaluation, a data set or models.",
                                nullptr, static_cast<int>(dropped.files.size() - taken)));
    }
}

void ComparisonPage::takeDropped(const std::filesystem::path& file)
{
    std::error_code error;
    const bool isFolder = std::filesystem::is_directory(file, error);
    if (!isFolder && !std::filesystem::is_regular_file(file, error)) {
        fail(tr("%1 is not there.").arg(fromPath(file)));
    } else if (isFolder && isEvaluation(file)) {
        open(file);
    } else if (isFolder || isPairList(file)) {
        askForSetup({}, file);
    } else if (isRawFile(file)) {
        fail(photoBelongsToEnhance(file));
    } else {
        fail(tr("%1 is nothing that this page takes: drop an evaluation's folder, a data set or models.")
                 .arg(fromPath(file.filename())));
    }
}

}  // namespace scotopic
