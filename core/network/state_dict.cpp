// SPDX-License-Identifier: MIT
#include "core/network/state_dict.h"

#include "core/base/error.h"
#include "core/network/printable.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace scotopic {

namespace {

constexpr int kDeepest = 16;

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

using NamedValue = std::pair<std::string, const PickleValue*>;

/// What a dict, a list or a dict of another program's class holds; empty for everything else.
std::vector<NamedValue> itemsOf(const PickleValue& value)
{
    std::vector<NamedValue> items;
    if (const auto* list = value.as<PickleList>()) {
        for (std::size_t i = 0; i < list->items.size(); ++i) {
            items.emplace_back("[" + std::to_string(i) + "]", list->items[i]);
        }
        return items;
    }
    const auto* opaque = value.as<PickleOpaque>();
    if (const auto* dict = opaque != nullptr ? &opaque->items : value.as<PickleDict>()) {
        for (const auto& [key, entry] : dict->entries) {
            items.emplace_back(nameOf(*key), entry);
        }
    }
    return items;
}

/// An attribute of an object, or an entry of a dict.
const PickleValue* valueNamed(const PickleValue* dict, std::string_view name)
{
    const auto* entries = dict == nullptr ? nullptr : dict->as<PickleDict>();
    for (std::size_t i = 0; entries != nullptr && i < entries->entries.size(); ++i) {
        const auto* key = entries->entries[i].first->as<std::string>();
        if (key != nullptr && *key == name) {
            return entries->entries[i].second;
        }
    }
    return nullptr;
}

/// torch.nn.Module keeps what it consists of in these attributes.
bool isModule(const PickleValue& value)
{
    const auto* object = value.as<PickleOpaque>();
    return object != nullptr && valueNamed(object->state, "_parameters") != nullptr
           && valueNamed(object->state, "_modules") != nullptr;
}

class GroupCollector {
public:
    explicit GroupCollector(const ReadStorage& readStorage) : m_readStorage(readStorage) {}

    void visit(const PickleValue& value, const std::string& path, int depth)
    {
        if (depth > kDeepest || !m_visited.insert(&value).second) {
            return;
        }
        if (isModule(value)) {
            ForeignGroup group{path, {}, {}};
            addModule(group, value, "", depth);
            add(std::move(group));
            return;
        }
        const std::vector<NamedValue> items = itemsOf(value);
        addGroup(items, path);
        for (const auto& [name, item] : items) {
            visit(*item, path.empty() ? name : path + "." + name, depth + 1);
        }
    }
    [[nodiscard]] std::vector<ForeignGroup> take() { return std::move(m_groups); }

private:
    void addGroup(const std::vector<NamedValue>& items, const std::string& path)
    {
        const auto isTensor = [](const NamedValue& item) { return item.second->as<PickleTensor>() != nullptr; };
        if (!path.empty() && std::ranges::none_of(items, isTensor)) {
            return;
        }
        ForeignGroup group{path, {}, {}};
        for (const NamedValue& item : items) {
            if (isTensor(item)) {
                addTensor(group, item.first, *item.second);
            } else {
                group.others.push_back(item.first);
            }
        }
        add(std::move(group));
    }

    void addModule(ForeignGroup& group, const PickleValue& module, const std::string& prefix, int depth)
    {
        const PickleValue* state = module.as<PickleOpaque>()->state;
        for (const char* kind : {"_parameters", "_buffers", "_modules"}) {
            const PickleValue* entries = valueNamed(state, kind);
            for (const auto& [name, entry] : entries == nullptr ? std::vector<NamedValue>() : itemsOf(*entries)) {
                if (entry->as<PickleTensor>() != nullptr) {
                    addTensor(group, prefix + name, *entry);
                } else if (depth < kDeepest && isModule(*entry) && m_visited.insert(entry).second) {
                    addModule(group, *entry, prefix + name + ".", depth + 1);
                }
            }
        }
    }

    void addTensor(ForeignGroup& group, const std::string& name, const PickleValue& value)
    {
        const auto& tensor = *value.as<PickleTensor>();
        group.tensors[name] = {tensor.shape,
                               [tensor, read = m_readStorage] { return valuesOf(tensor, *read(tensor.storage.key)); }};
    }

    void add(ForeignGroup group)
    {
        if (group.path.empty() || !group.tensors.empty()) {
            m_groups.push_back(std::move(group));
        }
    }

    const ReadStorage& m_readStorage;
    std::set<const PickleValue*> m_visited;  // dicts may share parts, or contain themselves
    std::vector<ForeignGroup> m_groups;
};

}  // namespace

std::vector<ForeignGroup> tensorGroups(const PickleValue& root, const ReadStorage& readStorage)
{
    if (root.as<PickleDict>() == nullptr && root.as<PickleList>() == nullptr && root.as<PickleOpaque>() == nullptr) {
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
