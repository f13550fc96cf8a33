// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/patch.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <thread>

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

int sceneCountOf(const std::vector<ImagePair>& pairs, const std::vector<std::size_t>& candidates)
{
    std::set<std::string> scenes;
    for (const std::size_t candidate : candidates) {
        scenes.insert(pairs.at(candidate).scene);
    }
    return static_cast<int>(scenes.size());
}

void requireUsable(const DecodedCache& cache, const PatchSourceOptions& options)
{
    if (options.candidates.empty()) {
        throw InvalidArgument("there are no pairs to train on");
    }
    if (options.firstEpoch < 1 || options.firstIndex < 0 || options.stride < 1 || options.offset < 0
        || options.offset >= options.stride || options.ahead < 1 || options.threads < 1) {
        throw InvalidArgument("the samples' beginning, stride or number of threads is impossible");
    }
    for (const std::size_t candidate : options.candidates) {
        const ImagePair& pair = cache.pairs().at(candidate);
        const PixelSize size = cache.planeSizeOf(candidate);
        if (options.patchPx < 1 || size.width < options.patchPx || size.height < options.patchPx) {
            throw InvalidArgument("a patch of " + std::to_string(options.patchPx) + " packed pixels does not fit "
                                  + pair.name + ", which has " + std::to_string(size.width) + "x"
                                  + std::to_string(size.height));
        }
        if (cache.planeCountOf(candidate) != cache.planeCountOf(options.candidates.front())) {
            throw InvalidArgument(pair.name + " and " + cache.pairs()[options.candidates.front()].name
                                  + " cannot train one network: one is a Bayer mosaic, the other X-Trans");
        }
    }
}

}  // namespace

struct PatchSource::State {
    const DecodedCache& cache;
    PatchSourceOptions options;
    int samplesPerEpoch;

    mutable std::mutex mutex;
    std::condition_variable_any changed;
    // Guarded by mutex:
    long nextToMake = 0;  // this source's samples, counted from 0
    long nextToTake = 0;
    std::map<long, Outcome> made;  // at most `ahead`, and those being made
    int plannedEpoch = 0;
    std::vector<std::size_t> plan;  // of plannedEpoch

    // Of the thread that takes:
    int failureCount = 0;
    int epochOfFailures = 0;
    int failuresInEpoch = 0;
    std::vector<std::string> failures;
    double waitedSeconds = 0;

    std::vector<std::jthread> threads;  // last: joined before anything they use is destroyed

    State(const DecodedCache& data, const PatchSourceOptions& wanted)
        : cache(data), options(wanted), samplesPerEpoch(sceneCountOf(data.pairs(), wanted.candidates))
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

    std::size_t pairOf(Place place)  // with the mutex held
    {
        if (place.epoch != plannedEpoch) {
            plan = planEpoch(cache.pairs(), options.candidates, options.seed, place.epoch);
            plannedEpoch = place.epoch;
        }
        return plan.at(static_cast<std::size_t>(place.index));
    }

    void makeUntilStopped(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex);
        for (;;) {
            if (!changed.wait(lock, stop, [this] { return nextToMake < nextToTake + options.ahead; })) {
                return;
            }
            const long sample = nextToMake++;
            const Place place = placeOf(sample);
            const std::size_t pair = pairOf(place);
            lock.unlock();
            Outcome outcome = make(place, pair);
            lock.lock();
            made.emplace(sample, std::move(outcome));
            changed.notify_all();
        }
    }

    [[nodiscard]] Outcome make(Place place, std::size_t pair) const
    {
        Outcome outcome{.place = place, .example = {}, .failure = {}, .unexpected = {}};
        try {
            const PatchDraw draw =
                drawPatch(options.seed, place.epoch, place.index, cache.planeSizeOf(pair), options.patchPx);
            outcome.example = makeExample(cache, pair, draw);
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
        changed.wait(lock, [this] { return made.contains(nextToTake); });
        Outcome outcome = std::move(made.extract(nextToTake).mapped());
        ++nextToTake;
        changed.notify_all();
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

PatchSource::PatchSource(const DecodedCache& cache, const PatchSourceOptions& options)
{
    requireUsable(cache, options);
    m_state = std::make_unique<State>(cache, options);
}

PatchSource::~PatchSource() = default;

PatchSource::Sample PatchSource::take()
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

int PatchSource::failureCount() const
{
    return m_state->failureCount;
}

std::vector<std::string> PatchSource::failures() const
{
    return m_state->failures;
}

int PatchSource::samplesPerEpoch() const
{
    return m_state->samplesPerEpoch;
}

double PatchSource::waitedSeconds() const
{
    return m_state->waitedSeconds;
}

}  // namespace scotopic
