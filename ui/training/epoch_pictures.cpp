// SPDX-License-Identifier: MIT
#include "ui/training/epoch_pictures.h"

#include "core/base/error.h"
#include "ui/viewer/picture_view.h"

#include <QComboBox>
#include <QImageReader>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <chrono>
#include <utility>

namespace scotopic {

namespace {

constexpr std::chrono::milliseconds kPicturesPulse{2000};

PicturePatch readSample(const std::filesystem::path& file)
{
    QImageReader reader(fromPath(file));
    const QImage image = reader.read().convertToFormat(QImage::Format_RGB32);
    if (image.isNull()) {
        throw CorruptInput(file, reader.errorString().toStdString());
    }
    return makePatch(image, QRectF(QPointF(), image.size()));
}

/// "10003_00_0.1s" of "epoch-0010-10003_00_0.1s.png".
QString pairOf(const std::filesystem::path& sample)
{
    return fromPath(sample.stem()).section(QLatin1Char('-'), 2);
}

}  // namespace

EpochPictures::EpochPictures(const Workers& workers, QWidget* parent)
    : QWidget(parent), m_workers(workers), m_empty(new QLabel(this)), m_content(new QWidget(this)),
      m_slider(new QSlider(Qt::Horizontal, this)), m_epochText(new QLabel(this)), m_pair(new QComboBox(this)),
      m_sampleView(new PictureView(this)), m_sampleHint(new QLabel(this)), m_photoView(new PictureView(this)),
      m_photoHint(new QLabel(this)), m_photoProgress(new QLabel(this)),
      m_live(new LiveRendering(workers, m_photoView, this)), m_listing(workers.pictures, Priority::Evaluation),
      m_sampling(workers.pictures, Priority::Interactive), m_modelLoading(workers.device, Priority::Interactive),
      m_photoOpening(workers.pictures, Priority::Interactive)
{
    setObjectName(QStringLiteral("epochPictures"));
    buildLayout();
    m_pulse.setInterval(kPicturesPulse);
    connect(&m_pulse, &QTimer::timeout, this, &EpochPictures::look);
    connect(m_slider, &QSlider::valueChanged, this, &EpochPictures::showEpoch);
    connect(m_pair, &QComboBox::currentIndexChanged, this, &EpochPictures::showSample);
    for (const JobRunner* runner : {&m_listing, &m_sampling}) {
        connect(runner, &JobRunner::failed, this, &EpochPictures::tellSampleProblem);
    }
    for (const JobRunner* runner : {&m_modelLoading, &m_photoOpening}) {
        connect(runner, &JobRunner::failed, this, &EpochPictures::tellPhotoProblem);
    }
    connect(m_live, &LiveRendering::failed, this, &EpochPictures::tellPhotoProblem);
    connect(m_live, &LiveRendering::refiningProgressed, this, [this](const Progress& progress) {
        m_photoProgress->setText(progress.fraction
                                     ? tr("rendering, %1 %").arg(static_cast<int>(100 * *progress.fraction))
                                     : tr("rendering"));
    });
    connect(m_live, &LiveRendering::settled, this, [this] {
        m_photoProgress->clear();
        if (m_model.epoch > 0) {
            Q_EMIT photoShown(m_model.epoch);
        }
    });
    updateTexts();
}

EpochPictures::~EpochPictures() = default;

void EpochPictures::setRun(const std::filesystem::path& folder)
{
    if (folder == m_run) {
        return;
    }
    m_run = folder;
    m_model = {};
    m_photoProblem.clear();
    m_sampleProblem.clear();
    m_listing.cancel();
    take({});
    look();
}

void EpochPictures::setPhoto(std::shared_ptr<const Photo> photo, ExposureRatio ratio)
{
    if (photo == m_photo && ratio.value == m_ratio.value) {
        return;
    }
    m_photo = std::move(photo);
    m_ratio = ratio;
    m_isPhotoNew = m_photo != nullptr;
    m_photoProblem.clear();
    m_model = {};  // its photo is another one
    if (isVisible()) {
        startPhoto();
    }
    updateTexts();
}

void EpochPictures::startPhoto()
{
    if (!m_isPhotoNew) {
        return;
    }
    m_isPhotoNew = false;
    m_photoOpening.start(
        [photo = m_photo, ratio = m_ratio](const JobContext&) {
            return OpenedPhoto{photo, ratio, renderPreview(photo->overview, {ratio, {}, {}})};
        },
        [this](OpenedPhoto opened) {
            m_live->setPhoto(std::move(opened));
            showPhotoThroughEpoch();
        });
}

void EpochPictures::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pulse.start();
    look();
    startPhoto();
    showEpoch();
}

void EpochPictures::hideEvent(QHideEvent* event)
{
    m_pulse.stop();
    QWidget::hideEvent(event);
}

void EpochPictures::look()
{
    if (m_run.empty() || !isVisible() || m_listing.isRunning()) {
        return;
    }
    m_listing.start([run = m_run](const JobContext&) { return std::pair(run, readEpochContents(run)); },
                    [this](std::pair<std::filesystem::path, std::vector<EpochContent>> found) {
                        if (found.first == m_run) {
                            take(std::move(found.second));
                        }
                    });
}

void EpochPictures::take(std::vector<EpochContent> epochs)
{
    if (epochs == m_epochs && !epochs.empty()) {
        return;
    }
    // Whoever looks at the newest epoch goes on to the next; whoever looks back stays.
    const bool wasAtEnd = m_slider->value() == m_slider->maximum();
    const int before = shownEpoch();
    m_epochs = std::move(epochs);
    const auto place = std::find_if(m_epochs.begin(), m_epochs.end(),
                                    [before](const EpochContent& content) { return content.epoch == before; });
    {
        const QSignalBlocker blocker(m_slider);
        const int last = std::max(0, static_cast<int>(m_epochs.size()) - 1);
        m_slider->setRange(0, last);
        m_slider->setValue(wasAtEnd || place == m_epochs.end() ? last : static_cast<int>(place - m_epochs.begin()));
    }
    const QSignalBlocker blocker(m_pair);
    const int pair = std::max(0, m_pair->currentIndex());
    m_pair->clear();
    for (const std::filesystem::path& sample :
         m_epochs.empty() ? std::vector<std::filesystem::path>{} : m_epochs.back().samples) {
        m_pair->addItem(pairOf(sample));
    }
    m_pair->setCurrentIndex(std::min(pair, m_pair->count() - 1));
    updateTexts();
    showEpoch();
}

const EpochContent* EpochPictures::current() const
{
    const auto place = static_cast<std::size_t>(m_slider->value());
    return place < m_epochs.size() ? &m_epochs[place] : nullptr;
}

int EpochPictures::shownEpoch() const
{
    return current() != nullptr ? current()->epoch : 0;
}

void EpochPictures::tellSampleProblem(const QString& sentence)
{
    m_sampleProblem = sentence;
    updateTexts();
}

void EpochPictures::tellPhotoProblem(const QString& sentence)
{
    m_photoProblem = sentence;
    m_photoProgress->clear();
    updateTexts();
}

void EpochPictures::step(int by)
{
    m_slider->setValue(m_slider->value() + by);
}

void EpochPictures::showEpoch()
{
    updateTexts();
    if (isVisible()) {
        showSample();
        showPhotoThroughEpoch();
    }
}

void EpochPictures::showSample()
{
    const EpochContent* const content = current();
    const auto pair = static_cast<std::size_t>(std::max(0, m_pair->currentIndex()));
    if (content == nullptr || pair >= content->samples.size()) {
        return;
    }
    tellSampleProblem({});
    m_sampling.start([file = content->samples[pair]](const JobContext&) { return readSample(file); },
                     [this, epoch = content->epoch](PicturePatch patch) {
                         if (const QSize size = patch.where.size().toSize(); size != m_sampleSize) {
                             m_sampleView->setPictureSize(size);  // else zoom and place stay, to see what changes
                             m_sampleSize = size;
                         }
                         m_sampleView->setPatch(PictureView::Side::After, PictureView::Layer::Overview,
                                                std::move(patch));
                         Q_EMIT sampleShown(epoch);
                     });
}

void EpochPictures::showPhotoThroughEpoch()
{
    const EpochContent* const content = current();
    if (!m_photo || content == nullptr || content->snapshot.empty()
        || (content->snapshot == m_model.file && content->snapshotAt == m_model.writtenAt)) {
        return;
    }
    m_model = {content->snapshot, content->snapshotAt, content->epoch};
    tellPhotoProblem({});
    m_modelLoading.start(
        [file = content->snapshot](const JobContext&) { return loadModel(file); },
        [this, epoch = content->epoch](const std::shared_ptr<const LoadedModel>& model) { useModel(model, epoch); });
}

void EpochPictures::useModel(const std::shared_ptr<const LoadedModel>& model, int epoch)
{
    if (!m_photo || !model->takes(*m_photo)) {
        tellPhotoProblem(tr("This run's network is for raws of another colour filter; open one of those."));
        return;
    }
    updateTexts();
    auto ofEpoch = std::make_shared<LoadedModel>(*model);
    ofEpoch->name = tr("epoch %1").arg(QLocale().toString(epoch));
    m_live->setModel(std::move(ofEpoch));
}

void EpochPictures::updateTexts()
{
    const EpochContent* const content = current();
    m_empty->setVisible(content == nullptr);
    m_content->setVisible(content != nullptr);
    m_empty->setText(m_run.empty()
                         ? tr("Choose a run to see what it has kept of its epochs.")
                         : tr("Nothing is kept of this run's epochs yet. Sample pictures and models come as often as "
                              "its recipe says."));
    if (content == nullptr) {
        return;
    }
    m_epochText->setText(QLocale().toString(content->epoch));
    m_slider->setToolTip(tr("Epoch %1").arg(content->epoch));
    const bool hasSample = !content->samples.empty() && m_sampleProblem.isEmpty();
    m_sampleHint->setVisible(!hasSample);
    m_sampleView->setVisible(hasSample);
    m_sampleHint->setText(content->samples.empty() ? tr("No sample pictures were made in this epoch.")
                                                   : m_sampleProblem);
    const bool hasModel = m_photo != nullptr && !content->snapshot.empty();
    const bool hasPhoto = hasModel && m_photoProblem.isEmpty();
    m_photoView->setVisible(hasPhoto);
    m_photoHint->setVisible(!hasPhoto);
    m_photoHint->setText(m_photo == nullptr
                             ? tr("Open a raw on the Enhance page to see it here through each kept epoch.")
                         : hasModel ? m_photoProblem
                                    : tr("The model of this epoch was not kept."));
}

}  // namespace scotopic
