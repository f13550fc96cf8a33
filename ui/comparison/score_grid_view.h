// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/score_grid_model.h"
#include "ui/comparison/thumbnail_loader.h"

#include <QTableView>

namespace scotopic {

/// The table of pictures: cells of one size, only those in sight are painted, and their pictures are asked for as it
/// scrolls, the nearest to its middle first.
class ScoreGridView : public QTableView {
    Q_OBJECT
public:
    /// `thumbnails` outlives it.
    explicit ScoreGridView(ThumbnailLoader& thumbnails, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    /// Of picture columns, in widget pixels.
    void setPictureWidth(int widthPx);
    [[nodiscard]] int pictureWidth() const { return m_pictureWidthPx; }

    static constexpr int kSmallestPictureWidth = 110;
    static constexpr int kLargestPictureWidth = 480;

Q_SIGNALS:
    /// A cell was chosen to be looked at: double click, Enter.
    void opened(const QModelIndex& index);
    void pictureWidthChanged(int widthPx);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void resizeCells();
    void askForThumbnails();
    void repaintCell(const ThumbnailId& id);

    ThumbnailLoader& m_thumbnails;
    int m_pictureWidthPx = 190;
    std::pair<int, int> m_askedRows{-1, -1};
    std::pair<int, int> m_askedColumns{-1, -1};
};

}  // namespace scotopic
