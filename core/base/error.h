// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace scotopic {

/// Everything core throws for a reason a person can act on. what() is one sentence that names the file or option
/// concerned and the reason. The command line shows it as it is; the window translates what ui/jobs/reason_text knows.
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& sentence) : std::runtime_error(sentence) {}
    Error(const std::filesystem::path& file, std::string_view reason);
};

/// The file is not there, is a directory, is empty or may not be read.
class UnreadableInput : public Error {
    using Error::Error;
};

/// Not ours to open: a format, camera kind or model that is not supported.
class UnsupportedInput : public Error {
    using Error::Error;
};

/// Ours, but broken: truncated, inconsistent, NaN weights.
class CorruptInput : public Error {
    using Error::Error;
};

/// Writing failed: disk full, no permission, the file exists already.
class OutputFailed : public Error {
    using Error::Error;
};

/// An option or argument has a value that cannot be used, e.g. an amplification of 0.
class InvalidArgument : public Error {
    using Error::Error;
};

/// The device is missing, or ran out of memory.
class DeviceFailed : public Error {
    using Error::Error;
};

/// The person said stop. Deliberately not a std::exception: a catch for failures must not turn it into one.
struct Cancelled {};

/// One sentence for whatever was thrown, foreign exceptions included, without a backtrace: what a person is shown.
[[nodiscard]] std::string sentenceOf(const std::exception_ptr& failure);

}  // namespace scotopic
