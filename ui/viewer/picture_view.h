// SPDX-License-Identifier: MIT
#pragma once

#include "ui/viewer/picture_patch.h"
#include "ui/viewer/view_transform.h"

#include <QWidget>

#include <array>
#include <optional>
#include <vector>

namespace scotopic {

/// Shows a picture that comes in pieces: zoom at the cursor, pan, and a before/after split with a divider.
/// Each side has layers of patches, later ones drawn over earlier ones; data in by setters, events out by signals.
class PictureView : public QWidget {
    Q_OBJECT
public:
    enum class Side { Before, After };
    /// From the quickest to the finest; later ones are drawn over earlier ones.
    enum class Layer { Overview, Detail, Coarse, Refined };

    explicit PictureView(QWidget* parent = nullptr);

    /// A new picture: no patches, shown whole.
    void setPictureSize(QSize size);
    /// Shows this part of the picture alone, with pixels `stretch` times as wide and as high as square ones; patches
    /// stay in the picture's own pixels. Until the next picture.
    void setShown(QRect part, QSizeF stretch);
    void setPatch(Side side, Layer layer, PicturePatch patch);
    void addPatch(Side side, Layer layer, PicturePatch patch);
    void clearLayer(Side side, Layer layer);
    /// Said in the corner of each side, e.g. which model made it.
    void setCaption(Side side, const QString& caption);

    [[nodiscard]] bool isSplitShown() const { return m_isSplitShown; }
    void setSplitShown(bool shown);
    /// The side before over the whole view, whatever the split, until it is taken back.
    void setBeforeShown(bool shown);
    [[nodiscard]] bool isBeforeShown() const { return m_isBeforeShown; }
    [[nodiscard]] double dividerFraction() const { return m_dividerFraction; }
    void setDividerFraction(double fraction);

    /// Device pixels per picture pixel; 1 is "100 %".
    [[nodiscard]] double zoom() const { return m_transform.zoom(); }
    [[nodiscard]] bool isFit() const { return m_transform.isFit(); }
    [[nodiscard]] QRectF visiblePicture() const { return m_transform.visiblePicture(); }
    /// The part that can be seen at all.
    [[nodiscard]] QRectF shownPart() const { return m_transform.part(); }
    [[nodiscard]] QPointF pictureAt(QPointF widgetPoint) const;
    [[nodiscard]] QSize devicePixels() const;
    void zoomToFit();
    void zoomToActualPixels();
    void zoomIn();
    void zoomOut();
    /// The picture point in the middle.
    [[nodiscard]] QPointF centre() const { return m_transform.centre(); }
    void showAt(double zoom, QPointF centre);

    /// A rect of the picture that is marked.
    [[nodiscard]] std::optional<QRect> region() const { return m_region; }
    void setRegion(std::optional<QRect> region);
    /// Whether dragging marks a region instead of moving the picture.
    void setRegionTool(bool isOn);

    QSize sizeHint() const override { return {960, 640}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    /// Zoom, visible part, size or split changed.
    void viewChanged();
    void dividerMoved(double fraction);
    void splitToggleRequested();
    /// The picture point under the mouse, inside of the picture or not; and that the mouse has gone.
    void hovered(QPointF picturePoint);
    void hoverEnded();
    void regionDragged(QRect region);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Drag { None, Pan, Divider, Region };
    using Layers = std::array<std::vector<PicturePatch>, 4>;
    struct SideContent {
        Layers layers;
        QString caption;
    };

    [[nodiscard]] SideContent& content(Side side) { return m_sides[static_cast<std::size_t>(side)]; }
    void zoomTo(double zoom, QPointF widgetAnchor);
    void panBy(QPointF widgetPx);
    void updateTransform();
    [[nodiscard]] bool isOnDivider(QPointF widgetPoint) const;
    [[nodiscard]] double dividerX() const;
    void updateCursor(QPointF widgetPoint);
    void paintSide(QPainter& painter, const SideContent& side, const QRect& deviceClip) const;
    void paintDivider(QPainter& painter) const;
    void paintCaptions(QPainter& painter) const;
    void paintFocusMark(QPainter& painter) const;
    void paintRegion(QPainter& painter) const;
    void dragRegionTo(QPointF widgetPoint);

    QSize m_pictureSize;
    ViewTransform m_transform;
    std::array<SideContent, 2> m_sides;
    bool m_isSplitShown = false;
    bool m_isBeforeShown = false;
    double m_dividerFraction = 0.5;
    bool m_isFocusMarked = false;
    Drag m_drag = Drag::None;
    QPointF m_lastDragPoint;
    QPointF m_regionStart;  // in the picture
    std::optional<QRect> m_region;
    bool m_isRegionTool = false;
};

}  // namespace scotopic
