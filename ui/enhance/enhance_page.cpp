// SPDX-License-Identifier: MIT
#include "ui/enhance/enhance_page.h"

#include "core/network/model_choice.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/colour_control.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/enhance/field_keys.h"
#include "ui/enhance/hold_to_compare.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/model_picker.h"
#include "ui/enhance/photo_info.h"
#include "ui/enhance/session.h"
#include "ui/enhance/start_panel.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/shown_text.h"
#include "ui/viewer/histogram_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace scotopic {

namespace {

constexpr int kMostRecentPhotos = 10;
constexpr int kMostRecentModels = 6;

}  // namespace

EnhancePage::EnhancePage(const Workers& workers, QSettings& settings, std::optional<std::filesystem::path> sample,
                         QWidget* parent)
    : QWidget(parent), m_workers(workers), m_settings(settings), m_sample(std::move(sample)),
      m_defaultModel(defaultModelFile().value_or(std::filesystem::path())),
      m_recentPhotos(settings, QStringLiteral("enhance/recentPhotos"), kMostRecentPhotos),
      m_recentModels(settings, QStringLiteral("enhance/recentModels"), kMostRecentModels),
      m_actions(m_edits.histories(), this), m_content(new QStackedWidget(this)),
      m_start(new StartPanel(m_sample.has_value(), this)), m_workspace(new QWidget(this)),
      m_view(new PictureView(m_workspace)), m_panel(new EnhancePanel(m_actions, m_workspace)),
      m_banner(new MessageBanner(this)), m_busyBar(new BusyBar(this)), m_makerText(new ElidedLabel(this)),
      m_zoomText(new QLabel(this)), m_live(new LiveRendering(workers, m_view, this)),
      m_openRunner(workers.pictures, Priority::Interactive), m_modelRunner(workers.device, Priority::Interactive),
      m_exportRunner(workers.device, Priority::Evaluation)
{
    setAcceptDrops(true);
    setKeysHome(this, m_view);
    m_panel->models->setDefaultModel(m_defaultModel);
    m_panel->models->setModels(m_recentModels.files(), {});
    buildLayout();
    connectActions();
    connectControls();
    connectRunners();
    updateState();
}

EnhancePage::~EnhancePage() = default;

void EnhancePage::buildLayout()
{
    auto* workspace = new QHBoxLayout(m_workspace);
    workspace->setContentsMargins(0, 0, 0, 0);
    workspace->setSpacing(0);
    workspace->addWidget(m_view, 1);
    workspace->addWidget(m_panel);
    m_content->addWidget(m_start);
    m_content->addWidget(m_workspace);

    m_makerText->setObjectName(QStringLiteral("makerText"));
    m_zoomText->setObjectName(QStringLiteral("zoomText"));
    auto* status = new QHBoxLayout;
    status->setContentsMargins(12, 3, 12, 3);
    status->addWidget(m_zoomText);
    status->addSpacing(18);
    status->addWidget(m_makerText);
    status->addStretch();
    status->addWidget(m_busyBar);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_content, 1);
    layout->addLayout(status);
}

void EnhancePage::connectActions()
{
    connect(m_actions.open, &QAction::triggered, this, &EnhancePage::askForPhoto);
    connect(m_actions.openSample, &QAction::triggered, this, [this] { open(*m_sample); });
    connect(m_actions.openModel, &QAction::triggered, this, &EnhancePage::askForModel);
    connect(m_actions.exportPicture, &QAction::triggered, this, &EnhancePage::askForExport);
    connect(m_actions.automaticRatio, &QAction::triggered, m_panel->amplification,
            &AmplificationControl::setAutomatically);
    connect(m_actions.compare, &QAction::toggled, m_view, &PictureView::setSplitShown);
    new HoldToCompare(this, m_view, m_actions.compare);
    connect(m_actions.beforeClassical, &QAction::toggled, this, [this](bool isClassical) {
        m_live->setBeforeSide(isClassical ? BeforeSide::Classical : BeforeSide::AsShot);
    });
    for (QAction* side : {m_actions.beforeAsShot, m_actions.beforeClassical}) {
        connect(side, &QAction::triggered, this, [this] { m_actions.compare->setChecked(true); });
    }
    connect(m_actions.undo, &QAction::triggered, this, [this] {
        recordEdit();  // one that is a moment old is the first to be taken back
        m_edits.histories().undo();
        m_actions.undo->setEnabled(m_edits.histories().canUndo());
    });
    connect(m_actions.zoomIn, &QAction::triggered, m_view, &PictureView::zoomIn);
    connect(m_actions.zoomOut, &QAction::triggered, m_view, &PictureView::zoomOut);
    connect(m_actions.fit, &QAction::triggered, m_view, &PictureView::zoomToFit);
    connect(m_actions.actualPixels, &QAction::triggered, m_view, &PictureView::zoomToActualPixels);
    connect(m_actions.cancel, &QAction::triggered, this, [this] {
        if (isExporting() && !m_banner->isHidden()) {
            m_banner->hide();  // an export is too long to be lost to a key meant for the message
        } else {
            cancelCurrent();
        }
    });
}

void EnhancePage::connectControls()
{
    connect(m_start, &StartPanel::openRequested, m_actions.open, &QAction::trigger);
    connect(m_start, &StartPanel::sampleRequested, m_actions.openSample, &QAction::trigger);
    connect(m_panel->amplification, &AmplificationControl::ratioEdited, this, &EnhancePage::editRatio);
    connect(m_panel->amplification, &AmplificationControl::editCompleted, this, &EnhancePage::recordEdit);
    connect(m_panel->amplification, &AmplificationControl::refused, this, &EnhancePage::fail);
    connect(m_panel->colour, &ColourControl::colourEdited, this, &EnhancePage::editColour);
    connect(m_panel->colour, &ColourControl::editCompleted, this, &EnhancePage::recordEdit);
    connect(m_panel->wholeArea, &QCheckBox::clicked, this, [this](bool isWhole) {
        recordEdit();
        editWholeArea(isWhole);
        recordEdit();
    });
    connect(m_panel->picture, &QComboBox::activated, this, [this](int index) { choosePicture(index + 1); });
    connect(m_panel->models, &ModelPicker::modelChosen, this, &EnhancePage::chooseModel);
    connect(m_panel->models, &ModelPicker::openRequested, m_actions.openModel, &QAction::trigger);
    connect(m_view, &PictureView::splitToggleRequested, m_actions.compare, &QAction::toggle);
    connect(m_view, &PictureView::viewChanged, this, &EnhancePage::updateZoomText);
    m_busyBar->setCancelText(tr("Cancel"), tr("Stop what is being computed (Esc)"));
    connect(m_busyBar, &BusyBar::cancelRequested, this, &EnhancePage::cancelCurrent);
    connect(m_live, &LiveRendering::histogramChanged, m_panel->histogram, &HistogramView::setHistogram);
    connect(m_live, &LiveRendering::failed, m_banner,
            [this](const QString& sentence) { m_banner->addMessage(MessageBanner::Kind::Failure, sentence); });
    connect(m_live, &LiveRendering::settled, this, &EnhancePage::settled);
    connect(m_live, &LiveRendering::refiningChanged, this, [this](bool isRefining) {
        m_isRefining = isRefining;
        updateBusy();
    });
    connect(m_live, &LiveRendering::refiningProgressed, this, [this](const Progress& progress) {
        if (busyWith() == Busy::Refining) {
            m_busyBar->showProgress(progress);
        }
    });
}

void EnhancePage::connectRunners()
{
    watch(m_openRunner, Busy::Opening);
    watch(m_modelRunner, Busy::LoadingModel);
    watch(m_exportRunner, Busy::Exporting);
    connect(&m_exportRunner, &JobRunner::cancelled, this, &EnhancePage::tellExport);
    // What the undo history says must be what is shown, also when a model it asked for did not come.
    const auto recordShownModel = [this] { m_recorded.model = m_current.model; };
    connect(&m_modelRunner, &JobRunner::failed, this, recordShownModel);
    connect(&m_modelRunner, &JobRunner::cancelled, this, recordShownModel);
    connect(&m_modelRunner, &JobRunner::finished, this,
            [this] { m_panel->models->setModels(m_recentModels.files(), m_current.model.file); });
}

void EnhancePage::watch(JobRunner& runner, Busy kind)
{
    // Several things may go on at once, at the start for instance: no failure hides another.
    connect(&runner, &JobRunner::failed, m_banner,
            [this](const QString& sentence) { m_banner->addMessage(MessageBanner::Kind::Failure, sentence); });
    connect(&runner, &JobRunner::finished, this, &EnhancePage::updateState);
    connect(&runner, &JobRunner::progressed, this, [this, kind](const Progress& progress) {
        if (busyWith() == kind) {
            m_busyBar->showProgress(progress);
        }
    });
}

void EnhancePage::exportTo(const ExportRequest& request)
{
    if (!m_photo) {
        return;
    }
    saveExportOptions(m_settings, request);
    m_banner->hide();
    m_exportName = fromPath(normalisedPath(request.target));
    m_exportedFile = m_photo->raw.file;
    m_exportedStamp = m_photo->stamp;
    m_isExportWritten = std::make_shared<std::atomic<bool>>(false);
    m_exportRunner.start(
        [source = ExportSource{m_photo, m_current, usableModel()}, request,
         isWritten = m_isExportWritten](const JobContext& context) {
            exportPicture(source, request, context);
            *isWritten = true;
        },
        [this] { tellExport(); });
    updateState();
}

/// A picture that was being written when somebody cancelled is there all the same.
void EnhancePage::tellExport()
{
    if (*m_isExportWritten) {
        m_banner->addMessage(MessageBanner::Kind::Success, tr("Exported %1").arg(m_exportName));
        if (stampOf(m_exportedFile) != m_exportedStamp) {
            m_banner->addMessage(MessageBanner::Kind::Note,
                                 tr("The raw file was changed or removed after it was opened; the picture shows it as "
                                    "it was."));
        }
        Q_EMIT exported(m_exportName);
    } else {
        m_banner->addMessage(MessageBanner::Kind::Note, tr("Export cancelled; nothing was written."));
    }
}

void EnhancePage::cancelCurrent()
{
    switch (busyWith()) {
    case Busy::Exporting: m_exportRunner.cancel(); break;
    case Busy::Opening: m_openRunner.cancel(); break;
    case Busy::LoadingModel: stopLoadingModel(); break;
    case Busy::Refining: m_live->stopRefining(); break;
    case Busy::No: m_banner->hide(); break;
    }
}

void EnhancePage::tellFailure(const QString& sentence)
{
    m_banner->addMessage(MessageBanner::Kind::Failure, sentence);
}

void EnhancePage::fail(const QString& sentence)
{
    m_banner->showMessage(MessageBanner::Kind::Failure, sentence);
}

EnhancePage::Busy EnhancePage::busyWith() const
{
    if (m_exportRunner.isRunning()) return Busy::Exporting;
    if (m_openRunner.isRunning()) return Busy::Opening;
    if (m_modelRunner.isRunning()) return Busy::LoadingModel;
    return m_isRefining ? Busy::Refining : Busy::No;
}

void EnhancePage::updateState()
{
    m_state = m_openRunner.isRunning() ? State::Opening : m_photo ? State::Ready : State::Empty;
    const bool hasPhoto = m_photo != nullptr;
    m_actions.openSample->setEnabled(m_sample.has_value());
    m_actions.exportPicture->setEnabled(m_state == State::Ready && !m_exportRunner.isRunning());
    for (QAction* action :
         {m_actions.automaticRatio, m_actions.compare, m_actions.beforeAsShot, m_actions.beforeClassical,
          m_actions.zoomIn, m_actions.zoomOut, m_actions.fit, m_actions.actualPixels}) {
        action->setEnabled(hasPhoto);
    }
    m_panel->amplification->setEnabled(hasPhoto && m_state != State::Opening);
    m_panel->wholeArea->setEnabled(m_state != State::Opening);
    m_panel->picture->setEnabled(m_state != State::Opening);
    if (hasPhoto && m_state == State::Ready) {  // the one that was chosen may not have come
        m_panel->picture->setCurrentIndex(m_photo->raw.pictureNumber - 1);
    }
    m_makerText->setText(hasPhoto ? shownText(makerText()) : QString());
    const auto model = usableModel();
    m_panel->colour->setEnabled(hasPhoto && m_state != State::Opening);
    m_panel->colour->setHeeded(!model || model->isLinear(), model && model->isLinear());
    updateBusy();
    updateZoomText();
}

std::shared_ptr<const LoadedModel> EnhancePage::usableModel() const
{
    return m_model && (!m_photo || m_model->takes(*m_photo)) ? m_model : nullptr;
}

QString EnhancePage::makerText() const
{
    if (usableModel()) {
        const QString maker = m_model->name + QStringLiteral(" \u00b7 ") + m_model->engine;
        return m_model->takesRemosaiced(*m_photo) ? tr("%1 \u00b7 X-Trans, demosaiced first").arg(maker) : maker;
    }
    return tr("Classical rendering by LibRaw");
}

void EnhancePage::sayIfModelIsUnusable()
{
    if (m_model && !usableModel()) {
        const QString photo = m_photo->raw.cfa.isXTrans() ? QStringLiteral("X-Trans") : QStringLiteral("Bayer");
        const QString model = m_photo->raw.cfa.isXTrans() ? QStringLiteral("Bayer") : QStringLiteral("X-Trans");
        m_banner->addMessage(MessageBanner::Kind::Note,
                             tr("This is a %1 raw, and the model '%2' takes %3: the picture is LibRaw's "
                                "classical rendering.")
                                 .arg(photo, m_model->name, model));
    }
}

void EnhancePage::updateBusy()
{
    switch (busyWith()) {
    case Busy::Exporting: m_busyBar->begin(tr("Exporting")); break;
    case Busy::Opening: m_busyBar->begin(tr("Opening")); break;
    case Busy::LoadingModel: m_busyBar->begin(tr("Loading the model")); break;
    case Busy::Refining: m_busyBar->begin(tr("Refining")); break;
    case Busy::No: m_busyBar->end(); break;
    }
}

void EnhancePage::updateZoomText()
{
    m_zoomText->setText(m_photo ? tr("%1 %").arg(qRound(m_view->zoom() * 100)) : QString());
}

}  // namespace scotopic
