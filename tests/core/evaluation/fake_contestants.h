// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/evaluate.h"

#include <memory>
#include <string>

namespace scotopic::test {

/// Renders the ground truth and a constant above it, and counts how often it did.
Contestant offsetContestant(const std::string& name, float offset, const std::shared_ptr<int>& renderCount);

}  // namespace scotopic::test
