// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: decodes many files at once.
#include "core/base/job.h"
#include "core/dataset/decode_pair.h"
#include "core/dataset/decoded_file.h"
#include "core/dataset/find_pairs.h"

#include <cstdint>
#include <vector>

namespace scotopic {

/// One file to decode and write.
struct DecodeTask {
    DecodedKind kind = DecodedKind::Short;
    ImagePair pair;
    SensorFrame frame;  // of the pair's short exposure
    DecodedOrigin origin;
    std::uint64_t bytes = 0;
};

/// Runs the tasks on the job's threads, or fewer where memory does not hold as many frames. What cannot be decoded is
/// returned, in the order of the tasks; what cannot be written ends the rest. Throws OutputFailed, Cancelled,
/// std::bad_alloc.
[[nodiscard]] std::vector<PairProblem> decodeAll(std::vector<DecodeTask> tasks, CacheWriter& writer,
                                                 const JobContext& context);

}  // namespace scotopic
