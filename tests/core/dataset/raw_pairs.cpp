// SPDX-License-Identifier: MIT
#include "tests/core/dataset/raw_pairs.h"

#include "core/image/picture_file.h"
#include "core/raw/write_dng.h"

#include <fstream>

namespace scotopic::test {

namespace {

constexpr PixelSize kFrame{96, 64};

class Scrambler {
public:
    explicit Scrambler(std::uint32_t seed) : m_state(seed) {}
    std::uint32_t below(std::uint32_t count)
    {
        m_state = m_state * 1664525U + 1013904223U;
        return (m_state >> 16U) % count;
    }

private:
    std::uint32_t m_state;
};

}  // namespace

RawImage nightRaw(PixelSize size, std::uint32_t seed)
{
    RawImage raw;
    raw.size = size;
    raw.cfa.colours = {CfaColour::Red, CfaColour::Green, CfaColour::Green, CfaColour::Blue};
    raw.black.levelsDn = {512};
    raw.whiteLevelDn.fill(16383);
    raw.whiteBalance = {2, 1, 1.5F};
    raw.whiteBalanceSource = WhiteBalanceSource::AsShot;
    raw.shot.make = "Testmaker";  // LibRaw takes no raw without one
    raw.shot.model = "Test 1";
    raw.shot.exposureSeconds = 0.1F;
    Scrambler scrambler(seed);
    for (std::size_t i = 0; i < size.area(); ++i) {
        raw.photosites.push_back(static_cast<std::uint16_t>(500 + scrambler.below(3000)));
    }
    return raw;
}

SrgbPicture brightPicture(PixelSize size, std::uint32_t seed)
{
    SrgbPicture picture{size, {}};
    Scrambler scrambler(seed);
    for (std::size_t i = 0; i < size.area() * 3; ++i) {
        picture.rgb.push_back(static_cast<std::uint16_t>(scrambler.below(65535)));
    }
    return picture;
}

std::filesystem::path addShort(const std::filesystem::path& root, const std::string& scene, int burst)
{
    const std::filesystem::path folder = root / "Sony" / "short";
    std::filesystem::create_directories(folder);
    std::filesystem::path file = folder / (scene + "_0" + std::to_string(burst) + "_0.1s.dng");
    const auto seed = static_cast<std::uint32_t>(std::stoi(scene) * 10 + burst);
    writeDng(file, nightRaw(kFrame, seed), IfExists::Overwrite);
    return file;
}

std::filesystem::path addLong(const std::filesystem::path& root, const std::string& scene)
{
    const std::filesystem::path folder = root / "Sony" / "long";
    std::filesystem::create_directories(folder);
    std::filesystem::path file = folder / (scene + "_00_10s.png");
    PictureFileOptions options;
    options.bitsPerChannel = 16;
    options.ifExists = IfExists::Overwrite;
    writePicture(file, brightPicture(kFrame, static_cast<std::uint32_t>(std::stoi(scene))), options, {}, {});
    return file;
}

void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

void touch(const std::filesystem::path& file)
{
    writeText(file, "x");
}

}  // namespace scotopic::test
