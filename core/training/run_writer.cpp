// SPDX-License-Identifier: MIT
#include "core/training/run_writer.h"

#include "core/network/whole_file.h"

#include <string>

namespace scotopic {

namespace {

std::string sampleName(int epoch, const std::string& pair)
{
    return "epoch-" + epochDigits(epoch) + "-" + pair + ".png";
}

}  // namespace

RunWriter::RunWriter(RunFolder& run, long lastStep, int epoch)
    : m_run(run), m_tables(run.paths().folder, lastStep, epoch),
      m_events(run.paths().folder, lastStep > 0 ? lastStep + 1 : 0)
{
}

void RunWriter::add(const StepRow& row)
{
    m_tables.add(row);
    m_events.addScalars(row.step, {{"train/loss", row.loss},
                                   {"train/learning_rate", row.learningRate},
                                   {"train/gradient_norm", row.gradientNorm}});
}

void RunWriter::add(const EpochRow& row)
{
    m_tables.add(row);
    std::vector<EventFile::Scalar> scalars{{"train/epoch_loss", row.meanLoss}};
    if (row.validation) {
        scalars.emplace_back("validation/psnr_db", row.validation->psnrDb);
        scalars.emplace_back("validation/ssim", row.validation->ssim);
        scalars.emplace_back("validation/l1", row.validation->l1);
    }
    m_events.addScalars(row.step, scalars);
}

std::vector<std::filesystem::path>
RunWriter::addSamples(const EpochRow& epoch, const std::vector<SamplePicture>& samples, const WritePicture& write)
{
    std::vector<std::filesystem::path> files;
    for (const SamplePicture& sample : samples) {
        files.push_back(paths().samples() / sampleName(epoch.epoch, sample.name));
        write(files.back(), sample.size, sample.rgb);
        m_events.addPng(epoch.step, "samples/" + sample.name, sample.size, *readWholeFile(files.back()));
    }
    return files;
}

void RunWriter::writeCheckpoint(const Checkpoint& checkpoint, long provenStep)
{
    m_tables.flushToDisk();
    scotopic::writeCheckpoint(paths().checkpoints(), checkpoint, provenStep);
}

}  // namespace scotopic
