// SPDX-License-Identifier: MIT
#include "app/cli/failure.h"

#include "core/base/error.h"

namespace scotopic::cli {

std::optional<std::string> failureOf(Console& console, const std::filesystem::path& file,
                                     const std::function<void()>& work)
{
    std::string sentence;
    try {
        work();
        return std::nullopt;
    } catch (const Cancelled&) {
        throw;
    } catch (const OutputFailed& error) {
        sentence = error.what();  // the output is the file to name
    } catch (...) {
        sentence = sentenceOf(std::current_exception());
        const bool namesFile = sentence.find(file.string()) != std::string::npos;
        sentence = namesFile ? sentence : file.string() + ": " + sentence;
    }
    console.fail(sentence);
    return sentence;
}

bool succeeds(Console& console, const std::filesystem::path& file, const std::function<void()>& work)
{
    return !failureOf(console, file, work);
}

}  // namespace scotopic::cli
