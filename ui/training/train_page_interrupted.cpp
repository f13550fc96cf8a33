// SPDX-License-Identifier: MIT
// Runs that were killed: the next start offers to go on with them.
#include "core/base/here_and_now.h"
#include "ui/training/train_page.h"

namespace scotopic {

std::vector<std::filesystem::path> TrainPage::interrupted() const
{
    std::vector<std::filesystem::path> folders;
    for (const RunInfo& run : m_model->runs()) {
        // One of another machine may train there yet: whether it does cannot be seen from everywhere.
        const bool isOurs = run.record && run.record->host == hostName();
        if (run.status == RunStatus::Interrupted && isOurs && !m_dismissed.contains(fromPath(run.folder))) {
            folders.push_back(run.folder);
        }
    }
    return folders;
}

void TrainPage::offerInterrupted()
{
    QStringList names;
    for (const std::filesystem::path& folder : interrupted()) {
        names << fromPath(folder.filename());
    }
    Q_EMIT interruptedFound(names);
}

void TrainPage::resumeInterrupted()
{
    for (const std::filesystem::path& folder : interrupted()) {
        resume(folder);
    }
}

void TrainPage::dismissInterrupted()
{
    for (const std::filesystem::path& folder : interrupted()) {
        m_dismissed.insert(fromPath(folder));
    }
}

}  // namespace scotopic
