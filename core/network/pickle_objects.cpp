// SPDX-License-Identifier: MIT
#include "core/network/pickle_objects.h"

#include "core/base/error.h"
#include "core/network/pickle_globals.h"

#include <utility>

namespace scotopic {

namespace {

std::uint64_t naturalNumber(const PickleValue& value)
{
    const auto* number = value.as<std::int64_t>();
    if (number == nullptr || *number < 0) {
        throwDamagedPickle();
    }
    return static_cast<std::uint64_t>(*number);
}

std::vector<std::int64_t> naturalNumbers(const PickleValue& value)
{
    constexpr std::size_t kMostDimensions = 8;  // no tensor of a network has more
    const auto* list = value.as<PickleList>();
    if (list == nullptr || list->items.size() > kMostDimensions) {
        throwDamagedPickle();
    }
    std::vector<std::int64_t> numbers;
    for (const PickleValue* item : list->items) {
        numbers.push_back(static_cast<std::int64_t>(naturalNumber(*item)));
    }
    return numbers;
}

/// First element of a view (key, first element, count) into the storage; 0 for None, the whole storage.
std::uint64_t firstElementOf(const PickleValue& view)
{
    const auto* parts = view.as<PickleList>();
    return parts != nullptr && parts->items.size() == 3 ? naturalNumber(*parts->items[1]) : 0;
}

}  // namespace

void throwDamagedPickle()
{
    throw CorruptInput("is damaged: its pickle makes no sense");
}

PickleValue tensorFrom(const PickleList& arguments)
{
    if (!arguments.items.empty()) {
        if (const auto* unknown = arguments.items.front()->as<PickleOpaque>()) {
            return {PickleOpaque{unknown->name}};
        }
    }
    const PickleStorage* storage = arguments.items.size() < 4 ? nullptr : arguments.items.front()->as<PickleStorage>();
    if (storage == nullptr) {
        throwDamagedPickle();
    }
    PickleTensor tensor{*storage, naturalNumber(*arguments.items[1]), naturalNumbers(*arguments.items[2]),
                        naturalNumbers(*arguments.items[3])};
    if (tensor.shape.size() != tensor.strides.size()) {
        throwDamagedPickle();
    }
    return {std::move(tensor)};
}

PickleDict dictFrom(const PickleList& arguments)
{
    PickleDict dict;
    const auto* pairs = arguments.items.empty() ? nullptr : arguments.items.front()->as<PickleList>();
    if (pairs == nullptr) {
        return dict;
    }
    for (const PickleValue* item : pairs->items) {
        const auto* pair = item->as<PickleList>();
        if (pair == nullptr || pair->items.size() != 2) {
            throwDamagedPickle();
        }
        dict.entries.emplace_back(pair->items[0], pair->items[1]);
    }
    return dict;
}

PickleValue persistentFrom(const PickleValue& persistentId)
{
    constexpr std::size_t kLongestKey = 256;  // PyTorch's are short numbers, and every tensor keeps a copy
    const auto* parts = persistentId.as<PickleList>();
    if (parts == nullptr || parts->items.size() < 4) {
        throwDamagedPickle();
    }
    const auto* kind = parts->items[0]->as<std::string>();
    const auto* type = parts->items[1]->as<PickleGlobal>();
    if (kind != nullptr && *kind == "module" && type != nullptr) {
        return {*type};
    }
    const auto* key = parts->items[2]->as<std::string>();
    const std::optional<ElementType> elementType = type == nullptr ? std::nullopt : storageElementType(type->name);
    if (kind == nullptr || *kind != "storage" || type == nullptr || key == nullptr || key->size() > kLongestKey
        || parts->items.size() < 5) {
        throwDamagedPickle();
    }
    if (!elementType) {
        return {PickleOpaque{type->name}};
    }
    return {PickleStorage{*key, *elementType, parts->items.size() > 5 ? firstElementOf(*parts->items[5]) : 0}};
}

}  // namespace scotopic
