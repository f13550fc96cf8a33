// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QtTest>

#include <functional>
#include <memory>

namespace scotopic::test {

using MakeTest = std::function<std::unique_ptr<QObject>()>;

/// Adds a test class to those that runRegisteredTests() runs, in the order of registration.
bool registerTest(MakeTest make);
/// Runs every registered class with the command line's QtTest options; the number of classes with a failure.
int runRegisteredTests(int argc, char** argv);

}  // namespace scotopic::test

/// At the end of a test source: several classes share one process because LibTorch is slow to load.
#define SCOTOPIC_TEST(Class)                                                                                           \
    static const bool registered##Class =                                                                              \
        scotopic::test::registerTest([]() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });

/// Once per test executable.
#define SCOTOPIC_TEST_MAIN(Application)                                                                                \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        const Application application(argc, argv);                                                                     \
        return scotopic::test::runRegisteredTests(argc, argv);                                                         \
    }
