// SPDX-License-Identifier: MIT
#include "ui/viewer/picture_patch.h"

#include <QPainter>

#include <algorithm>

namespace scotopic {

namespace {

constexpr int kSmallestLevelPx = 128;
// From here on a person looks at pixels, not at the picture.
constexpr double kPixelPeepingZoom = 3.0;

}  // namespace

QImage toQImage(const SrgbPreview& preview)
{
    const QImage view(preview.rgb.data(), preview.size.width, preview.size.height, preview.size.width * 3,
                      QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32);
}

PicturePatch makePatch(QImage image, const QRectF& where)
{
    PicturePatch patch{where, {}};
    patch.levels.push_back(std::move(image));
    while (std::min(patch.levels.back().width(), patch.levels.back().height()) >= 2 * kSmallestLevelPx) {
        const QImage& last = patch.levels.back();
        patch.levels.push_back(last.scaled(last.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                   .convertToFormat(QImage::Format_RGB32));
    }
    return patch;
}

void drawPatch(QPainter& painter, const PicturePatch& patch, double zoom)
{
    if (patch.levels.empty()) {
        return;
    }
    const double shownWidth = patch.where.width() * zoom;
    std::size_t level = 0;
    while (level + 1 < patch.levels.size() && patch.levels[level + 1].width() >= shownWidth) {
        ++level;
    }
    const QImage& image = patch.levels[level];
    const double enlargement = shownWidth / image.width();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, enlargement != 1.0 && enlargement < kPixelPeepingZoom);
    painter.drawImage(patch.where, image, QRectF(image.rect()));
}

}  // namespace scotopic
