// SPDX-License-Identifier: MIT
#include "tests/core/dataset/small_clean_set.h"

namespace scotopic::test {

CleanEntry writeCleanPicture(const std::filesystem::path& folder, CleanPicture picture, const PixelOf& pixelOf)
{
    std::vector<std::uint16_t> rgb;
    for (int y = 0; y < picture.size.height; ++y) {
        for (int x = 0; x < picture.size.width; ++x) {
            for (const std::uint16_t value : pixelOf(x, y)) {
                rgb.push_back(value);
            }
        }
    }
    CleanEntry entry;
    entry.file.kind = DecodedKind::Long;
    entry.file.planes = 3;
    entry.file.size = picture.size;
    writeDecodedFile(cleanFileOf(folder, picture.name), entry.file, rgb);
    entry.picture = std::move(picture);
    return entry;
}

void writeSmallCleanSet(const std::filesystem::path& folder, int count, PixelSize size)
{
    std::vector<CleanEntry> entries;
    for (int i = 0; i <= count; ++i) {
        CleanPicture picture;
        picture.name = "picture-" + std::to_string(i);
        picture.split = i < count ? Split::Train : Split::Validation;
        picture.size = size;
        picture.source = picture.name + ".png";
        const auto pixelOf = [i](int x, int y) {
            const auto value = [](int number) { return static_cast<std::uint16_t>(number % 65536); };
            return std::array{value(9000 * i + 331 * x), value(5000 * i + 257 * y), value(101 * (x + y) + 20000)};
        };
        entries.push_back(writeCleanPicture(folder, picture, pixelOf));
    }
    writeCleanIndex(folder, entries);
}

}  // namespace scotopic::test
