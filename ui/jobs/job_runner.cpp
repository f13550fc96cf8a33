// SPDX-License-Identifier: MIT
#include "ui/jobs/job_runner.h"

#include "core/base/error.h"
#include "ui/jobs/reason_text.h"

#include <QPointer>

#include <exception>
#include <memory>
#include <mutex>
#include <optional>

namespace scotopic {

struct JobRunner::Ending {
    enum class Kind { Done, Failed, Cancelled };
    Kind kind = Kind::Done;
    Delivery deliver;
    QString sentence;
};

/// What a job holds of its runner: a way to post to it that closes when the runner is destroyed. The lock is held
/// while posting, so the runner cannot disappear between the question and the call.
class JobRunner::Link : public std::enable_shared_from_this<Link> {
public:
    explicit Link(JobRunner* runner) : m_runner(runner) {}

    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_runner = nullptr;
    }

    /// Calls `use` with the runner on its thread, unless it is gone or has a newer job by then.
    void post(quint64 jobNumber, std::function<void(JobRunner&)> use)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_runner == nullptr) {
            return;
        }
        QMetaObject::invokeMethod(
            m_runner,
            [self = shared_from_this(), jobNumber, use = std::move(use)] {
                JobRunner* const runner = self->runner();
                if (runner != nullptr && runner->m_jobNumber == jobNumber) {
                    use(*runner);
                }
            },
            Qt::QueuedConnection);
    }

private:
    [[nodiscard]] JobRunner* runner()
    {
        const std::scoped_lock lock(m_mutex);
        return m_runner;
    }

    std::mutex m_mutex;
    JobRunner* m_runner;  // guarded by m_mutex
};

namespace {

/// The newest progress of one job, and whether an event that will deliver it is under way.
class ProgressSlot {
public:
    /// Whether an event has to be posted.
    bool put(const Progress& progress)
    {
        const std::scoped_lock lock(m_mutex);
        const bool needsEvent = !m_newest;
        m_newest = progress;
        return needsEvent;
    }

    Progress take()
    {
        const std::scoped_lock lock(m_mutex);
        return *std::exchange(m_newest, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<Progress> m_newest;
};

}  // namespace

JobRunner::JobRunner(std::shared_ptr<DeviceWorker> worker, Priority priority, QObject* parent)
    : QObject(parent), m_worker(std::move(worker)), m_priority(priority), m_link(std::make_shared<Link>(this))
{
}

JobRunner::~JobRunner()
{
    m_link->close();
    m_stop.request_stop();
}

void JobRunner::cancel()
{
    if (m_isRunning) {
        m_stop.request_stop();
    }
}

void JobRunner::launch(Job job)
{
    m_stop.request_stop();
    const quint64 number = ++m_jobNumber;
    m_isRunning = true;

    auto ending = std::make_shared<Ending>();
    auto work = [job = std::move(job), ending, link = m_link, number](const JobContext& context) {
        ending->deliver = job(context, [&](Delivery delivery) {
            link->post(number, [delivery = std::move(delivery)](JobRunner& runner) {
                if (!runner.m_stop.stop_requested()) {
                    delivery();
                }
            });
        });
    };
    auto onFinished = [ending, link = m_link, number](std::exception_ptr failure) {
        try {
            if (failure) {
                std::rethrow_exception(failure);
            }
        } catch (const Cancelled&) {
            ending->kind = Ending::Kind::Cancelled;
        } catch (...) {
            ending->kind = Ending::Kind::Failed;
            ending->sentence = reasonText(sentenceOf(failure));
        }
        link->post(number, [ending, number](JobRunner& runner) { runner.end(number, *ending); });
    };
    auto report = [slot = std::make_shared<ProgressSlot>(), link = m_link, number](const Progress& progress) {
        if (slot->put(progress)) {
            link->post(number, [slot](JobRunner& runner) {
                const Progress newest = slot->take();
                if (!runner.m_stop.stop_requested()) {
                    Q_EMIT runner.progressed(newest);
                }
            });
        }
    };
    m_stop = m_worker->submit(m_priority, std::move(work), std::move(onFinished), std::move(report));
}

void JobRunner::end(quint64 jobNumber, const Ending& ending)
{
    // Any of these calls may start the next job or delete the runner.
    const QPointer<JobRunner> self(this);
    m_isRunning = false;
    if (ending.kind == Ending::Kind::Cancelled || m_stop.stop_requested()) {
        Q_EMIT cancelled();
    } else if (ending.kind == Ending::Kind::Failed) {
        Q_EMIT failed(ending.sentence);
    } else {
        ending.deliver();
    }
    if (self && m_jobNumber == jobNumber) {
        Q_EMIT finished();
    }
}

}  // namespace scotopic
