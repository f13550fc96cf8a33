// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/enhance_actions.h"
#include "ui/enhance/export_job.h"
#include "ui/enhance/live_rendering.h"
#include "ui/enhance/photo_edits.h"
#include "ui/enhance/recent_files.h"
#include "ui/enhance/session.h"

#include <QSettings>
#include <QWidget>

#include <atomic>
#include <filesystem>
#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QStackedWidget;
QT_END_NAMESPACE

namespace scotopic {

class BusyBar;
class EnhancePanel;
class MessageBanner;
class StartPanel;

/// Raw in, one slider, bright picture out. Every failure is a sentence in the banner and leaves the page usable.
class EnhancePage : public QWidget {
    Q_OBJECT
public:
    enum class State { Empty, Opening, Ready };

    /// `settings` and the workers' threads outlive the page.
    EnhancePage(const Workers& workers, QSettings& settings, std::optional<std::filesystem::path> sample,
                QWidget* parent = nullptr);
    ~EnhancePage() override;

    /// Without settings the photo comes as it was left, or else with the suggested ratio; their model is not heeded.
    /// Replaces a photo that is still being opened.
    void open(const std::filesystem::path& photo, const std::optional<PhotoSettings>& settings = std::nullopt);
    void chooseModel(const std::filesystem::path& file);
    void exportTo(const ExportRequest& request);
    /// Photo, amplification and model of the last session, where there was one; another photo instead, if given.
    void restoreSession(const std::optional<std::filesystem::path>& photo = std::nullopt);
    void saveSession();

    [[nodiscard]] State state() const { return m_state; }
    /// What is open; null without a photo.
    [[nodiscard]] std::shared_ptr<const Photo> photo() const { return m_photo; }
    [[nodiscard]] ExposureRatio ratio() const { return *m_current.ratio; }
    [[nodiscard]] bool isExporting() const { return m_exportRunner.isRunning(); }
    /// A sentence about the window as a whole.
    void tellFailure(const QString& sentence);
    void cancelExport() { m_exportRunner.cancel(); }
    [[nodiscard]] const EnhanceActions& actions() const { return m_actions; }
    [[nodiscard]] const std::vector<std::filesystem::path>& recentPhotos() const { return m_recentPhotos.files(); }

Q_SIGNALS:
    /// Name of the open photo, empty without one.
    void titleChanged(const QString& title);
    /// Everything visible is as good as it gets.
    void settled();
    void exported(const QString& file);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Busy { No, Refining, LoadingModel, Opening, Exporting };

    void buildLayout();
    void connectActions();
    void connectControls();
    void connectRunners();
    void showPhoto(OpenedPhoto opened);
    void leavePhoto();
    /// What the photo that is there now begins with.
    [[nodiscard]] PhotoSettings enterPhoto();
    void editRatio(ExposureRatio ratio);
    void editColour(const ColourChoice& colour);
    void editWholeArea(bool isWhole);
    void choosePicture(int number);
    void markEdited();
    void recordEdit();
    void apply(const PhotoSettings& settings);
    void useModel(const std::filesystem::path& file, bool isEdit);
    void stopLoadingModel();
    void showModel(std::shared_ptr<const LoadedModel> model);
    void askForPhoto();
    void askForModel();
    void askForExport();
    void cancelCurrent();
    void tellExport();
    void fail(const QString& sentence);
    void updateState();
    void updateBusy();
    void updateZoomText();
    void watch(JobRunner& runner, Busy kind);
    [[nodiscard]] Busy busyWith() const;
    /// The chosen model where it takes the photo; null: the classical rendering.
    [[nodiscard]] std::shared_ptr<const LoadedModel> usableModel() const;
    [[nodiscard]] QString makerText() const;
    void sayIfModelIsUnusable();
    [[nodiscard]] std::filesystem::path modelToRemember() const;
    [[nodiscard]] const std::filesystem::path& wantedModel() const;
    [[nodiscard]] ModelIdentity wantedIdentity() const;

    Workers m_workers;
    QSettings& m_settings;
    std::optional<std::filesystem::path> m_sample;
    std::filesystem::path m_defaultModel;          // empty: none came with the program
    std::optional<EnhanceSession> m_savedSession;  // as it was read or written last
    RecentFiles m_recentPhotos;
    RecentFiles m_recentModels;
    PhotoEdits m_edits;
    EnhanceActions m_actions;

    QStackedWidget* m_content;
    StartPanel* m_start;
    QWidget* m_workspace;
    PictureView* m_view;
    EnhancePanel* m_panel;
    MessageBanner* m_banner;
    BusyBar* m_busyBar;
    QLabel* m_makerText;
    QLabel* m_zoomText;

    State m_state = State::Empty;
    std::shared_ptr<const Photo> m_photo;
    std::shared_ptr<const LoadedModel> m_model;
    PhotoSettings m_current{.ratio = kSmallestRatio};  // what is shown or about to be; always with a ratio
    PhotoSettings m_recorded = m_current;              // what the undo history says
    std::filesystem::path m_openingFile;               // while the open runner runs
    std::optional<PhotoSettings> m_openingWith;        // likewise; none: as it was left
    std::filesystem::path m_loadingModel;              // while the model runner runs
    bool m_isRefining = false;
    QString m_exportName;  // of the last export; the next two: of the raw that it was made of
    std::filesystem::path m_exportedFile;
    FileStamp m_exportedStamp;
    std::shared_ptr<std::atomic<bool>> m_isExportWritten = std::make_shared<std::atomic<bool>>(false);

    LiveRendering* m_live;
    JobRunner m_openRunner;
    JobRunner m_modelRunner;
    JobRunner m_exportRunner;
};

}  // namespace scotopic
