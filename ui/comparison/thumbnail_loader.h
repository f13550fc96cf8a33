// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/open_evaluation.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QSet>

#include <memory>
#include <string>
#include <vector>

namespace scotopic {

/// A small picture of the grid: of a pair, in one of ScoreGridModel's columns.
struct ThumbnailId {
    QString pair;
    int column = 0;

    friend bool operator==(const ThumbnailId&, const ThumbnailId&) = default;
};
[[nodiscard]] inline size_t qHash(const ThumbnailId& id, size_t seed = 0)
{
    return qHashMulti(seed, id.pair, id.column);
}

/// Reads an evaluation's thumbnails on the pictures' worker: what is wanted most first, a few at a time, so that a grid
/// that has scrolled on is served with what it shows now. Inputs and ground truths without a thumbnail get one from the
/// cache. Keeps as many in memory as some hundred megabytes hold.
class ThumbnailLoader : public QObject {
    Q_OBJECT
public:
    explicit ThumbnailLoader(const Workers& workers, QObject* parent = nullptr);

    void setEvaluation(std::shared_ptr<const OpenEvaluation> evaluation);
    /// In device pixels: what is loaded from now on is not larger.
    void setCellSize(QSize devicePx);
    /// The most urgent first; in place of what was wanted before.
    void setWanted(std::vector<ThumbnailId> wanted);
    /// A picture that was not there may be by now.
    void retry(const ThumbnailId& id);

    /// Null while it is not loaded.
    [[nodiscard]] const QImage* find(const ThumbnailId& id) const;
    /// True when it was looked for in vain.
    [[nodiscard]] bool isMissing(const ThumbnailId& id) const { return m_missing.contains(id); }

Q_SIGNALS:
    void loaded(const scotopic::ThumbnailId& id);

private:
    struct Loaded {
        ThumbnailId id;
        QImage image;
    };
    void loadMore();
    void take(const Loaded& part);

    std::shared_ptr<const OpenEvaluation> m_evaluation;
    QSize m_cellSize{320, 240};
    std::vector<ThumbnailId> m_wanted;
    QCache<ThumbnailId, QImage> m_images;
    QSet<ThumbnailId> m_outdated;  // loaded for another size of cell
    QSet<ThumbnailId> m_missing;
    JobRunner m_runner;  // last: its callbacks use the others
};

}  // namespace scotopic
