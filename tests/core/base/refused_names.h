// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace scotopic::test {

/// While it lives, no file is made or opened whose name has `part` in it: open() fails with `error`, as on file systems
/// that refuse characters, which hardly any machine can mount for a test. Of the whole program, one at a time.
class RefusedNames {
public:
    RefusedNames(std::string part, int error);
    ~RefusedNames();
    RefusedNames(const RefusedNames&) = delete;
    RefusedNames& operator=(const RefusedNames&) = delete;
};

}  // namespace scotopic::test
