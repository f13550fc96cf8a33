// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <chrono>
#include <string>

namespace scotopic {

/// Tells a JobContext how far a computation of known size is. Time handed over to other jobs does not count.
class WorkProgress {
public:
    WorkProgress(const JobContext& context, double totalFlops) : m_context(context), m_totalFlops(totalFlops) {}

    void begin(const std::string& stage);

    /// Runs one part of the work, of `flops`, and reports when it is done.
    template <typename Work>
    auto step(double flops, const Work& work) -> decltype(work())
    {
        const auto start = std::chrono::steady_clock::now();
        auto result = work();
        finishStep(flops, std::chrono::steady_clock::now() - start);
        return result;
    }

private:
    void finishStep(double flops, std::chrono::duration<double> duration);
    void report() const;

    const JobContext& m_context;
    double m_totalFlops;
    double m_doneFlops = 0;
    double m_busySeconds = 0;
    std::string m_stage;
};

}  // namespace scotopic
