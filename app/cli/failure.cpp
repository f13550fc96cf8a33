// SPDX-License-Identifier: MIT
#include "app/cli/failure.h"

#include "core/base/error.h"

#include <new>

namespace scotopic::cli {

std::string sentenceOf(const std::exception_ptr& failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error.what();
    } catch (const std::bad_alloc&) {
        return "there is not enough memory";
    } catch (const std::exception& error) {
        // Libraries append backtraces after the first line.
        const std::string text = error.what();
        return "unexpected failure: " + text.substr(0, text.find('\n'));
    } catch (...) {
        return "unexpected failure without a reason";
    }
}

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
