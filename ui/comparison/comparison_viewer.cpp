// SPDX-License-Identifier: MIT
#include "ui/comparison/comparison_viewer.h"

#include "core/base/error.h"
#include "ui/comparison/picture_board.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/comparison/thumbnail_loader.h"
#include "ui/comparison/viewer_panel.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/reason_text.h"
#include "ui/viewer/picture_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace scotopic {

namespace {

/// What a picture's making throws is told in its place.
template <class Arrival, class Make>
Arrival arrivalOf(int picture, const Make& make)
{
    Arrival arrival{picture, {}, {}};
    try {
        arrival.content = make();
    } catch (const Cancelled&) {
        throw;
    } catch (const std::exception& error) {
        arrival.failure = reasonText(error.what());
    }
    return arrival;
}

}  // namespace

ComparisonViewer::ComparisonViewer(const Workers& workers, ThumbnailLoader& thumbnails, QWidget* parent)
    : QWidget(parent), m_workers(workers), m_thumbnails(thumbnails), m_actions(this), m_board(new PictureBoard(this)),
      m_panel(new ViewerPanel(this)), m_title(new ElidedLabel(this)),
      m_quickRunner(workers.pictures, Priority::Interactive), m_renderRunner(workers.device, Priority::Interactive),
      m_mapRunner(workers.pictures, Priority::Interactive), m_regionRunner(workers.pictures, Priority::Interactive)
{
    setObjectName(QStringLiteral("comparisonViewer"));
    buildLayout();
    connectParts();
    connectActions();
}

void ComparisonViewer::buildLayout()
{
    auto* tools = new QToolBar(tr("Image"), this);  // what does not fit goes into its menu
    const auto addTool = [&](QAction* action) {
        tools->addAction(action);
        tools->widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
        tools->widgetForAction(action)->setAccessibleName(action->text());
    };
    for (QAction* action : {m_actions.back, m_actions.previousImage, m_actions.nextImage}) {
        addTool(action);
    }
    m_title->setObjectName(QStringLiteral("sectionTitle"));
    m_title->setContentsMargins(10, 0, 10, 0);
    tools->addWidget(m_title);
    for (QAction* action :
         {m_actions.sideBySide, m_actions.split, m_actions.blink, m_actions.setReference, m_actions.link,
          m_actions.align, m_actions.regionTool, m_actions.clearRegion, m_actions.fit, m_actions.actualPixels}) {
        addTool(action);
    }
    m_panel->setFixedWidth(320);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_board, 1);
    middle->addWidget(m_panel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tools);
    layout->addLayout(middle, 1);
}

void ComparisonViewer::connectParts()
{
    connect(m_board, &PictureBoard::currentChanged, this, [this](int picture) {
        m_panel->setCurrent(picture);
        showHistogram();
    });
    connect(m_panel, &ViewerPanel::currentChosen, m_board, &PictureBoard::setCurrent);
    connect(m_board, &PictureBoard::hovered, this, [this](QPointF point) { showPixels(point); });
    connect(m_board, &PictureBoard::hoverEnded, this, [this] { showPixels(std::nullopt); });
    connect(m_board, &PictureBoard::viewChanged, this, [this] {
        if (!m_board->underMouse()) {
            showPixels(std::nullopt);
        }
    });
    connect(m_board, &PictureBoard::regionDragged, this, [this](QRect region) { setRegion(region); });
    connect(m_board, &PictureBoard::blinkRequested, m_actions.blink, &QAction::trigger);
    connect(m_panel, &ViewerPanel::mapChosen, this, &ComparisonViewer::showMaps);
    for (JobRunner* runner : {&m_quickRunner, &m_renderRunner}) {
        connect(runner, &JobRunner::finished, this, &ComparisonViewer::settle);
    }
    for (JobRunner* runner : {&m_mapRunner, &m_regionRunner}) {
        connect(runner, &JobRunner::failed, this, &ComparisonViewer::failed);
    }
    connect(&m_renderRunner, &JobRunner::progressed, this, &ComparisonViewer::showRendering);
}

void ComparisonViewer::connectActions()
{
    connect(m_actions.back, &QAction::triggered, this, &ComparisonViewer::left);
    connect(m_actions.nextImage, &QAction::triggered, this, [this] { Q_EMIT stepRequested(1); });
    connect(m_actions.previousImage, &QAction::triggered, this, [this] { Q_EMIT stepRequested(-1); });
    connect(m_actions.sideBySide, &QAction::triggered, this,
            [this] { m_board->setArrangement(PictureBoard::Arrangement::SideBySide); });
    connect(m_actions.split, &QAction::triggered, this,
            [this] { m_board->setArrangement(PictureBoard::Arrangement::Split); });
    connect(m_actions.blink, &QAction::triggered, this, &ComparisonViewer::blink);
    const auto choose = [this](int step) {
        const int count = std::max(1, m_board->pictureCount());
        m_board->setCurrent((m_board->current() + step + count) % count);
    };
    connect(m_actions.nextPicture, &QAction::triggered, this, [choose] { choose(1); });
    connect(m_actions.previousPicture, &QAction::triggered, this, [choose] { choose(-1); });
    connect(m_actions.setReference, &QAction::triggered, this, [this] { m_board->setReference(m_board->current()); });
    connect(m_actions.link, &QAction::toggled, m_board, &PictureBoard::setLinked);
    connect(m_actions.align, &QAction::triggered, m_board, &PictureBoard::align);
    connect(m_actions.regionTool, &QAction::toggled, m_board, &PictureBoard::setRegionTool);
    connect(m_actions.scoreVisible, &QAction::triggered, this, &ComparisonViewer::scoreVisiblePart);
    connect(m_actions.clearRegion, &QAction::triggered, this, [this] { setRegion(std::nullopt); });
    connect(m_actions.nextMap, &QAction::triggered, this, [this] { m_panel->stepMap(1); });
    connect(m_actions.previousMap, &QAction::triggered, this, [this] { m_panel->stepMap(-1); });
    const auto onView = [this](QAction* action, void (PictureView::*change)()) {
        connect(action, &QAction::triggered, this, [this, change] {
            if (PictureView* view = m_board->currentView()) {
                (view->*change)();
            }
        });
    };
    onView(m_actions.zoomIn, &PictureView::zoomIn);
    onView(m_actions.zoomOut, &PictureView::zoomOut);
    onView(m_actions.fit, &PictureView::zoomToFit);
    onView(m_actions.actualPixels, &PictureView::zoomToActualPixels);
}

void ComparisonViewer::setEvaluation(std::shared_ptr<const OpenEvaluation> evaluation)
{
    leave();
    m_evaluation = std::move(evaluation);
    m_renderer = std::make_shared<PictureRenderer>(m_evaluation);
    QStringList titles{tr("Input, amplified"), tr("Ground truth")};
    for (const Contestant& contestant : m_evaluation->report.contestants) {
        titles << QString::fromStdString(contestant.label());
    }
    m_board->setTitles(titles);
    m_board->setReference(kTruthPicture);
    m_panel->setTitles(titles);
}

void ComparisonViewer::showImage(const QString& pair, int column, const Protocol& protocol,
                                 std::vector<ImageScore> scores)
{
    leave();
    m_pair = pair;
    m_protocol = protocol;
    m_scores = std::move(scores);
    m_pictures.assign(static_cast<std::size_t>(m_board->pictureCount()), {});
    m_title->setText(m_scores.empty() ? pair : tr("%1, %2").arg(pair, ratioText(m_scores.front().ratio.value)));
    const std::optional<std::size_t> index = m_evaluation->pairNamed(pair.toStdString());
    if (index) {
        const PixelSize planes = m_evaluation->cache->planeSizeOf(*index);
        const int stride = m_evaluation->cache->planeCountOf(*index) == 9 ? 3 : 2;
        m_board->setPictureSize({planes.width * stride, planes.height * stride});
    }
    for (int picture = 0; picture < m_board->pictureCount(); ++picture) {
        showPatch(picture);
        m_board->setNote(picture, index ? tr("loading") : tr("its data is gone"));
    }
    m_board->setCurrent(std::max(column, static_cast<int>(ScoreGridModel::Input)) - 1);
    m_panel->setCurrent(m_board->current());
    setRegion(std::nullopt);
    showPixels(std::nullopt);
    if (index) {
        loadQuick();
        render();
    }
    if (PictureView* view = m_board->currentView()) {
        view->setFocus();
    }
}

int ComparisonViewer::currentColumn() const
{
    return m_board->current() + ScoreGridModel::Input;
}

void ComparisonViewer::leave()
{
    for (JobRunner* runner : {&m_quickRunner, &m_renderRunner, &m_mapRunner, &m_regionRunner}) {
        runner->cancel();
    }
    m_toRender.clear();
    if (!m_pictures.empty()) {
        // Some hundred megabytes, which the system takes a while to take back.
        auto old = std::make_shared<std::vector<ViewedPicture>>(std::exchange(m_pictures, {}));
        m_workers.pictures->submit(
            Priority::Interactive, [old = std::move(old)](const JobContext&) mutable { old.reset(); },
            [](const std::exception_ptr&) {});
    }
}

void ComparisonViewer::loadQuick()
{
    const std::size_t index = *m_evaluation->pairNamed(m_pair.toStdString());
    m_quickRunner.startStreaming<Arrival>(
        [evaluation = m_evaluation, index](const JobContext& context, const std::function<void(Arrival)>& send) {
            send(arrivalOf<Arrival>(kTruthPicture, [&] { return truthPicture(*evaluation->cache, index); }));
            context.throwIfCancelled();
            send(arrivalOf<Arrival>(kInputPicture, [&] { return amplifiedInput(*evaluation->cache, index); }));
        },
        [this](const Arrival& arrival) { take(arrival); }, [] {});
}

void ComparisonViewer::render()
{
    struct Task {
        int picture;
        ExposureRatio ratio;
    };
    std::vector<Task> tasks;
    for (int picture = kFirstContestantPicture; picture < m_board->pictureCount(); ++picture) {
        if (const ImageScore* score = scoreOf(picture)) {
            // The one that was chosen first.
            tasks.insert(picture == m_board->current() ? tasks.begin() : tasks.end(), {picture, score->usedRatio});
            m_board->setNote(picture, tr("rendering"));
        } else {
            m_board->setNote(picture, tr("not scored"));
        }
    }
    m_toRender.clear();
    for (const Task& task : tasks) {
        m_toRender.push_back(task.picture);
    }
    m_renderRunner.startStreaming<Arrival>(
        [renderer = m_renderer, pair = m_pair.toStdString(), tasks](const JobContext& context,
                                                                    const std::function<void(Arrival)>& send) {
            for (const Task& task : tasks) {
                context.handOver();
                const auto contestant = static_cast<std::size_t>(task.picture - kFirstContestantPicture);
                send(arrivalOf<Arrival>(task.picture,
                                        [&] { return renderer->render(pair, contestant, task.ratio, context); }));
            }
        },
        [this](const Arrival& arrival) { take(arrival); }, [] {});
}

void ComparisonViewer::showRendering(const Progress& progress)
{
    if (progress.fraction && !m_toRender.empty()) {
        m_board->setNote(m_toRender.front(),
                         tr("rendering, %1 %").arg(static_cast<int>(std::floor(*progress.fraction * 100))));
    }
}

void ComparisonViewer::settle()
{
    if (!m_quickRunner.isRunning() && !m_renderRunner.isRunning() && !m_pictures.empty()) {
        Q_EMIT settled();
    }
}

}  // namespace scotopic
