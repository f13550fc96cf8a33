// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/live_rendering.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QImage>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QSlider;
class QToolButton;
QT_END_NAMESPACE

namespace scotopic {

class PictureView;

/// What a run has kept of one epoch.
struct EpochContent {
    int epoch = 0;
    std::vector<std::filesystem::path> samples;  // of the same pairs in the same order as in other epochs
    std::filesystem::path snapshot;              // the model; empty: not kept
    std::filesystem::file_time_type snapshotAt;  // a run that goes on after a crash writes it again

    friend bool operator==(const EpochContent&, const EpochContent&) = default;
};
/// For a worker's thread; by epoch. None where there are no such files.
[[nodiscard]] std::vector<EpochContent> readEpochContents(const std::filesystem::path& run);

/// How a network sees as it learns, by one slider over the epochs: sample pictures of the validation split, and the
/// person's own photo through the model of that epoch.
class EpochPictures : public QWidget {
    Q_OBJECT
public:
    /// The workers' threads outlive it.
    explicit EpochPictures(const Workers& workers, QWidget* parent = nullptr);
    ~EpochPictures() override;

    /// Looked at again while it is visible, as the run goes on; empty: none.
    void setRun(const std::filesystem::path& folder);
    /// Null: no photo is open.
    void setPhoto(std::shared_ptr<const Photo> photo, ExposureRatio ratio);
    /// 0: none.
    [[nodiscard]] int shownEpoch() const;

Q_SIGNALS:
    /// The sample picture of the epoch is seen.
    void sampleShown(int epoch);
    /// The photo is seen through the epoch's model.
    void photoShown(int epoch);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct ShownModel {
        std::filesystem::path file;
        std::filesystem::file_time_type writtenAt;
        int epoch = 0;
    };

    void buildLayout();
    QWidget* buildSliderRow();
    void look();
    void take(std::vector<EpochContent> epochs);
    void showEpoch();
    void showSample();
    void showPhotoThroughEpoch();
    void useModel(const std::shared_ptr<const LoadedModel>& model, int epoch);
    void startPhoto();
    void step(int by);
    void updateTexts();
    void tellSampleProblem(const QString& sentence);
    void tellPhotoProblem(const QString& sentence);
    [[nodiscard]] const EpochContent* current() const;

    Workers m_workers;
    std::filesystem::path m_run;
    std::vector<EpochContent> m_epochs;
    std::shared_ptr<const Photo> m_photo;
    ExposureRatio m_ratio;
    bool m_isPhotoNew = false;  // not handed to m_live yet
    QString m_sampleProblem;    // why there is none to be seen, a sentence
    QString m_photoProblem;     // likewise
    ShownModel m_model;
    QSize m_sampleSize;

    QLabel* m_empty;
    QWidget* m_content;
    QSlider* m_slider;
    QLabel* m_epochText;
    QComboBox* m_pair;
    PictureView* m_sampleView;
    QLabel* m_sampleHint;
    PictureView* m_photoView;
    QLabel* m_photoHint;
    QLabel* m_photoProgress;
    LiveRendering* m_live;
    QTimer m_pulse;
    JobRunner m_listing;  // the runners last: their callbacks use the others
    JobRunner m_sampling;
    JobRunner m_modelLoading;
    JobRunner m_photoOpening;
};

}  // namespace scotopic
