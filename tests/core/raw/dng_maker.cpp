// SPDX-License-Identifier: MIT
#include "tests/core/raw/dng_maker.h"

#include <bit>
#include <cmath>

namespace scotopic::test {

namespace {

class Bytes {
public:
    explicit Bytes(bool isBigEndian) : m_isBigEndian(isBigEndian) {}

    void put(std::uint64_t value, int count)
    {
        for (int i = 0; i < count; ++i) {
            m_bytes.append(static_cast<char>(value >> (8 * (m_isBigEndian ? count - 1 - i : i)) & 0xFF));
        }
    }
    void put(const QByteArray& bytes) { m_bytes.append(bytes); }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    bool m_isBigEndian;
    QByteArray m_bytes;
};

QByteArray encoded(const DngField& field, bool isBigEndian)
{
    Bytes bytes(isBigEndian);
    bytes.put(field.bytes);
    for (const double number : field.numbers) {
        const auto fraction = static_cast<std::uint32_t>(std::lround(number * 10000));
        switch (field.type) {
        case 1: bytes.put(static_cast<std::uint8_t>(number), 1); break;
        case 3: bytes.put(static_cast<std::uint16_t>(number), 2); break;
        case 5:
        case 10:
            bytes.put(fraction, 4);
            bytes.put(10000, 4);
            break;
        case 12: bytes.put(std::bit_cast<std::uint64_t>(number), 8); break;
        default: bytes.put(static_cast<std::uint32_t>(number), 4);
        }
    }
    return bytes.bytes();
}

std::uint32_t elementCount(const DngField& field)
{
    return static_cast<std::uint32_t>(field.numbers.empty() ? static_cast<std::size_t>(field.bytes.size())
                                                            : field.numbers.size());
}

QByteArray written(const DngDirectory& directory, std::uint32_t offset, bool isBigEndian)
{
    Bytes fields(isBigEndian);
    Bytes values(isBigEndian);
    const auto fieldBytes = static_cast<std::uint32_t>(2 + directory.fields.size() * 12 + 4);
    fields.put(directory.fields.size(), 2);
    for (const auto& [tag, field] : directory.fields) {
        QByteArray value = encoded(field, isBigEndian);
        fields.put(tag, 2);
        fields.put(field.type, 2);
        fields.put(elementCount(field), 4);
        if (value.size() <= 4) {
            fields.put(value.leftJustified(4, '\0'));
        } else {
            fields.put(offset + fieldBytes + static_cast<std::uint32_t>(values.bytes().size()), 4);
            values.put(value.size() % 2 == 0 ? value : value.append('\0'));
        }
    }
    fields.put(0, 4);
    return fields.bytes() + values.bytes();
}

/// With the offsets of its chunks, which begin at `first`; returns where they end.
std::uint32_t placeChunks(DngDirectory& directory, std::uint32_t first)
{
    std::vector<double> offsets;
    std::vector<double> lengths;
    for (const QByteArray& chunk : directory.chunks) {
        offsets.push_back(first);
        lengths.push_back(static_cast<double>(chunk.size()));
        first += static_cast<std::uint32_t>(chunk.size());
    }
    const bool isTiled = !directory.tile.isEmpty();
    if (!offsets.empty()) {
        directory.set(isTiled ? 324 : 273, 4, offsets);
        directory.set(isTiled ? 325 : 279, 4, lengths);
    }
    return first;
}

}  // namespace

QByteArray DngFile::bytes() const
{
    DngDirectory first = main;
    std::vector<DngDirectory> below = subs;
    QByteArray directories;
    // The first round finds the sizes, which do not depend on the offsets; the second writes them.
    for (std::uint32_t dataStart = 0, round = 0; round < 2; ++round) {
        std::uint32_t data = placeChunks(first, dataStart);
        for (DngDirectory& sub : below) {
            data = placeChunks(sub, data);
        }
        if (!below.empty() && round == 0) {
            first.set(330, 4, std::vector<double>(below.size()));
        }
        std::uint32_t offset = 8 + static_cast<std::uint32_t>(written(first, 8, isBigEndian).size());
        QByteArray ofSubs;
        std::vector<double> subOffsets;
        for (const DngDirectory& sub : below) {
            subOffsets.push_back(offset);
            const QByteArray bytes = written(sub, offset, isBigEndian);
            ofSubs += bytes;
            offset += static_cast<std::uint32_t>(bytes.size());
        }
        if (!below.empty()) {
            first.set(330, 4, subOffsets);
        }
        directories = written(first, 8, isBigEndian) + ofSubs;
        dataStart = offset;
    }
    Bytes file(isBigEndian);
    file.put(isBigEndian ? QByteArray("MM") : QByteArray("II"));
    file.put(42, 2);
    file.put(8, 4);
    file.put(directories);
    for (const QByteArray& chunk : main.chunks) {
        file.put(chunk);
    }
    for (const DngDirectory& sub : subs) {
        for (const QByteArray& chunk : sub.chunks) {
            file.put(chunk);
        }
    }
    return file.bytes();
}

QByteArray packedSamples(PixelRect area, const CountAt& countAt, int bits, bool isBigEndian)
{
    Bytes samples(isBigEndian);
    for (int row = area.y; row < area.bottom(); ++row) {
        std::uint64_t held = 0;
        int heldBits = 0;
        for (int column = area.x; column < area.right(); ++column) {
            if (bits == 16) {
                samples.put(static_cast<std::uint16_t>(countAt(row, column)), 2);
                continue;
            }
            held = held << bits | static_cast<std::uint64_t>(countAt(row, column));
            for (heldBits += bits; heldBits >= 8; heldBits -= 8) {
                samples.put(held >> (heldBits - 8) & 0xFF, 1);
            }
        }
        if (heldBits > 0) {
            samples.put(held << (8 - heldBits) & 0xFF, 1);
        }
    }
    return samples.bytes();
}

DngFile plainDng(PixelSize size, const CountAt& countAt, bool isBigEndian)
{
    DngFile dng;
    dng.isBigEndian = isBigEndian;
    DngDirectory& main = dng.main;
    main.set(254, 4, {0});
    main.set(256, 4, {static_cast<double>(size.width)});
    main.set(257, 4, {static_cast<double>(size.height)});
    main.set(258, 3, {16});
    main.set(259, 3, {1});
    main.set(262, 3, {32803});
    main.setBytes(271, 2, QByteArray("Testmaker\0", 10));
    main.setBytes(272, 2, QByteArray("Test 2\0", 7));
    main.set(277, 3, {1});
    main.set(278, 4, {static_cast<double>(size.height)});
    main.set(284, 3, {1});
    main.set(33421, 3, {2, 2});
    main.set(33422, 1, {0, 1, 1, 2});
    main.set(50706, 1, {1, 4, 0, 0});
    main.setBytes(50708, 2, QByteArray("Testmaker Test 2\0", 17));
    main.set(50714, 5, {512});
    main.set(50717, 4, {4094});
    main.set(50721, 10, {1.05, -0.35, -0.05, -0.4, 1.25, 0.15, -0.05, 0.2, 0.6});
    main.set(50728, 5, {0.6, 1, 0.7});
    main.set(50778, 3, {23});
    main.chunks = {packedSamples(wholeOf(size), countAt, 16, isBigEndian)};
    return dng;
}

void tile(DngFile& dng, PixelSize size, PixelSize tile, const CountAt& countAt, int bits)
{
    const auto inside = [&](int row, int column) {
        return row < size.height && column < size.width ? countAt(row, column) : 0;
    };
    dng.main.chunks.clear();
    for (int top = 0; top < size.height; top += tile.height) {
        for (int left = 0; left < size.width; left += tile.width) {
            dng.main.chunks.push_back(
                packedSamples({left, top, tile.width, tile.height}, inside, bits, dng.isBigEndian));
        }
    }
    dng.main.tile = tile;
    dng.main.drop(278);
    dng.main.set(258, 3, {static_cast<double>(bits)});
    dng.main.set(322, 4, {static_cast<double>(tile.width)});
    dng.main.set(323, 4, {static_cast<double>(tile.height)});
}

}  // namespace scotopic::test
