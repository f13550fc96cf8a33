// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/element_type.h"

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace scotopic {

class ByteReader;
struct PickleValue;

/// Lists, tuples and sets alike.
struct PickleList {
    std::vector<PickleValue*> items;
};
struct PickleDict {
    std::vector<std::pair<const PickleValue*, const PickleValue*>> entries;
};
/// An integer of more than 64 bits, as its little-endian two's complement.
struct PickleBigInteger {
    std::string bytes;
};
/// A class or function by name. It is only ever looked at, never called.
struct PickleGlobal {
    std::string name;  // "collections.OrderedDict"
};
/// An object of a harmless class whose content does not matter here, e.g. a NumPy scalar.
struct PickleOpaque {};
/// A block of numbers that lies elsewhere in the file.
struct PickleStorage {
    std::string key;
    ElementType type = ElementType::F32;
    std::uint64_t firstElement = 0;  // not 0 for a view into the storage that the key names
};
struct PickleTensor {
    PickleStorage storage;
    std::uint64_t offset = 0;  // in elements
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;  // in elements
};

struct PickleValue {
    std::variant<std::monostate, bool, std::int64_t, double, std::string, PickleBigInteger, PickleList, PickleDict,
                 PickleGlobal, PickleOpaque, PickleStorage, PickleTensor>
        data;

    template <class Kind>
    [[nodiscard]] const Kind* as() const
    {
        return std::get_if<Kind>(&data);
    }
};

/// Owns every value of one pickle: they may share and even contain each other.
struct Pickle {
    std::deque<PickleValue> values;
    const PickleValue* root = nullptr;
};

/// Reads one pickle of protocol 2 to 5 and leaves the reader behind it. Knows tensors, plain data and a short list of
/// harmless classes; nothing is imported, called or executed. Throws UnsupportedInput naming any other class or
/// function, and CorruptInput.
[[nodiscard]] Pickle readPickle(ByteReader& reader);

}  // namespace scotopic
