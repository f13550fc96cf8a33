// SPDX-License-Identifier: MIT
#include "core/raw/libraw_decoder.h"

#include <algorithm>
#include <numeric>

namespace scotopic {

namespace {

/// LibRaw keeps black as the sum of one level, one per CFA colour (two greens) and a pattern from the first visible
/// photosite on: `levels[4]` rows of `levels[5]`, from `levels[6]` on.
template <class Level>
Level sumOfLevels(Level common, const Level (&levels)[LIBRAW_CBLACK_SIZE], PixelSize pattern, int colour, int row,
                  int column)
{
    const Level sum = common + levels[colour];
    return pattern.isEmpty() ? sum : sum + levels[6 + (row % pattern.height) * pattern.width + column % pattern.width];
}

PixelSize patternOf(const unsigned (&levels)[LIBRAW_CBLACK_SIZE])
{
    const PixelSize pattern{static_cast<int>(levels[5]), static_cast<int>(levels[4])};
    const bool isUsable = !pattern.isEmpty() && pattern.area() <= LIBRAW_CBLACK_SIZE - 6;
    return isUsable ? pattern : PixelSize{};
}

}  // namespace

BlackLevel LibRawDecoder::blackLevel()
{
    BlackLevel black = wholeBlackLevel();
    const libraw_dng_levels_t& dng = imgdata.rawdata.color.dng_levels;
    const PixelSize pattern = patternOf(dng.dng_cblack);
    std::vector<float> exactDn;
    bool isFilesOwn = imgdata.idata.dng_version != 0;
    for (int row = 0; row < black.height; ++row) {
        for (int column = 0; column < black.width; ++column) {
            const int colour = COLOR(row, column);
            exactDn.push_back(sumOfLevels(dng.dng_fblack, dng.dng_fcblack, pattern, colour, row, column));
            const unsigned own = sumOfLevels(dng.dng_black, dng.dng_cblack, pattern, colour, row, column);
            isFilesOwn = isFilesOwn && black.at(row, column) == static_cast<float>(own);
        }
    }
    // LibRaw rounds a DNG's fractional levels. Half a count is a colour cast at x300, so where it took the file's own
    // levels, they are used unrounded.
    if (isFilesOwn) {
        black.levelsDn = exactDn;
    }
    return black;
}

BlackLevel LibRawDecoder::wholeBlackLevel()
{
    const libraw_colordata_t& color = imgdata.rawdata.color;
    const PixelSize pattern = patternOf(color.cblack);
    const int cfaPeriod = imgdata.idata.filters == LIBRAW_XTRANS ? 6 : 2;
    BlackLevel black;
    black.width = std::lcm(cfaPeriod, std::max(1, pattern.width));
    black.height = std::lcm(cfaPeriod, std::max(1, pattern.height));
    black.levelsDn.clear();
    for (int row = 0; row < black.height; ++row) {
        for (int column = 0; column < black.width; ++column) {
            black.levelsDn.push_back(
                static_cast<float>(sumOfLevels(color.black, color.cblack, pattern, COLOR(row, column), row, column)));
        }
    }
    return black;
}

float LibRawDecoder::whiteLevelDn() const
{
    // Not color.linear_max: that is where the response stops being linear, below saturation on some cameras.
    return static_cast<float>(imgdata.rawdata.color.maximum);
}

}  // namespace scotopic
