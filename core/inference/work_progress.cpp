// SPDX-License-Identifier: MIT
#include "core/inference/work_progress.h"

#include <algorithm>

namespace scotopic {

void WorkProgress::begin(const std::string& stage)
{
    m_stage = stage;
    report();
}

void WorkProgress::finishStep(double flops, std::chrono::duration<double> duration)
{
    m_doneFlops += flops;
    m_busySeconds += duration.count();
    report();
}

void WorkProgress::report() const
{
    Progress progress{.stage = m_stage, .fraction = {}, .remainingSeconds = {}};
    if (m_totalFlops > 0) {
        progress.fraction = std::min(m_doneFlops / m_totalFlops, 1.0);
    }
    if (m_doneFlops > 0) {
        progress.remainingSeconds = m_busySeconds * std::max(m_totalFlops / m_doneFlops - 1.0, 0.0);
    }
    m_context.report(progress);
}

}  // namespace scotopic
