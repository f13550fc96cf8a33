// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

#include <cstddef>

namespace scotopic {

/// How quantities are said to people, in their language.
struct QuantityText {
    /// "0.4 s", "3 s", "12 min", "5 h 20 min", "3 d 4 h".
    [[nodiscard]] static QString ofDuration(double seconds);
    /// "354.1 MiB".
    [[nodiscard]] static QString ofBytes(std::size_t bytes);

    Q_DECLARE_TR_FUNCTIONS(scotopic::QuantityText)
};

}  // namespace scotopic
