// SPDX-License-Identifier: MIT
#include "core/dataset/example_source.h"

#include "core/base/error.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace scotopic {

namespace {

/// One sample's place in the row of all epochs.
struct Place {
    int epoch = 0;
    int index = 0;
};

/// What became of a sample in the background.
struct Outcome {
    Place place;
    std::optional<TrainingExample> example;
    std::string failure;            // why there is none, in a sentence
    std::exception_ptr unexpected;  // not the data's fault: ends the run
};

void requireUsable(int samplesPerEpoch, const ExampleSourceOptions& options)
{
    if (samplesPerEpoch < 1 || options.firstEpoch < 1 || options.firstIndex < 0 || options.stride < 1
        || options.offset < 0 || options.offset >= options.stride || options.ahead < 1 || options.threads < 1) {
        throw InvalidArgument("the samples' beginning, stride or number of threads is impossible");
    }
}

}  // namespace

struct ExampleSource::State {
    ExampleSourceOptions options;
    int samplesPerEpoch;
    MakeExample makeExample;

    mutable std::mutex mutex;
    std::condition_variable_any madeOne;  // told to who takes
    std::condition_variable_any hasRoom;  // told to one thread for each sample that was taken
    // Guarded by mutex:
    long nextToMake = 0;  // this source's samples, counted from 0
    long nextToTake = 0;
    std::map<long, Outcome> made;  // at most `ahead`, and those being made

    // Of the thread that takes:
    int failureCount = 0;
    int epochOfFailures = 0;
    int failuresInEpoch = 0;
    std::vector<std::string> failures;
    double waitedSeconds = 0;

    std::vector<std::jthread> threads;  // last: joined before anything they use is destroyed

    State(int count, const ExampleSourceOptions& wanted, MakeExample make)
        : options(wanted), samplesPerEpoch(count), makeExample(std::move(make))
    {
        options.ahead = std::max(options.ahead, options.threads);
        for (int i = 0; i < options.threads; ++i) {
            threads.emplace_back([this](const std::stop_token& stop) { makeUntilStopped(stop); });
        }
    }

    ~State()
    {
        for (std::jthread& thread : threads) {
            thread.request_stop();
        }
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

    void makeUntilStopped(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex);
        for (;;) {
            if (!hasRoom.wait(lock, stop, [this] { return nextToMake < nextToTake + options.ahead; })) {
                return;
            }
            const long sample = nextToMake++;
            const Place place = placeOf(sample);
            lock.unlock();
            Outcome outcome = make(place);
            lock.lock();
            made.emplace(sample, std::move(outcome));
            madeOne.notify_all();
        }
    }

    [[nodiscard]] Outcome make(Place place) const
    {
        Outcome outcome{.place = place, .example = {}, .failure = {}, .unexpected = {}};
        try {
            outcome.example = makeExample(place.epoch, place.index);
        } catch (const CorruptInput& error) {
            outcome.failure = error.what();
        } catch (const UnreadableInput& error) {
            outcome.failure = error.what();
        } catch (...) {
            outcome.unexpected = std::current_exception();
        }
        return outcome;
    }

    Outcome takeNext()
    {
        const auto begin = std::chrono::steady_clock::now();
        std::unique_lock lock(mutex);
        madeOne.wait(lock, [this] { return made.contains(nextToTake); });
        Outcome outcome = std::move(made.extract(nextToTake).mapped());
        ++nextToTake;
        hasRoom.notify_one();
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

ExampleSource::Sample ExampleSource::take()
{
    for (;;) {
        Outcome outcome = m_state->takeNext();
        if (outcome.unexpected) {
            std::rethrow_exception(outcome.unexpected);
        }
        if (outcome.example) {
            return {outcome.place.epoch, outcome.place.index, std::move(*outcome.example)};
        }
        m_state->count(outcome);
    }
}

void ExampleSource::waitUntilReady() const
{
    State& state = *m_state;
    std::unique_lock lock(state.mutex);
    state.madeOne.wait(lock, [&state] { return static_cast<int>(state.made.size()) >= state.options.ahead; });
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
