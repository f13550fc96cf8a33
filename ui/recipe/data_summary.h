// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <filesystem>

namespace scotopic {

/// What a data set has for training.
struct DataSummary {
    bool isClean = false;        // a clean set: examples are made of its pictures, without end
    bool hasValidation = false;  // of its own
    int trainCount = 0;          // pairs that an epoch takes, or pictures
    QString text;                // a line or two
    QStringList problems;        // a sentence each: what is missing or cannot be read

    Q_DECLARE_TR_FUNCTIONS(scotopic::DataSummary)
};

/// For a worker's thread: opens the header of every file, of a cache its index alone. Throws what findPairs(),
/// DecodedCache and CleanSet do, and Cancelled.
[[nodiscard]] DataSummary summariseData(const std::filesystem::path& data, const std::filesystem::path& exclusions,
                                        const JobContext& context);

}  // namespace scotopic
