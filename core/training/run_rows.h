// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: the columns of a run's two tables.
#include "core/training/run_tables.h"

#include <string>
#include <string_view>

namespace scotopic {

/// The first line of each table.
constexpr std::string_view kStepsHead =
    "step,epoch,pairs,loss,gradient_norm,learning_rate,seconds,network_seconds,memory_bytes";
constexpr std::string_view kEpochsHead =
    "epoch,step,mean_loss,learning_rate,val_psnr_db,val_ssim,val_l1,failures,seconds";

/// A row without its line end; numbers as the shortest text that reads back as them.
[[nodiscard]] std::string lineOf(const StepRow& row);
[[nodiscard]] std::string lineOf(const EpochRow& row);

/// Throw CorruptInput without the file's name.
[[nodiscard]] StepRow stepFrom(const std::string& line);
[[nodiscard]] EpochRow epochFrom(const std::string& line);

}  // namespace scotopic
