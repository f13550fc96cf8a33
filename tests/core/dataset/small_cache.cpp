// SPDX-License-Identifier: MIT
#include "tests/core/dataset/small_cache.h"

#include <fstream>
#include <numeric>

namespace scotopic::test {

ImagePair namedPair(const std::string& scene, int burst)
{
    ImagePair pair;
    pair.split = scene.front() == '0' ? Split::Train : scene.front() == '1' ? Split::Test : Split::Validation;
    pair.scene = scene;
    pair.name = scene + "_0" + std::to_string(burst) + "_0.1s";
    pair.burstIndex = burst;
    pair.shortFile = "short/" + pair.name + ".ARW";
    pair.longFile = "long/" + scene + "_00_10s.ARW";
    pair.shortExposureSeconds = 0.1;
    pair.longExposureSeconds = 10;
    pair.ratio = {100};
    return pair;
}

void writeSmallCache(const std::filesystem::path& folder, const std::vector<ImagePair>& pairs, PixelSize planeSize,
                     int planes)
{
    CacheWriter writer(folder);
    const int stride = planes == 9 ? 3 : 2;
    std::vector<std::uint16_t> counts(planeSize.area() * static_cast<std::size_t>(planes));
    std::iota(counts.begin(), counts.end(), std::uint16_t{512});
    const PixelSize longSize{planeSize.width * stride, planeSize.height * stride};
    std::vector<std::uint16_t> rgb(longSize.area() * 3);
    std::iota(rgb.begin(), rgb.end(), std::uint16_t{0});
    PlaneLevels levels;
    levels.blackDn.assign(static_cast<std::size_t>(planes), 512);
    levels.whiteDn.fill(16383);
    const CameraColour colour{{1.9F, 1, 2.4F}, {1.5F, -0.25F, -0.25F, -0.3F, 1.6F, -0.3F, 0.1F, -0.6F, 1.5F}};
    for (const ImagePair& pair : pairs) {
        writer.writeShort(pair, {planes, planeSize, counts, levels, colour}, {});
        writer.writeLong(pair, {longSize, rgb}, {});
    }
    writer.finish(pairs);
}

void truncateFile(const std::filesystem::path& file, std::size_t bytes)
{
    std::filesystem::resize_file(file, bytes);
}

void damageFile(const std::filesystem::path& file, std::size_t fromEnd)
{
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(-static_cast<std::streamoff>(fromEnd), std::ios::end);
    const char byte = static_cast<char>(stream.peek());
    stream.seekp(-static_cast<std::streamoff>(fromEnd), std::ios::end);
    stream.put(static_cast<char>(byte ^ 1));
}

}  // namespace scotopic::test
