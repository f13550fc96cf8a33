// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace scotopic::test {

inline constexpr double kGiB = 1024.0 * 1024 * 1024;

struct Measured {
    int status = -1;
    double peakResidentBytes = 0;  // as the kernel counted it
};

/// The program alone, so that the kernel's figure is that of this run and of no other child; its output is in a file.
[[nodiscard]] Measured measure(const QStringList& arguments, const QString& outputFile);

}  // namespace scotopic::test
