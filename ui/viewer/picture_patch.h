// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture.h"

#include <QImage>
#include <QRectF>

#include <vector>

namespace scotopic {

/// Part of a picture at some resolution, ready to be drawn at any zoom.
struct PicturePatch {
    QRectF where;                // in pixels of the full picture
    std::vector<QImage> levels;  // RGB32; each half of the one before, so that a small view neither aliases nor reads
                                 // millions of pixels
};

/// For a worker's thread: both take milliseconds a megapixel.
[[nodiscard]] QImage toQImage(const SrgbPreview& preview);
[[nodiscard]] PicturePatch makePatch(QImage image, const QRectF& where);

/// Draws in picture coordinates; the painter's transform is from these to device pixels, `zoom` its scale.
void drawPatch(QPainter& painter, const PicturePatch& patch, double zoom);

}  // namespace scotopic
