// SPDX-License-Identifier: MIT
// What the page makes of files that are dropped on it: runs to show, and what a new run can begin with.
#include "core/base/error.h"
#include "core/raw/raw_files.h"
#include "core/training/recipe.h"
#include "core/training/run_folder.h"
#include "ui/enhance/dropped_files.h"
#include "ui/enhance/message_banner.h"
#include "ui/jobs/reason_text.h"
#include "ui/training/train_page.h"

#include <QDragEnterEvent>

#include <system_error>

namespace scotopic {

namespace {

bool isRunFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    return std::filesystem::is_regular_file(RunPaths{folder}.record(), error);
}

bool holdsRuns(const std::filesystem::path& folder)
{
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (isRunFolder(entry.path())) {
            return true;
        }
    }
    return false;
}

}  // namespace

void TrainPage::dragEnterEvent(QDragEnterEvent* event)
{
    event->acceptProposedAction();
}

void TrainPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const DroppedFiles dropped = readDrop(*event->mimeData());
    m_banner->hide();
    if (dropped.files.empty()) {
        fail(dropped.refusal);
        return;
    }
    takeDropped(dropped.files.front());
    if (dropped.files.size() > 1) {
        m_banner->addMessage(MessageBanner::Kind::Note, tr("%n other file(s) left out: this page takes one at a time.",
                                                           nullptr, static_cast<int>(dropped.files.size()) - 1));
    }
}

void TrainPage::takeDropped(const std::filesystem::path& file)
{
    std::error_code error;
    NewRun from = readNewRun(m_settings);
    from.folder.clear();
    const bool isFolder = std::filesystem::is_directory(file, error);
    if (!isFolder && !std::filesystem::is_regular_file(file, error)) {
        fail(tr("%1 is not there.").arg(fromPath(file)));
    } else if (isFolder && isRunFolder(file)) {
        openRunsFolder(file.parent_path());
        choose(file);
    } else if (isFolder && holdsRuns(file)) {
        openRunsFolder(file);
    } else if (isFolder || isPairList(file)) {
        from.data = file;
        askForRun(from);
    } else if (isModelFile(file)) {
        from.options.initialModel = file;
        askForRun(from);
    } else if (file.extension() == ".json") {
        try {
            from.options = readRecipe(file);
            askForRun(from);
        } catch (const Error& failure) {
            fail(reasonText(failure.what()));
        }
    } else if (isRawFile(file)) {
        fail(photoBelongsToEnhance(file));
    } else {
        fail(tr("%1 is nothing that this page takes: drop a run, a folder of runs, a data set, a recipe or a model.")
                 .arg(fromPath(file.filename())));
    }
}

}  // namespace scotopic
