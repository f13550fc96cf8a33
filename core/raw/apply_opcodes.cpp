// SPDX-License-Identifier: MIT
#include "core/raw/apply_opcodes.h"

#include "core/raw/row_bands.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace scotopic {

namespace {

struct PointAcross {
    int left = 0;
    int right = 0;
    float fraction = 0;
};

std::vector<PointAcross> pointsAcross(const GainMap& map, int width)
{
    std::vector<PointAcross> points;
    for (int column = 0; column < width; ++column) {
        // The middles of photosites, as Adobe's DNG SDK has it.
        const double point = map.pointAt((column + 0.5) / width);
        const int left = static_cast<int>(point);
        points.push_back({left, std::min(left + 1, map.pointsH - 1), static_cast<float>(point - left)});
    }
    return points;
}

/// A count's steps are `gain` apart afterwards, so that rounding to whole ones adds nothing to speak of.
void multiplyAboveBlack(std::uint16_t& count, float blackDn, float whiteDn, float gain)
{
    const auto value = static_cast<float>(count);
    if (value < whiteDn) {
        const float amplified = std::clamp(blackDn + (value - blackDn) * gain, 0.0F, whiteDn);
        count = static_cast<std::uint16_t>(std::lround(amplified));
    }
}

/// Which of the map's own planes concerns a plane of the picture; -1: none.
int mapPlaneOf(const GainMap& map, int plane)
{
    const bool isConcerned = plane >= map.plane && plane < map.plane + map.planes;
    return isConcerned ? std::min(plane - map.plane, map.mapPlanes - 1) : -1;
}

void applyGainMap(const GainMap& map, OpcodePlace place, const Mosaic& mosaic)
{
    const std::vector<PointAcross> points = pointsAcross(map, mosaic.size.width);
    const PixelRect area = intersected(map.area, wholeOf(mosaic.size));
    const int rowCount = (area.height + map.rowPitch - 1) / map.rowPitch;
    forRowBands(rowCount, [&](int begin, int end) {
        std::vector<std::vector<float>> gains(static_cast<std::size_t>(map.mapPlanes));
        for (int i = begin; i < end; ++i) {
            const int row = area.y + i * map.rowPitch;
            for (int mapPlane = 0; mapPlane < map.mapPlanes; ++mapPlane) {
                gains[static_cast<std::size_t>(mapPlane)] = map.across((row + 0.5) / mosaic.size.height, mapPlane);
            }
            std::uint16_t* const photosites = mosaic.first + row * mosaic.pitch;
            for (int column = area.x; column < area.right(); column += map.columnPitch) {
                const int plane = place == OpcodePlace::Mosaic ? 0 : static_cast<int>(mosaic.cfa.at(row, column));
                const int mapPlane = mapPlaneOf(map, plane);
                if (mapPlane >= 0) {
                    const std::vector<float>& ofPlane = gains[static_cast<std::size_t>(mapPlane)];
                    const PointAcross point = points[static_cast<std::size_t>(column)];
                    const float left = ofPlane[static_cast<std::size_t>(point.left)];
                    const float right = ofPlane[static_cast<std::size_t>(point.right)];
                    const float gain = left + (right - left) * point.fraction;
                    multiplyAboveBlack(photosites[column], mosaic.black.at(row, column), mosaic.whiteDn, gain);
                }
            }
        }
    });
}

void applyVignette(const FixVignetteRadial& fix, const Mosaic& mosaic)
{
    const PixelSize size = mosaic.size;
    const double centreX = fix.centreH * size.width;
    const double centreY = fix.centreV * size.height;
    const double farthest =
        std::hypot(std::max(centreX, size.width - centreX), std::max(centreY, size.height - centreY));
    forRowBands(size.height, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            std::uint16_t* const photosites = mosaic.first + row * mosaic.pitch;
            const double y = (row + 0.5 - centreY) / farthest;
            for (int column = 0; column < size.width; ++column) {
                const double x = (column + 0.5 - centreX) / farthest;
                const double squaredRadius = x * x + y * y;
                double gain = 0;
                for (auto k = std::rbegin(fix.k); k != std::rend(fix.k); ++k) {
                    gain = (gain + *k) * squaredRadius;
                }
                multiplyAboveBlack(photosites[column], mosaic.black.at(row, column), mosaic.whiteDn,
                                   static_cast<float>(std::max(0.0, 1 + gain)));
            }
        }
    });
}

}  // namespace

std::vector<DngOpcode> applied(const std::vector<DngOpcode>& opcodes, OpcodePlace place, const Mosaic& mosaic)
{
    std::vector<DngOpcode> left;
    for (const DngOpcode& opcode : opcodes) {
        const auto* const map = std::get_if<GainMap>(&opcode.parameters);
        const auto* const vignette = std::get_if<FixVignetteRadial>(&opcode.parameters);
        // A pitch in a demosaiced picture leaves out pixels of every colour, which no mosaic can follow.
        const bool isWhole = map != nullptr && map->rowPitch == 1 && map->columnPitch == 1;
        if (map != nullptr && (place == OpcodePlace::Mosaic || isWhole)) {
            applyGainMap(*map, place, mosaic);
        } else if (vignette != nullptr) {
            applyVignette(*vignette, mosaic);
        } else {
            left.push_back(opcode);
        }
    }
    return left;
}

}  // namespace scotopic
