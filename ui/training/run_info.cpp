// SPDX-License-Identifier: MIT
#include "ui/training/run_info.h"

#include "core/base/error.h"
#include "core/base/here_and_now.h"
#include "core/training/run_folder.h"
#include "core/training/run_tail.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/reason_text.h"

#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <system_error>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

/// Another machine's locks are not seen everywhere: one whose tables have not grown for so long has ended.
constexpr std::chrono::minutes kLongestSilence{15};

bool hasGrownLately(const fs::path& folder)
{
    std::error_code error;
    const fs::file_time_type changedAt = fs::last_write_time(RunPaths{folder}.steps(), error);
    return !error && fs::file_time_type::clock::now() - changedAt < kLongestSilence;
}

RunStatus statusOfRunning(const fs::path& folder, const RunRecord& record)
{
    if (record.host != hostName()) {
        return RunFolder::isInUse(folder) || hasGrownLately(folder) ? RunStatus::TrainingElsewhere
                                                                    : RunStatus::Interrupted;
    }
    return RunFolder::isInUse(folder) ? RunStatus::Training : RunStatus::Interrupted;
}

RunStatus statusOf(const fs::path& folder, const RunRecord& record)
{
    switch (record.state) {
    case RunState::Running: return statusOfRunning(folder, record);
    case RunState::Finished: return RunStatus::Finished;
    case RunState::Failed: return RunStatus::Failed;
    case RunState::Paused: break;
    }
    return RunStatus::Paused;
}

/// Of an epoch to come. Those that validate take longer than others, so the mean is over some of each; one during which
/// an evaluation had the device may have taken any time.
double secondsPerEpoch(const std::vector<EpochRow>& epochs)
{
    std::vector<double> seconds(epochs.size());
    std::transform(epochs.begin(), epochs.end(), seconds.begin(), [](const EpochRow& epoch) { return epoch.seconds; });
    std::sort(seconds.begin(), seconds.end());
    const double most = 4 * seconds[seconds.size() / 2];
    const double sum = std::accumulate(seconds.begin(), seconds.end(), 0.0,
                                       [most](double all, double one) { return all + std::min(one, most); });
    return sum / static_cast<double>(seconds.size());
}

/// What the tables tell beyond the record, which is written at checkpoints alone.
void readTables(RunInfo& info)
{
    const RunPaths paths{info.folder};
    if (const std::optional<StepRow> step = readLastStep(paths.steps())) {
        info.step = step->step;
        info.lastLoss = step->loss;
    }
    // Whole turns of validations, of five epochs at least.
    const int between = std::max(1, info.record->options.validateEveryEpochs);
    const std::vector<EpochRow> last =
        readLastEpochs(paths.epochs(), static_cast<std::size_t>(between * ((4 + between) / between)));
    if (last.empty()) {
        return;
    }
    info.epoch = last.back().epoch;
    if (info.status == RunStatus::Training || info.status == RunStatus::TrainingElsewhere) {
        info.remainingSeconds = secondsPerEpoch(last) * std::max(0, info.record->options.epochs - info.epoch);
    }
}

}  // namespace

QString textOf(RunStatus status)
{
    switch (status) {
    case RunStatus::Training: return RunInfo::tr("training");
    case RunStatus::TrainingElsewhere: return RunInfo::tr("training elsewhere");
    case RunStatus::Waiting: return RunInfo::tr("waiting");
    case RunStatus::Paused: return RunInfo::tr("paused");
    case RunStatus::Interrupted: return RunInfo::tr("interrupted");
    case RunStatus::Finished: return RunInfo::tr("finished");
    case RunStatus::Failed: return RunInfo::tr("failed");
    case RunStatus::Unreadable: break;
    }
    return RunInfo::tr("unreadable");
}

QString RunInfo::name() const
{
    return fromPath(folder.filename());
}

const RunsReader::Known& RunsReader::recordOf(const fs::path& folder)
{
    Known& known = m_known[folder];
    std::error_code error;
    const fs::file_time_type changedAt = fs::last_write_time(RunPaths{folder}.record(), error);
    if (known.changedAt == changedAt && known.record) {
        return known;
    }
    known = {changedAt, {}, {}};
    try {
        known.record = std::make_shared<const RunRecord>(RunFolder::read(folder));
    } catch (const Error& problem) {
        known.problem = reasonText(problem.what());
    }
    return known;
}

RunInfo RunsReader::infoOf(const fs::path& folder)
{
    const Known& known = recordOf(folder);
    RunInfo info;
    info.folder = folder;
    info.record = known.record;
    info.reason = known.problem;
    if (!known.record) {
        return info;
    }
    const RunRecord& record = *known.record;
    info.reason = reasonText(record.reason);
    info.epoch = record.epoch;
    info.step = record.step;
    if (record.best) {
        info.bestPsnrDb = record.best->psnrDb;
    }
    const auto tryTo = [&info](const auto& read) {
        try {
            read();
        } catch (const Error& problem) {
            info.reason = reasonText(problem.what());
        }
    };
    info.status = record.state == RunState::Running ? RunStatus::TrainingElsewhere : RunStatus::Paused;
    tryTo([&] { info.status = statusOf(folder, record); });
    tryTo([&] { readTables(info); });
    info.hasModel = !modelsOf(folder).empty();
    return info;
}

std::vector<RunInfo> RunsReader::read(const fs::path& runsFolder)
{
    std::error_code error;
    if (runsFolder.empty() || !fs::exists(runsFolder, error)) {
        return {};
    }
    std::vector<RunInfo> runs;
    for (fs::directory_iterator entry(runsFolder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (RunFolder::holdsRun(entry->path())) {
            runs.push_back(infoOf(entry->path()));
        }
    }
    if (error) {
        throw UnreadableInput(
            runsFolder, RunInfo::tr("cannot be listed: %1").arg(QString::fromStdString(error.message())).toStdString());
    }
    std::sort(runs.begin(), runs.end(), [](const RunInfo& a, const RunInfo& b) { return a.folder < b.folder; });
    std::erase_if(m_known, [](const auto& known) { return !RunFolder::holdsRun(known.first); });
    return runs;
}

std::vector<fs::path> modelsOf(const fs::path& run)
{
    const RunPaths paths{run};
    std::vector<fs::path> models;
    std::error_code error;
    for (const fs::path& file : {paths.bestModel(), paths.lastModel()}) {
        if (fs::exists(file, error)) {
            models.push_back(file);
        }
    }
    return models;
}

fs::path defaultRunsFolder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)) / "scotopic" / "runs";
}

}  // namespace scotopic
