// SPDX-License-Identifier: MIT
#include "core/network/state_dict.h"

#include "core/base/error.h"
#include "core/network/printable.h"

#include <optional>
#include <set>
#include <utility>

namespace scotopic {

namespace {

constexpr int kDeepestDict = 4;

std::string nameOf(const PickleValue& key)
{
    if (const auto* text = key.as<std::string>()) {
        return printable(*text);
    }
    const auto* number = key.as<std::int64_t>();
    return number == nullptr ? "?" : std::to_string(*number);
}

/// One past the last element that the tensor reaches, counted from its offset.
std::optional<std::uint64_t> reachOf(const PickleTensor& tensor, std::uint64_t limit)
{
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const auto steps = static_cast<std::uint64_t>(tensor.shape[i] - 1);
        const auto stride = static_cast<std::uint64_t>(tensor.strides[i]);
        if (steps != 0 && stride > (limit - last) / steps) {
            return std::nullopt;
        }
        last += steps * stride;
    }
    return last + 1;
}

/// The elements of a strided tensor in row-major order.
std::vector<float> gathered(const PickleTensor& tensor, const std::vector<float>& reached, std::uint64_t count)
{
    std::vector<float> values(count);
    std::vector<std::int64_t> index(tensor.shape.size(), 0);
    std::uint64_t place = 0;  // unsigned: the stride of an axis of one element may be anything and wraps back
    for (float& value : values) {
        value = reached[place];
        for (std::size_t axis = index.size(); axis-- > 0;) {
            const auto stride = static_cast<std::uint64_t>(tensor.strides[axis]);
            place += stride;
            if (++index[axis] < tensor.shape[axis]) {
                break;
            }
            place -= stride * static_cast<std::uint64_t>(tensor.shape[axis]);
            index[axis] = 0;
        }
    }
    return values;
}

std::vector<float> valuesOf(const PickleTensor& tensor, std::span<const std::byte> storage)
{
    const std::size_t elementBytes = bytesPerElement(tensor.storage.type);
    const std::uint64_t available = storage.size() / elementBytes;
    // An expanded tensor may have more elements than its storage; no weight is one, but a small bomb would be.
    const std::uint64_t count = elementCountOf(tensor.shape, available);
    if (count == 0) {
        return {};
    }
    const std::optional<std::uint64_t> reach = reachOf(tensor, available);
    const std::uint64_t first = tensor.storage.firstElement;
    if (!reach || first > available || tensor.offset > available - first
        || *reach > available - first - tensor.offset) {
        throw CorruptInput("is truncated or damaged: a tensor lies outside its storage '"
                           + printable(tensor.storage.key) + "'");
    }
    const std::vector<float> reached =
        toFloats(storage.subspan((first + tensor.offset) * elementBytes, *reach * elementBytes), tensor.storage.type);
    return gathered(tensor, reached, count);
}

class GroupCollector {
public:
    explicit GroupCollector(const ReadStorage& readStorage) : m_readStorage(readStorage) {}

    void visit(const PickleValue& value, const std::string& path, int depth)
    {
        const auto* dict = value.as<PickleDict>();
        if (dict == nullptr || depth > kDeepestDict || !m_visited.insert(dict).second) {
            return;
        }
        addGroup(*dict, path);
        for (const auto& [key, entry] : dict->entries) {
            visit(*entry, path.empty() ? nameOf(*key) : path + "." + nameOf(*key), depth + 1);
        }
    }
    [[nodiscard]] std::vector<ForeignGroup> take() { return std::move(m_groups); }

private:
    void addGroup(const PickleDict& dict, const std::string& path)
    {
        ForeignGroup group;
        group.path = path;
        for (const auto& [key, entry] : dict.entries) {
            if (const auto* tensor = entry->as<PickleTensor>()) {
                group.tensors[nameOf(*key)] = {tensor->shape, [tensor = *tensor, read = m_readStorage] {
                                                   return valuesOf(tensor, read(tensor.storage.key));
                                               }};
            } else {
                group.others.push_back(nameOf(*key));
            }
        }
        if (path.empty() || !group.tensors.empty()) {
            m_groups.push_back(std::move(group));
        }
    }

    const ReadStorage& m_readStorage;
    std::set<const PickleDict*> m_visited;  // dicts may share parts, or contain themselves
    std::vector<ForeignGroup> m_groups;
};

}  // namespace

std::vector<ForeignGroup> tensorGroups(const PickleValue& root, const ReadStorage& readStorage)
{
    if (root.as<PickleDict>() == nullptr) {
        throw UnsupportedInput("holds no state dict (in Python, save model.state_dict())");
    }
    GroupCollector collector(readStorage);
    collector.visit(root, "", 0);
    return collector.take();
}

std::map<std::string, ElementType> storageTypes(const Pickle& pickle)
{
    std::map<std::string, ElementType> types;
    for (const PickleValue& value : pickle.values) {
        if (const auto* storage = value.as<PickleStorage>()) {
            types.emplace(storage->key, storage->type);
        }
    }
    return types;
}

}  // namespace scotopic
