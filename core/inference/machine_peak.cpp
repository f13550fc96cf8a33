// SPDX-License-Identifier: MIT
#include "core/base/parallel.h"
#include "core/base/threads.h"
#include "core/inference/benchmark.h"

#include <algorithm>
#include <chrono>

namespace scotopic {
namespace {

/// Runs `iterations` rounds of independent multiply-adds in registers.
using Kernel = void (*)(long iterations);

struct PeakKernel {
    Kernel run = nullptr;
    double flopsPerIteration = 0;
};

#if defined(__x86_64__) && defined(__GNUC__)

// Assembly rather than intrinsics: it does not depend on the optimisation level, and the compiler needs no flag for
// instructions that the processor may lack. 24 (12) sums hide the latency of a multiply-add.
constexpr float kFactor = 0.999F;
constexpr unsigned kBf16Ones = 0x3F803F80U;

void multiplyAddAvx2(long iterations)
{
    asm volatile("vbroadcastss %1, %%ymm14\n\t"
                 ".irp r,0,1,2,3,4,5,6,7,8,9,10,11\n\t vxorps %%ymm\\r, %%ymm\\r, %%ymm\\r\n\t .endr\n"
                 "1:\n\t"
                 ".irp r,0,1,2,3,4,5,6,7,8,9,10,11\n\t vfmadd231ps %%ymm14, %%ymm14, %%ymm\\r\n\t .endr\n\t"
                 "dec %0\n\t jnz 1b\n\t vzeroupper"
                 : "+r"(iterations)
                 : "m"(kFactor)
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                   "xmm11", "xmm14");
}

#define SCOTOPIC_AVX512_LOOP(constant, instruction)                                                                    \
    asm volatile("vbroadcastss %1, %%zmm30\n\t"                                                                        \
                 ".irp r,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23\n\t"                            \
                 "vpxord %%zmm\\r, %%zmm\\r, %%zmm\\r\n\t .endr\n"                                                     \
                 "1:\n\t"                                                                                              \
                 ".irp r,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23\n\t" instruction                \
                 " %%zmm30, %%zmm30, %%zmm\\r\n\t .endr\n\t"                                                           \
                 "dec %0\n\t jnz 1b\n\t vzeroupper"                                                                    \
                 : "+r"(iterations)                                                                                    \
                 : "m"(constant)                                                                                       \
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",      \
                   "xmm11", "xmm12", "xmm13", "xmm14", "xmm15")

void multiplyAddAvx512(long iterations)
{
    SCOTOPIC_AVX512_LOOP(kFactor, "vfmadd231ps");
}

void dotProductBf16(long iterations)
{
    SCOTOPIC_AVX512_LOOP(kBf16Ones, "vdpbf16ps");
}

PeakKernel fp32Kernel()
{
    if (__builtin_cpu_supports("avx512f")) {
        return {multiplyAddAvx512, 24 * 16 * 2};
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return {multiplyAddAvx2, 12 * 8 * 2};
    }
    return {};
}

PeakKernel bf16Kernel()
{
    return __builtin_cpu_supports("avx512bf16") ? PeakKernel{dotProductBf16, 24 * 32 * 2} : PeakKernel{};
}

#else

PeakKernel fp32Kernel()
{
    return {};
}

PeakKernel bf16Kernel()
{
    return {};
}

#endif

double secondsOf(const PeakKernel& kernel, long iterations)
{
    const auto start = std::chrono::steady_clock::now();
    runInParallel({.taskCount = static_cast<std::size_t>(threadCount())},
                  [&](std::size_t, const JobContext&, const StepDone&) { kernel.run(iterations); }, {});
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double gflops(const PeakKernel& kernel)
{
    if (kernel.run == nullptr) {
        return 0;
    }
    constexpr long kIterations = 6'000'000;  // some 30 ms, long enough for the clock to settle
    constexpr int kRounds = 7;
    double fastest = secondsOf(kernel, kIterations);
    for (int round = 1; round < kRounds; ++round) {
        fastest = std::min(fastest, secondsOf(kernel, kIterations));
    }
    return kernel.flopsPerIteration * static_cast<double>(kIterations) * threadCount() / fastest / 1e9;
}

}  // namespace

MachinePeak measureMachinePeak()
{
    return {.fp32Gflops = gflops(fp32Kernel()), .bf16Gflops = gflops(bf16Kernel())};
}

}  // namespace scotopic
