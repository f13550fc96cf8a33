// SPDX-License-Identifier: MIT
#include "core/enhance/shown_area.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace scotopic {

namespace {

/// How much longer the sensor's rows (x) and columns (y) become.
struct Stretch {
    double x = 1;
    double y = 1;
};

Stretch stretchOf(const RawImage& raw)
{
    const double aspect = static_cast<double>(raw.pixelAspect);
    return aspect > 1 ? Stretch{aspect, 1} : Stretch{1, 1 / aspect};
}

int longer(int length, double factor)
{
    return static_cast<int>(length * factor + 0.5);
}

PixelSize squaredSensor(PixelSize sensor, Stretch stretch)
{
    return {longer(sensor.width, stretch.x), longer(sensor.height, stretch.y)};
}

/// What of the file's crop lies in `covered`, in the squared and upright picture of that.
PixelRect cropIn(const RawImage& raw, PixelRect covered)
{
    const Stretch stretch = stretchOf(raw);
    const PixelSize frame = squaredSensor(covered.size(), stretch);
    PixelRect crop = intersected(raw.defaultCrop.value_or(wholeOf(raw.size)), covered);
    crop = crop.isEmpty() ? wholeOf(covered.size())
                          : PixelRect{crop.x - covered.x, crop.y - covered.y, crop.width, crop.height};
    const int left = longer(crop.x, stretch.x);
    const int top = longer(crop.y, stretch.y);
    const PixelRect area{left, top, longer(crop.right(), stretch.x) - left, longer(crop.bottom(), stretch.y) - top};
    return orientedRect(area, frame, raw.orientation);
}

/// Where a line of the stretched picture lies between two of the other.
struct Between {
    std::size_t first;
    std::size_t second;
    float share;  // of the second
};

std::vector<Between> stretchedLines(int from, int to, double factor, bool isReversed)
{
    std::vector<Between> lines(static_cast<std::size_t>(to));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double place = std::min(static_cast<double>(i) / factor, static_cast<double>(from - 1));
        const auto first = static_cast<std::size_t>(place);
        const std::size_t second = std::min(first + 1, static_cast<std::size_t>(from - 1));
        lines[i] = {first, second, static_cast<float>(place - static_cast<double>(first))};
    }
    if (isReversed) {  // LibRaw stretches before it turns
        std::ranges::reverse(lines);
        for (Between& line : lines) {
            line.first = static_cast<std::size_t>(from - 1) - line.first;
            line.second = static_cast<std::size_t>(from - 1) - line.second;
        }
    }
    return lines;
}

std::uint16_t mixed(std::uint16_t first, std::uint16_t second, float share)
{
    const float value = static_cast<float>(first) * (1 - share) + static_cast<float>(second) * share;
    return static_cast<std::uint16_t>(value + 0.5F);
}

SrgbPicture withRows(const SrgbPicture& picture, const std::vector<Between>& rows)
{
    const std::size_t length = static_cast<std::size_t>(picture.size.width) * 3;
    SrgbPicture result{{picture.size.width, static_cast<int>(rows.size())}, {}, picture.curve};
    result.rgb.reserve(rows.size() * length);
    for (const Between& row : rows) {
        for (std::size_t i = 0; i < length; ++i) {
            result.rgb.push_back(
                mixed(picture.rgb[row.first * length + i], picture.rgb[row.second * length + i], row.share));
        }
    }
    return result;
}

SrgbPicture withColumns(const SrgbPicture& picture, const std::vector<Between>& columns)
{
    const std::size_t length = static_cast<std::size_t>(picture.size.width) * 3;
    SrgbPicture result{{static_cast<int>(columns.size()), picture.size.height}, {}, picture.curve};
    result.rgb.reserve(result.size.area() * 3);
    for (std::size_t row = 0; row < static_cast<std::size_t>(picture.size.height); ++row) {
        const std::uint16_t* const values = picture.rgb.data() + row * length;
        for (const Between& column : columns) {
            for (std::size_t c = 0; c < 3; ++c) {
                result.rgb.push_back(mixed(values[column.first * 3 + c], values[column.second * 3 + c], column.share));
            }
        }
    }
    return result;
}

/// Whether the upright picture begins where the sensor's rows, or columns, end.
bool endsFirst(const RawImage& raw, bool isAlongRows)
{
    const PixelRect corner = orientedRect({0, 0, 1, 1}, {2, 2}, raw.orientation);
    return (isAlongRows != swapsAxes(raw.orientation) ? corner.x : corner.y) != 0;
}

}  // namespace

PixelSize squaredSize(const RawImage& raw)
{
    return orientedSize(squaredSensor(raw.size, stretchOf(raw)), raw.orientation);
}

PixelRect shownArea(const RawImage& raw)
{
    return cropIn(raw, wholeOf(raw.size));
}

SrgbPicture squared(SrgbPicture picture, const RawImage& raw)
{
    const Stretch stretch = stretchOf(raw);
    const PixelSize from = orientedSize(picture.size, raw.orientation);  // its own inverse
    const PixelSize to = squaredSensor(from, stretch);
    if (from == to) {
        return picture;
    }
    const bool isAlongRows = to.width != from.width;
    const std::vector<Between> lines =
        isAlongRows ? stretchedLines(from.width, to.width, stretch.x, endsFirst(raw, isAlongRows))
                    : stretchedLines(from.height, to.height, stretch.y, endsFirst(raw, isAlongRows));
    return isAlongRows != swapsAxes(raw.orientation) ? withColumns(picture, lines) : withRows(picture, lines);
}

SrgbPicture shownPart(SrgbPicture picture, const RawImage& raw, PixelRect covered, Shown shown)
{
    const PixelRect area =
        intersected(shown == Shown::Crop ? cropIn(raw, covered) : wholeOf(picture.size), wholeOf(picture.size));
    if (area == wholeOf(picture.size)) {
        return picture;
    }
    auto end = picture.rgb.begin();  // in place: a second picture would be the peak of memory
    for (int row = area.y; row < area.bottom(); ++row) {
        const auto first = picture.rgb.begin() + (std::ptrdiff_t{row} * picture.size.width + area.x) * 3;
        end = std::copy(first, first + std::ptrdiff_t{area.width} * 3, end);
    }
    picture.rgb.erase(end, picture.rgb.end());
    picture.size = area.size();
    return picture;
}

}  // namespace scotopic
