// SPDX-License-Identifier: MIT
#include "core/base/job.h"

#include "core/base/error.h"
#include "core/base/threads.h"

#include <utility>

namespace scotopic {

JobContext::JobContext(std::stop_token stop, Report report, HandOver handOver)
    : m_stop(std::move(stop)), m_report(std::move(report)), m_handOver(std::move(handOver))
{
}

void JobContext::report(const Progress& progress) const
{
    if (m_report) {
        m_report(progress);
    }
}

void JobContext::throwIfCancelled() const
{
    if (isCancelled()) {
        throw Cancelled{};
    }
}

void JobContext::handOver() const
{
    if (m_handOver) {
        m_handOver();
    }
    throwIfCancelled();
}

JobContext JobContext::reportingTo(Report report) const
{
    JobContext other = *this;
    other.m_report = std::move(report);
    return other;
}

int JobContext::threadCount() const
{
    return m_threads > 0 ? m_threads : scotopic::threadCount();
}

JobContext JobContext::withThreads(int threads) const
{
    JobContext other = *this;
    other.m_threads = threads;
    return other;
}

}  // namespace scotopic
