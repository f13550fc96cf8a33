// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace scotopic::test {

/// Standard output of a program that ended well; none where it is not installed or failed.
std::optional<QByteArray> outputOf(const QString& program, const QStringList& arguments);
/// Python 3 with NumPy, or empty.
QString pythonWithNumpy();

struct Ppm {
    PixelSize size;
    std::vector<std::uint16_t> rgb;
};
/// What LibRaw's own sample program renders, with a copy of the raw in `folder`; none where it is not installed.
std::optional<Ppm> renderedByDcrawEmu(const std::filesystem::path& raw, const std::filesystem::path& folder,
                                      const QStringList& options);

void writeFile(const std::filesystem::path& file, const QByteArray& bytes);
QByteArray readFile(const std::filesystem::path& file);

/// An RGGB ramp with black 512, white 16383, that every field of RawImage is set in.
RawImage smallBayer(PixelSize size);

}  // namespace scotopic::test
