// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/import_model.h"
#include "core/network/pickle_opcodes.h"
#include "core/network/zip_writer.h"

#include <cassert>
#include <limits>
#include <utility>

namespace scotopic {

namespace {

/// The instructions with which Python rebuilds an OrderedDict of tensors, in the protocol that torch.save uses.
class StateDictPickle {
public:
    StateDictPickle()
    {
        m_out.put(opcode::Proto);
        m_out.put<std::uint8_t>(2);
        putGlobal("collections", "OrderedDict");
        m_out.put(opcode::EmptyTuple);
        m_out.put(opcode::Reduce);
        m_out.put(opcode::Mark);
    }
    void add(const std::string& name, const std::vector<std::int64_t>& shape, const char* storageType, int storage)
    {
        putText(name);
        putGlobal("torch._utils", "_rebuild_tensor_v2");
        m_out.put(opcode::Mark);
        putStorage(shape, storageType, storage);
        putInteger(0);  // offset
        putIntegers(shape);
        putIntegers(rowMajorStrides(shape));
        m_out.put(opcode::NewFalse);              // requires_grad
        putGlobal("collections", "OrderedDict");  // backward hooks
        m_out.put(opcode::EmptyTuple);
        m_out.put(opcode::Reduce);
        m_out.put(opcode::Tuple);
        m_out.put(opcode::Reduce);
    }
    std::vector<std::byte> finish()
    {
        m_out.put(opcode::SetItems);
        m_out.put(opcode::Stop);
        return m_out.bytes();
    }

private:
    static std::int64_t elementCount(const std::vector<std::int64_t>& shape)
    {
        return Weight{shape, {}}.elementCount();
    }
    static std::vector<std::int64_t> rowMajorStrides(const std::vector<std::int64_t>& shape)
    {
        std::vector<std::int64_t> strides(shape.size());
        std::int64_t stride = 1;
        for (std::size_t axis = shape.size(); axis-- > 0;) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }
    void putStorage(const std::vector<std::int64_t>& shape, const char* storageType, int storage)
    {
        m_out.put(opcode::Mark);
        putText("storage");
        putGlobal("torch", storageType);
        putText(std::to_string(storage));
        putText("cpu");
        putInteger(elementCount(shape));
        m_out.put(opcode::Tuple);
        m_out.put(opcode::BinPersId);
    }
    void putGlobal(std::string_view module, std::string_view name)
    {
        m_out.put(opcode::Global);
        m_out.putText(std::string(module) + "\n" + std::string(name) + "\n");
    }
    void putText(std::string_view text)
    {
        m_out.put(opcode::BinUnicode);
        m_out.put(static_cast<std::uint32_t>(text.size()));
        m_out.putText(text);
    }
    void putInteger(std::int64_t number)
    {
        assert(number <= std::numeric_limits<std::int32_t>::max());
        m_out.put(opcode::BinInt);
        m_out.put(static_cast<std::int32_t>(number));
    }
    void putIntegers(const std::vector<std::int64_t>& numbers)
    {
        m_out.put(opcode::Mark);
        for (const std::int64_t number : numbers) {
            putInteger(number);
        }
        m_out.put(opcode::Tuple);
    }

    ByteWriter m_out;
};

std::vector<std::byte> asBytes(std::string_view text)
{
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

std::vector<std::byte> storageBytes(const Weight& weight, bool isCounter)
{
    ByteWriter out;
    if (isCounter) {
        for (const float value : weight.values) {
            out.put(static_cast<std::int64_t>(value));
        }
    } else {
        out.putBytes(weight.values.data(), weight.values.size() * sizeof(float));
    }
    return out.bytes();
}

std::vector<std::vector<std::byte>> zippedStateDict(const Model& model)
{
    StateDictPickle pickle;
    std::vector<std::vector<std::byte>> storages;
    for (const auto& [name, shape] : expectedWeights(model.options)) {
        const bool isCounter = name.ends_with(".num_batches_tracked");
        pickle.add(name, shape, isCounter ? "LongStorage" : "FloatStorage", static_cast<int>(storages.size()));
        storages.push_back(storageBytes(model.weights.at(name), isCounter));
    }
    ZipWriter zip;
    zip.add("archive/data.pkl", pickle.finish());
    zip.add("archive/byteorder", asBytes("little"));
    for (std::size_t i = 0; i < storages.size(); ++i) {
        zip.add("archive/data/" + std::to_string(i), std::move(storages[i]));
    }
    zip.add("archive/version", asBytes("3\n"));
    return zip.finish();
}

}  // namespace

void exportPth(const std::filesystem::path& file, const Model& model, IfExists ifExists)
{
    requireComplete(model, "the model to be written to " + file.string());
    const std::vector<std::vector<std::byte>> parts = zippedStateDict(model);
    const std::vector<std::span<const std::byte>> views(parts.begin(), parts.end());
    writeAtomically(file, ifExists, [&views](const std::filesystem::path& temporary) { writeBytes(temporary, views); });
}

}  // namespace scotopic
