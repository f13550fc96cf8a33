// SPDX-License-Identifier: MIT
#include "core/evaluation/evaluate.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>

namespace scotopic {

namespace {

using Clock = std::chrono::steady_clock;

/// Raised when a change to this room changes scores: what was stored before is then not taken over.
constexpr const char* kScoring = "2";

std::string keyOf(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts) {
        text += part + '\n';
    }
    constexpr std::size_t kDigits = 16;
    return sha256Of(std::as_bytes(std::span(text))).substr(0, kDigits);
}

void requireUsable(const EvaluationJob& job)
{
    for (const Contestant& contestant : job.contestants) {
        if (contestant.ratio.source == ScoringRatio::Source::Automatic && !job.suggestRatio) {
            throw InvalidArgument("the automatic ratio needs the raws, which this build cannot open");
        }
        for (const std::size_t pair : pairsToScore(job)) {
            const int planes = job.cache->planeCountOf(pair);
            if (contestant.inputPlanes != 0 && contestant.inputPlanes != planes) {
                throw InvalidArgument(contestant.model + " takes " + std::to_string(contestant.inputPlanes)
                                      + " planes; " + job.cache->pairs()[pair].name + " has " + std::to_string(planes));
            }
        }
    }
    if (job.contestants.empty() || pairsToScore(job).empty()) {
        throw InvalidArgument(std::string("there is nothing to score: ")
                              + (job.contestants.empty()
                                     ? "no model is given"
                                     : std::string("no decoded pair of the ") + toText(job.split) + " split is left"));
    }
}

class Scoring {
public:
    Scoring(const EvaluationJob& job, const std::vector<ImageScore>& known, const EvaluationListener& listener,
            const JobContext& context)
        : m_job(job), m_listener(listener), m_context(context), m_pairs(pairsToScore(job))
    {
        for (const ImageScore& score : known) {
            m_known[score.key] = score;
        }
    }

    Evaluation run()
    {
        for (const Contestant& contestant : m_job.contestants) {
            const std::unique_ptr<Renderer> renderer = contestant.makeRenderer();
            m_result.engines.push_back(renderer->description());
            for (const std::size_t pair : m_pairs) {
                m_context.throwIfCancelled();
                score(contestant, *renderer, pair);
                ++m_doneCount;
            }
        }
        if (m_result.scores.empty()) {
            throw CorruptInput(m_result.failures.front() + " (nor can any other pair be read)");
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::vector<ImageScore> openScores(const Contestant& contestant, const Renderer& renderer,
                                                     std::size_t index) const
    {
        const ImagePair& pair = m_job.cache->pairs()[index];
        const std::string pictures = m_job.cache->fingerprintOf(std::span(&index, 1));
        std::vector<ImageScore> scores;
        for (const Protocol& protocol : m_job.protocols) {
            if (takes(protocol, pair)) {
                ImageScore score;
                score.protocol = protocol.name;
                score.meaning = describe(protocol);
                score.contestant = contestant.label();
                score.scene = pair.scene;
                score.pair = pair.name;
                score.ratio = pair.ratio;
                score.key = keyOf({kScoring, pictures, contestant.identity, toText(contestant.statistics),
                                   toText(contestant.ratio), renderer.description(), describePixels(protocol)});
                scores.push_back(std::move(score));
            }
        }
        return scores;
    }

    /// What was stored under the key, but for the names of today.
    [[nodiscard]] bool takeKnown(ImageScore& score) const
    {
        const auto known = m_known.find(score.key);
        if (known == m_known.end()) {
            return false;
        }
        score.usedRatio = known->second.usedRatio;
        score.scores = known->second.scores;
        score.seconds = known->second.seconds;
        return true;
    }

    void score(const Contestant& contestant, Renderer& renderer, std::size_t pair)
    {
        std::vector<ImageScore> scores = openScores(contestant, renderer, pair);
        const bool isKnown = std::all_of(scores.begin(), scores.end(), [&](ImageScore& one) { return takeKnown(one); });
        const bool wantsFrame = m_listener.wantsFrame && m_listener.wantsFrame(contestant, pair, scores.front());
        try {
            if (!isKnown || wantsFrame) {
                render(contestant, renderer, pair, scores);
            }
            m_result.scores.insert(m_result.scores.end(), scores.begin(), scores.end());
        } catch (const CorruptInput& error) {
            addFailure(error.what());
        } catch (const UnreadableInput& error) {
            addFailure(error.what());
        }
        m_job.cache->release(pair);
        if (m_listener.onImage) {
            m_listener.onImage(m_result.scores);
        }
    }

    void render(const Contestant& contestant, Renderer& renderer, std::size_t pair, std::vector<ImageScore>& scores)
    {
        const ExposureRatio ratio = ratioFor(contestant, m_job.cache->pairs()[pair]);
        const DecodedLong truth = m_job.cache->longOf(pair);
        const Clock::time_point start = Clock::now();
        const RenderedFrame frame = renderer.render(*m_job.cache, pair, ratio, reportingPart(contestant, pair));
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        FrameScores frameScores(frame, truth);
        for (ImageScore& score : scores) {
            const auto protocol = std::find_if(m_job.protocols.begin(), m_job.protocols.end(),
                                               [&](const Protocol& one) { return one.name == score.protocol; });
            score.scores = frameScores.under(*protocol);
            score.usedRatio = ratio;
            score.seconds = seconds;
        }
        if (m_listener.onFrame) {
            m_listener.onFrame(contestant, pair, scores.front(), frame);
        }
    }

    [[nodiscard]] ExposureRatio ratioFor(const Contestant& contestant, const ImagePair& pair) const
    {
        switch (contestant.ratio.source) {
        case ScoringRatio::Source::Truth: return pair.ratio;
        case ScoringRatio::Source::Automatic: return m_job.suggestRatio(pair);
        case ScoringRatio::Source::Fixed: return contestant.ratio.fixed;
        }
        return pair.ratio;
    }

    /// The share of all frames that is done, told in the renderer's own steps.
    [[nodiscard]] JobContext reportingPart(const Contestant& contestant, std::size_t pair) const
    {
        const double frames = static_cast<double>(m_pairs.size() * m_job.contestants.size());
        const std::string stage = contestant.label() + ": " + m_job.cache->pairs()[pair].name;
        const double done = static_cast<double>(m_doneCount);
        return m_context.reportingTo([this, frames, stage, done](const Progress& progress) {
            m_context.report({.stage = stage,
                              .fraction = (done + progress.fraction.value_or(0)) / frames,
                              .remainingSeconds = std::nullopt});
        });
    }

    void addFailure(const std::string& sentence)
    {
        if (std::find(m_result.failures.begin(), m_result.failures.end(), sentence) == m_result.failures.end()) {
            m_result.failures.push_back(sentence);
        }
    }

    const EvaluationJob& m_job;
    const EvaluationListener& m_listener;
    const JobContext& m_context;
    std::vector<std::size_t> m_pairs;
    std::map<std::string, ImageScore> m_known;
    Evaluation m_result;
    std::size_t m_doneCount = 0;
};

/// "00012, 00024 and 3 more"
std::string listed(const std::set<std::string>& scenes)
{
    constexpr std::size_t kMostShown = 5;
    std::string text;
    std::size_t shown = 0;
    for (const std::string& scene : scenes) {
        if (++shown > kMostShown) {
            return text + " and " + std::to_string(scenes.size() - kMostShown) + " more";
        }
        text += (text.empty() ? "" : ", ") + scene;
    }
    return text;
}

std::set<std::string> shared(const std::set<std::string>& a, const std::set<std::string>& b)
{
    std::set<std::string> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
    return both;
}

}  // namespace

std::vector<std::size_t> pairsToScore(const EvaluationJob& job)
{
    std::vector<std::size_t> pairs = pairsOf(job.split, job.cache->pairs(), job.exclusions);
    std::erase_if(pairs, [&](std::size_t pair) {
        return std::none_of(job.protocols.begin(), job.protocols.end(),
                            [&](const Protocol& protocol) { return takes(protocol, job.cache->pairs()[pair]); });
    });
    return pairs;
}

std::vector<std::string> leakWarnings(const EvaluationJob& job)
{
    std::set<std::string> scenes;
    for (const std::size_t pair : pairsToScore(job)) {
        scenes.insert(job.cache->pairs()[pair].scene);
    }
    std::vector<std::string> warnings;
    std::set<std::string> warned;
    for (const Contestant& contestant : job.contestants) {
        if (!warned.insert(contestant.model).second) {
            continue;
        }
        if (const auto learnt = shared(scenes, contestant.trainingScenes); !learnt.empty()) {
            warnings.push_back(contestant.model + " was trained on scenes that it is scored on: " + listed(learnt));
        }
        if (const auto chosen = shared(scenes, contestant.selectionScenes); !chosen.empty()) {
            warnings.push_back("the checkpoint of " + contestant.model
                               + " was chosen by scenes that it is scored on: " + listed(chosen));
        }
    }
    return warnings;
}

Evaluation evaluate(const EvaluationJob& job, const std::vector<ImageScore>& known, const EvaluationListener& listener,
                    const JobContext& context)
{
    requireUsable(job);
    return Scoring(job, known, listener, context).run();
}

}  // namespace scotopic
