// SPDX-License-Identifier: MIT
#include "core/network/pickle_stack.h"

#include "core/network/pickle_objects.h"

namespace scotopic {

PickleValue* PickleStack::pop()
{
    PickleValue* value = top();
    m_stack.pop_back();
    return value;
}

PickleValue* PickleStack::top() const
{
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back())) {
        throwDamagedPickle();
    }
    return m_stack.back();
}

PickleList PickleStack::popToMark()
{
    if (m_marks.empty()) {
        throwDamagedPickle();
    }
    const auto begin = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    PickleList list{{begin, m_stack.end()}};
    m_stack.erase(begin, m_stack.end());
    m_marks.pop_back();
    return list;
}

PickleList PickleStack::popLast(std::size_t count)
{
    PickleList list{std::vector<PickleValue*>(count)};
    for (std::size_t i = count; i-- > 0;) {
        list.items[i] = pop();
    }
    return list;
}

void PickleStack::pushRemembered(std::uint64_t index)
{
    const auto found = m_memo.find(index);
    if (found == m_memo.end()) {
        throwDamagedPickle();
    }
    m_stack.push_back(found->second);
}

void PickleStack::noteUnloaded(const std::string& name)
{
    constexpr std::size_t kMostNamed = 100;
    if (m_pickle.unloaded.size() < kMostNamed) {
        m_pickle.unloaded.insert(name);
    }
}

Pickle PickleStack::finish()
{
    m_pickle.root = pop();
    return std::move(m_pickle);
}

}  // namespace scotopic
