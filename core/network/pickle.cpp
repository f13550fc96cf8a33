// SPDX-License-Identifier: MIT
#include "core/network/pickle.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/pickle_globals.h"
#include "core/network/pickle_literals.h"
#include "core/network/pickle_objects.h"
#include "core/network/pickle_opcodes.h"
#include "core/network/pickle_stack.h"
#include "core/network/printable.h"

namespace scotopic {

namespace {

// A state dict with its optimizer's takes some ten thousand.
constexpr std::size_t kMostInstructions = 2'000'000;
// A list can be turned into dicts again and again by instructions of a few bytes, so these copies have a limit.
constexpr std::size_t kMostCopiedItems = 1'000'000;

using namespace opcode;

/// Every instruction makes at most one value of about 100 bytes, and their number is limited.
class Unpickler {
public:
    explicit Unpickler(ByteReader& reader) : m_reader(reader) {}

    Pickle run();

private:
    void execute(std::uint8_t op);
    bool editContainer(std::uint8_t op);
    bool useMemo(std::uint8_t op);
    bool makeObject(std::uint8_t op);

    void pushGlobal(const std::string& module, const std::string& name);
    void setItems(PickleValue& dict, const PickleList& keysAndValues);
    void appendItems(PickleValue& list, const PickleList& items);

    void call();
    void callGlobal(const std::string& name, const PickleList& arguments);
    void pushObject(const std::string& name);
    void build();

    ByteReader& m_reader;
    PickleStack m_stack;
    std::size_t m_copiedItems = 0;
};

Pickle Unpickler::run()
{
    for (std::size_t count = 0; count < kMostInstructions; ++count) {
        const auto op = m_reader.take<std::uint8_t>();
        if (op == Stop) {
            return m_stack.finish();
        }
        execute(op);
    }
    throw UnsupportedInput("is a pickle of more objects than a model has");
}

void Unpickler::execute(std::uint8_t op)
{
    if (op == Proto) {
        if (m_reader.take<std::uint8_t>() > 5) {
            throw UnsupportedInput("is a pickle of a protocol newer than 5");
        }
    } else if (op == Frame) {
        m_reader.take(8);  // only a hint for buffered reading
    } else if (!pushLiteral(op, m_reader, m_stack) && !editContainer(op) && !useMemo(op) && !makeObject(op)) {
        throw UnsupportedInput("is a pickle with an instruction that PyTorch never writes (code " + std::to_string(op)
                               + ")");
    }
}

void Unpickler::setItems(PickleValue& dict, const PickleList& keysAndValues)
{
    if (keysAndValues.items.size() % 2 != 0) {
        throwDamagedPickle();
    }
    auto* opaque = std::get_if<PickleOpaque>(&dict.data);
    if (auto* entries = opaque != nullptr ? &opaque->items : std::get_if<PickleDict>(&dict.data)) {
        for (std::size_t i = 0; i < keysAndValues.items.size(); i += 2) {
            entries->entries.emplace_back(keysAndValues.items[i], keysAndValues.items[i + 1]);
        }
    } else {
        throwDamagedPickle();
    }
}

void Unpickler::appendItems(PickleValue& list, const PickleList& items)
{
    if (auto* present = std::get_if<PickleList>(&list.data)) {
        present->items.insert(present->items.end(), items.items.begin(), items.items.end());
    } else if (list.as<PickleOpaque>() == nullptr) {
        throwDamagedPickle();
    }
}

bool Unpickler::editContainer(std::uint8_t op)
{
    switch (op) {
    case Mark: m_stack.mark(); return true;
    case Pop: m_stack.pop(); return true;
    case PopMark: (void)m_stack.popToMark(); return true;
    case EmptyList:
    case EmptyTuple:
    case EmptySet: m_stack.push(PickleList()); return true;
    case EmptyDict: m_stack.push(PickleDict()); return true;
    case List:
    case Tuple:
    case FrozenSet: m_stack.push(m_stack.popToMark()); return true;
    case Tuple1: m_stack.push(m_stack.popLast(1)); return true;
    case Tuple2: m_stack.push(m_stack.popLast(2)); return true;
    case Tuple3: m_stack.push(m_stack.popLast(3)); return true;
    case Append: {
        PickleValue* item = m_stack.pop();
        appendItems(*m_stack.top(), PickleList{{item}});
        return true;
    }
    case Appends:
    case AddItems: {
        const PickleList items = m_stack.popToMark();
        appendItems(*m_stack.top(), items);
        return true;
    }
    case Dict: {
        const PickleList items = m_stack.popToMark();
        m_stack.push(PickleDict());
        setItems(*m_stack.top(), items);
        return true;
    }
    case SetItem: {
        PickleValue* value = m_stack.pop();
        PickleValue* key = m_stack.pop();
        setItems(*m_stack.top(), PickleList{{key, value}});
        return true;
    }
    case SetItems: {
        const PickleList items = m_stack.popToMark();
        setItems(*m_stack.top(), items);
        return true;
    }
    default: return false;
    }
}

bool Unpickler::useMemo(std::uint8_t op)
{
    switch (op) {
    case Dup: m_stack.pushShared(m_stack.top()); return true;
    case Put: m_stack.remember(naturalNumberIn(m_reader.takeLine())); return true;
    case Get: m_stack.pushRemembered(naturalNumberIn(m_reader.takeLine())); return true;
    case BinPut: m_stack.remember(m_reader.take<std::uint8_t>()); return true;
    case LongBinPut: m_stack.remember(m_reader.take<std::uint32_t>()); return true;
    case Memoize: m_stack.rememberNext(); return true;
    case BinGet: m_stack.pushRemembered(m_reader.take<std::uint8_t>()); return true;
    case LongBinGet: m_stack.pushRemembered(m_reader.take<std::uint32_t>()); return true;
    default: return false;
    }
}

void Unpickler::pushGlobal(const std::string& module, const std::string& name)
{
    if (isHostile(module, name)) {
        throw UnsupportedInput("its pickle wants '" + printable(module + "." + name)
                               + "', which is never loaded or run; only tensors and plain data are read (in Python,"
                                 " save model.state_dict() alone)");
    }
    m_stack.push(PickleGlobal{module + "." + name});
}

bool Unpickler::makeObject(std::uint8_t op)
{
    switch (op) {
    case Global:
    case Inst: {
        const std::string module(m_reader.takeLine());
        pushGlobal(module, std::string(m_reader.takeLine()));
        if (op == Inst) {
            const std::string name = m_stack.pop()->as<PickleGlobal>()->name;
            callGlobal(name, m_stack.popToMark());
        }
        return true;
    }
    case Obj: {
        PickleList arguments = m_stack.popToMark();
        const auto* global = arguments.items.empty() ? nullptr : arguments.items.front()->as<PickleGlobal>();
        if (global == nullptr) {
            throwDamagedPickle();
        }
        arguments.items.erase(arguments.items.begin());
        callGlobal(global->name, arguments);
        return true;
    }
    case StackGlobal: {
        const auto* name = m_stack.pop()->as<std::string>();
        const auto* module = m_stack.pop()->as<std::string>();
        if (name == nullptr || module == nullptr) {
            throwDamagedPickle();
        }
        pushGlobal(*module, *name);
        return true;
    }
    case NewObjEx:
        m_stack.pop();  // keyword arguments: nothing here depends on them
        call();
        return true;
    case NewObj:
    case Reduce: call(); return true;
    case Build: build(); return true;
    case BinPersId: m_stack.push(persistentFrom(*m_stack.pop())); return true;
    case PersId:
        throw UnsupportedInput(
            "is saved with pickle protocol 0, which does not tell how its tensors are stored; save it"
            " again with protocol 2 (torch.save's own)");
    default: return false;
    }
}

void Unpickler::call()
{
    PickleValue* arguments = m_stack.pop();
    const PickleValue* callee = m_stack.pop();
    const auto* list = arguments->as<PickleList>();
    const auto* global = callee->as<PickleGlobal>();
    if (list == nullptr || (global == nullptr && callee->as<PickleOpaque>() == nullptr)) {
        throwDamagedPickle();
    }
    callGlobal(global != nullptr ? global->name : callee->as<PickleOpaque>()->name, *list);
}

void Unpickler::pushObject(const std::string& name)
{
    if (roleOf(name) == PickleRole::Unknown) {
        m_stack.noteUnloaded(printable(name));
    }
    m_stack.push(PickleOpaque{name});
}

void Unpickler::callGlobal(const std::string& name, const PickleList& arguments)
{
    switch (roleOf(name)) {
    case PickleRole::RebuildTensor: m_stack.push(tensorFrom(arguments)); break;
    case PickleRole::RebuildFromType: {
        const auto* function = arguments.items.size() < 3 ? nullptr : arguments.items[0]->as<PickleGlobal>();
        const auto* inner = arguments.items.size() < 3 ? nullptr : arguments.items[2]->as<PickleList>();
        if (function == nullptr || inner == nullptr || roleOf(function->name) == PickleRole::RebuildFromType) {
            throwDamagedPickle();
        }
        callGlobal(function->name, *inner);
        break;
    }
    case PickleRole::Reconstruct: {
        const auto* kind = arguments.items.empty() ? nullptr : arguments.items[0]->as<PickleGlobal>();
        if (kind == nullptr) {
            throwDamagedPickle();
        }
        pushObject(kind->name);
        break;
    }
    case PickleRole::RebuildParameter:
    case PickleRole::Sequence:
        if (arguments.items.empty()) {
            m_stack.push(PickleList());
        } else {
            m_stack.pushShared(arguments.items.front());
        }
        break;
    case PickleRole::Dict:
        m_stack.push(dictFrom(arguments));
        m_copiedItems += std::get<PickleDict>(m_stack.top()->data).entries.size();
        if (m_copiedItems > kMostCopiedItems) {
            throwDamagedPickle();
        }
        break;
    case PickleRole::StorageType:
    case PickleRole::Inert:
    case PickleRole::Unknown: pushObject(name); break;
    }
}

void Unpickler::build()
{
    const PickleValue* state = m_stack.pop();
    PickleValue* object = m_stack.top();
    if (auto* opaque = std::get_if<PickleOpaque>(&object->data)) {
        opaque->state = state;
    } else if (object->as<PickleDict>() == nullptr && object->as<PickleTensor>() == nullptr
               && object->as<PickleList>() == nullptr) {
        throwDamagedPickle();  // of those the attributes do not matter, e.g. the _metadata of a state dict
    }
}

}  // namespace

Pickle readPickle(ByteReader& reader)
{
    return Unpickler(reader).run();
}

}  // namespace scotopic
