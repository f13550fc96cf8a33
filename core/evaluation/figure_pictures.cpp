// SPDX-License-Identifier: MIT
#include "core/evaluation/figure_pictures.h"

#include "core/base/tone.h"
#include "core/image/colour_map.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

namespace scotopic {

namespace {

constexpr float kWhite = 65535.0F;

/// Which colour a plane holds: R, G, B, G for Bayer; the layout of the study's Fuji code for X-Trans (reference,
/// section 2).
std::size_t colourOf(int plane, int planes)
{
    static constexpr std::array<std::size_t, 4> kBayer{0, 1, 2, 1};
    static constexpr std::array<std::size_t, 9> kXTrans{0, 1, 2, 0, 2, 1, 1, 1, 1};
    return planes == 9 ? kXTrans[static_cast<std::size_t>(plane)] : kBayer[static_cast<std::size_t>(plane)];
}

std::array<double, 3> linearMeans(const DecodedLong& truth)
{
    constexpr std::size_t kStep = 7;  // every seventh pixel tells the means well enough
    std::array<double, 3> sums{};
    for (std::size_t i = 0; i + 2 < truth.rgb.size(); i += 3 * kStep) {
        for (std::size_t c = 0; c < 3; ++c) {
            sums[c] += static_cast<double>(linearFromBt709(static_cast<float>(truth.rgb[i + c]) / kWhite));
        }
    }
    return sums;
}

}  // namespace

std::string fileNamePart(const std::string& text)
{
    std::string part;
    for (const char c : text) {
        const bool stays = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_';
        if (stays || (!part.empty() && part.back() != '-')) {
            part += stays ? c : '-';
        }
    }
    return part;
}

SrgbPicture toPicture(const RenderedFrame& frame)
{
    SrgbPicture picture{frame.size, {}, TransferCurve::Bt709};
    picture.rgb.resize(frame.rgb.size());
    std::transform(frame.rgb.begin(), frame.rgb.end(), picture.rgb.begin(), to16Bit);
    return picture;
}

SrgbPicture toPicture(const DecodedLong& truth)
{
    return {truth.size, {truth.rgb.begin(), truth.rgb.end()}, TransferCurve::Bt709};
}

SrgbPicture inputPicture(const DecodedShort& input, ExposureRatio ratio, const DecodedLong& truth)
{
    const Planes planes = amplifiedPlanes(input, wholeOf(input.size), ratio);
    const std::size_t area = input.size.area();
    std::vector<float> linear(area * 3);
    std::array<float, 3> planesOfColour{};
    for (int plane = 0; plane < planes.planes; ++plane) {
        const std::size_t colour = colourOf(plane, planes.planes);
        planesOfColour[colour] += 1;
        for (std::size_t i = 0; i < area; ++i) {
            linear[i * 3 + colour] += planes.row(plane, 0)[i];
        }
    }
    std::array<double, 3> means{};
    for (std::size_t i = 0; i < linear.size(); ++i) {
        linear[i] /= planesOfColour[i % 3];
        means[i % 3] += static_cast<double>(linear[i]);
    }
    const std::array<double, 3> wanted = linearMeans(truth);
    SrgbPicture picture{input.size, {}, TransferCurve::Bt709};
    picture.rgb.reserve(linear.size());
    for (std::size_t i = 0; i < linear.size(); ++i) {
        const std::size_t c = i % 3;
        const bool isKnown = means[c] > 0 && means[1] > 0 && wanted[1] > 0;
        const double gain = isKnown ? wanted[c] / wanted[1] * means[1] / means[c] : 1.0;
        picture.rgb.push_back(to16Bit(bt709FromLinear(std::min(linear[i] * static_cast<float>(gain), 1.0F))));
    }
    return picture;
}

SrgbPicture shrunk(const SrgbPicture& picture, int longestPx)
{
    const int longest = std::max(picture.size.width, picture.size.height);
    const int factor = (longest + longestPx - 1) / longestPx;
    if (factor <= 1) {
        return picture;
    }
    SrgbPicture small{{picture.size.width / factor, picture.size.height / factor}, {}, picture.curve};
    small.rgb.reserve(small.size.area() * 3);
    const std::size_t stride = static_cast<std::size_t>(picture.size.width) * 3;
    for (int y = 0; y < small.size.height; ++y) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(small.size.width) * 3; ++i) {
            const std::size_t first =
                static_cast<std::size_t>(y * factor) * stride + i / 3 * static_cast<std::size_t>(factor) * 3 + i % 3;
            std::uint64_t sum = 0;
            for (int k = 0; k < factor * factor; ++k) {
                sum += picture.rgb[first + static_cast<std::size_t>(k / factor) * stride
                                   + static_cast<std::size_t>(k % factor) * 3];
            }
            small.rgb.push_back(static_cast<std::uint16_t>(sum / static_cast<std::uint64_t>(factor * factor)));
        }
    }
    return small;
}

SrgbPicture middleOf(const SrgbPicture& picture, int edgePx)
{
    const int width = std::min(edgePx, picture.size.width);
    const int height = std::min(edgePx, picture.size.height);
    SrgbPicture middle{{width, height}, {}, picture.curve};
    middle.rgb.reserve(middle.size.area() * 3);
    for (int y = (picture.size.height - height) / 2; y < (picture.size.height - height) / 2 + height; ++y) {
        const auto row = picture.rgb.begin()
                         + (static_cast<std::ptrdiff_t>(y) * picture.size.width + (picture.size.width - width) / 2) * 3;
        middle.rgb.insert(middle.rgb.end(), row, row + static_cast<std::ptrdiff_t>(width) * 3);
    }
    return middle;
}

SrgbPicture errorMap(const SrgbPicture& picture, const SrgbPicture& truth)
{
    constexpr float kLargestShown = 0.25F * 3 * kWhite;  // of the sum over channels
    SrgbPicture map{picture.size, {}};
    map.rgb.reserve(picture.rgb.size());
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
        int sum = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            sum += std::abs(static_cast<int>(picture.rgb[i + c]) - static_cast<int>(truth.rgb[i + c]));
        }
        for (const float value : magmaColour(static_cast<float>(sum) / kLargestShown)) {
            map.rgb.push_back(to16Bit(value));
        }
    }
    return map;
}

SrgbPicture sheetOf(const std::vector<std::vector<SrgbPicture>>& rows)
{
    constexpr int kGapPx = 8;
    PixelSize cell;
    std::size_t columns = 0;
    for (const std::vector<SrgbPicture>& row : rows) {
        columns = std::max(columns, row.size());
        for (const SrgbPicture& picture : row) {
            cell = {std::max(cell.width, picture.size.width), std::max(cell.height, picture.size.height)};
        }
    }
    const PixelSize size{static_cast<int>(columns) * (cell.width + kGapPx) + kGapPx,
                         static_cast<int>(rows.size()) * (cell.height + kGapPx) + kGapPx};
    SrgbPicture sheet{size, std::vector<std::uint16_t>(size.area() * 3, 65535)};
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const SrgbPicture& picture = rows[r][c];
            const int left = kGapPx + static_cast<int>(c) * (cell.width + kGapPx);
            const int top = kGapPx + static_cast<int>(r) * (cell.height + kGapPx);
            for (int y = 0; y < picture.size.height; ++y) {
                std::copy_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(y) * picture.size.width * 3,
                            picture.size.width * 3,
                            sheet.rgb.begin() + (static_cast<std::ptrdiff_t>(top + y) * size.width + left) * 3);
            }
        }
    }
    return sheet;
}

}  // namespace scotopic
