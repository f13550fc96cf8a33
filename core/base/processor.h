// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic {

/// False on an x86 processor whose CPUID describes no caches (AMD: leaf 0x8000001D, others: leaf 4), as of some virtual
/// machines. There oneDNN 3, LibTorch 2's own too, divides by zero or computes wrong results (oneDNN issue 5313 tells
/// of the like).
[[nodiscard]] bool processorTellsItsCaches();

}  // namespace scotopic
