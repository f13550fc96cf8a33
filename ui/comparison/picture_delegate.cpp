// SPDX-License-Identifier: MIT
#include "ui/comparison/picture_delegate.h"

#include "ui/comparison/score_grid_model.h"
#include "ui/comparison/thumbnail_loader.h"

#include <QApplication>
#include <QPainter>

namespace scotopic {

namespace {

constexpr int kMarginPx = 4;

QPalette::ColorRole textRole(const QStyleOptionViewItem& option)
{
    return option.state.testFlag(QStyle::State_Selected) ? QPalette::HighlightedText : QPalette::Text;
}

}  // namespace

PictureDelegate::PictureDelegate(const ThumbnailLoader& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), m_thumbnails(thumbnails)
{
}

QRect PictureDelegate::pictureRect(const QRect& cell, const QFontMetrics& metrics)
{
    return cell.adjusted(kMarginPx, kMarginPx, -kMarginPx, -kMarginPx - metrics.height() - 2);
}

void PictureDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    painter->save();
    painter->setPen(option.palette.color(textRole(option)));
    if (index.column() == ScoreGridModel::Name) {
        paintName(*painter, option.rect, index, option);
    } else {
        const QRect picture = pictureRect(option.rect, option.fontMetrics);
        paintPicture(*painter, picture, index, option);
        const QRect below(option.rect.left() + kMarginPx, picture.bottom() + 2, option.rect.width() - 2 * kMarginPx,
                          option.fontMetrics.height());
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(below, Qt::AlignCenter, option.fontMetrics.elidedText(text, Qt::ElideRight, below.width()));
    }
    painter->restore();
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(option.palette.color(QPalette::HighlightedText), 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

void PictureDelegate::paintPicture(QPainter& painter, const QRect& rect, const QModelIndex& index,
                                   const QStyleOptionViewItem& option) const
{
    const ThumbnailId id{index.data(ScoreGridModel::PairRole).toString(), index.column()};
    const QImage* image = m_thumbnails.find(id);
    if (image == nullptr) {
        painter.fillRect(rect, option.palette.color(QPalette::AlternateBase));
        if (m_thumbnails.isMissing(id)) {
            painter.drawText(rect.adjusted(6, 6, -6, -6), Qt::AlignCenter | Qt::TextWordWrap, tr("no picture kept"));
        }
        return;
    }
    const double ratio = painter.device()->devicePixelRatioF();
    QSizeF size = QSizeF(image->size()) / ratio;
    if (size.width() > rect.width() || size.height() > rect.height()) {
        size.scale(rect.size(), Qt::KeepAspectRatio);  // until one of this size is loaded
    }
    QRectF target(QPointF(), size);
    target.moveCenter(QRectF(rect).center());
    // On whole device pixels nothing is resampled.
    target.moveTopLeft({qRound(target.left() * ratio) / ratio, qRound(target.top() * ratio) / ratio});
    painter.drawImage(target, *image, image->rect());
}

void PictureDelegate::paintName(QPainter& painter, const QRect& rect, const QModelIndex& index,
                                const QStyleOptionViewItem& option) const
{
    const QRect inside = rect.adjusted(8, 8, -6, -6);
    const QString name = index.data(ScoreGridModel::PairRole).toString();
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop,
                     option.fontMetrics.elidedText(name, Qt::ElideMiddle, inside.width()));
    painter.setPen(option.palette.color(option.state.testFlag(QStyle::State_Selected) ? QPalette::HighlightedText
                                                                                      : QPalette::PlaceholderText));
    const QString facts = tr("Scene %1\n%2")
                              .arg(index.data(ScoreGridModel::SceneRole).toString(),
                                   ratioText(index.data(ScoreGridModel::RatioRole).toFloat()));
    painter.drawText(inside.adjusted(0, option.fontMetrics.lineSpacing() + 4, 0, 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, facts);
}

}  // namespace scotopic
