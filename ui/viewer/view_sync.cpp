// SPDX-License-Identifier: MIT
#include "ui/viewer/view_sync.h"

#include "ui/viewer/picture_view.h"

#include <QScopedValueRollback>

namespace scotopic {

void ViewSync::add(PictureView* view)
{
    m_followers.push_back({view, {}});
    connect(view, &PictureView::viewChanged, this, [this, view] {
        if (m_isLinked && !m_isFollowing) {
            follow(view);
        }
    });
}

void ViewSync::clear()
{
    for (const Follower& follower : m_followers) {
        disconnect(follower.view, nullptr, this, nullptr);
    }
    m_followers.clear();
}

void ViewSync::setLinked(bool isLinked)
{
    if (m_isLinked == isLinked) {
        return;
    }
    m_isLinked = isLinked;
    if (isLinked && !m_followers.empty()) {
        const QPointF reference = m_followers.front().view->centre();
        for (Follower& follower : m_followers) {
            follower.offset = follower.view->centre() - reference;
        }
    }
}

void ViewSync::align(const PictureView* leader)
{
    for (Follower& follower : m_followers) {
        follower.offset = {};
    }
    follow(leader);
}

void ViewSync::follow(const PictureView* leader)
{
    const QScopedValueRollback guard(m_isFollowing, true);
    const QPointF centre = leader->centre() - offsetOf(leader);
    for (const Follower& follower : m_followers) {
        if (follower.view == leader) {
            continue;
        }
        if (leader->isFit()) {
            follower.view->zoomToFit();
        } else {
            follower.view->showAt(leader->zoom(), centre + follower.offset);
        }
    }
}

QPointF ViewSync::offsetOf(const PictureView* view) const
{
    for (const Follower& follower : m_followers) {
        if (follower.view == view) {
            return follower.offset;
        }
    }
    return {};
}

}  // namespace scotopic
