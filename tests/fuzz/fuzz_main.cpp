// SPDX-License-Identifier: MIT
// libFuzzer's entry: SCOTOPIC_FUZZ_TARGET, set by the build, names what is fuzzed.
#include "tests/fuzz/targets.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const scotopic::fuzz::Target* const target = scotopic::fuzz::targetNamed(SCOTOPIC_FUZZ_TARGET);
    scotopic::fuzz::run(*target, std::as_bytes(std::span(data, size)));
    return 0;
}
