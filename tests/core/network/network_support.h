// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/model.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace scotopic::test {

/// The first Python found that can import `modules` ("torch, numpy"); empty when none can.
[[nodiscard]] QString pythonWith(const QString& modules);

/// Runs tests/core/network/`script` and returns what it printed, after an empty line; nothing when it failed.
[[nodiscard]] QByteArray runScript(const QString& python, const QString& script, const QStringList& arguments);

[[nodiscard]] std::vector<std::byte> bytesOf(const std::filesystem::path& file);
void writeBytesTo(const std::filesystem::path& file, const std::vector<std::byte>& bytes);
[[nodiscard]] std::vector<float> floatsOf(const std::filesystem::path& file);

/// "baseline", "single-bn" … of small width with random weights; batch statistics are not at their defaults.
[[nodiscard]] Model smallModel(const UNetOptions& options, std::uint64_t seed = 1);

/// what() of the scotopic::Error of type `Expected` that `action` throws; says so when it throws another or none.
template <class Expected>
std::string sentenceOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Expected& error) {
        return error.what();
    } catch (const std::exception& error) {
        return std::string("ANOTHER TYPE: ") + error.what();
    }
    return "NOTHING THROWN";
}

/// Shortens `whole` at many lengths and flips bytes all over it: `read` may throw a scotopic::Error or succeed, and
/// nothing else. Returns how many variants were refused.
int refusedVariants(const std::vector<std::byte>& whole, const std::filesystem::path& file,
                    const std::function<void(const std::filesystem::path&)>& read);

}  // namespace scotopic::test

#define QVERIFY_CONTAINS(sentence, part)                                                                               \
    QVERIFY2(QString::fromStdString(sentence).contains(QString(part)), qPrintable(QString::fromStdString(sentence)))
