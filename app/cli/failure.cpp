// SPDX-License-Identifier: MIT
#include "app/cli/failure.h"

#include "core/base/error.h"

namespace scotopic::cli {

bool succeeds(Console& console, const std::filesystem::path& file, const std::function<void()>& work)
{
    try {
        work();
        return true;
    } catch (const Cancelled&) {
        throw;
    } catch (const OutputFailed& error) {
        console.fail(error.what());  // the output is the file to name
        return false;
    } catch (...) {
        const std::string sentence = sentenceOf(std::current_exception());
        const bool namesFile = sentence.find(file.string()) != std::string::npos;
        console.fail(namesFile ? sentence : file.string() + ": " + sentence);
        return false;
    }
}

}  // namespace scotopic::cli
