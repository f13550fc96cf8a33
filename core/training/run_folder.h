// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/run_record.h"

#include <filesystem>
#include <string>

namespace scotopic {

/// Where the parts of a run lie below its folder.
struct RunPaths {
    std::filesystem::path folder;

    [[nodiscard]] std::filesystem::path record() const { return folder / "run.json"; }
    [[nodiscard]] std::filesystem::path steps() const { return folder / "steps.csv"; }
    [[nodiscard]] std::filesystem::path epochs() const { return folder / "epochs.csv"; }
    [[nodiscard]] std::filesystem::path checkpoints() const { return folder / "checkpoints"; }
    [[nodiscard]] std::filesystem::path samples() const { return folder / "samples"; }
    /// The models of single epochs, in half precision: see snapshotInterval().
    [[nodiscard]] std::filesystem::path snapshots() const { return folder / "snapshots"; }
    [[nodiscard]] std::filesystem::path snapshot(int epoch) const;
    /// The weights of the last validation, pause or end; those that scored best on the validation split.
    [[nodiscard]] std::filesystem::path lastModel() const { return folder / "model.safetensors"; }
    [[nodiscard]] std::filesystem::path bestModel() const { return folder / "best.safetensors"; }
};

/// "0010", for names that sort by epoch.
[[nodiscard]] std::string epochDigits(int epoch);

/// A run on disk, held by one process at a time: the lock goes with the process, however it ends.
class RunFolder {
public:
    /// Makes the folder and those above it. Throws OutputFailed when a run, or anything else, is in it.
    [[nodiscard]] static RunFolder create(const std::filesystem::path& folder);
    /// Opens a run to go on with it. Throws UnreadableInput (no run there), UnsupportedInput (of another version),
    /// CorruptInput, OutputFailed (another process is at it, no permission).
    [[nodiscard]] static RunFolder resume(const std::filesystem::path& folder);
    /// What run.json says, without holding the run.
    [[nodiscard]] static RunRecord read(const std::filesystem::path& folder);
    /// Whether a process holds the run now: a run that says "running" and is not in use was killed.
    [[nodiscard]] static bool isInUse(const std::filesystem::path& folder);
    [[nodiscard]] static bool holdsRun(const std::filesystem::path& folder);

    ~RunFolder();
    RunFolder(RunFolder&& other) noexcept;
    RunFolder& operator=(RunFolder&& other) noexcept;

    [[nodiscard]] const RunPaths& paths() const { return m_paths; }
    /// As it was read or last written.
    [[nodiscard]] const RunRecord& record() const { return m_record; }
    /// Writes run.json with the time and process of now. Throws OutputFailed.
    void write(RunRecord record);

private:
    explicit RunFolder(const std::filesystem::path& folder);

    RunPaths m_paths;
    RunRecord m_record;
    int m_lock = -1;  // file descriptor
};

}  // namespace scotopic
