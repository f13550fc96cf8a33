// SPDX-License-Identifier: MIT
#include "core/training/step_batches.h"

#include "core/base/error.h"

#include <utility>

namespace scotopic {

StepBatches::StepBatches(std::unique_ptr<ExampleSource> source, const TrainingOptions& options, ProcessPart part)
    : m_perProcess(options.batch * options.accumulate), m_processes(part.size), m_source(std::move(source))
{
    if (stepsPerEpoch() == 0) {
        throw InvalidArgument("a step of " + std::to_string(perStep())
                              + " samples needs as many training scenes; there are "
                              + std::to_string(m_source->samplesPerEpoch()));
    }
}

std::vector<TrainingExample> StepBatches::take(const TrainingPosition& position, const JobContext& context)
{
    const auto begin = std::pair(position.epoch, position.nextIndex);
    const auto end = std::pair(position.epoch, position.nextIndex + perStep());
    std::vector<TrainingExample> examples;
    while (examples.size() < static_cast<std::size_t>(m_perProcess)) {
        ExampleSource::Sample sample = m_early ? *std::exchange(m_early, std::nullopt) : m_source->take(context);
        const auto place = std::pair(sample.epoch, sample.index);
        if (place >= end) {
            m_early = std::move(sample);
            break;
        }
        if (place >= begin) {  // else the end of an epoch that does not fill a step
            examples.push_back(std::move(sample.example));
        }
    }
    return examples;
}

bool StepBatches::epochIsDone(const TrainingPosition& position) const
{
    return position.nextIndex + perStep() > m_source->samplesPerEpoch();
}

}  // namespace scotopic
