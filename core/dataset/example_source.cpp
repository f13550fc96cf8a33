// SPDX-License-Identifier: MIT
#include "core/dataset/example_source.h"

#include "core/base/error.h"
#include "core/base/parallel_row.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace scotopic {

namespace {

void requireUsable(int samplesPerEpoch, const ExampleSourceOptions& options)
{
    if (samplesPerEpoch < 1 || options.firstEpoch < 1 || options.firstIndex < 0 || options.stride < 1
        || options.offset < 0 || options.offset >= options.stride || options.ahead < 1 || options.threads < 0) {
        throw InvalidArgument("the samples' beginning, stride or number of threads is impossible");
    }
}

}  // namespace

struct ExampleSource::State {
    /// One sample's place in the row of all epochs.
    struct Place {
        int epoch = 0;
        int index = 0;
    };

    /// What became of a sample in the background.
    struct Outcome {
        Place place;
        std::optional<TrainingExample> example;
        std::string failure;  // why there is none, in a sentence
    };

    ExampleSourceOptions options;
    int samplesPerEpoch;
    MakeExample makeExample;
    int failureCount = 0;
    int epochOfFailures = 0;
    int failuresInEpoch = 0;
    std::vector<std::string> failures;
    double waitedSeconds = 0;
    ParallelRow<Outcome> samples;  // last: ends before anything it uses is destroyed

    State(int count, const ExampleSourceOptions& wanted, MakeExample make)
        : options(wanted), samplesPerEpoch(count), makeExample(std::move(make)),
          samples(wanted.ahead, wanted.threads,
                  [this](long sample, const JobContext&) { return makeAt(placeOf(sample)); })
    {
    }

    [[nodiscard]] Place placeOf(long sample) const
    {
        const long position = long{options.firstEpoch - 1} * samplesPerEpoch + options.firstIndex + options.offset
                              + sample * options.stride;
        return {static_cast<int>(position / samplesPerEpoch) + 1, static_cast<int>(position % samplesPerEpoch)};
    }

    /// How many of an epoch's samples are this source's, at least 1.
    [[nodiscard]] double shareOfEpoch() const
    {
        return std::max(1.0, static_cast<double>(samplesPerEpoch) / options.stride);
    }

    /// On a background thread; anything but unreadable data is thrown by take().
    [[nodiscard]] Outcome makeAt(Place place) const
    {
        Outcome outcome{.place = place, .example = {}, .failure = {}};
        try {
            outcome.example = makeExample(place.epoch, place.index);
        } catch (const CorruptInput& error) {
            outcome.failure = error.what();
        } catch (const UnreadableInput& error) {
            outcome.failure = error.what();
        }
        return outcome;
    }

    Outcome takeNext(const JobContext& context)
    {
        const auto begin = std::chrono::steady_clock::now();
        Outcome outcome = samples.take(context);
        waitedSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return outcome;
    }

    void count(const Outcome& outcome)
    {
        ++failureCount;
        failuresInEpoch = outcome.place.epoch == epochOfFailures ? failuresInEpoch + 1 : 1;
        epochOfFailures = outcome.place.epoch;
        if (std::ranges::find(failures, outcome.failure) == failures.end()) {
            failures.push_back(outcome.failure);
        }
        // All of them is too many whatever is allowed, or take() would look for ever.
        if (failuresInEpoch > options.allowedFailureShare * shareOfEpoch() || failuresInEpoch >= shareOfEpoch()) {
            throw CorruptInput(outcome.failure + " (" + std::to_string(failuresInEpoch) + " of "
                               + std::to_string(static_cast<int>(shareOfEpoch())) + " samples of epoch "
                               + std::to_string(outcome.place.epoch) + " failed, more than allowed)");
        }
    }
};

ExampleSource::ExampleSource(int samplesPerEpoch, const ExampleSourceOptions& options, MakeExample make)
{
    requireUsable(samplesPerEpoch, options);
    m_state = std::make_unique<State>(samplesPerEpoch, options, std::move(make));
}

ExampleSource::~ExampleSource() = default;

ExampleSource::Sample ExampleSource::take(const JobContext& context)
{
    for (;;) {
        State::Outcome outcome = m_state->takeNext(context);
        if (outcome.example) {
            return {outcome.place.epoch, outcome.place.index, std::move(*outcome.example)};
        }
        m_state->count(outcome);
    }
}

void ExampleSource::waitUntilReady(const JobContext& context) const
{
    m_state->samples.waitUntilReady(context);
}

int ExampleSource::failureCount() const
{
    return m_state->failureCount;
}

std::vector<std::string> ExampleSource::failures() const
{
    return m_state->failures;
}

int ExampleSource::samplesPerEpoch() const
{
    return m_state->samplesPerEpoch;
}

double ExampleSource::waitedSeconds() const
{
    return m_state->waitedSeconds;
}

}  // namespace scotopic
