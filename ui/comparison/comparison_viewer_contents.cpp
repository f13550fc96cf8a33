// SPDX-License-Identifier: MIT
// What the viewer shows: pictures or maps, pixels, scores.
#include "core/base/error.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/picture_board.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/comparison/thumbnail_loader.h"
#include "ui/comparison/viewer_panel.h"
#include "ui/jobs/reason_text.h"
#include "ui/viewer/picture_view.h"

#include <algorithm>
#include <utility>

namespace scotopic {

namespace {

PixelRect toPixelRect(const QRect& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

std::optional<QColor> pixelOf(const ViewedPicture& picture, QPointF point)
{
    if (picture.patch.levels.empty() || !picture.patch.where.contains(point)) {
        return std::nullopt;
    }
    const QImage& image = picture.patch.levels.front();
    const int x = static_cast<int>(point.x() * image.width() / picture.patch.where.width());
    const int y = static_cast<int>(point.y() * image.height() / picture.patch.where.height());
    return image.rect().contains(x, y) ? std::optional(QColor(image.pixel(x, y))) : std::nullopt;
}

}  // namespace

const ImageScore* ComparisonViewer::scoreOf(int picture) const
{
    const auto contestant = static_cast<std::size_t>(picture - kFirstContestantPicture);
    const std::vector<Contestant>& contestants = m_evaluation->report.contestants;
    if (picture < kFirstContestantPicture || contestant >= contestants.size()) {
        return nullptr;
    }
    const std::string label = contestants[contestant].label();
    const auto found = std::find_if(m_scores.begin(), m_scores.end(), [&](const ImageScore& score) {
        return score.contestant == label && score.protocol == m_protocol.name;
    });
    return found == m_scores.end() ? nullptr : &*found;
}

std::shared_ptr<const RenderedFrame> ComparisonViewer::truth() const
{
    return m_pictures.empty() ? nullptr : m_pictures[kTruthPicture].frame;
}

void ComparisonViewer::take(const Arrival& arrival)
{
    if (m_pictures.empty()) {
        return;
    }
    std::erase(m_toRender, arrival.picture);
    m_board->setNote(arrival.picture, arrival.failure);
    if (!arrival.failure.isEmpty()) {
        return;
    }
    m_pictures[static_cast<std::size_t>(arrival.picture)] = arrival.content;
    showPatch(arrival.picture);
    if (arrival.picture == m_board->current()) {
        showHistogram();
    }
    if (!m_board->underMouse()) {
        showPixels(std::nullopt);
    }
    if (m_panel->map() && truth()) {
        showMaps();
    }
    if (m_region) {
        scoreRegion();
    }
}

void ComparisonViewer::showPatch(int picture)
{
    const PicturePatch& patch = m_pictures[static_cast<std::size_t>(picture)].patch;
    if (!patch.levels.empty()) {
        m_board->setPatch(picture, patch);
        return;
    }
    // Until it is rendered, what the grid has of it.
    const QImage* small = m_thumbnails.find({m_pair, picture + 1});
    const std::optional<std::size_t> index = m_evaluation->pairNamed(m_pair.toStdString());
    if (small == nullptr || !index) {
        m_board->setPatch(picture, {});
        return;
    }
    const PixelSize planes = m_evaluation->cache->planeSizeOf(*index);
    const double stride = m_evaluation->cache->planeCountOf(*index) == 9 ? 3 : 2;
    m_board->setPatch(picture, {QRectF(0, 0, planes.width * stride, planes.height * stride), {*small}});
}

void ComparisonViewer::showMaps()
{
    struct Map {
        int picture = 0;
        PicturePatch patch;
    };
    if (!m_panel->map() || !truth()) {
        m_mapRunner.cancel();
        for (int picture = 0; picture < static_cast<int>(m_pictures.size()); ++picture) {
            showPatch(picture);
        }
        return;
    }
    std::vector<std::pair<int, std::shared_ptr<const RenderedFrame>>> frames;
    for (std::size_t i = kFirstContestantPicture; i < m_pictures.size(); ++i) {
        if (m_pictures[i].frame) {
            frames.emplace_back(static_cast<int>(i), m_pictures[i].frame);
        }
    }
    m_mapRunner.startStreaming<Map>(
        [kind = *m_panel->map(), frames, wanted = truth()](const JobContext& context,
                                                           const std::function<void(Map)>& send) {
            for (const auto& [picture, frame] : frames) {
                context.throwIfCancelled();
                send({picture, differencePatch(kind, *frame, *wanted)});
            }
        },
        [this](const Map& map) { m_board->setPatch(map.picture, map.patch); }, [this] { Q_EMIT mapsShown(); });
}

void ComparisonViewer::setRegion(std::optional<QRect> region)
{
    m_region = region;
    m_board->setRegion(region);
    m_actions.clearRegion->setEnabled(region.has_value());
    if (region) {
        scoreRegion();
    } else {
        m_regionRunner.cancel();
        showStoredScores();
    }
}

void ComparisonViewer::showStoredScores()
{
    std::vector<std::optional<Scores>> scores(static_cast<std::size_t>(m_board->pictureCount()));
    for (int picture = kFirstContestantPicture; picture < m_board->pictureCount(); ++picture) {
        if (const ImageScore* score = m_evaluation ? scoreOf(picture) : nullptr) {
            scores[static_cast<std::size_t>(picture)] = score->scores;
        }
    }
    m_panel->setScores(tr("Whole picture, protocol %1").arg(QString::fromStdString(m_protocol.name)), scores);
}

void ComparisonViewer::scoreRegion()
{
    const std::optional<std::size_t> index = m_evaluation->pairNamed(m_pair.toStdString());
    if (!index) {
        return;
    }
    std::vector<std::shared_ptr<const RenderedFrame>> frames;
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        frames.push_back(static_cast<int>(i) >= kFirstContestantPicture ? m_pictures[i].frame : nullptr);
    }
    const QString where = tr("Region %1 x %2 at %3, %4, protocol %5")
                              .arg(m_region->width())
                              .arg(m_region->height())
                              .arg(m_region->x())
                              .arg(m_region->y())
                              .arg(QString::fromStdString(m_protocol.name));
    m_regionRunner.start(
        [evaluation = m_evaluation, index = *index, frames, region = toPixelRect(*m_region),
         protocol = m_protocol](const JobContext& context) {
            const DecodedLong wanted = evaluation->cache->longOf(index);
            RegionScores all;
            all.scores.resize(frames.size());
            for (std::size_t i = 0; i < frames.size(); ++i) {
                context.throwIfCancelled();
                try {
                    if (frames[i]) {
                        all.scores[i] = regionScores(*frames[i], wanted, region, protocol);
                    }
                } catch (const InvalidArgument& error) {  // smaller than a window of SSIM, say
                    all.problem = reasonText(error.what());
                }
            }
            return all;
        },
        [this, where](const RegionScores& all) {
            m_panel->setScores(all.problem.isEmpty() ? where : where + QStringLiteral("\n") + all.problem, all.scores);
            Q_EMIT regionScored();
        });
}

void ComparisonViewer::scoreVisiblePart()
{
    if (const PictureView* view = m_board->currentView()) {
        const QRect visible = view->visiblePicture().toAlignedRect();
        setRegion(visible.isEmpty() ? std::nullopt : std::optional(visible));
    }
}

void ComparisonViewer::showPixels(std::optional<QPointF> point)
{
    const PictureView* view = m_board->currentView();
    std::vector<std::optional<QColor>> pixels(static_cast<std::size_t>(m_board->pictureCount()));
    if (view == nullptr || m_pictures.empty()) {
        m_panel->setPixels({}, pixels);
        return;
    }
    const QPointF at = point.value_or(view->centre());
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        pixels[i] = pixelOf(m_pictures[i], at);
    }
    const int x = static_cast<int>(at.x());
    const int y = static_cast<int>(at.y());
    m_panel->setPixels(point ? tr("Pixel %1, %2").arg(x).arg(y) : tr("Pixel in the middle: %1, %2").arg(x).arg(y),
                       pixels);
}

void ComparisonViewer::showHistogram()
{
    const auto current = static_cast<std::size_t>(m_board->current());
    m_panel->setHistogram(current < m_pictures.size() ? m_pictures[current].histogram : Histogram{});
}

void ComparisonViewer::blink()
{
    if (m_board->arrangement() != PictureBoard::Arrangement::Single) {
        m_actions.blink->setChecked(true);
        m_board->setArrangement(PictureBoard::Arrangement::Single);
        return;
    }
    if (m_board->current() != m_board->reference()) {
        m_blinkedFrom = m_board->current();
        m_board->setCurrent(m_board->reference());
    } else {
        m_board->setCurrent(m_blinkedFrom >= 0 ? m_blinkedFrom : m_board->current());
    }
}

}  // namespace scotopic
