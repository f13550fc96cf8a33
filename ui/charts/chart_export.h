// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "ui/charts/curve_chart.h"

#include <QCoreApplication>
#include <QPicture>
#include <QRectF>

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

/// One quantity of a run, as a table has it.
struct CurveValues {
    std::string run;
    std::string quantity;
    QList<CurvePoint> points;
};

/// Charts as they were drawn, to be painted on any thread.
struct ChartDrawing {
    struct Chart {
        QRectF place;
        QPicture picture;  // as large as the place
    };
    QSize size;
    QColor paper;
    std::vector<Chart> charts;
};

/// What curves are kept as, on a worker's thread: each throws OutputFailed and leaves no half file.
class ChartExport {
    Q_DECLARE_TR_FUNCTIONS(ChartExport)
public:
    /// CSV: run, quantity, step, value, for the steps in the range.
    static void writeTable(const std::filesystem::path& file, const std::vector<CurveValues>& values,
                           const StepRange& range, const JobContext& context);
    /// PNG, as large as for print.
    static void writePng(const std::filesystem::path& file, const ChartDrawing& drawing, const JobContext& context);
    static void writeSvg(const std::filesystem::path& file, const ChartDrawing& drawing, const JobContext& context);
};

}  // namespace scotopic
