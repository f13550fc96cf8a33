// SPDX-License-Identifier: MIT
#include "core/dataset/study_data.h"

#include "core/base/error.h"

namespace scotopic {

DecodedCache openDecoded(const StudyDataOptions& options)
{
    if (!options.cache.empty()) {
        throw InvalidArgument(options.data.string() + ": is decoded already; nothing would be decoded to "
                              + options.cache.string());
    }
    DecodedCache cache(options.data, options.checksums);
    if (options.allBursts && cache.missingBursts() > 0) {
        throw InvalidArgument(options.data.string() + ": holds only the first short exposure of each burst, "
                              + std::to_string(cache.missingBursts())
                              + " are not decoded; decode all with 'scotopic-cli dataset cache --bursts all'");
    }
    return cache;
}

}  // namespace scotopic
