// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/device_worker.h"
#include "core/base/job.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace scotopic {

/// The only bridge between a worker's thread and the window's: runs one kind of job, of which the newest alone counts.
///
/// start() cancels the job before it, and nothing of that one is heard again. For every job that was not replaced
/// come, on the runner's own thread and in this order: any number of `progressed` and parts, then its result or
/// `failed` or `cancelled`, and always last `finished`. A runner that is destroyed cancels its job and hears nothing
/// more, so callbacks may refer to whatever owns the runner.
/// Work runs on the worker's thread: it captures values, never a widget and never `this`.
class JobRunner : public QObject {
    Q_OBJECT
public:
    explicit JobRunner(std::shared_ptr<DeviceWorker> worker, Priority priority, QObject* parent = nullptr);
    ~JobRunner() override;

    /// work(const JobContext&) -> Result, then onDone(Result) here.
    template <class Work, class OnDone>
    void start(Work work, OnDone onDone);
    /// work(const JobContext&, const std::function<void(Part)>& send); onPart(Part) here for each part sent.
    template <class Part, class Work, class OnPart, class OnDone>
    void startStreaming(Work work, OnPart onPart, OnDone onDone);

    /// `cancelled` and `finished` follow once the job has ended, and nothing before them. Without a job nothing
    /// happens.
    void cancel();
    /// From start() until just before the result, `failed` or `cancelled`.
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    /// At most one waits in the event queue, and it delivers the newest value.
    void progressed(const scotopic::Progress& progress);
    void failed(const QString& sentence);
    void cancelled();
    void finished();

private:
    class Link;
    struct Ending;
    using Delivery = std::function<void()>;  // runs on the runner's thread
    using Post = std::function<void(Delivery)>;
    using Job = std::function<Delivery(const JobContext&, const Post&)>;

    void launch(Job job);
    void end(quint64 jobNumber, const Ending& ending);

    std::shared_ptr<DeviceWorker> m_worker;
    Priority m_priority;
    std::shared_ptr<Link> m_link;
    std::stop_source m_stop;
    quint64 m_jobNumber = 0;
    bool m_isRunning = false;
};

template <class Work, class OnDone>
void JobRunner::start(Work work, OnDone onDone)
{
    launch([work = std::move(work), onDone = std::move(onDone)](const JobContext& context, const Post&) mutable {
        using Result = std::invoke_result_t<Work&, const JobContext&>;
        if constexpr (std::is_void_v<Result>) {
            work(context);
            return Delivery(std::move(onDone));
        } else {
            // Shared, because std::function wants copies and results may be move-only.
            auto result = std::make_shared<Result>(work(context));
            return Delivery([result, onDone = std::move(onDone)]() mutable { onDone(std::move(*result)); });
        }
    });
}

template <class Part, class Work, class OnPart, class OnDone>
void JobRunner::startStreaming(Work work, OnPart onPart, OnDone onDone)
{
    launch([work = std::move(work), onPart = std::move(onPart), onDone = std::move(onDone)](const JobContext& context,
                                                                                            const Post& post) mutable {
        const std::function<void(Part)> send = [&post, &onPart](Part part) {
            auto shared = std::make_shared<Part>(std::move(part));
            post([shared, onPart] { onPart(std::move(*shared)); });
        };
        work(context, send);
        return Delivery(std::move(onDone));
    });
}

}  // namespace scotopic
