// SPDX-License-Identifier: MIT
#include "ui/training/run_job.h"

#include "core/base/files.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/study_data.h"
#include "core/training/run_folder.h"
#include "core/training/run_setup.h"
#include "core/training/sample_writer.h"
#include "core/training/train.h"
#include "ui/jobs/reason_text.h"

#include <stop_token>

namespace scotopic {

namespace {

OpenPairs pairsOpener(const RunRecord& record, const std::function<void(RunNews)>& tell, const JobContext& context)
{
    return [&record, &tell, &context](const std::filesystem::path& data) {
        StudyDataOptions options;
        options.data = data;
        options.checksums = Checksums::VerifyOnFirstUse;
        if (record.step == 0) {  // later, its pairs are known
            options.allowedFailureShare = record.options.allowedFailureShare;
            if (!record.exclusionsFile.empty()) {
                options.exclusions = readExclusions(record.exclusionsFile);
            }
        }
        StudyDataListener listener;
        listener.onNote = [&tell](const std::string& sentence) { tell({reasonText(sentence)}); };
        return openStudyData(options, listener, context);
    };
}

}  // namespace

void planRun(const NewRun& run)
{
    if (!run.exclusions.empty()) {
        static_cast<void>(readExclusions(run.exclusions));  // a mistake in it is told before anything is made
    }
    makeFolders(run.folder.parent_path());
    RunFolder folder = RunFolder::create(run.folder);
    folder.write(plannedRecord(run.options, {run.data, run.validateOn, run.exclusions}));
}

RunRecord trainRun(const std::filesystem::path& folder, const std::shared_ptr<const RunWishes>& wishes,
                   const std::function<void(RunNews)>& tell, const JobContext& context)
{
    // Stopped by whoever stops the job, or at the end of an epoch.
    std::stop_source stop;
    const std::stop_callback stopWithJob(context.stopToken(), [&stop] { stop.request_stop(); });
    const JobContext ofRun(
        stop.get_token(), [&context](const Progress& progress) { context.report(progress); },
        [&context] { context.handOver(); });

    RunFolder run = RunFolder::resume(folder);
    const RunRecord record = run.record();
    const RunData data = openRunData(placesOf(record), pairsOpener(record, tell, ofRun));
    TrainingJob job;
    job.options = record.options;
    job.run = &run;
    goOnWith(job, data, record);

    TrainingListener listener;
    listener.writePicture = samplePngWriter();
    listener.onNote = [&tell](const std::string& sentence) { tell({reasonText(sentence)}); };
    listener.onEpoch = [&stop, &wishes](const EpochRow&) {
        if (wishes->stopsAfterEpoch) {
            stop.request_stop();
        }
    };
    return train(job, listener, ofRun);
}

void finishRun(const std::filesystem::path& folder)
{
    RunFolder run = RunFolder::resume(folder);
    RunRecord record = run.record();
    record.state = RunState::Finished;
    record.reason = "stopped for good";
    run.write(record);
}

}  // namespace scotopic
