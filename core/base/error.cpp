// SPDX-License-Identifier: MIT
#include "core/base/error.h"

#include <new>

namespace scotopic {

Error::Error(const std::filesystem::path& file, std::string_view reason)
    : std::runtime_error(file.string() + ": " + std::string(reason))
{
}

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

}  // namespace scotopic
