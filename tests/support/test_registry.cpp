// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"

#include <utility>
#include <vector>

namespace scotopic::test {

namespace {

std::vector<MakeTest>& registeredTests()
{
    static std::vector<MakeTest> tests;
    return tests;
}

}  // namespace

bool registerTest(MakeTest make)
{
    registeredTests().push_back(std::move(make));
    return true;
}

int runRegisteredTests(int argc, char** argv)
{
    // "ClassName" as the first argument runs that class alone; QtTest's own options follow.
    const QByteArray only = argc > 1 && argv[1][0] >= 'A' && argv[1][0] <= 'Z' ? argv[1] : "";
    if (!only.isEmpty()) {
        argv[1] = argv[0];
        ++argv;
        --argc;
    }
    int failedClassCount = 0;
    int classCount = 0;
    for (const MakeTest& make : registeredTests()) {
        const std::unique_ptr<QObject> test = make();
        const QByteArray name = test->metaObject()->className();
        if (only.isEmpty() || name == only || name.endsWith("::" + only)) {
            ++classCount;
            failedClassCount += QTest::qExec(test.get(), argc, argv) == 0 ? 0 : 1;
        }
    }
    return classCount == 0 ? 1 : failedClassCount;
}

}  // namespace scotopic::test
