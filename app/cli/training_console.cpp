// SPDX-License-Identifier: MIT
#include "app/cli/training_console.h"

#include "app/cli/study_data.h"
#include "app/cli/text.h"
#include "core/training/distributed.h"

#include <memory>
#include <utility>

namespace scotopic::cli {

namespace {

std::string rowText(const EpochRow& row)
{
    std::string text = "epoch " + std::to_string(row.epoch) + "  step " + std::to_string(row.step) + "  loss "
                       + numberText(row.meanLoss, 4);
    if (row.validation) {
        text += "  validation: PSNR " + numberText(row.validation->psnrDb, 4) + " dB, SSIM "
                + numberText(row.validation->ssim, 3) + ", L1 " + numberText(row.validation->l1, 3);
    }
    return text;
}

std::string startText(const RunRecord& record)
{
    std::string text = "training " + std::string(nameOf(record.options.network.normalisation)) + " on "
                       + std::to_string(record.trainPairs.size()) + " pairs for "
                       + std::to_string(record.options.epochs) + " epochs, " + record.device;
    if (record.processes > 1) {
        text += ", " + std::to_string(record.processes) + " processes";
    }
    if (record.step > 0) {
        text += "; going on after step " + std::to_string(record.step);
    }
    return text;
}

std::string estimateText(const TrainingEstimate& estimate, int stepsPerEpoch)
{
    return "estimate: " + durationText(estimate.secondsPerStep) + " a step, " + durationText(estimate.secondsPerEpoch)
           + " an epoch of " + std::to_string(stepsPerEpoch) + " steps, " + durationText(estimate.totalSeconds)
           + " in all; " + bytesText(estimate.memoryBytes) + " of memory, " + bytesText(estimate.diskBytes)
           + " on disk";
}

}  // namespace

std::string truthText(const RunRecord& record)
{
    const TrainingTimes& times = record.times;
    std::string text = "trained for " + durationText(times.totalSeconds) + ": network "
                       + numberText(100 * times.networkShare(), 3) + " % of the steps' time, waiting for data "
                       + durationText(times.waitingSeconds) + ", validation " + durationText(times.validationSeconds)
                       + ", checkpoints " + durationText(times.checkpointSeconds) + "; "
                       + bytesText(record.peakMemoryBytes) + " of memory at the peak";
    if (record.failureCount > 0) {
        text += "; " + std::to_string(record.failureCount) + " samples left out";
    }
    return text;
}

TrainingListener trainingListener(Console& console, std::function<void(const std::string&)> say)
{
    TrainingListener listener;
    listener.writePicture = samplePictureWriter();
    listener.onNote = [&console](const std::string& sentence) { console.note(sentence); };
    const auto lastEpoch = std::make_shared<int>(0);
    listener.onStart = [say, lastEpoch](const RunRecord& record) {
        *lastEpoch = record.options.epochs;
        say(startText(record));
        if (record.step == 0 && record.estimate) {
            say(estimateText(*record.estimate, record.stepsPerEpoch));
        }
    };
    listener.onEpoch = [say = std::move(say), lastEpoch](const EpochRow& row) {
        if (row.validation || row.epoch == *lastEpoch) {
            say(rowText(row));
        }
    };
    return listener;
}

TrainingListener followerListener(Console& console, const GradientExchange& exchange)
{
    const std::string who =
        "process " + std::to_string(exchange.rank()) + " of " + std::to_string(exchange.size()) + ": ";
    TrainingListener listener;
    listener.onNote = [&console, who](const std::string& sentence) { console.note(who + sentence); };
    return listener;
}

}  // namespace scotopic::cli
