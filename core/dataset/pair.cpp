// SPDX-License-Identifier: MIT
#include "core/dataset/pair.h"

#include "core/base/error.h"

namespace scotopic {

const char* toText(Split split)
{
    switch (split) {
    case Split::Train: return "train";
    case Split::Validation: return "val";
    case Split::Test: break;
    }
    return "test";
}

Split parseSplit(const std::string& word)
{
    if (word == "train") {
        return Split::Train;
    }
    if (word == "val" || word == "validation") {
        return Split::Validation;
    }
    if (word == "test") {
        return Split::Test;
    }
    throw InvalidArgument("'" + word + "' is not a split: train, val or test");
}

}  // namespace scotopic
