// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace scotopic {

class ThumbnailLoader;

/// Paints a cell of the grid: its picture, and its text below.
class PictureDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// The loader outlives it.
    PictureDelegate(const ThumbnailLoader& thumbnails, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Of the picture in a cell of this size, in widget pixels.
    [[nodiscard]] static QRect pictureRect(const QRect& cell, const QFontMetrics& metrics);

private:
    void paintPicture(QPainter& painter, const QRect& rect, const QModelIndex& index,
                      const QStyleOptionViewItem& option) const;
    void paintName(QPainter& painter, const QRect& rect, const QModelIndex& index,
                   const QStyleOptionViewItem& option) const;

    const ThumbnailLoader& m_thumbnails;
};

}  // namespace scotopic
