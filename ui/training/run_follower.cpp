// SPDX-License-Identifier: MIT
#include "ui/training/run_follower.h"

#include "core/base/error.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/reason_text.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace scotopic {

namespace {

constexpr std::chrono::milliseconds kFollowPulse{500};
constexpr int kPulsesAfterProblem = 20;      // a damaged table of a million steps is not read anew all the time
constexpr std::size_t kRowsAtOnce = 20'000;  // appended to the curves within some milliseconds

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

RunCurves emptyCurves()
{
    RunCurves curves;
    for (const ChartSpec& spec : trainingCharts()) {
        curves[spec.key] = std::make_shared<Curve>();
    }
    return curves;
}

void append(RunCurves& curves, const RunGrowth& growth)
{
    Curve& loss = *curves[key("loss")];
    Curve& learningRate = *curves[key("learningRate")];
    Curve& seconds = *curves[key("seconds")];
    Curve& memory = *curves[key("memory")];
    for (const StepRow& row : growth.steps) {
        const auto step = static_cast<double>(row.step);
        loss.append(step, row.loss);
        learningRate.append(step, row.learningRate);
        seconds.append(step, row.seconds);
        memory.append(step, static_cast<double>(row.memoryBytes) * 0x1p-30);
    }
    for (const EpochRow& row : growth.epochs) {
        if (row.validation) {
            curves[key("psnr")]->append(static_cast<double>(row.step), row.validation->psnrDb);
            curves[key("ssim")]->append(static_cast<double>(row.step), row.validation->ssim);
        }
    }
}

}  // namespace

std::vector<ChartSpec> trainingCharts()
{
    return {{key("loss"), RunFollower::tr("Training loss"), {}, /*isLogarithmic=*/true, /*canBeSmoothed=*/true},
            {key("psnr"), RunFollower::tr("Validation PSNR"), RunFollower::tr("dB")},
            {key("ssim"), RunFollower::tr("Validation SSIM"), {}},
            {key("learningRate"), RunFollower::tr("Learning rate"), {}},
            {key("seconds"), RunFollower::tr("Time per step"), RunFollower::tr("s"), false, /*canBeSmoothed=*/true},
            {key("memory"), RunFollower::tr("Memory"), RunFollower::tr("GiB")}};
}

RunFollower::RunFollower(const Workers& workers, ChartBoard* board, QObject* parent)
    : QObject(parent), m_board(board), m_runner(workers.pictures, Priority::Evaluation)
{
    m_pulse.setInterval(kFollowPulse);
    connect(&m_pulse, &QTimer::timeout, this, &RunFollower::look);
}

void RunFollower::follow(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& current)
{
    const bool isSame = current == m_current && folders.size() == m_runs.size()
                        && std::all_of(folders.begin(), folders.end(),
                                       [this](const std::filesystem::path& folder) { return m_runs.contains(folder); });
    if (isSame) {
        return;
    }
    m_current = current;
    std::erase_if(m_runs, [&](const auto& run) {
        const bool goes = std::find(folders.begin(), folders.end(), run.first) == folders.end();
        if (goes) {
            m_board->removeRun(fromPath(run.first));
        }
        return goes;
    });
    for (const std::filesystem::path& folder : folders) {
        if (!m_runs.contains(folder)) {
            Followed& run = m_runs[folder] = {std::make_shared<RunTail>(folder), emptyCurves()};
            draw(folder, run.curves);
        }
    }
    m_board->setCurrentRun(fromPath(current));
    if (m_runs.empty()) {
        m_pulse.stop();
    } else {
        m_pulse.start();
        look();
    }
}

void RunFollower::draw(const std::filesystem::path& folder, const RunCurves& curves)
{
    m_board->setRun(fromPath(folder), fromPath(folder.filename()), curves);
}

void RunFollower::look()
{
    if (m_runner.isRunning()) {
        return;
    }
    std::vector<Part> parts;
    for (auto& [folder, run] : m_runs) {
        if (run.pulsesToWait > 0) {
            --run.pulsesToWait;
        } else {
            parts.push_back({.folder = folder, .tail = run.tail, .isNew = std::exchange(run.isNew, false)});
        }
    }
    m_runner.startStreaming<Part>(
        [parts](const JobContext& context, const std::function<void(Part)>& send) {
            for (const Part& part : parts) {
                readOn(part, send, context);
            }
        },
        [this](const Part& part) { take(part); }, [this] { Q_EMIT upToDate(); });
}

void RunFollower::readOn(Part part, const std::function<void(Part)>& send, const JobContext& context)
{
    try {
        for (bool hasMore = true; hasMore;) {
            context.handOver();
            RunGrowth growth = part.tail->read(kRowsAtOnce);
            hasMore = growth.hasMore;
            if (part.isNew || growth.isAnew) {
                part.isNew = false;
                part.curves = emptyCurves();
            }
            // Days of steps would keep the window's thread for a second: their curves are made here.
            if (!part.curves.empty()) {
                append(part.curves, growth);
            } else if (!growth.isEmpty()) {
                send({.folder = part.folder, .tail = part.tail, .growth = std::move(growth)});
            }
        }
        if (!part.curves.empty()) {
            send(std::move(part));
        }
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        send({.folder = part.folder, .tail = part.tail, .problem = reasonText(error.what())});
    }
}

void RunFollower::take(const Part& part)
{
    const auto found = m_runs.find(part.folder);
    if (found == m_runs.end() || found->second.tail != part.tail) {
        return;
    }
    Followed& run = found->second;
    if (!part.problem.isEmpty()) {
        if (!std::exchange(run.isUnreadable, true)) {
            Q_EMIT failed(part.problem);
        }
        run.isNew = true;
        run.pulsesToWait = kPulsesAfterProblem;
        run.curves = emptyCurves();
        draw(part.folder, run.curves);
        return;
    }
    if (!part.curves.empty()) {
        run.curves = part.curves;
        draw(part.folder, run.curves);
    } else {
        append(run.curves, part.growth);
    }
    m_board->refresh();
}

}  // namespace scotopic
