// SPDX-License-Identifier: MIT
#include "core/raw/bad_photosites.h"

#include "core/raw/dead_photosites.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <variant>
#include <vector>

namespace scotopic {

namespace {

constexpr double kMostListedShare = 1.0 / 8;

/// Marks photosites of the visible area; lists count from the first stored one.
class BadPhotosites {
public:
    BadPhotosites(const RawImage& raw, const DngPicture& picture)
        : m_raw(raw), m_picture(picture), m_isBad(raw.photosites.size())
    {
    }

    void operator()(const FixBadPixelsList& list)
    {
        for (const FixBadPixelsList::Point& point : list.points) {
            mark({point.column, point.row, 1, 1});
        }
        for (const PixelRect& rectangle : list.rectangles) {
            mark(rectangle);
        }
    }

    void operator()(const FixBadPixelsConstant& bad)
    {
        const std::vector<double>& table = m_picture.linearizationTable;
        const double count = bad.constant < table.size() ? table[bad.constant] : static_cast<double>(bad.constant);
        for (std::size_t i = 0; i < m_isBad.size(); ++i) {
            if (std::lround(count) == m_raw.photosites[i]) {
                m_isBad[i] = 1;
            }
        }
    }

    template <typename Other>
    void operator()(const Other&)
    {
    }

    [[nodiscard]] const std::vector<std::uint8_t>& marks() const { return m_isBad; }

private:
    void mark(PixelRect stored)
    {
        constexpr int kFarthest = 1 << 20;  // beyond every sensor, and far from where sums overflow
        const auto isPlace = [](int value) { return value >= 0 && value < kFarthest; };
        if (!isPlace(stored.x) || !isPlace(stored.y) || !isPlace(stored.width) || !isPlace(stored.height)) {
            return;
        }
        const PixelRect area = m_picture.activeArea;
        const PixelRect visible =
            intersected({stored.x - area.x, stored.y - area.y, stored.width, stored.height}, wholeOf(m_raw.size));
        for (int row = visible.y; row < visible.bottom(); ++row) {
            std::fill_n(m_isBad.begin() + std::ptrdiff_t{row} * m_raw.size.width + visible.x, visible.width, 1);
        }
    }

    const RawImage& m_raw;
    const DngPicture& m_picture;
    std::vector<std::uint8_t> m_isBad;
};

}  // namespace

std::size_t fillListedPhotosites(RawImage& raw, const DngPicture& picture)
{
    const bool isListed = std::ranges::any_of(picture.asStored, isAboutBadPhotosites);
    if (!isListed || picture.activeArea.size() != raw.size) {
        return 0;
    }
    BadPhotosites bad(raw, picture);
    for (const DngOpcode& opcode : picture.asStored) {
        std::visit(bad, opcode.parameters);
    }
    const auto count = static_cast<std::size_t>(std::ranges::count(bad.marks(), 1));
    if (count == 0 || static_cast<double>(count) > kMostListedShare * static_cast<double>(raw.photosites.size())) {
        return 0;
    }
    fillPhotosites(raw, bad.marks());
    return count;
}

}  // namespace scotopic
