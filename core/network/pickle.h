// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/element_type.h"

#include <cstdint>
#include <deque>
#include <set>
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
/// An object that is not built: what its class or function would make of all this is not known here.
struct PickleOpaque {
    std::string name;                    // of the class or function, "argparse.Namespace"
    PickleDict items = {};               // what was put into it as into a dict
    const PickleValue* state = nullptr;  // its attributes
};
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
    std::set<std::string> unloaded;  // classes and functions of other programs that it would have loaded
};

/// Reads one pickle of protocol 0 to 5 and leaves the reader behind it. Knows tensors and plain data; nothing is
/// imported, called or executed. Objects of other classes, such as the configuration beside the weights, become
/// PickleOpaque. Throws UnsupportedInput naming a class or function that only an attack names (os.system), and
/// CorruptInput.
[[nodiscard]] Pickle readPickle(ByteReader& reader);

}  // namespace scotopic
