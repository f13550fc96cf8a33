// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "core/base/geometry.h"
#include "core/enhance/photo_settings.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace scotopic::cli {

/// A picture that was made.
struct DonePicture {
    std::filesystem::path input;
    std::filesystem::path output;
    PhotoSettings settings;  // with the ratio that was used
    bool ratioIsAutomatic = false;
    PixelSize size;
    std::string engine;  // empty: LibRaw
    double seconds = 0;
    std::optional<std::size_t> peakBytesPredicted;  // with a network
};

/// Prints what becomes of each photo of a batch, as text or as one JSON object a line, and sums it up.
class BatchReport {
public:
    BatchReport(Console& console, bool printsJson, std::size_t photoCount);

    void addDone(const DonePicture& picture);
    /// Its output is there already.
    void addSkipped(const std::filesystem::path& input, const std::filesystem::path& output);
    /// Prints nothing: whoever failed has said it.
    void addFailed(const std::filesystem::path& input, const std::string& reason);
    [[nodiscard]] bool hasFailures() const { return !m_failures.empty(); }
    /// "10 of 12 done, 2 failed", of a batch; what did not happen is not mentioned. As JSON photos, done, skipped,
    /// failed, stopped (by the person, before the end) and failures (input, reason).
    void close(bool isBatch, bool isStopped) const;

private:
    [[nodiscard]] std::string sumText(bool isStopped) const;
    [[nodiscard]] std::string sumJson(bool isStopped) const;

    Console& m_console;
    bool m_printsJson;
    std::size_t m_photoCount;
    std::size_t m_doneCount = 0;
    std::size_t m_skippedCount = 0;
    std::vector<std::pair<std::string, std::string>> m_failures;  // input and reason
};

}  // namespace scotopic::cli
