// SPDX-License-Identifier: MIT
#include "core/base/processor.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

namespace scotopic {

bool processorTellsItsCaches()
{
#if defined(__x86_64__) || defined(__i386__)
    constexpr unsigned kAmdCaches = 0x8000001D;
    constexpr unsigned kIntelCaches = 4;
    constexpr unsigned kCacheType = 0x1F;           // 0: no more caches
    constexpr unsigned kAuthenticAmd = 0x68747541;  // "Auth" in EBX
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    if (__get_cpuid(0, &eax, &ebx, &ecx, &edx) == 0) {
        return false;
    }
    const unsigned leaf = ebx == kAuthenticAmd ? kAmdCaches : kIntelCaches;
    return __get_cpuid_count(leaf, 0, &eax, &ebx, &ecx, &edx) != 0 && (eax & kCacheType) != 0;
#else
    return true;
#endif
}

}  // namespace scotopic
