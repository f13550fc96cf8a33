// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/pickle.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace scotopic {

/// What a pickle's instructions work on: a stack with marks, a memo, and the values themselves. Whatever reaches
/// below the stack or a mark, or for an absent memo, throws CorruptInput.
class PickleStack {
public:
    template <class Kind>
    void push(Kind value)
    {
        m_stack.push_back(&m_pickle.values.emplace_back(PickleValue{std::move(value)}));
    }
    void push(PickleValue value) { m_stack.push_back(&m_pickle.values.emplace_back(std::move(value))); }
    /// One more reference to a value that is there already.
    void pushShared(PickleValue* value) { m_stack.push_back(value); }
    PickleValue* pop();
    [[nodiscard]] PickleValue* top() const;

    void mark() { m_marks.push_back(m_stack.size()); }
    [[nodiscard]] PickleList popToMark();
    [[nodiscard]] PickleList popLast(std::size_t count);

    void remember(std::uint64_t index) { m_memo[index] = top(); }
    void rememberNext() { m_memo[m_memo.size()] = top(); }
    void pushRemembered(std::uint64_t index);

    /// One more class or function that is named in the result and not loaded.
    void noteUnloaded(const std::string& name);
    /// The values, with the top as root. The stack is used up.
    [[nodiscard]] Pickle finish();

private:
    Pickle m_pickle;
    std::vector<PickleValue*> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, PickleValue*> m_memo;
};

}  // namespace scotopic
