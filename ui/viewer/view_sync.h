// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointF>

#include <vector>

namespace scotopic {

class PictureView;

/// Views of pictures of one size that zoom and move together. Unlinked, each goes its own way; how far apart they are
/// when they are linked again stays so.
class ViewSync : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The view outlives this or is removed before.
    void add(PictureView* view);
    void clear();
    [[nodiscard]] bool isLinked() const { return m_isLinked; }
    void setLinked(bool isLinked);
    /// All show the same again.
    void align(const PictureView* leader);

private:
    struct Follower {
        PictureView* view;
        QPointF offset;  // of its centre, in picture pixels
    };
    void follow(const PictureView* leader);
    [[nodiscard]] QPointF offsetOf(const PictureView* view) const;

    std::vector<Follower> m_followers;
    bool m_isLinked = true;
    bool m_isFollowing = false;
};

}  // namespace scotopic
