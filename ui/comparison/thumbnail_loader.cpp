// SPDX-License-Identifier: MIT
#include "ui/comparison/thumbnail_loader.h"

#include "core/base/error.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

namespace scotopic {

namespace {

constexpr std::size_t kBatch = 6;  // a few dozen milliseconds, then it is asked again what is wanted
constexpr int kMostKibibytes = 256 * 1024;

/// Null when there is none. Cheaper than decoding it whole: JPEG decodes at a fraction.
QImage decodedSmall(const std::string& jpeg, QSize cellPx)
{
    if (jpeg.empty()) {
        return {};
    }
    QByteArray bytes = QByteArray::fromStdString(jpeg);
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer, "JPEG");
    const QSize whole = reader.size();
    if (whole.isValid() && !cellPx.isEmpty()) {
        const QSize fitting = whole.scaled(cellPx, Qt::KeepAspectRatio);
        if (fitting.width() < whole.width()) {
            reader.setScaledSize(fitting);
        }
    }
    return reader.read().convertToFormat(QImage::Format_RGB32);
}

}  // namespace

ThumbnailLoader::ThumbnailLoader(const Workers& workers, QObject* parent)
    : QObject(parent), m_images(kMostKibibytes), m_runner(workers.pictures, Priority::Evaluation)
{
    connect(&m_runner, &JobRunner::finished, this, &ThumbnailLoader::loadMore);
}

void ThumbnailLoader::setEvaluation(std::shared_ptr<const OpenEvaluation> evaluation)
{
    m_runner.cancel();
    m_evaluation = std::move(evaluation);
    m_wanted.clear();
    m_images.clear();
    m_outdated.clear();
    m_missing.clear();
}

void ThumbnailLoader::setCellSize(QSize devicePx)
{
    if (m_cellSize != devicePx) {
        m_cellSize = devicePx;
        const QList<ThumbnailId> known = m_images.keys();
        m_outdated = QSet<ThumbnailId>(known.begin(), known.end());
    }
}

void ThumbnailLoader::setWanted(std::vector<ThumbnailId> wanted)
{
    m_wanted = std::move(wanted);
    loadMore();
}

void ThumbnailLoader::retry(const ThumbnailId& id)
{
    m_missing.remove(id);
    if (m_images.contains(id)) {
        m_outdated.insert(id);
    }
    loadMore();  // it may be in sight, and then nobody asks again
}

const QImage* ThumbnailLoader::find(const ThumbnailId& id) const
{
    return m_images.object(id);
}

void ThumbnailLoader::loadMore()
{
    if (m_runner.isRunning() || !m_evaluation) {
        return;
    }
    std::vector<ThumbnailId> batch;
    for (const ThumbnailId& id : m_wanted) {
        const bool isNeeded = (!m_images.contains(id) || m_outdated.contains(id)) && !m_missing.contains(id);
        if (isNeeded && batch.size() < kBatch) {
            batch.push_back(id);
        }
    }
    if (batch.empty()) {
        return;
    }
    m_runner.startStreaming<Loaded>(
        [evaluation = m_evaluation, batch, cellPx = m_cellSize](const JobContext& context,
                                                                const std::function<void(Loaded)>& send) {
            for (const ThumbnailId& id : batch) {
                context.handOver();
                try {
                    send({id, decodedSmall(thumbnailJpeg(*evaluation, id.pair.toStdString(), id.column), cellPx)});
                } catch (const Error&) {
                    send({id, {}});  // an empty cell; opening it says why
                }
            }
        },
        [this](const Loaded& part) { take(part); }, [] {});
}

void ThumbnailLoader::take(const Loaded& part)
{
    m_outdated.remove(part.id);
    if (part.image.isNull()) {
        m_missing.insert(part.id);
    } else {
        const auto kibibytes = static_cast<qsizetype>(part.image.sizeInBytes() / 1024 + 1);
        m_images.insert(part.id, new QImage(part.image), kibibytes);
    }
    Q_EMIT loaded(part.id);
}

}  // namespace scotopic
