// SPDX-License-Identifier: MIT
#include "core/raw/dng_opcodes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace scotopic {

namespace {

// DNG 1.4, chapter 7.
enum OpcodeId : std::uint32_t {
    kWarpRectilinear = 1,
    kWarpFisheye = 2,
    kFixVignetteRadial = 3,
    kFixBadPixelsConstant = 4,
    kFixBadPixelsList = 5,
    kTrimBounds = 6,
    kGainMap = 9,
};

constexpr std::uint32_t kMostOpcodes = 1024;
constexpr std::uint32_t kMostBadPlaces = 1U << 20U;
constexpr std::uint32_t kMostMapPoints = 1U << 20U;
constexpr std::uint32_t kLargestSide = 1U << 20U;

/// Takes numbers off the front of big-endian bytes. Beyond the end everything is 0 and `isWhole()` false.
class BigEndianBytes {
public:
    explicit BigEndianBytes(std::string_view bytes) : m_bytes(bytes) {}

    std::uint64_t take(std::size_t count)
    {
        if (m_bytes.size() < count) {
            m_isWhole = false;
            m_bytes = {};
            return 0;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            value = value << 8U | static_cast<unsigned char>(m_bytes[i]);
        }
        m_bytes.remove_prefix(count);
        return value;
    }
    std::uint32_t long32() { return static_cast<std::uint32_t>(take(4)); }
    double real64() { return std::bit_cast<double>(take(8)); }
    float real32() { return std::bit_cast<float>(long32()); }
    std::string_view takeBytes(std::size_t count)
    {
        const std::string_view taken = m_bytes.substr(0, count);
        m_isWhole = m_isWhole && taken.size() == count;
        m_bytes.remove_prefix(taken.size());
        return taken;
    }
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] std::size_t left() const { return m_bytes.size(); }

private:
    std::string_view m_bytes;
    bool m_isWhole = true;
};

/// Top, left, bottom, right; empty where they are no area of any raw.
PixelRect takeArea(BigEndianBytes& bytes)
{
    const std::uint32_t top = bytes.long32();
    const std::uint32_t left = bytes.long32();
    const std::uint32_t bottom = bytes.long32();
    const std::uint32_t right = bytes.long32();
    if (bottom > kLargestSide || right > kLargestSide || top >= bottom || left >= right) {
        return {};
    }
    return {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right - left),
            static_cast<int>(bottom - top)};
}

std::optional<FixBadPixelsConstant> badPixelsConstant(BigEndianBytes bytes)
{
    FixBadPixelsConstant fix;
    fix.constant = bytes.long32();
    fix.bayerPhase = bytes.long32();
    return bytes.isWhole() ? std::optional(fix) : std::nullopt;
}

std::optional<FixBadPixelsList> badPixelsList(BigEndianBytes bytes)
{
    FixBadPixelsList fix;
    fix.bayerPhase = bytes.long32();
    const std::uint32_t pointCount = bytes.long32();
    const std::uint32_t rectangleCount = bytes.long32();
    const std::uint64_t wanted = std::uint64_t{pointCount} * 8 + std::uint64_t{rectangleCount} * 16;
    if (pointCount > kMostBadPlaces || rectangleCount > kMostBadPlaces || wanted > bytes.left()) {
        return std::nullopt;
    }
    for (std::uint32_t i = 0; i < pointCount; ++i) {
        const std::uint32_t row = bytes.long32();
        const std::uint32_t column = bytes.long32();
        if (row < kLargestSide && column < kLargestSide) {
            fix.points.push_back({static_cast<int>(row), static_cast<int>(column)});
        }
    }
    for (std::uint32_t i = 0; i < rectangleCount; ++i) {
        if (const PixelRect rectangle = takeArea(bytes); !rectangle.isEmpty()) {
            fix.rectangles.push_back(rectangle);
        }
    }
    return fix;
}

std::optional<GainMap> gainMap(BigEndianBytes bytes)
{
    GainMap map;
    map.area = takeArea(bytes);
    const std::uint32_t plane = bytes.long32();
    const std::uint32_t planes = bytes.long32();
    const std::uint32_t rowPitch = bytes.long32();
    const std::uint32_t columnPitch = bytes.long32();
    const std::uint32_t pointsV = bytes.long32();
    const std::uint32_t pointsH = bytes.long32();
    map.spacingV = bytes.real64();
    map.spacingH = bytes.real64();
    map.originV = bytes.real64();
    map.originH = bytes.real64();
    const std::uint32_t mapPlanes = bytes.long32();
    constexpr std::uint32_t kMostPlanes = 16;
    const bool isSmall = plane < kMostPlanes && planes >= 1 && planes <= kMostPlanes && mapPlanes >= 1
                         && mapPlanes <= kMostPlanes && rowPitch >= 1 && rowPitch <= kLargestSide && columnPitch >= 1
                         && columnPitch <= kLargestSide && pointsV >= 1 && pointsH >= 1 && pointsV <= kMostMapPoints
                         && pointsH <= kMostMapPoints;
    const std::uint64_t count = std::uint64_t{pointsV} * pointsH * mapPlanes;
    const bool hasSteps = (pointsV == 1 || map.spacingV > 0) && (pointsH == 1 || map.spacingH > 0);
    const bool hasOrigin = std::isfinite(map.originV) && std::isfinite(map.originH);
    if (map.area.isEmpty() || !isSmall || !hasSteps || !hasOrigin || count > kMostMapPoints
        || count * sizeof(float) > bytes.left()) {
        return std::nullopt;
    }
    map.plane = static_cast<int>(plane);
    map.planes = static_cast<int>(planes);
    map.rowPitch = static_cast<int>(rowPitch);
    map.columnPitch = static_cast<int>(columnPitch);
    map.pointsV = static_cast<int>(pointsV);
    map.pointsH = static_cast<int>(pointsH);
    map.mapPlanes = static_cast<int>(mapPlanes);
    for (std::uint64_t i = 0; i < count; ++i) {
        map.gains.push_back(bytes.real32());
    }
    const auto isGain = [](float gain) { return std::isfinite(gain) && gain >= 0.0F; };
    return std::all_of(map.gains.begin(), map.gains.end(), isGain) ? std::optional(std::move(map)) : std::nullopt;
}

std::optional<FixVignetteRadial> vignette(BigEndianBytes bytes)
{
    FixVignetteRadial fix;
    bool isFinite = true;
    for (double& k : fix.k) {
        k = bytes.real64();
        isFinite = isFinite && std::isfinite(k);
    }
    fix.centreH = bytes.real64();
    fix.centreV = bytes.real64();
    const bool isInside = fix.centreH >= 0 && fix.centreH <= 1 && fix.centreV >= 0 && fix.centreV <= 1;
    return bytes.isWhole() && isFinite && isInside ? std::optional(fix) : std::nullopt;
}

DngOpcode opcodeOf(std::uint32_t id, std::uint32_t flags, std::string_view parameters)
{
    DngOpcode opcode{.id = id, .isOptional = (flags & 1U) != 0, .parameters = UnknownOpcode{}};
    const auto take = [&opcode](auto parsed) {
        if (parsed) {
            opcode.parameters = std::move(*parsed);
        }
    };
    switch (id) {
    case kFixBadPixelsConstant: take(badPixelsConstant(BigEndianBytes(parameters))); break;
    case kFixBadPixelsList: take(badPixelsList(BigEndianBytes(parameters))); break;
    case kGainMap: take(gainMap(BigEndianBytes(parameters))); break;
    case kFixVignetteRadial: take(vignette(BigEndianBytes(parameters))); break;
    default: break;
    }
    return opcode;
}

}  // namespace

std::vector<float> GainMap::across(double v, int mapPlane) const
{
    const double y = pointsV > 1 ? std::clamp((v - originV) / spacingV, 0.0, pointsV - 1.0) : 0.0;
    const int above = static_cast<int>(y);
    const int below = std::min(above + 1, pointsV - 1);
    const double fraction = y - above;
    const auto gainAt = [&](int row, int column) {
        const int point = row * pointsH + column;
        return static_cast<double>(gains[static_cast<std::size_t>(point * mapPlanes + mapPlane)]);
    };
    std::vector<float> values;
    for (int column = 0; column < pointsH; ++column) {
        const double value = gainAt(above, column) * (1 - fraction) + gainAt(below, column) * fraction;
        values.push_back(static_cast<float>(value));
    }
    return values;
}

double GainMap::pointAt(double h) const
{
    return pointsH > 1 ? std::clamp((h - originH) / spacingH, 0.0, pointsH - 1.0) : 0.0;
}

std::vector<DngOpcode> parseOpcodes(std::string_view list)
{
    BigEndianBytes bytes(list);
    const std::uint32_t count = std::min(bytes.long32(), kMostOpcodes);
    std::vector<DngOpcode> opcodes;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t id = bytes.long32();
        static_cast<void>(bytes.long32());  // the version of DNG that has it
        const std::uint32_t flags = bytes.long32();
        const std::uint32_t parameterBytes = bytes.long32();
        const std::string_view parameters = bytes.takeBytes(parameterBytes);
        if (!bytes.isWhole()) {
            break;
        }
        opcodes.push_back(opcodeOf(id, flags, parameters));
    }
    return opcodes;
}

std::string nameOf(const DngOpcode& opcode)
{
    switch (opcode.id) {
    case kWarpRectilinear:
    case kWarpFisheye: return "a correction of lens distortion";
    case kFixVignetteRadial: return "a correction of vignetting";
    case kFixBadPixelsConstant:
    case kFixBadPixelsList: return "a repair of bad photosites";
    case kTrimBounds: return "a cut of the edges";
    case kGainMap: return "a lens shading map";
    default: return "a correction of a kind that is not known here (opcode " + std::to_string(opcode.id) + ")";
    }
}

bool isAboutBadPhotosites(const DngOpcode& opcode)
{
    return opcode.id == kFixBadPixelsConstant || opcode.id == kFixBadPixelsList;
}

}  // namespace scotopic
