// SPDX-License-Identifier: MIT
#pragma once

#include "ui/viewer/picture_patch.h"
#include "ui/viewer/view_sync.h"

#include <QWidget>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QGridLayout;
QT_END_NAMESPACE

namespace scotopic {

class PictureView;

/// Several pictures of one size, beside each other or over each other, zoomed and moved together.
class PictureBoard : public QWidget {
    Q_OBJECT
public:
    enum class Arrangement {
        SideBySide,  // each in a view of its own
        Split,       // the reference to the left of a divider, the current one to its right
        Single,      // the current one alone
    };

    explicit PictureBoard(QWidget* parent = nullptr);

    /// Begins anew, without pictures.
    void setTitles(const QStringList& titles);
    /// Keeps zoom and place where the size stays.
    void setPictureSize(QSize size);
    void setPatch(int picture, PicturePatch patch);
    /// Said beside the title: that it is being rendered, or why it cannot be.
    void setNote(int picture, const QString& note);
    [[nodiscard]] const QString& noteOf(int picture) const;

    [[nodiscard]] Arrangement arrangement() const { return m_arrangement; }
    void setArrangement(Arrangement arrangement);
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int picture);
    [[nodiscard]] int reference() const { return m_reference; }
    void setReference(int picture);
    [[nodiscard]] int pictureCount() const { return static_cast<int>(m_pictures.size()); }

    /// The view that actions act on: the one of the current picture.
    [[nodiscard]] PictureView* currentView() const;
    /// The view that shows a picture; null when none does.
    [[nodiscard]] PictureView* viewOf(int picture) const;
    void setLinked(bool isLinked) { m_sync.setLinked(isLinked); }
    void align();
    void setRegion(std::optional<QRect> region);
    void setRegionTool(bool isOn);

Q_SIGNALS:
    void currentChanged(int picture);
    void hovered(QPointF picturePoint);
    void hoverEnded();
    void regionDragged(QRect region);
    void viewChanged();
    void blinkRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Picture {
        QString title;
        QString note;
        PicturePatch patch;
    };
    PictureView* makeView();
    void arrange();
    void placeViews();
    void fill(int viewIndex, int picture, bool isBefore);
    void refill(int picture);
    [[nodiscard]] int shownIn(int viewIndex) const;

    std::vector<Picture> m_pictures;
    std::vector<PictureView*> m_views;  // as many as pictures; only those of the arrangement are visible
    QGridLayout* m_layout;
    ViewSync m_sync;
    QSize m_pictureSize;
    Arrangement m_arrangement = Arrangement::SideBySide;
    int m_current = 0;
    int m_reference = 0;
    int m_columns = 0;
};

}  // namespace scotopic
