// SPDX-License-Identifier: MIT
#include "ui/training/training_queue.h"

#include "core/base/error.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/reason_text.h"

#include <algorithm>

namespace scotopic {

namespace {

/// A failure is noted where it happens: of a job that was cancelled, nobody would hear that its checkpoint could not be
/// written.
void trainOrEnd(const std::filesystem::path& folder, const std::shared_ptr<const RunWishes>& wishes,
                const std::shared_ptr<RunCourse>& course, const std::function<void(RunNews)>& tell,
                const JobContext& context)
{
    course->hasBegun = true;
    tell({});
    try {
        try {
            trainRun(folder, wishes, tell, context);
        } catch (const Cancelled&) {
            if (wishes->endsForGood) {
                finishRun(folder);
            }
            throw;
        }
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        course->failure = reasonText(error.what());
        throw;
    }
}

}  // namespace

TrainingQueue::TrainingQueue(const Workers& workers, QObject* parent) : QObject(parent), m_workers(workers) {}

TrainingQueue::~TrainingQueue() = default;

TrainingQueue::Item* TrainingQueue::find(const std::filesystem::path& folder) const
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [&](const auto& item) { return item->folder == folder; });
    return found == m_items.end() ? nullptr : found->get();
}

bool TrainingQueue::isWaiting(const std::filesystem::path& folder) const
{
    const Item* const item = find(folder);
    return item != nullptr && !item->course->hasBegun;
}

void TrainingQueue::add(const std::filesystem::path& folder)
{
    if (holds(folder)) {
        return;
    }
    Item& item = *m_items.emplace_back(std::make_unique<Item>());
    item.folder = folder;
    item.runner = new JobRunner(m_workers.device, Priority::Training, this);
    connectRunner(item);
    item.runner->startStreaming<RunNews>(
        [folder, wishes = item.wishes, course = item.course](const JobContext& context,
                                                             const std::function<void(RunNews)>& tell) {
            trainOrEnd(folder, wishes, course, tell, context);
        },
        [this, &item](const RunNews& news) { take(item, news); }, [] {});
    Q_EMIT changed();
}

void TrainingQueue::connectRunner(Item& item)
{
    connect(item.runner, &JobRunner::progressed, this,
            [this, &item](const Progress& progress) { Q_EMIT progressed(fromPath(item.folder), progress); });
    connect(item.runner, &JobRunner::failed, this, [&item](const QString& sentence) {
        item.end = RunEnd::Failed;
        item.reason = sentence;
    });
    connect(item.runner, &JobRunner::cancelled, this, [&item] {
        item.reason = item.course->failure;
        item.end = !item.reason.isEmpty()            ? RunEnd::Failed
                   : item.wishes->endsForGood.load() ? RunEnd::Stopped
                                                     : RunEnd::Paused;
    });
    connect(item.runner, &JobRunner::finished, this, [this, &item] { leave(item); });
}

void TrainingQueue::take(Item& item, const RunNews& news)
{
    if (!news.note.isEmpty()) {
        Q_EMIT noted(fromPath(item.folder), news.note);
    }
    if (!item.isKnownToTrain) {
        item.isKnownToTrain = true;
        Q_EMIT changed();
    }
}

void TrainingQueue::leave(Item& item)
{
    const QString folder = fromPath(item.folder);
    const RunEnd end = item.end;
    const QString reason = item.reason;
    item.runner->disconnect(this);
    item.runner->deleteLater();
    std::erase_if(m_items, [&item](const auto& other) { return other.get() == &item; });
    Q_EMIT ended(folder, end, reason);
    Q_EMIT changed();
    if (isEmpty()) {
        Q_EMIT emptied();
    }
}

void TrainingQueue::pause(const std::filesystem::path& folder, bool endsForGood)
{
    Item* const item = find(folder);
    if (item == nullptr) {
        return;
    }
    if (endsForGood) {
        item->wishes->endsForGood = true;
    }
    item->runner->cancel();
    if (!item->course->hasBegun) {
        // Whoever waits hears of being cancelled when it would be its turn: too late.
        item->end = RunEnd::Paused;
        leave(*item);
    }
}

void TrainingQueue::pauseAll()
{
    while (!m_items.empty() && !m_items.back()->course->hasBegun) {
        pause(m_items.back()->folder);
    }
    pauseTraining();
}

void TrainingQueue::pauseTraining()
{
    if (!m_items.empty()) {
        pause(m_items.front()->folder);
    }
}

void TrainingQueue::trainOn()
{
    for (const auto& item : m_items) {
        item->wishes->stopsAfterEpoch = false;
    }
}

void TrainingQueue::pauseAfterEpoch()
{
    while (!m_items.empty() && !m_items.back()->course->hasBegun) {
        pause(m_items.back()->folder);
    }
    if (!m_items.empty()) {
        m_items.front()->wishes->stopsAfterEpoch = true;
    }
}

}  // namespace scotopic
