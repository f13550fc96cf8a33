// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace scotopic::test {

// Fields of TIFF and DNG, as their specifications number them.
struct DngField {
    std::uint16_t type = 4;  // 1 BYTE, 2 ASCII, 3 SHORT, 4 LONG, 5 RATIONAL, 7 UNDEFINED, 10 SRATIONAL, 12 DOUBLE
    std::vector<double> numbers;
    QByteArray bytes;  // of ASCII and UNDEFINED
};

/// A directory with its picture in one chunk or several: strips, or tiles.
struct DngDirectory {
    std::map<std::uint16_t, DngField> fields;
    std::vector<QByteArray> chunks;
    PixelSize tile;  // empty: strips

    void set(std::uint16_t tag, std::uint16_t type, std::vector<double> numbers) { fields[tag] = {type, numbers, {}}; }
    void setBytes(std::uint16_t tag, std::uint16_t type, const QByteArray& bytes) { fields[tag] = {type, {}, bytes}; }
    void drop(std::uint16_t tag) { fields.erase(tag); }
};

/// A DNG written field by field, so that it may say what writeDng() never would. Classic TIFF.
struct DngFile {
    bool isBigEndian = false;
    DngDirectory main;
    std::vector<DngDirectory> subs;

    [[nodiscard]] QByteArray bytes() const;
};

using CountAt = std::function<int(int row, int column)>;

/// RGGB, 16 bits, black 512, white 4094, a matrix and a neutral, in one strip.
[[nodiscard]] DngFile plainDng(PixelSize size, const CountAt& countAt, bool isBigEndian = false);
/// Rows of samples, most significant bit first for fewer than 16 bits.
[[nodiscard]] QByteArray packedSamples(PixelRect area, const CountAt& countAt, int bits, bool isBigEndian);
/// The same picture in tiles; what lies outside of it is 0.
void tile(DngFile& dng, PixelSize size, PixelSize tile, const CountAt& countAt, int bits = 16);

}  // namespace scotopic::test
